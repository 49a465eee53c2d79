/*
 * tally - are all figures of a source in what was made of it?
 *
 * Every figure must stand in the result, or in what is known to be dropped.
 */
#ifndef TALLY_H
#define TALLY_H

#include "../base/map.h"
#include "../base/mem.h"
#include "../base/text.h"

struct tally {
    struct arena arena;
    struct map count; /* figure → long */
};

/* Adds the figures of `text`, `times` each (1, or -1 to take away). */
void tally_add(struct tally *tally, struct str text, int times);

/* Adds those of Markdown: addresses of pictures do not count. */
void tally_add_markdown(struct tally *tally, struct str text);

/*
 * The next figure of `text` from `*at` on, with its digits made half-width in
 * `arena`; `*from` is where it begins. Empty at the end.
 */
struct str tally_next(struct arena *arena, struct str text, size_t *at,
                      size_t *from);

/* Takes one away; false where none is left. */
bool tally_take(struct tally *tally, struct str figure);

void tally_free(struct tally *tally);

#endif
