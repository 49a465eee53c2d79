/*
 * figure - one amount: a number with its unit, alone or as a range.
 *
 * It reads what stands from the first digit to the unit. Whether the number
 * measures anything, and how nearly, is seen from what stands around it, which
 * is number's work.
 */
#ifndef FIGURE_H
#define FIGURE_H

#include "../base/buf.h"

struct numeral;

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
 * Reads the amount that `numeral` of `text` begins. False where it has no unit
 * that could be one, or is no number at all; `figure` then means nothing.
 */
bool figure_read(struct str text, const struct numeral *numeral,
                 struct figure *figure);

/* Reads 百分之六点五, 千分之三 at `at`; false where none stands. */
bool figure_share(struct str text, size_t at, struct figure *figure);

/* Percent, per mille or percentage points. */
static inline bool figure_is_share(const struct figure *figure)
{
    struct str unit = figure->unit;

    return str_is(unit, "%") || str_is(unit, "‰") || str_is(unit, "个百分点");
}

/* Signs that glue digits into one number that counts nothing: 0537-000. */
bool figure_glue(uint32_t rune);

/* The unit with its scale (万亩); true where there is one. */
bool figure_unit(const struct figure *figure, struct buf *out);

/*
 * Writes `value` with `decimals` digits behind the point, and with more, at
 * most 6, where it would not be the same value else.
 */
void figure_write(double value, int decimals, struct buf *out);

#endif
