/*
 * parcel_head - a report's head as bytes: all that pages of the whole site show
 * of it, and the prints that its own pages are judged by; nothing of what only
 * those show. And the files that its pages use.
 */
#ifndef PARCEL_HEAD_H
#define PARCEL_HEAD_H

#include <stdbool.h>
#include <stddef.h>

struct asset;
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

/* Adds one file; reads the list of them behind their number, in the wire's
 * arena, and gives that number. */
void parcel_put_asset(struct buf *out, const struct asset *asset);
size_t parcel_take_assets(struct wire *wire, struct asset **out);

#endif
