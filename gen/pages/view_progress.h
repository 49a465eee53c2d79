/*
 * view_progress - the table of last year's promises and what became of them,
 * with the rule they were judged by.
 */
#ifndef VIEW_PROGRESS_H
#define VIEW_PROGRESS_H

#include "view_frame.h"

/* Fills the values of PAGE_PROGRESS. */
void view_progress(struct view *view);

/* What a report's own page shows of it: `heading` and `href`. Nothing where
 * there is no such page. */
struct value *progress_value(const struct view *view,
                             const struct report *report);

#endif
