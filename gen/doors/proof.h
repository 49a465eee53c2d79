/*
 * proof - holds what was found in a copy against its list of SHA-256: what is
 * missing, changed, extra.
 */
#ifndef PROOF_H
#define PROOF_H

#include "../base/sha256.h"

#include <stdbool.h>

struct arena;
struct diags;
struct sums;

struct proof_file {
    const char *path; /* as it was found */
    struct sha256 sum;
    bool regular; /* false: a link or device, which no list can have */
};

/*
 * A name as the plain tree of a disc may have made of it: INDEX.HTML;1 and
 * index.html are the same.
 */
const char *proof_folded(struct arena *arena, const char *path);

/*
 * Tells each difference at its path; false where there is any. With `folded`
 * the copy has names of a plain tree. The list, its signature and a site's own
 * manifest.txt may be there without being listed.
 */
bool proof_hold(const struct sums *sums, const struct proof_file *file,
                size_t len, bool folded, struct diags *diags);

#endif
