/*
 * release - published sites side by side: one folder each, named by time and
 * print, so that any of them can be put back.
 *
 * A release grows as `ID.new` and takes its name when all of it is on the
 * medium; each has the site's manifest.txt and a manifest-sha256.txt.
 */
#ifndef RELEASE_H
#define RELEASE_H

#include "../base/buf.h"
#include "../build/manifest.h"
#include "pack.h"

#include <stdbool.h>

struct diags;
struct disk;

/* A site as it is, or is to be, published. Starts as {0}. */
struct release {
    struct arena arena;
    struct pack_item *item;
    size_t len, cap;
    struct manifest manifest;
    struct buf text; /* of the manifest */
};

/* The folder of releases. */
struct shelf {
    struct disk *disk;
    const char *folder; /* below the disk */
    struct diags *diags;
    struct arena arena;
    const char **id; /* oldest first */
    size_t len, cap;
};

/* Adds a file; the bytes must outlive the release. */
void release_add(struct release *release, const char *path, struct str bytes);

/* Ends the adding: writes the manifest. */
void release_seal(struct release *release);
void release_free(struct release *release);

/*
 * Reads what is published in `folder` by its manifest, its files as well where
 * `whole`. False where a file is missing or has been changed: `*fault` is its
 * path then; "" where there is no manifest.
 */
bool release_read(struct disk *disk, const char *folder, bool whole,
                  struct release *out, const char **fault);

/* Makes the folder, lists what is in it and clears what a killed run left.
 * False when the system fails: told. Given back by shelf_close. */
bool shelf_open(struct shelf *shelf, struct disk *disk, const char *folder,
                struct diags *diags);
void shelf_close(struct shelf *shelf);

/* Writes a release and returns its id; NULL when the system fails (told). */
const char *shelf_add(struct shelf *shelf, const struct release *release);

/* Where one lies, below the disk. */
const char *shelf_path(struct shelf *shelf, const char *id);

/* Whether a name is that of a release: 20200115-090000-1f2e3d4c. */
bool shelf_names(struct str id);

/* The index of the newest release with these files, or SIZE_MAX. */
size_t shelf_find(struct shelf *shelf, struct str manifest);

/* Removes one, unless somebody has put something into it: that is told. */
void shelf_remove(struct shelf *shelf, const char *id);

/* Removes the oldest but the newest `keep`; `current` always stays. */
void shelf_prune(struct shelf *shelf, size_t keep, const char *current);

#endif
