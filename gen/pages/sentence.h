/*
 * sentence - the targets of a report, each with the place of the sentence that
 * states it, so that table and text lead to each other.
 *
 * Several records may come from one clause ("A and B grow by 7 and 8 %"): they
 * share a stretch of text, marked once, and its link back names all of them.
 */
#ifndef SENTENCE_H
#define SENTENCE_H

#include "../report/report.h"
#include "../report/target.h"
#include "render.h"

/* One marked stretch of text. */
struct stretch {
    const struct section *section; /* NULL: stands in no section */
    const struct node *block;
    size_t from, to; /* bytes of the block's plain text */
    size_t first, last; /* numbers of the targets it states */
    const char *anchor; /* "t01s"; NULL where no mark can stand */
    size_t mark, marks; /* its part of promises.mark */
};

/* One target, numbered from 1 in the order of the text. */
struct promise {
    const struct record *record;
    size_t number;
    size_t stretch; /* index */
};

struct promises {
    struct promise *item;
    size_t len;
    struct stretch *stretch; /* in the order of the text */
    size_t stretches;
    struct render_mark *mark; /* of all stretches, sorted as the text runs */
    size_t marks;
};

/* How the marks lead back to the table. */
struct sentence_links {
    const char *table; /* the table's page, as a link: "targets.html" */
    struct str one, many; /* "target {1}", "targets {1} to {2}" */
};

/*
 * All targets of a report with the marks of their sentences, in `arena`. A
 * clause that runs over several text nodes has a mark for each: the first
 * bears the anchor, the last the link back.
 */
struct promises promises_new(struct arena *arena, const struct report *report,
                             const struct sentence_links *links);

/* The marks of one section's text; `*len` is 0 where it states no target. */
const struct render_mark *promises_marks(const struct promises *promises,
                                         const struct section *section,
                                         size_t *len);

#endif
