/*
 * flat - a block's plain text, with the way back to where each byte stands.
 *
 * The text is the same as node_plain gives. Emphasis, links and line breaks
 * are flat in it, so that a clause can be read across them, and the place of
 * any byte is found again in the nodes and in the source.
 */
#ifndef FLAT_H
#define FLAT_H

#include "../read/doc.h"

/* A text node's part of the plain text. */
struct flat_piece {
    size_t offset; /* where it begins in the plain text */
    bool asked, alike; /* the source has the same bytes, and has been asked */
    const struct node *node;
};

/* Where flat_place stopped, so that asking in the order of the text costs
 * the length of the text once. */
struct flat_cursor {
    size_t piece, done; /* bytes of the piece's text that lie behind */
    size_t rune; /* runes of the whole text that do; SIZE_MAX: not counted */
    size_t source; /* byte offset in the source */
    uint32_t line, column;
    size_t from, end; /* bytes of the whole text between which places are found
                         by counting runes; `end` is 0: nowhere */
};

/* Starts as {0}; used again for block after block. */
struct flat {
    struct buf text;
    struct flat_piece *piece;
    size_t len, cap;
    struct flat_cursor cursor;
    bool simple; /* the text has been seen to have no &, \ or line break */
};

/* Takes the text of `block`; what was in `flat` before is gone. */
void flat_read(struct flat *flat, const struct node *block);

struct str flat_text(const struct flat *flat);

/* The text node that has the byte at `offset`, and the offset in that node's
 * text; NULL where there is none. */
const struct node *flat_node(const struct flat *flat, size_t offset,
                             size_t *within);

/* The bytes of the plain text that stand below `node`, of a block whose nodes
 * are asked for one behind the other. `*piece` is 0 at first, and kept. */
void flat_span(const struct flat *flat, const struct node *node, size_t *piece,
               size_t *from, size_t *to);

/* The place of the byte at `offset` in `source`. Quick while offsets grow. */
struct place flat_place(struct flat *flat, const struct source *source,
                        size_t offset);

/* What flat_place_rune does where the cursor is to be set anew, or walk. */
struct place flat_place_anew(struct flat *flat, const struct source *source,
                             size_t offset, size_t rune,
                             const struct node **node);

/*
 * The same of a byte before which `rune` runes stand, which saves counting them
 * while it is asked in this way alone; in `*node` what flat_node would say.
 */
static inline struct place flat_place_rune(struct flat *flat,
                                           const struct source *source,
                                           size_t offset, size_t rune,
                                           const struct node **node)
{
    struct flat_cursor *c = &flat->cursor;
    size_t within = offset - c->from;

    if (offset >= c->end || within < c->done || offset < c->from ||
        c->rune == SIZE_MAX || rune == SIZE_MAX)
        return flat_place_anew(flat, source, offset, rune, node);
    *node = flat->piece[c->piece].node;
    c->column += (uint32_t)(rune - c->rune);
    c->source += within - c->done;
    c->done = within;
    c->rune = rune;
    return (struct place){source, c->line, c->column};
}

void flat_free(struct flat *flat);

#endif
