/*
 * sums - manifest-sha256.txt, the list by which a copy is proved whole: a
 * line `digest  path` for each file, sorted (BagIt's form, RFC 8493), which
 * `sha256sum -c` can read without us.
 */
#ifndef SUMS_H
#define SUMS_H

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/mem.h"
#include "../base/sha256.h"

#include <stdbool.h>

struct diags;

#define SUMS_NAME "manifest-sha256.txt"
#define SUMS_SIGNATURE SUMS_NAME ".minisig"

/* A larger one is not ours: it would list over a million files. */
#define SUMS_MOST ((size_t)128 << 20)

struct sums_line {
    const char *path;
    struct sha256 sum;
};

/* Starts as {0}. */
struct sums {
    struct arena arena;
    struct sums_line **line;
    size_t len, cap;
    struct map paths;
};

/* Adds one file; false where the path is there already. */
bool sums_add(struct sums *sums, const char *path, const struct sha256 *sum);

/* The line of that path, or NULL. */
const struct sums_line *sums_find(const struct sums *sums, const char *path);

/* Whether a path can stand in a manifest: relative, clean, on one line. */
bool sums_path_fits(const char *path);

/* Sorts by path and adds the text to `out`. */
void sums_write(struct sums *sums, struct buf *out);

/*
 * Reads a manifest that anyone may have changed. `name` is what it is called
 * in messages. False where any line is wrong, told with its number: a path
 * that leaves the folder, twice the same path, BOM, CRLF, other digests.
 */
bool sums_read(struct sums *sums, const char *name, struct str text,
               struct diags *diags);

void sums_free(struct sums *sums);

#endif
