/*
 * prose - one clause taken apart: its figures and what stands around each.
 */
#ifndef PROSE_H
#define PROSE_H

#include "clause.h"
#include "lexicon.h"
#include "number.h"
#include "phrase.h"

struct part_of_clause {
    struct figure figure;
    struct str head; /* between the figure before and this one */
    struct str behind; /* up to the next figure or mark */
    struct phrase phrase; /* what the head says */
    bool share; /* percent, per mille or percentage points */
    bool bracket; /* stands in a bracket that opened behind the last one */
    bool site; /* its name is only where it was done: 完成东村4公里的水渠 */
    bool glued; /* right behind the figure before: 587户1943人 */
    bool runs_on; /* only words stand between it and the next figure */
    bool subject; /* tells of whom: 21个村与7家企业签订协议 */
    bool skip; /* no record: a base, an article, a scope */
};

/* Starts as {0}; used again for clause after clause. */
struct prose {
    struct str text;
    const struct clause *clause; /* what was seen of it when it was cut */
    struct part_of_clause *part;
    size_t parts, cap;
};

/* What prose_take does where there may be figures. */
void prose_take_figures(struct prose *prose, struct str text,
                        const struct clause *clause);

/* Takes a clause, whose text is `text`, apart and marks what is no record. */
static inline void prose_take(struct prose *prose, struct str text,
                              const struct clause *clause)
{
    prose->parts = 0;
    if (clause_has(clause, LEXICON_KIND_FIGURE))
        prose_take_figures(prose, text, clause);
}

void prose_free(struct prose *prose);

/* How much of what stands behind a figure is told of it: 小区改造, of
 * 小区改造并推进…. */
size_t prose_first(struct str behind);

/*
 * Whether the names before the figure are those of single things, and what they
 * are stands behind: 打造东村、西村2个示范点; or of others: 中心1个和站点8个.
 */
bool prose_listed(const struct part_of_clause *part, struct str behind);

#endif
