/*
 * recollect - what one run knows of each report, for the next, which then need
 * not read the texts of those that did not change: its head, what was told of
 * it, and the files that its pages use. The bytes alone; the cache has them.
 */
#ifndef RECOLLECT_H
#define RECOLLECT_H

#include "../base/mem.h"
#include "../base/print.h"
#include "../base/wire.h"

#include <stdbool.h>
#include <stddef.h>

struct asset;
struct buf;
struct report;

/* A report, folded: its texts are to be read again for its own pages. */
struct known_report {
    struct report *report;
    struct asset *asset; /* files that its pages use */
    size_t assets;
    struct wire_note told[2]; /* of each of its papers */
    struct print planned; /* what it was planned of then */
    bool is_later; /* it is not what the first bytes had */
    bool is_used; /* nothing of it has changed */
};

/* Starts as {0}. */
struct known {
    struct arena arena;
    struct print addresses; /* of the site's: where links led */
    struct known_report *report;
    size_t reports;
};

/* Adds a beginning, and then each of `reports` reports with what was told of
 * its papers; of one that has its `record` that is all that is looked at, and
 * what it is `planned` of. The bytes of what was told stand elsewhere, in the
 * same order. */
void recollect_begin(struct buf *out, struct print addresses, size_t reports);
void recollect_put(struct buf *out, const struct report *report,
                   const struct wire_note told[2]);

/* Reads them; false where they are damaged. `known` points into the bytes, and
 * into those of what was `said`, none of which is looked at. */
bool recollect_take(struct known *known, struct str bytes, struct str said);

/*
 * The same of bytes of the same form, each report of which stands behind its
 * place among those that are known: it is instead of that one. Empty bytes
 * change nothing.
 */
bool recollect_take_later(struct known *known, struct str bytes,
                          struct str said);

void known_free(struct known *known);

#endif
