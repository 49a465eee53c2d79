/*
 * number_plain - figures as nearly all are written, at a glance.
 */
#ifndef NUMBER_PLAIN_H
#define NUMBER_PLAIN_H

#include "figure.h"
#include "lexicon.h"

/* Takes 以上, 以内, 左右 at `at` to the figure, if one stands there. */
void number_after(struct str text, size_t at, struct figure *figure);

/* What number_stands_free does where the rune before the number may tell. */
bool number_stands_apart(struct str text, size_t at);

/*
 * Whether what stands before a number is a word that has nothing to do with it,
 * as mostly: no sign, no rank, no approximation.
 */
static inline bool number_stands_free(struct str text, size_t at)
{
    return lexicon_trait_before(text, at) & LEXICON_TRAIT_FREE ||
           number_stands_apart(text, at);
}

#endif
