/*
 * view_targets - the table of a report's targets and its downloads.
 */
#ifndef VIEW_TARGETS_H
#define VIEW_TARGETS_H

#include "sentence.h"
#include "view_frame.h"

/* All records of a report with the places of their sentences. */
struct promises all_promises(const struct view *view,
                             const struct report *report);

/* Those that go onto one page. */
struct digest page_digest(const struct view *view, const struct report *report);

/* "t01" of a target, "f01" of a result: the anchor of its row. */
const char *row_id(const struct view *view, const struct promise *promise);

/* Sets `ask`, `value` and `unit`: "at least", "7", "%". */
void set_asked(const struct view *view, struct value *map,
               const struct record *record);

/* What a table shows of one record; themes/README.md lists it. */
struct value *row_value(const struct view *view, const struct report *report,
                        const struct promises *promises,
                        const struct promise *promise);

/* Sets `groups`, the rows of `item`, which are targets or results, chapter by
 * chapter; and `by_head`, empty where no row has a date. */
void set_table(const struct view *view, struct value *table,
               const struct report *report, const struct promises *promises,
               const struct promise *item, size_t len);

/* What other pages show of the targets: headings and the first figures. */
struct value *targets_value(const struct view *view,
                            const struct report *report);

/* The files with the same records; an empty list where a site offers none. */
struct value *downloads_value(const struct view *view,
                              const struct report *report);

/* Fills the values of PAGE_TARGETS. */
void view_targets(struct view *view);

/* The bytes of PAGE_TARGETS_CSV and PAGE_TARGETS_JSON: what is promised. */
void targets_csv(const struct report *report, struct desk *desk,
                 struct buf *out);
void targets_json(const struct report *report, struct desk *desk,
                  struct buf *out);

#endif
