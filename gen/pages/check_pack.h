/*
 * check_pack - the anchors of a page in as few bytes as they are kept in: the
 * whole text on one page has hundreds of runs, which hardly differ.
 */
#ifndef CHECK_PACK_H
#define CHECK_PACK_H

#include "../base/text.h"

#include <stdbool.h>

struct arena;
struct buf;
struct check_facts;
struct check_run;

/* Adds sorted runs. */
void check_pack(struct buf *out, const struct check_run *run, size_t len);

/* The same facts with the runs that are packed in them, in `arena`; without
 * any from where the bytes are damaged. */
struct check_facts check_unpack(struct arena *arena,
                                const struct check_facts *facts);

#endif
