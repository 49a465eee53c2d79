/*
 * plaintext - the paragraphs of a plain text.
 *
 * A line is a paragraph, unless the text was broken at a fixed width: then
 * lines are joined until one ends a sentence or the next begins indented.
 */
#ifndef PLAINTEXT_H
#define PLAINTEXT_H

#include "../base/source.h"

struct manuscript;

/* Adds the text in `source` to `manuscript`, as its file number `file`. */
void plaintext_read(struct manuscript *manuscript, const struct source *source,
                    unsigned file);

#endif
