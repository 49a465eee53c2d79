/*
 * view_notice - what tells machines of a site that has an address: a map, a
 * feed of its reports, and that all of it may be read.
 */
#ifndef VIEW_NOTICE_H
#define VIEW_NOTICE_H

#include "view_frame.h"

/* The bytes of PAGE_SITEMAP, PAGE_FEED and PAGE_ROBOTS. */
void notice_write(const struct view *view, struct buf *out);

#endif
