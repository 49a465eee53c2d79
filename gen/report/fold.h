/*
 * fold - a report without its texts: what lists, links and other years show of
 * it, and the prints that its own pages are judged by.
 *
 * A county's archive does not fit into the memory of a small machine. So its
 * reports are folded as soon as they are joined, and made anew of their papers
 * while their own pages are made.
 */
#ifndef FOLD_H
#define FOLD_H

#include <stddef.h>

struct arena;
struct report;

/*
 * A folded copy in `arena` that needs nothing of `report` but its id, the
 * paths of its papers and its ledger. What its texts state is kept in few bytes
 * while there is `room` for them, which is lessened.
 */
struct report *fold_report(struct arena *arena, const struct report *report,
                           size_t *room);

#endif
