/*
 * spot - where in the file an inline of cmark-gfm's tree stands.
 *
 * The library gives inlines a line and a byte column, but counts as if each
 * line of a paragraph began as far in as the first one, forgets line ends
 * behind a backslash and inside link destinations, leaves link definitions
 * above a paragraph out of the count, and knows nothing of the marks. The
 * block's content, which it keeps, tells where a line really began: what it
 * holds of a line is always that line's end.
 */
#ifndef SPOT_H
#define SPOT_H

#include "marks.h"

/* Turns offsets of the source into lines and columns; fast when they rise. */
struct spot_cursor {
    const struct source *source;
    size_t offset;
    uint32_t line, column;
};

/* The place of byte `offset` of line `line` of the source. */
struct place spot_place(struct spot_cursor *cursor, uint32_t line,
                        size_t offset);

/* One block with inlines. */
struct spot_block {
    const struct marks *marks;
    struct str text; /* its content, with marks; empty: one line as it stands */
    uint32_t line; /* the line of the file at hand */
    size_t begin, end; /* that line in `text` */
    size_t indent; /* single lines: where in the marked line `text` begins */
    size_t anchor; /* offset in `text` that columns count from now */
    size_t last; /* up to here all has been found */
    int library_line; /* the line, as the library counts, at hand */
    int library_column; /* what the library adds to each column */
    size_t counted, counted_to; /* of a line with bars: so far, in the marked */
    bool single; /* heading or cell: one line, cut at both ends */
    bool bars; /* it has bars, before which the library took backslashes out */
};

/* Begins with a block: `line` is the file's line of its first one. */
void spot_begin(struct spot_block *block, uint32_t line);

/*
 * The offset in `block->text` of what the library puts at line and column;
 * block->line is then the line of the file.
 */
size_t spot_find(struct spot_block *block, int line, int column);

/* What was found is so many bytes long. */
void spot_pass(struct spot_block *block, size_t len);

/* A line break of the block was passed, a hard one or not. */
void spot_break(struct spot_block *block, bool hard);

/* The same for what the library gives no place: where `words` next stand.
 * SIZE_MAX where they do not. */
size_t spot_seek(struct spot_block *block, struct str words);

/* The source offset of an offset that spot_find or spot_seek gave. */
size_t spot_source(struct spot_block *block, size_t found);

/* The same, as an offset in the marked text. */
size_t spot_marked(struct spot_block *block, size_t found);

#endif
