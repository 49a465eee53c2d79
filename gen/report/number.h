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

#include "figure.h"

/*
 * Finds the first figure at or after `at`. `at` is 0 or the `to` of the figure
 * before; false when there is none any more.
 */
bool number_next(struct str text, size_t at, struct figure *figure);

/* The first of all, where none has its digits before `at`. */
bool number_first(struct str text, size_t at, struct figure *figure);

#endif
