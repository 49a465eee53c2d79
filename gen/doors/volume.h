/*
 * volume - all that goes onto one disc or stick, or into one zip: the site (or
 * its pages of one year), the cover, the texts if they are wanted, the list of
 * SHA-256, the signature.
 *
 * Where a volume has one year only, pages of other years that its pages link
 * to are there as stubs, so that no link leads nowhere.
 */
#ifndef VOLUME_H
#define VOLUME_H

#include "../base/mem.h"
#include "pack.h"

#include <stdbool.h>

struct config;
struct diags;
struct disk;
struct edition;
struct sign_key;

struct volume_plan {
    const struct edition *edition;
    const struct config *config;
    struct disk *site; /* where the texts lie */
    const struct sign_key *key; /* NULL: not signed */
    int year; /* 0: all */
};

struct volume {
    struct arena arena;
    struct pack_item *item; /* by path */
    size_t len, cap;
    const char *label; /* GONGKAI_2020 */
};

/*
 * Puts a volume together; its bytes are the edition's and its own. False where
 * a name is taken, refused by some medium, or a text cannot be read: told.
 */
bool volume_make(const struct volume_plan *plan, struct volume *out,
                 struct diags *diags);
void volume_free(struct volume *volume);

/* The years of an edition's reports, newest first, each once, in `arena`. */
size_t volume_years(const struct edition *edition, struct arena *arena,
                    int **out);

#endif
