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
 * Reads 12.5万亩 or 8% at `at`: digits of ASCII behind a word, perhaps 万, a unit,
 * and nothing around it that says more of it.
 */
enum plain number_plain(struct str text, size_t at, struct figure *figure);

/* What number_stands_free does where the rune before the number may tell. */
bool number_stands_apart(struct str text, size_t at);

/*
 * Whether what stands before a number is a word that has nothing to do with it,
 * as mostly: no sign, no rank, no approximation.
 */
static inline bool number_stands_free(struct str text, size_t at)
{
    return lexicon_beside_before(text, at) & LEXICON_BESIDE_FREE ||
           number_stands_apart(text, at);
}

#endif
