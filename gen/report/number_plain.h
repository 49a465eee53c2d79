/*
 * number_plain - figures as nearly all are written, at a glance.
 */
#ifndef NUMBER_PLAIN_H
#define NUMBER_PLAIN_H

#include "figure.h"
#include "lexicon.h"

enum plain {
    PLAIN_NOT, /* of what stands there nothing is known */
    PLAIN_FIGURE,
    PLAIN_TIME, /* no figure, as 2020年 or a bare 2020; its `to` alone is set */
};

/*
 * Reads 12.5万亩 or 8% at `at`: digits of ASCII, perhaps 万, a unit, perhaps 以上,
 * and nothing behind that says more of it. What stands before is not looked at.
 */
enum plain number_plain(struct str text, size_t at, struct figure *figure);

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
