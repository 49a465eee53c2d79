/*
 * folder - folders and files that a person names on the command line, which
 * may lie anywhere; what is not there yet above them, too.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "../base/mem.h"
#include "../base/text.h"

struct buf;
struct disk;

/* Without "./" before it and '/' behind it; "" for the folder itself. */
struct str folder_bare(const char *folder);

/*
 * Opens the nearest folder above `path` that is there, or itself; `*rest` is
 * what is then still to be made, clean or empty. The disk follows no links,
 * but what a person names may well lead through some (/home, /var/www). NULL
 * and `*error` when there is none.
 */
struct disk *folder_above(struct arena *arena, struct str path,
                          struct str *rest, int *error);

/* Reads the file at `path` into `out`; 0 or an errno value, as disk_read. */
int folder_read(const char *path, size_t most, struct buf *out);

#endif
