/*
 * ledger_match - which row of the ledger speaks of which record of the text.
 */
#ifndef LEDGER_MATCH_H
#define LEDGER_MATCH_H

#include "../base/mem.h"

struct ledger;
struct report;

/* For each the index of its partner, SIZE_MAX where it has none. */
struct ledger_match {
    size_t *found; /* by row */
    size_t *row; /* by record of report->found */
};

/*
 * Strictest first: the same quote with the same indicator, unit and value, then
 * with less and less of these, then what is alike in the same section, then
 * what alone in the report has that indicator, measure and unit. So a row
 * keeps its record when the sentence is mended or moved, and never takes that
 * of a row which fits better.
 */
struct ledger_match ledger_match(struct arena *arena,
                                 const struct ledger *ledger,
                                 const struct report *report);

#endif
