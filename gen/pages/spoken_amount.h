/*
 * spoken_amount - digits into the Chinese words for them; a private part of
 * spoken. Digits are ASCII with one point at most, and no sign.
 */
#ifndef SPOKEN_AMOUNT_H
#define SPOKEN_AMOUNT_H

#include "../base/buf.h"

/* 2097 as 二〇九七 for years, as 二零九七 else. */
void amount_singly(struct str digits, bool year, struct buf *out);

/* 29.97 as 二十九点九七; a single 2 is 两 with `liang`. */
void amount_read(struct str digits, bool liang, struct buf *out);

/*
 * 2.1 with 8 more `zeros` (亿) as 两亿一千万. False, with nothing added, where
 * no whole number comes out: 1.23456万 keeps its point.
 */
bool amount_scaled(struct str digits, int zeros, struct buf *out);

#endif
