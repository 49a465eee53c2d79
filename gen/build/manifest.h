/*
 * manifest - the list of the files of one release: which are ours, and what
 * was in them.
 *
 * As text: the line `gongkai 1`, then a line `print size path` for each file,
 * sorted by path. The same release always gives the same bytes.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/mem.h"
#include "../base/print.h"

#include <stdbool.h>

/* The file that it is kept in. */
#define MANIFEST_NAME "manifest.txt"

/* Stands in the place of a manifest while a release is being made. */
#define MANIFEST_UNFINISHED "gongkai 1 unfinished\n"

/* A larger one is not ours: it would list over a million files. */
#define MANIFEST_MOST ((size_t)128 << 20)

struct manifest_file {
    const char *path;
    uint64_t size;
    struct print print;
    bool kept; /* the same as in the release before */
    bool moved; /* it got another name on its way into this one */
};

/* Starts as {0}. */
struct manifest {
    struct arena arena;
    struct manifest_file **file;
    size_t len, cap;
    struct map files, folders; /* by path; folders: those that have a file */
};

/*
 * Adds what a manifest's text lists. False where it is no manifest of ours or
 * is damaged; what was added until then must not be used.
 */
bool manifest_read(struct manifest *manifest, struct str text);

/* Adds one file; NULL where the path is there already. */
struct manifest_file *manifest_add(struct manifest *manifest, const char *path,
                                   uint64_t size, struct print print);

/* The file of that path, or NULL. */
struct manifest_file *manifest_find(const struct manifest *manifest,
                                    const char *path);

/* Whether any file stands below the folder `path`. */
bool manifest_has_folder(const struct manifest *manifest, const char *path);

/* Whether the file is a manifest in which a killed run was writing (disk.h). */
bool manifest_is_torso(const char *path);

/* Whether a path can stand in a manifest. */
bool manifest_path_fits(const char *path);

/* Sorts by path and adds the text to `out`. */
void manifest_write(struct manifest *manifest, struct buf *out);

void manifest_free(struct manifest *manifest);

#endif
