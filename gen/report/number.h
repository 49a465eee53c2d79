/*
 * number - the figures of a Chinese text: amounts, counts and shares.
 *
 * A figure is a number that measures something, with its unit, its range and
 * its approximation (不低于, 左右). What only looks like one is passed over:
 * years and dates, ordinals, document, road and phone numbers, slogans such as
 * 3+N, whatever stands in “ ” or 《 》, ages, capacities (年产8000吨), and
 * thresholds inside a name (1000万元以上服务业项目2个 is 2).
 */
#ifndef NUMBER_H
#define NUMBER_H

#include "../base/buf.h"

enum record_op { OP_EQUAL, OP_LEAST, OP_MOST, OP_ABOUT, OP_RANGE };

struct figure {
    double value, high; /* high: for OP_RANGE */
    int decimals, high_decimals; /* as written */
    enum record_op op;
    struct str scale; /* 万, 亿, 万亿 as written; may be empty */
    struct str unit; /* without the scale; empty where none is written */
    bool growth; /* tells a change by itself: 翻一番, 零增长 */
    bool single; /* written 一: 一个 may be an article */
    size_t from, to; /* all of it, from 不低于 to 以上 */
    size_t digits; /* where its first digit stands */
};

/*
 * Finds the first figure at or after `at`. `at` is 0 or the `to` of the figure
 * before; false when there is none any more.
 */
bool number_next(struct str text, size_t at, struct figure *figure);

/* The unit with its scale (万亩); true where there is one. */
bool number_unit(const struct figure *figure, struct buf *out);

/*
 * Writes `value` with `decimals` digits behind the point, and with more, at
 * most 6, where it would not be the same value else.
 */
void number_write(double value, int decimals, struct buf *out);

#endif
