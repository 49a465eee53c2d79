/*
 * kept - the records of a document in few bytes, beside a text that is going to
 * be read again: what it states need not be found a second time.
 *
 * Texts stand in the document as they were quoted from it, so most of a record
 * is where they are: some fourteen bytes. The bytes are for the memory of this
 * run alone.
 */
#ifndef KEPT_H
#define KEPT_H

#include "../base/buf.h"

struct arena;
struct doc;
struct records;

/* Adds the records of `doc`, as targets_read found them, to `out`. False where
 * one of them cannot be found again by its place; `out` means nothing then. */
bool kept_write(const struct doc *doc, const struct records *records,
                struct buf *out);

/*
 * The records that kept_write wrote, of the same text, read again into `doc`;
 * they and their texts live in `arena`. NULL where the bytes do not fit it.
 */
struct records *kept_read(struct arena *arena, const struct doc *doc,
                          struct str bytes);

#endif
