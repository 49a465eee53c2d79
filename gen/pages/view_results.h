/*
 * view_results - the table of what a report says was reached.
 */
#ifndef VIEW_RESULTS_H
#define VIEW_RESULTS_H

#include "view_frame.h"

/* Fills the values of PAGE_RESULTS. */
void view_results(struct view *view);

#endif
