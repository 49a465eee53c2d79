/*
 * stage - a release that comes into being beside the published folder and
 * takes its place in one step.
 *
 * While it is made the old site stands. What did not change is carried over
 * by a second name (hard link); what is new is written; files that gongkai did
 * not write are carried over, too, and are never deleted. The manifest in the
 * folder (manifest.txt: print, size and path a line) says which are ours.
 *
 * Names beside the folder `public`: `.public.lock` (held while a run is at
 * work), `.public.cache` and `.public.cache.later` (recall.h), `.public.parcels`
 * (parcel.h), `.public.new` (the release that is being made; after the swap the old one,
 * on its way out), `.public.spare` and `.public.spare.list` (spare.h). A run
 * that finds `.public.new` clears it away and says
 * so; whatever in it is not ours is brought back first, and one that no run of
 * ours began is refused.
 */
#ifndef STAGE_H
#define STAGE_H

#include "../base/disk.h"
#include "../base/print.h"
#include "manifest.h"

#include <stdbool.h>

struct cache_output;
struct diags;
struct stage;

#define STAGE_MANIFEST MANIFEST_NAME

/*
 * Takes the lock and looks at what stands at `folder` (a path below `disk`):
 * nothing, an empty folder or a site of ours. Anything else is refused. NULL
 * when it cannot begin; why is told.
 */
struct stage *stage_begin(struct disk *disk, const char *folder,
                          const char *command, struct diags *diags);

/*
 * The same in two steps: a run that finds nothing to do needs only the lock
 * and the manifest's print, and a list of 100,000 files takes time to read.
 * Whose folder it is stage_settle finds out, before which nothing may be put;
 * false: told.
 */
struct stage *stage_open(struct disk *disk, const char *folder,
                         const char *command, struct diags *diags);
bool stage_settle(struct stage *stage, struct diags *diags);

/* A release of `least` files or more may leave the one before as a spare for
 * the next (spare.h); 0, as a stage begins: none does. */
void stage_keep_spare(struct stage *stage, size_t least);

/* Begins to look at it, by another thread, for a commit that is to come; only
 * after stage_settle. The other waits for that thread. A spare is of use only
 * to a release that stage_trust knows. */
void stage_look_ahead(struct stage *stage);
void stage_look_ahead_end(struct stage *stage);

/*
 * Puts one file into the release. It is compared with the published one of
 * that path; equal bytes are noted, others are written at once. Safe to call
 * from several threads. False when the system fails (told into `diags`).
 */
bool stage_put(struct stage *stage, const char *path, struct str bytes,
               struct diags *diags);

/*
 * A file that is to stay as it was published. False, told, where it is gone,
 * has been changed by hand or never was there: then nothing can be published.
 */
bool stage_keep(struct stage *stage, const char *path, struct diags *diags);

/* Nothing more is put: begins to write the manifest, by another thread, unless
 * it is very long. A sink calls it so. */
void stage_list(void *context);

/* What became of a release. */
struct stage_result {
    size_t files, written, kept, removed;
    bool changed; /* false: the folder was left untouched */
};

/*
 * Makes the release the published folder: all or nothing. Where nothing
 * differs, nothing is touched. False when the system fails: the old site
 * stands.
 */
bool stage_commit(struct stage *stage, struct stage_result *result,
                  struct diags *diags);

/*
 * The same in two steps: where the old site becomes the spare, another thread
 * may be about that while the new one stands. stage_clear waits for it, and
 * tells what cannot be cleared.
 */
bool stage_publish(struct stage *stage, struct stage_result *result,
                   struct diags *diags);
void stage_clear(struct stage *stage, struct diags *diags);

/* The disk, and where the two files of the folder's cache lie on it. */
struct disk *stage_disk(const struct stage *stage);
const char *stage_cache(const struct stage *stage);
const char *stage_cache_later(const struct stage *stage);

/* Reads the published manifest, once, for its print. */
void stage_read_manifest(struct stage *stage);

/* The print of the published manifest's bytes, when that was read; zero where
 * there is none. */
struct print stage_manifest_print(const struct stage *stage);

/*
 * Begins to look at the published files that `output` lists, by other threads,
 * for stage_is_intact or stage_trust, which wait for that; stage_look_end does
 * before. The list must stand until then, or until stage_look_drop.
 */
void stage_look(struct stage *stage, const struct cache_output *output,
                size_t len, int64_t kept_at);
void stage_look_end(struct stage *stage);
void stage_look_drop(struct stage *stage);

/*
 * True where the published files are those that `output` lists, each with the
 * stat it has there. What was written when the list was made (`kept_at`) could
 * have been changed since without a trace in its stat: of that the bytes are
 * read.
 */
bool stage_is_intact(struct stage *stage, const struct cache_output *output,
                     size_t len, int64_t kept_at);

/* Notes which files of the published manifest's list are as it has them: those
 * need not be read to be kept. True where all are. The list must outlive the
 * stage. */
bool stage_trust(struct stage *stage, const struct cache_output *output,
                 size_t len, int64_t kept_at);

/* Whether that file is one of them; asked in the order of paths with the same
 * `near`, which begins as 0, it is known at once. */
bool stage_trusts(const struct stage *stage, const char *path, size_t *near);

/* After a commit: all files with their stats, in `arena`, sorted by path.
 * False where one cannot be looked at. */
bool stage_outputs(struct stage *stage, struct arena *arena,
                   struct cache_output **output, size_t *len);

/* Lets go of the lock; a release that was not committed is removed. */
void stage_free(struct stage *stage);

#endif
