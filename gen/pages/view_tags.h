/*
 * view_tags - the title a browser shows and the page tags that government
 * sites must bear (DOMAIN.md §1.2 and §1.3). A tag without a value is left
 * out: an empty one is a fault.
 */
#ifndef VIEW_TAGS_H
#define VIEW_TAGS_H

#include "view_frame.h"

/* {title}_{column}_{site}, empty and repeated parts left out. */
struct str tags_title(const struct view *view, const struct frame *frame);

/* A list of maps with `name` and `content`. */
struct value *tags_value(const struct view *view, const struct frame *frame);

#endif
