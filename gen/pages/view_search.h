/*
 * view_search - the search page and the data it looks through.
 */
#ifndef VIEW_SEARCH_H
#define VIEW_SEARCH_H

#include "view_frame.h"

/* Fills the values of PAGE_SEARCH. */
void view_search(struct view *view);

/* The bytes of PAGE_SEARCH_TEXT: of one report, or of the site. */
void search_text(const struct view *view, struct buf *out);

#endif
