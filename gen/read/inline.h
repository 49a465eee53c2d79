/*
 * inline - what Chinese text needs and the library has wrong or lacks: text
 * struck out, bare URLs, and lines joined without a gap.
 */
#ifndef INLINE_H
#define INLINE_H

#include "doc.h"

/* Turns pairs of STRIKE (marks.h) into NODE_STRIKE, and those without a
 * partner into plain ~~. */
void inline_strike(struct arena *arena, struct node *root);

/* Makes links of http://, https:// and www. addresses in running text. */
void inline_urls(struct arena *arena, struct node *root);

/* Takes out the soft breaks between two characters that are written without
 * a space; a browser would show one. */
void inline_breaks(struct node *root);

#endif
