/*
 * measured - amounts with units, made comparable where that is exact: 2.1亿元
 * and 21000万元 are the same, 5个 and 5家 or 3% and 3个百分点 are not.
 */
#ifndef MEASURED_H
#define MEASURED_H

#include "target.h"

/* An amount in its unit's base: 万亩 becomes 亩. */
struct measured {
    double low, high; /* the same, but for a range; high may be infinite */
    double fine; /* half of what the last written digit stands for */
    struct str unit;
};

/* From a record; bounds (不低于, 不超过) leave one side open. */
struct measured measured_record(const struct record *record);

/* From a number and its unit, as written. */
struct measured measured_value(double value, int decimals, struct str unit);

/* Whether both count the same in the same unit. */
bool measured_comparable(const struct measured *a, const struct measured *b);

/* Whether two amounts may be one, the one rounded as the coarser is. */
bool measured_agree(const struct measured *a, const struct measured *b);

#endif
