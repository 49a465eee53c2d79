#include "sheet_temp.h"

#include "../base/mem.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <xlsxwriter.h>

struct temp {
    char *bytes;
    size_t len, cap, at;
    bool dropped; /* nobody will read it */
    FILE *file;
    struct temp *next; /* of those that are open */
};

static _Thread_local struct temp *open_files;

static ssize_t temp_write(void *cookie, const char *from, size_t len)
{
    struct temp *temp = cookie;
    size_t end = temp->at + len;
    int before = errno;

    if (temp->dropped)
        return (ssize_t)len;
    while (temp->cap < end)
        temp->bytes = mem_grow(temp->bytes, temp->cap, &temp->cap, 1);
    errno = before; /* a request that was met in a second way leaves ENOMEM */
    if (temp->at > temp->len)
        memset(temp->bytes + temp->len, 0, temp->at - temp->len);
    memcpy(temp->bytes + temp->at, from, len);
    temp->at = end;
    if (temp->len < end)
        temp->len = end;
    return (ssize_t)len;
}

static ssize_t temp_read(void *cookie, char *to, size_t len)
{
    struct temp *temp = cookie;
    size_t left = temp->at < temp->len ? temp->len - temp->at : 0;

    if (len > left)
        len = left;
    if (len > 0)
        memcpy(to, temp->bytes + temp->at, len);
    temp->at += len;
    return (ssize_t)len;
}

static int temp_seek(void *cookie, off64_t *offset, int whence)
{
    struct temp *temp = cookie;
    off64_t from = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? (off64_t)temp->at
                                        : (off64_t)temp->len;

    if (from + *offset < 0) {
        errno = EINVAL;
        return -1;
    }
    *offset += from;
    temp->at = (size_t)*offset;
    return 0;
}

static int temp_close(void *cookie)
{
    struct temp *temp = cookie;
    struct temp **at = &open_files;

    while (*at && *at != temp)
        at = &(*at)->next;
    if (*at)
        *at = temp->next;
    mem_free(temp->bytes);
    mem_free(temp);
    return 0;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): as the library has it */
FILE *lxw_tmpfile(char *tmpdir)
{
    static const cookie_io_functions_t calls = {temp_read, temp_write,
                                                temp_seek, temp_close};
    struct temp *temp = mem_zero(1, sizeof(*temp));
    FILE *file = fopencookie(temp, "w+b", calls);

    (void)tmpdir;
    if (!file) {
        mem_free(temp);
        return NULL;
    }
    /* One thread alone writes a workbook: no lock for each of its pieces. */
    __fsetlocking(file, FSETLOCKING_BYCALLER);
    temp->file = file;
    temp->next = open_files;
    open_files = temp;
    return file;
}

FILE *sheet_temp_newest(void)
{
    return open_files ? open_files->file : NULL;
}

size_t sheet_temp_clear(void)
{
    int before = errno;
    size_t cleared = 0;

    for (; open_files; cleared++) {
        open_files->dropped = true;
        fclose(open_files->file); /* takes it from the list */
    }
    errno = before;
    return cleared;
}
