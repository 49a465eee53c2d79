/*
 * view_villages - which sections of a report name which village.
 */
#ifndef VIEW_VILLAGES_H
#define VIEW_VILLAGES_H

#include "view_frame.h"

/* Sets `villages` for the report's own page; nothing where none is named. */
void set_villages(struct view *view, const struct report *report);

#endif
