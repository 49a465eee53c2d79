/*
 * staging - what the parts of stage share: stage.c begins and ends,
 * stage_put.c fills the release, stage_commit.c makes it the published one.
 */
#ifndef STAGING_H
#define STAGING_H

#include "../base/map.h"
#include "manifest.h"
#include "spare.h"
#include "stage.h"
#include "walk.h"

#include <pthread.h>
#include <stdatomic.h>

struct stage {
    struct disk *disk;
    struct arena arena;
    const char *folder, *parent, *staging, *lock, *cache, *later, *spare,
        *record;
    size_t spare_least; /* files of a release that may leave a spare; 0: none */
    struct buf old_text; /* of the published manifest */
    bool asked; /* it was asked for: */
    int unread; /* why it could not be read; 0: it was */
    bool listed; /* there is one */
    bool known; /* and it was taken apart: */
    struct manifest old; /* what is published: the list before `new` */
    atomic_size_t near; /* the place in it behind what was kept last */
    bool published; /* a folder stands there */
    bool locked;
    bool swapped; /* from here on `staging` is the old release */
    bool renewed; /* the release was made of the spare */
    atomic_bool failed;
    struct ahead *ahead; /* at the spare; NULL: nobody does */
    struct looking *looking; /* at the published files; NULL: nobody does */
    struct errand *listing; /* writes `text`; NULL: nobody does */
    struct buf text; /* of the new manifest; empty: it was not begun */
    struct clearing *clearing; /* of the old release; NULL: nobody does */
    bool trusts; /* some files of `old` are as they were published */
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

/* Removes the staging folder with what was written into it. */
void stage_drop_staging(struct stage *stage);

/* A release on its way to be published. */
struct outgoing {
    struct str text; /* of its manifest */
    struct walk foreign; /* what is not ours in the published one */
    bool copied; /* a file was copied: the disk has no hard links */
    bool renewed; /* the spare has become this release */
    bool stuck; /* what stands in the spare's place is not ours to remove */
    struct spare spare;
    struct spare_folders seen, next; /* folders of the old release, the new */
};

/* Nobody asks any more for what was looked at ahead. */
void stage_spare_forget(struct stage *stage);

/* Looks whether there is a spare that this release can be made of. */
void stage_spare_begin(struct stage *stage, struct outgoing *out);

/* Makes it of the spare; false: it has to be staged whole. */
bool stage_spare_renew(struct stage *stage, struct outgoing *out);

/* The release stands in the staging folder, and is about to be swapped in. */
void stage_spare_staged(struct stage *stage, struct outgoing *out);

/* After the swap: makes the old release the spare. False where it is none and
 * stands at `*old` yet, to be cleared away. */
bool stage_spare_settle(struct stage *stage, struct outgoing *out,
                        const char **old);

/* Nothing is published; files that were made anew and are the same may be
 * others than the spare has. */
void stage_spare_doubt(struct stage *stage);

/* Waits until nobody writes the new manifest any more. */
void stage_list_end(struct stage *stage);

/* Remembers that the release cannot be published; returns false. */
bool stage_fail(struct stage *stage);

#endif
