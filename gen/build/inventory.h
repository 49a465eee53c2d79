/*
 * inventory - what lies in the content and theme folders, by name and stat.
 *
 * Only regular files count. Editors' leftovers and hidden files are passed
 * over; symbolic links, devices and folders that nest too deep are told.
 */
#ifndef INVENTORY_H
#define INVENTORY_H

#include "../base/disk.h"

#include <stdbool.h>

struct diags;

struct found {
    const char *path; /* below the disk's root: content/2020/report.md */
    struct disk_stat stat;
};

struct inventory {
    struct found *file; /* sorted by path */
    size_t len;
};

/*
 * Lists all files below `folder` in `arena`. False when the folder itself
 * cannot be read: `*error` then says why, and nothing is told.
 */
bool inventory_take(struct disk *disk, const char *folder, struct arena *arena,
                    struct inventory *out, int *error, struct diags *diags);

/* True for names that editors and systems leave behind, and hidden ones. */
bool inventory_ignores(const char *name);

/* True where nothing about the file has changed since. */
bool stat_is_same(const struct disk_stat *a, const struct disk_stat *b);

/* Whether a change right behind the look would show in the file's time, which
 * the kernel's clock moves in steps, of up to 10 ms. */
bool stat_is_settled(const struct disk_stat *stat, int64_t looked_at);

#endif
