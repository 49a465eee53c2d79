/*
 * limits - is a page of a size and shape that the Markdown library can take?
 *
 * The library of Debian 12 is quadratic, or worse, in some shapes that a few
 * kilobytes can have. They are counted here, in one pass over the text, and
 * told with their line; an honest page is far from all of them. What passes
 * and is slow all the same is stopped by the clock (parse.h).
 */
#ifndef LIMITS_H
#define LIMITS_H

#include "../base/source.h"

#include <stdbool.h>

struct diags;

#define LIMIT_LINE_BYTES ((size_t)256 << 10) /* a whole report, twice over */
#define LIMIT_TABLE_COLUMNS 64
#define LIMIT_TABLE_CELLS 50000
#define LIMIT_BLANK_LINES 100
#define LIMIT_NESTING 64 /* quotes and list items, where nothing is said */
#define LIMIT_EXPANDED ((size_t)4 << 20) /* link definitions, all uses */

/* In one block, which is what no blank line parts: */
#define LIMIT_IMAGES 5000 /* ![ */
#define LIMIT_DECLARATIONS 1000 /* <? and <! but <!-- */
#define LIMIT_STARS 10000 /* runs of * or _ */
#define LIMIT_HEADLESS ((size_t)10000) /* lines above a row of |---| */

/* Tells what of `source` from byte `from` on passes a limit; true if nothing
 * does. */
bool limits_hold(const struct source *source, size_t from, unsigned nesting,
                 struct diags *diags);

/* The part of it that counts what link definitions grow to (expand.c). */
bool limits_expand(const struct source *source, size_t from,
                   struct diags *diags);

#endif
