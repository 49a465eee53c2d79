/*
 * unpack - what lies in a zip or on the image of a disc: each file's path,
 * size and SHA-256. Nothing is written anywhere.
 *
 * Anyone may have made or damaged what is read, so the library works in a
 * child with limits. Call it while no other thread runs.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include "../base/buf.h"
#include "../base/mem.h"
#include "../base/sha256.h"

struct diags;
struct disk;

struct unpacked_file {
    const char *path;
    uint64_t size;
    struct sha256 sum;
    bool regular; /* false: a link or a device, of which nothing was read */
};

/* Starts as {0}. */
struct unpacked {
    struct arena arena;
    struct unpacked_file *file; /* in the archive's order */
    size_t len, cap;
    struct str sums, signature; /* the texts of the two; empty: not there */
};

/* Reads all of the archive `path`. False where it is none, is damaged, or the
 * system fails: told. */
bool unpack_read(struct disk *disk, const char *path, struct unpacked *out,
                 struct diags *diags);
void unpacked_free(struct unpacked *unpacked);

/* Whether a file is an archive with a manifest of ours in it; `*error` where it
 * cannot be looked at. */
bool unpack_is_ours(struct disk *disk, const char *path, int *error);

#endif
