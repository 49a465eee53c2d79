/*
 * retire - clears a release away that no reader sees (any more): the old one
 * after a swap, or one that a killed run left behind.
 *
 * Only what gongkai wrote is deleted. Of a file that is not ours the second
 * name goes, for the first stands in the published folder; where there is no
 * first (it came while the release was being swapped) it is moved there.
 */
#ifndef RETIRE_H
#define RETIRE_H

#include <stdbool.h>

struct arena;
struct diags;
struct disk;
struct manifest;
struct walk;

struct retire {
    struct disk *disk;
    const char *old; /* the folder to clear away */
    const char *folder; /* the published one */
    const struct manifest *published; /* its manifest; NULL: it has none */
};

enum retire_end {
    RETIRE_DONE,
    RETIRE_FOREIGN, /* `path` below it is not ours and has nowhere to go */
    RETIRE_ERROR, /* the system failed at `path` with `error` */
};

struct retire_result {
    enum retire_end end;
    const char *path;
    int error;
};

/*
 * Clears `retire->old` away; what `manifest` does not list is not ours. With
 * NULL all of it is ours (a release that never was finished). The manifest
 * goes last, so that a run that is killed here leaves what can be judged.
 */
struct retire_result retire_release(const struct retire *retire,
                                    const struct manifest *manifest,
                                    struct arena *arena);

/*
 * Takes only these entries of `retire->old` out of it, none of which is ours.
 * False where one has nowhere to go or the system fails.
 */
bool retire_foreign(const struct retire *retire, const struct walk *foreign,
                    struct arena *arena);

/*
 * Clears away what a killed run left at `retire->old`, if anything is there,
 * and tells it. False where that cannot be done: told.
 */
bool retire_left(const struct retire *retire, struct diags *diags);

#endif
