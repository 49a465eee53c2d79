/*
 * view_chart - the rates of change that a report promises or reports, as bars
 * on one axis. The chart is a table: its numbers and words say all that its
 * bars show.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "sentence.h"
#include "view_frame.h"

/*
 * The chart of the first `most` rates among `item`: `axis`, `rows`, `note`.
 * `page` is put before a row's anchor: "" on the page that has the rows.
 * Nothing where there are fewer than three rates.
 */
struct value *chart_value(const struct view *view, const char *page,
                          const struct promise *item, size_t len, size_t most);

/* Sets `chart` for the page of a table of records. */
void set_chart(struct view *view, const struct promise *item, size_t len);

#endif
