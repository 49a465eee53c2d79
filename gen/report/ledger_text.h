/*
 * ledger_text - where a ledger's quotes stand in the report, and what is most
 * like one that no longer does.
 */
#ifndef LEDGER_TEXT_H
#define LEDGER_TEXT_H

#include "../base/mem.h"
#include "../base/source.h"

#include <stdbool.h>

struct node;
struct record;
struct report;

/*
 * Which pairs of characters a text has, folded into 512 bits: tells in a few
 * steps how alike two clauses are, however long they are.
 */
struct sketch {
    uint64_t bit[8];
    unsigned count;
};

struct sketch sketch_of(struct str text);

/* In percent: of both texts' pairs, and of those of `part` alone. */
unsigned sketch_alike(const struct sketch *a, const struct sketch *b);
unsigned sketch_within(const struct sketch *part, const struct sketch *whole);

struct passage {
    const struct source *source;
    const struct node *block; /* paragraph, heading or table row */
    struct str text; /* its plain text */
    struct str section; /* the heading it stands under */
};

struct clause_spot {
    const struct passage *passage;
    size_t from, len; /* in the passage's text */
    struct sketch sketch;
};

struct passages {
    struct arena *arena;
    struct passage *item;
    size_t len, cap;
    struct clause_spot *spot; /* every sentence; made when first needed */
    size_t spots, spot_cap;
    unsigned asked; /* how often passages_near looked through them */
};

/* All of a report's text, in `arena`. */
void passages_read(struct passages *passages, struct arena *arena,
                   const struct report *report);

/*
 * Puts into `record` where its quote stands: in `section` where it can, else
 * anywhere. False where it stands nowhere; `record` then is as it was.
 */
bool passages_find(const struct passages *passages, struct str section,
                   struct record *record);

/*
 * The sentence that is most like `quote`; false where none is like it, and
 * after the first few hundred, which are more than anybody mends.
 */
bool passages_near(struct passages *passages, struct str quote,
                   struct place *place, struct str *text);

void passages_free(struct passages *passages);

#endif
