/*
 * spoken - writes a text as it is read aloud: 7% as 百分之七, 2.1亿元 as
 * 两亿一千万元, 2020年 as 二〇二〇年, X037 as X零三七.
 *
 * A number is read by what stands around it. Years, phone and road numbers
 * and names in quotes (“1155”) are read digit by digit, all others as amounts.
 * What is no number stays as it is.
 */
#ifndef SPOKEN_H
#define SPOKEN_H

#include "../base/buf.h"

/* Adds `text` as it is read aloud; in the time of its length. */
void spoken_write(struct str text, struct buf *out);

/* Adds a count as it is read: 12 as 十二, 2 as 二. */
void spoken_count(size_t number, struct buf *out);

#endif
