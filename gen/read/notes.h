/*
 * notes - footnotes: numbers in the order of first use, and what is wrong
 * with them.
 */
#ifndef NOTES_H
#define NOTES_H

#include "doc.h"

struct diags;

/*
 * Numbers the definitions that the text leads to, puts them at the document's
 * end in that order, and drops the others. Tells definitions that are never
 * used or stand twice, and references without one; the library hides them, so
 * they are sought in the source from byte `from` on.
 */
void notes_finish(struct doc *doc, size_t from, struct diags *diags);

#endif
