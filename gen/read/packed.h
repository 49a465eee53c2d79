/*
 * packed - the files in a ZIP, such as a Word document or a workbook.
 *
 * They are unpacked in a child with limits, and only those with an ending
 * that is asked for; a bomb of zeros ends there. Call it while no other thread
 * runs.
 */
#ifndef PACKED_H
#define PACKED_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

struct packed_file {
    const char *name; /* word/document.xml */
    struct str bytes;
};

struct packed {
    struct packed_file *file;
    size_t len;
    int error; /* the system's, where it could not be tried; else 0 */
};

/* Starts with the mark of a ZIP. */
bool packed_is_zip(struct str bytes);

/* Unpacks into `arena`. False when it cannot be read, or is too large. */
bool packed_read(struct arena *arena, struct str bytes, struct packed *out);

/* The bytes of a file; false where there is none of that name. */
bool packed_find(const struct packed *packed, const char *name,
                 struct str *bytes);

#endif
