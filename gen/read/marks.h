/*
 * marks - what is done to Markdown before the library parses it, so that
 * Chinese text comes out as its author meant.
 *
 * CommonMark lets a run of * begin or end emphasis by the characters on its
 * two sides, and takes Chinese text for one long word: in `**注意：**请看` the
 * second run stands behind punctuation and before a letter, so it cannot end
 * anything. A character that is neither letter, blank nor punctuation, put
 * between run and punctuation, lifts that ban. U+FDD0 is such a one: Unicode
 * keeps it for use inside programs, and texts must not contain it.
 *
 * The same character marks the ~~ that may strike text out, because the
 * library loses the difference between ~~ and \~~.
 */
#ifndef MARKS_H
#define MARKS_H

#include "../base/buf.h"
#include "../base/source.h"

#define MARK "\xEF\xB7\x90" /* U+FDD0 */
#define MARK_LEN 3
#define STRIKE "~" MARK "~" /* a ~~ that was not escaped */

struct marks {
    const struct source *source;
    size_t from; /* where in the source the marked text begins */
    struct buf text; /* the marked text */
    size_t *at; /* source offsets that a mark was put before, rising */
    size_t len, cap;
    bool strikes; /* some STRIKE was set */
};

/*
 * Marks the text of `source` from byte `from`, a line's beginning, on. In a
 * text that has a U+FDD0 of its author's own (told when the file was loaded),
 * that becomes U+FFFD and nothing is marked.
 */
void marks_make(struct marks *marks, const struct source *source, size_t from);

/* Offsets in the marked text (from its beginning) into offsets in the source,
 * and back. */
size_t marks_source(const struct marks *marks, size_t marked);
size_t marks_marked(const struct marks *marks, size_t source);

/* Dashes, dots and curly quotes, which Chinese and Western texts share: they
 * are as wide as Han characters in the one and narrow in the other. */
bool marks_shared_punct(uint32_t rune);

/* Where a mark first stands in `text`, or SIZE_MAX. */
size_t marks_find(struct str text);

/* Adds `text` without marks; ~~ is whole again. */
void marks_strip(struct buf *out, struct str text);

void marks_free(struct marks *marks);

#endif
