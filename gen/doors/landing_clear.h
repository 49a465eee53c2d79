/*
 * landing_clear - what may be cleared away of an earlier archive: what we
 * wrote, and nothing else.
 */
#ifndef LANDING_CLEAR_H
#define LANDING_CLEAR_H

#include <stdbool.h>

struct arena;
struct disk;

/*
 * Whether all in the folder is ours: in its list of SHA-256, or, where
 * `unfinished` may be, under the marker of a run that got no further. Sets
 * `*foreign` to a file that is not, or `*error` where the system fails.
 */
bool landing_is_ours(struct disk *disk, const char *folder, bool unfinished,
                     struct arena *arena, const char **foreign, int *error);

/* Whether a file is what a pack looks like before it is whole; `*error` as
 * above. */
bool landing_is_part(struct disk *disk, const char *path, int *error);

/* Removes a file, or a folder with all in it; 0 or an errno value. */
int landing_remove(struct disk *disk, const char *path, struct arena *arena);

#endif
