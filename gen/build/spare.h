/*
 * spare - the release before the published one, kept beside it to become the
 * next: then an update costs what it changes, not what the site has.
 *
 * At `.public.spare` stand our files of the release before: all but those that
 * the last update changed are further names of the published files. The next
 * update brings these up to date, puts its own in and exchanges the two
 * folders. No file is ever written to that has a name already: names are
 * taken away and made anew.
 *
 * The record beside it (`.public.spare.list`) says which paths differ, and how
 * every folder of both releases looked when it was left. A folder that looks
 * the same has the same names in it, and these lead to the same files: that is
 * what the spare is believed by. The record goes before anything in the spare
 * is touched; a spare without one is cleared away.
 */
#ifndef SPARE_H
#define SPARE_H

#include "../base/disk.h"
#include "../base/map.h"
#include "../base/print.h"

#include <stdbool.h>

struct manifest;
struct retire;
struct walk;

struct spare_folder {
    const char *path; /* below the release; "" is its top */
    struct disk_stat stat;
    bool clean; /* all in it is ours */
};

/* The folders of a release as they looked at one moment, sorted by path. */
struct spare_folders {
    struct spare_folder *at;
    size_t len;
    int64_t looked_at;
};

/* Starts with the first five set; given back by spare_free. */
struct spare {
    struct disk *disk;
    unsigned threads; /* that look at folders; 0: as many as there can be */
    const char *folder, *place, *record; /* published, spare, its record */
    struct arena arena;
    bool usable; /* what follows holds, and the spare can be renewed */
    struct spare_folders own, published;
    struct map stale; /* paths in which the two differ */
    struct map fresh; /* folders of the spare that changed as it was left */
    struct map made; /* folders of the spare that stand */
    struct spare_folders now; /* its folders as they were found, if they were */
    struct map touched; /* those in which something was done since */
};

/* Reads the record and holds the spare against it; it is for the release with
 * the print `manifest`, whose list is `published`. */
void spare_read(struct spare *spare, struct print manifest,
                const struct manifest *published);

/*
 * Lists what stands in those folders of the published release that may hold
 * something that is not ours: where they look as the record has them, nothing
 * new does. `seen` has how all of them look. 0 or an errno value.
 */
int spare_walk(struct spare *spare, const struct manifest *published,
               struct walk *out, const struct spare_folders *seen);

/* What the spare is to become. */
struct spare_release {
    const struct manifest *old; /* what is published; the list before */
    struct manifest *new; /* what is put under another name is noted there */
    struct str text; /* of the new one */
    const struct walk *foreign; /* not ours, and to be carried over */
    const char *staging; /* where the files that are not kept were written */
};

/*
 * Makes it that release, synced. False where it cannot: what is published and
 * what was written stand untouched, and the spare is worth nothing any more.
 */
bool spare_renew(struct spare *spare, const struct spare_release *release);

/* How the folders of the release at `place` look; false where one does not
 * stand. The lists are in the spare's arena. Of what was made of the spare only
 * those are looked at that are not as they were found; where it has the `same`
 * folders as another release, they need not be listed (else NULL). */
bool spare_look_again(struct spare *spare, const struct manifest *manifest,
                      const struct spare_folders *same,
                      struct spare_folders *out);
bool spare_look(struct spare *spare, const char *place,
                const struct manifest *manifest, struct spare_folders *out);

/* How those of the published release look, which the record of a usable spare
 * lists. */
bool spare_look_published(struct spare *spare, struct spare_folders *out);

/* Notes in which folders something stands that is not ours. */
void spare_mark(struct spare_folders *folders, const struct walk *foreign);

/*
 * Takes out of the release at `retire->old` what is not ours, so that it can
 * be the spare; `seen` is how it looked while it was published, with a length
 * of 0 where nobody looked. False where that does not work.
 */
bool spare_settle(struct spare *spare, const struct retire *retire,
                  const struct manifest *old, const struct spare_folders *seen,
                  struct spare_folders *out);

/* Writes the record. A disk that refuses it is no fault. */
void spare_save(struct spare *spare, struct print manifest,
                const struct spare_folders *own,
                const struct spare_folders *published,
                const struct manifest *old, const struct manifest *new);

/* Clears away the spare and its record; false where something of it is left. */
bool spare_discard(struct spare *spare, const struct manifest *published);

void spare_free(struct spare *spare);

#endif
