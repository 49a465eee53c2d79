/*
 * village - the villages that a text names, and on which lines.
 *
 * Nobody keeps a list of them, so a name is taken only where the text shows
 * both of its ends: 在王庄村, 、李家湾村, “石门村”. What stands before 村 as a
 * word of its own (行政村, 示范村, 全村) is none. Once a name is known, every
 * other place of it is found, too. A name that is missed is no fault; one that
 * is made up would be.
 */
#ifndef VILLAGE_H
#define VILLAGE_H

#include "../read/doc.h"

struct village {
    struct str name; /* 王庄村 */
    uint32_t *line; /* of the blocks that name it, each once, rising */
    size_t lines, cap;
    struct village *next;
};

struct villages {
    struct village *first; /* in the order they are first named */
    size_t len;
};

/* All of a document, in `arena`. */
const struct villages *villages_read(struct arena *arena,
                                     const struct doc *doc);

#endif
