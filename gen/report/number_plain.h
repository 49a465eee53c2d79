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

/*
 * Whether a figure only says how large each of the things is that are counted
 * right behind (60千瓦光伏电站4座, 50万元村2个), or one that is only pushed on
 * (推进1.5万吨物流基地建设).
 */
bool number_is_size(struct str text, const struct figure *figure);

/*
 * Reads a time that something takes and that was shortened, behind a numeral
 * that figure_read left: 压缩到3个工作日. False where it is any other time.
 */
bool number_duration(struct str text, const struct numeral *numeral,
                     struct figure *figure);

#endif
