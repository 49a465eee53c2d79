/*
 * phrase_part - small pieces of what stands before a number.
 */
#ifndef PHRASE_PART_H
#define PHRASE_PART_H

#include "../base/text.h"

/* The length of a number that counts what is told: （1）, 2., 3、; or 0. */
size_t phrase_item(struct str text);

/* The length of the digits that end at `end`, before a 月 that stands there:
 * those of 6月底, of which 月底 was taken. */
size_t phrase_month(struct str text, size_t end);

/* Whether the head ends in a verb whose object follows, told as done:
 * 创建了, 建立起; or in one that stands between: 沿线增设. */
bool phrase_made(struct str head);

/* The length of a remark at the end: that of 任务（不含烟叶税）; or 0. */
size_t phrase_remark(struct str name);

/* 剔除减税因素, before 同比增长: the growth is that of what was told. */
bool phrase_except(struct str name);

/* 总产值, 总收入: an amount, whose it is stands before its verb. */
bool phrase_amount(struct str name);

#endif
