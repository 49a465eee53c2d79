/*
 * broadcast - the script of a report for the village loudspeaker: plain text
 * to be read aloud, in pieces of at most half an hour.
 *
 * Numbers are written as they are read (spoken). What is in brackets is said
 * as a clause of its own where it has a number or opens with 其中, 含, 包括,
 * 即, 不含 or 截至; else it is left out. Of links only the text is read, of
 * tables each row as a sentence; footnotes, pictures, code and bare addresses
 * are left out. Each sentence stands on a line of its own.
 *
 * The bytes have a BOM and CRLF, so that the Notepad of old Windows shows them
 * rightly.
 */
#ifndef BROADCAST_H
#define BROADCAST_H

#include "../base/buf.h"

struct report;

#define BROADCAST_MINUTES 30 /* most, of a piece */
#define BROADCAST_SPEED 230 /* characters a minute */

/* Adds the whole script of `report`. */
void broadcast_write(const struct report *report, struct buf *out);

#endif
