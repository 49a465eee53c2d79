/*
 * scripts - which scripts of a folder of pages are a theme's own.
 *
 * Their names say nothing, for the folder may come from anywhere: a script is
 * ours when its bytes are those of a script of a theme, or the data of a search,
 * which does nothing but hand over texts and numbers.
 */
#ifndef SCRIPTS_H
#define SCRIPTS_H

#include "../base/print.h"

#include <stdbool.h>
#include <stddef.h>

struct disk;
struct inventory;
struct arena;

/* Starts as {0}. */
struct scripts {
    struct print *print;
    size_t len, cap;
};

/* Learns the scripts of all themes in `folder` of `disk`, "" for its root. A
 * folder that is not there teaches nothing. */
void scripts_learn(struct scripts *scripts, struct disk *disk,
                   const char *folder);

/* The paths of those files of `inventory` that are known scripts, in `arena`;
 * their number in `len`. */
const char **scripts_known(const struct scripts *scripts, struct disk *disk,
                           const struct inventory *inventory,
                           struct arena *arena, size_t *len);

void scripts_free(struct scripts *scripts);

#endif
