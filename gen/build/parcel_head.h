/*
 * parcel_head - a report's head as bytes: all that pages of the whole site show
 * of it, and the prints that its own pages are judged by; nothing of what only
 * those show.
 */
#ifndef PARCEL_HEAD_H
#define PARCEL_HEAD_H

#include <stdbool.h>

struct buf;
struct report;
struct wire;

/* Adds the head of a report; NULL is one that has no pages. */
void parcel_put_head(struct buf *out, const struct report *report);

/*
 * Reads one, in the wire's arena: a report without blocks, whose records say
 * only of which kinds there are any. NULL where there is none, or the wire is
 * broken.
 */
struct report *parcel_take_head(struct wire *wire, const char *id);

#endif
