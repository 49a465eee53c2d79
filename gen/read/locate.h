/*
 * locate - where in the file each node of cmark-gfm's tree stands.
 *
 * The library's own places are nearly right; what they lack is told at spot.h
 * and in locate.c, case by case.
 */
#ifndef LOCATE_H
#define LOCATE_H

#include "doc.h"
#include "spot.h"

struct cmark_node;

struct locator {
    const struct marks *marks;
    struct spot_cursor cursor;
    struct spot_block block; /* the one whose inlines come now */
    bool marked; /* it has marks, */
    bool unplaced; /* and the library counts its lines from 0 */
    uint32_t skipped; /* lines of the file above the marked text */
};

struct locator locator(const struct marks *marks);

/* Gives a block its lines, and the column that the library puts it at. */
void locate_block(struct locator *l, struct node *node,
                  const struct cmark_node *from, int column);

/* Mends the place of a paragraph, heading or cell; from here on inlines are
 * those of this one. */
void locate_text(struct locator *l, struct node *node,
                 const struct cmark_node *from);

/* The same for a cell of a table's head. */
void locate_head_cell(struct locator *l, struct node *node,
                      const struct cmark_node *from);

/* A table and its head begin on that line, where the head's cells stand. */
void locate_head(struct locator *l, struct node *table, struct node *row,
                 uint32_t line);

/* Gives an inline its place, if one can be found. Returns how many bytes at the
 * beginning of a text are blanks before its line, and so no part of it. */
size_t locate_inline(struct locator *l, struct node *node,
                     const struct cmark_node *from);

/* The line break `from` was passed. */
void locate_break(struct locator *l, const struct cmark_node *from);

#endif
