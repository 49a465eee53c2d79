/*
 * sanitize - which HTML an author may write, as a list of elements, where they
 * may stand and what attributes they may have; and such a tag written anew.
 *
 * What is not on the list does not pass. What passes is never copied: names
 * are those of the list, values are read as a browser reads them, judged, and
 * escaped by the room for that.
 */
#ifndef SANITIZE_H
#define SANITIZE_H

#include "../base/buf.h"
#include "../base/text.h"

#include <stdbool.h>

/* An element that may be written. */
struct sanitized {
    const char *name;
    const char *inside; /* names of parents that it must stand in; NULL: any */
    const char *attributes; /* names, with a blank around each */
    bool is_void; /* has no content and no end tag */
    bool is_block; /* stands between paragraphs, not in one */
    bool holds_inline; /* of a block: only running text may stand in it */
    bool holds_parts; /* only the elements that name it may stand in it */
};

/* The entry of that name, whatever the case; NULL where it is not listed. */
const struct sanitized *sanitize_find(struct str name);

/* True where the element may stand in `parent`, NULL for the page itself. */
bool sanitize_fits(const struct sanitized *element,
                   const struct sanitized *parent);

/*
 * Writes the opening tag `tag` ("<u title=x>") of a listed element anew. False
 * where it has an attribute or value that may not be, or is written in a way
 * that readers take differently; `out` is then as it was.
 */
bool sanitize_open(const struct sanitized *element, struct str tag,
                   struct buf *out);

#endif
