/*
 * number_plain - figures as nearly all are written, at a glance.
 */
#ifndef NUMBER_PLAIN_H
#define NUMBER_PLAIN_H

#include "figure.h"

/*
 * Reads 12.5万亩 or 8% at `at`: digits of ASCII behind a word, perhaps 万, a unit,
 * and nothing around it that says more of it. False for all others, of which
 * nothing is known then.
 */
bool number_plain(struct str text, size_t at, struct figure *figure);

/*
 * Whether what stands before a number is a word that has nothing to do with it,
 * as mostly: no sign, no rank, no approximation.
 */
bool number_stands_free(struct str text, size_t at);

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
