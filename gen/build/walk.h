/*
 * walk - all that stands below a folder.
 */
#ifndef WALK_H
#define WALK_H

#include "../base/disk.h"

struct walk_entry {
    const char *path; /* below the folder */
    enum disk_kind kind;
};

/* Starts as {0}; given back by walk_free, the paths with their arena. */
struct walk {
    struct walk_entry *entry; /* a folder stands before what is in it */
    size_t len, cap;
    const char *failed; /* the folder that could not be listed */
};

/* Lists all below `top`, following no link; 0 or an errno value. */
int walk_below(struct disk *disk, const char *top, struct arena *arena,
               struct walk *out);

/* For those who list folder by folder: adds an entry, and all that stands
 * below the folder that is the `at`th entry. */
void walk_add(struct walk *walk, const char *path, enum disk_kind kind);
int walk_more(struct disk *disk, const char *top, size_t at,
              struct arena *arena, struct walk *out);

void walk_free(struct walk *walk);

#endif
