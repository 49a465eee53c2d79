/*
 * staging - what the parts of stage share: stage.c begins and ends,
 * stage_put.c fills the release, stage_commit.c makes it the published one.
 */
#ifndef STAGING_H
#define STAGING_H

#include "../base/map.h"
#include "manifest.h"
#include "stage.h"

#include <pthread.h>
#include <stdatomic.h>

struct stage {
    struct disk *disk;
    struct arena arena;
    const char *folder, *parent, *staging, *lock, *cache;
    struct buf old_text; /* of the published manifest */
    bool listed; /* there is one */
    bool known; /* and it was taken apart: */
    struct manifest old; /* what is published; not changed any more */
    bool published; /* a folder stands there */
    bool locked;
    bool swapped; /* from here on `staging` is the old release */
    atomic_bool failed;
    struct map trusted; /* paths of files that are as they were published */
    struct print print; /* of the published manifest, new or old */

    pthread_mutex_t mutex; /* over what follows */
    struct manifest new;
    struct map made; /* folders in the staging folder */
    bool staged; /* the staging folder stands */
    uint64_t need, space; /* bytes; space 0: not known */
    size_t written;
};

/* Takes the published manifest apart, once; false where it is none of ours. */
bool stage_know(struct stage *stage);

/* Where a path of the release stands in the old and in the new folder. */
const char *stage_in_folder(struct stage *stage, struct arena *arena,
                            const char *path);
const char *stage_in_staging(struct stage *stage, struct arena *arena,
                             const char *path);

/* Makes the staging folder where it is not there; false: told. */
bool stage_make_staging(struct stage *stage, struct diags *diags);

/* Makes a folder of the release with those above it, each once. */
bool stage_make_folder(struct stage *stage, struct str folder,
                       struct diags *diags);

/* Remembers that the release cannot be published; returns false. */
bool stage_fail(struct stage *stage);

#endif
