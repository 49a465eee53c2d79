/* webpage_part - which elements part text, and which are not to be seen. */
#ifndef WEBPAGE_PART_H
#define WEBPAGE_PART_H

#include "html_tree.h"
#include "manuscript.h"

/* What an element means for the text around it. */
enum part {
    PART_INLINE,
    PART_BLOCK, /* begins and ends a paragraph */
    PART_BREAK, /* br, hr */
    PART_HEADING,
    PART_LIST,
    PART_ITEM,
    PART_TABLE,
    PART_IMAGE,
    PART_LINK,
    PART_BOLD,
    PART_CODE, /* runs, frames or asks: left out */
    PART_QUIET, /* no text of the page: head, style, comments' kin */
    PART_TITLE,
};

enum part part_of(struct str name);

/* Classes and ids that the page's own styles hide. */
struct hiders {
    struct str *name; /* with its '.' or '#' */
    size_t len, cap;
};

/* Collects them from a style sheet; their names then live in `arena`. */
void hiders_learn(struct hiders *hiders, struct arena *arena, struct str css);

/* True where the element is hidden by itself: attribute, style or class. */
bool part_is_hidden(const struct html_node *node, const struct hiders *hiders);

/*
 * The hidden element that a script shows: of a page with no other text to
 * read, the one that hides most. NULL: the page shows its text.
 */
const struct html_node *part_revealed(const struct html_node *root,
                                      const struct hiders *hiders);

/* True for a picture that counts visitors: 1 or 2 pixels wide or high. */
bool part_is_beacon(const struct html_node *image);

/*
 * Reads a table of data below `node` into the arena; NULL where the table only
 * lays out the page. `*caption` is the text of a <caption>, else empty.
 */
struct block_table *part_table(struct arena *arena,
                               const struct html_node *node,
                               const struct hiders *hiders,
                               struct str *caption);

#endif
