/*
 * page_whole - one print of all that goes into a report's own pages: while it
 * is the same, each of them is.
 */
#ifndef PAGE_WHOLE_H
#define PAGE_WHOLE_H

#include "../base/print.h"

#include <stdbool.h>

struct report;

/* `frame` is what every page shows, `before` the report whose promises this one
 * is held against, or NULL; a report that `is_searched` has a text of its own
 * for the search. */
struct print page_whole(struct print frame, const struct report *report,
                        const struct report *before, bool is_searched);

/* Which pages of records a report has: its navigation leads to them. */
void page_print_kinds(struct print *print, const struct report *report);

#endif
