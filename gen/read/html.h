/*
 * html - bytes of HTML, or of an SVG picture, into a tree of our own.
 *
 * Pages that every reader takes alike are read by a scanner (html_scan.h); all
 * others by libxml2, which mends what is broken as HTML 4 had it. That library
 * drops text without a word behind deep nesting, open comments and broken
 * UTF-8, and takes a minute for a tag of many attributes: all of that is
 * refused here with its place, so that a tree is either whole or not there.
 */
#ifndef HTML_H
#define HTML_H

#include "../base/source.h"
#include "html_scan.h"
#include "html_tree.h"

struct diags;

#define HTML_BYTES_MOST ((size_t)4 << 20)

struct html {
    struct html_node *root; /* no element itself; NULL: no tree was made */
    struct html_faults faults;
    bool mended; /* libxml2 made the tree */
};

/* Loads the library that mends pages, before a child is begun that needs it:
 * else it comes with the first page that does. */
void html_prepare(void);

/*
 * Reads the text of `source` into a tree in `arena`; the tree keeps pointing
 * into the source. False when it would not be the whole page; why is told.
 */
bool html_read(struct arena *arena, const struct source *source,
               struct html *out, struct diags *diags);

/*
 * Reads it as html_read does, and lets `visitor` see it with no tree in between
 * where the scanner takes it (html_scan.h says what nodes then are). Where it
 * does not, `again` is called, for all that was seen is to be forgotten, and
 * the mended tree is visited.
 */
bool html_pass(struct arena *arena, const struct source *source,
               const struct html_visitor *visitor, void (*again)(void *context),
               struct html *out, struct diags *diags);

/* The same as html_read by libxml2 alone, whatever the scanner would say. */
bool html_mend(struct arena *arena, const struct source *source,
               struct html *out, struct diags *diags);

/*
 * The same for XML such as SVG: names lose their prefix and become lower case.
 * Nothing is mended; a document type with declarations of its own is refused.
 */
bool html_read_xml(struct arena *arena, const struct source *source,
                   struct html *out, struct diags *diags);

/* The same for SVG, and where it is written plainly without the library, which
 * takes longer to load than many pictures to read. */
bool html_read_picture(struct arena *arena, const struct source *source,
                       struct html *out, struct diags *diags);

#endif
