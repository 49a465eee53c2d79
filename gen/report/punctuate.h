/*
 * punctuate - half-width punctuation between Han characters set full-width,
 * where an author asks for it.
 *
 * Only where it stands in Chinese text for certain: a comma between digits, a
 * colon in a time and brackets around Latin text stay. Nothing else changes.
 */
#ifndef PUNCTUATE_H
#define PUNCTUATE_H

#include "../base/mem.h"
#include "../base/text.h"

/* A copy of `text` in the arena, set full-width; `*changed` counts signs. */
struct str punctuate(struct arena *arena, struct str text, size_t *changed);

#endif
