/*
 * beneath - finds the folder that an entry stands in, below a root and without
 * following a symbolic link on the way.
 *
 * Where the kernel has openat2 (5.6) one call walks the path; older ones, as
 * UOS and Kylin still carry, are walked part by part.
 */
#ifndef BENEATH_H
#define BENEATH_H

#include <stdbool.h>

struct beneath {
    int root;
    bool by_parts; /* openat2 is missing or forbidden */
};

/* An entry: its name, for the *at calls, in the folder that holds it. */
struct beneath_entry {
    int folder;
    const char *name; /* points into the path; "." for the root itself */
};

/* Opens the root; an errno value where it is no folder. */
int beneath_open(struct beneath *beneath, const char *root);
void beneath_close(struct beneath *beneath);

/*
 * Finds the entry of `path`, which must outlive it; nothing need stand there.
 * EINVAL for a path that is absolute or has empty, "." or ".." parts, ELOOP
 * for a symbolic link on the way. Given back by beneath_leave.
 */
int beneath_find(const struct beneath *beneath, const char *path,
                 struct beneath_entry *out);
void beneath_leave(const struct beneath *beneath, struct beneath_entry *entry);

/* Opens the folder at `path` for reading; errors as of both calls here. */
int beneath_list(const struct beneath *beneath, const char *path, int *fd);

/*
 * Opens the entry itself with open's `flags`, never through a link: ELOOP.
 * Returns 0 and sets `*fd`, or an errno value.
 */
int beneath_enter(const struct beneath_entry *entry, int flags, int *fd);

#endif
