/*
 * In place of sheet.c where the program is built without workbooks.
 */
#include "sheet.h"

#include <errno.h>

bool sheet_can(void)
{
    return false;
}

bool sheet_write(const struct record *record, size_t len, struct date made,
                 struct buf *out, int *error)
{
    (void)record;
    (void)len;
    (void)made;
    (void)out;
    *error = ENOSYS;
    return false;
}
