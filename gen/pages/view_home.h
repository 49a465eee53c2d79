/*
 * view_home - the pages of the site as a whole: home, map, the page for what
 * is not there, plain pages, and old addresses that lead on.
 */
#ifndef VIEW_HOME_H
#define VIEW_HOME_H

#include "view_frame.h"

void view_home(struct view *view);
void view_map(struct view *view);
void view_map_sheet(struct view *view);
void view_missing(struct view *view);
void view_plain(struct view *view);
void view_redirect(struct view *view);

/* The first block of a plain page behind its title; NULL: none. */
const struct node *plain_text(const struct plain_page *plain);

#endif
