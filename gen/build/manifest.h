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
#include "../base/mem.h"
#include "../base/print.h"

#include <stdbool.h>

/* The file that it is kept in. */
#define MANIFEST_NAME "manifest.txt"

/* Stands in the place of a manifest while a release is being made. */
#define MANIFEST_UNFINISHED "gongkai 1 unfinished\n"

/* A larger one is not ours: it would list over a million files. */
#define MANIFEST_MOST ((size_t)128 << 20)

struct cache_output;

struct manifest_file {
    uint64_t size;
    struct print print;
    /* what it looks like, where it is known to be as it was published */
    const struct cache_output *trusted;
    bool kept; /* the same as in the release before */
    bool moved; /* it got another name on its way into this one */
    bool follows; /* the list that follows this one has the path, too */
    uint32_t line; /* of a list that was read: where it stands, from 1; 0: of
                      none */
    char path[];
};

/*
 * Starts as {0}. A list that was read or written is in order, and a path is
 * found in it by halving. One that is being made need not be: it knows the
 * paths of `before`, whose marks it sets, by these, and others by their prints.
 */
struct manifest {
    struct arena arena;
    struct str text; /* that was read; it outlives the list */
    struct manifest_file **file;
    size_t len, cap;
    struct manifest *before; /* in order; NULL: it follows none */
    bool mixed; /* it is not in order: */
    uint32_t *slot; /* by a print of the path, those that `before` does not
                       have: their place + 1; 0: free */
    size_t slots, others;
};

/*
 * Adds what a manifest's text lists. False where it is no manifest of ours or
 * is damaged; what was added until then must not be used.
 */
bool manifest_read(struct manifest *manifest, struct str text);

/* Adds one file; NULL where the path is there already. */
struct manifest_file *manifest_add(struct manifest *manifest, const char *path,
                                   uint64_t size, struct print print);

/* Adds a file of the list before as it is there, and marks it as kept; false
 * where its path is there already. */
bool manifest_keep(struct manifest *manifest, struct manifest_file *file);

/* The file of that path, or NULL; of a list that is in order. */
struct manifest_file *manifest_find(const struct manifest *manifest,
                                    const char *path);

/* The same, quick where `*near` is the place of the file or shortly before it;
 * the place behind the file is left there. */
struct manifest_file *manifest_near(const struct manifest *manifest,
                                    const char *path, size_t *near);

/* Whether any file stands below the folder `path`. */
bool manifest_has_folder(const struct manifest *manifest, const char *path);

/* The length of the next folder, with its slash, that the `index`th file is the
 * first of; `len` is 0, or what was returned for the last one. 0: no more. */
size_t manifest_next_folder(const struct manifest *manifest, size_t index,
                            size_t len);

/* Whether the file is a manifest in which a killed run was writing (disk.h). */
bool manifest_is_torso(const char *path);

/* Whether a path can stand in a manifest. */
bool manifest_path_fits(const char *path);

/* Sorts by path and adds the text to `out`; what is kept stands there as it did
 * before. */
void manifest_write(struct manifest *manifest, struct buf *out);

void manifest_free(struct manifest *manifest);

#endif
