/*
 * view_digest - 一图读懂: a report on one page, as HTML and as a picture to
 * pass on.
 */
#ifndef VIEW_DIGEST_H
#define VIEW_DIGEST_H

#include "view_frame.h"

/* Fills the values of PAGE_DIGEST. */
void view_digest(struct view *view);

/* The bytes of PAGE_DIGEST_SVG. */
void digest_svg(const struct view *view, struct buf *out);

#endif
