/*
 * sentence - the targets and results of a report, each with the place of the
 * sentence that states it, so that table and text lead to each other.
 *
 * Several records may come from one clause ("A and B grow by 7 and 8 %"): they
 * share a stretch of text, marked once, and its link back names all targets of
 * them. Where a clause states both, it is marked as what it promises. A mere
 * result is marked without a link back, which would stand behind every second
 * sentence.
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
    size_t first, last; /* numbers of the targets it states; 0: none */
    size_t result; /* number of the first result it states; 0: none */
    const char *anchor; /* "t01s", "f01s"; NULL where no mark can stand */
    size_t mark, marks; /* its part of promises.mark */
};

/* One target or one result; each kind is numbered from 1 as the text runs. */
struct promise {
    const struct record *record;
    size_t number;
    size_t stretch; /* index */
};

struct promises {
    struct promise *item; /* the targets */
    size_t len;
    struct promise *result;
    size_t results;
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

/* "t07", "f12s": `kind`, the number with at least two digits, `tail`. */
const char *sentence_anchor(struct arena *arena, char kind, size_t number,
                            const char *tail);

/*
 * All records of a report with the marks of their sentences, in `arena`. A
 * clause that runs over several text nodes has a mark for each: the first
 * bears the anchor, the last the link back.
 */
struct promises promises_new(struct arena *arena, const struct report *report,
                             const struct sentence_links *links);

/* The same of one section alone (NULL: of all), so that a page costs what its
 * own text costs; numbers and anchors are those of the whole report. */
struct promises promises_of_section(struct arena *arena,
                                    const struct report *report,
                                    const struct section *section,
                                    const struct sentence_links *links);

/* The marks of one section's text; `*len` is 0 where it states no target. */
const struct render_mark *promises_marks(const struct promises *promises,
                                         const struct section *section,
                                         size_t *len);

#endif
