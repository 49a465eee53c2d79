#include "measured.h"

#include <math.h>

/* 万 and 亿 are part of the unit as written. */
static double take_scale(struct str *unit)
{
    static const struct {
        const char *word;
        double factor;
    } scales[] = {{"万亿", 1e12}, {"亿", 1e8}, {"万", 1e4}};

    for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
        if (!str_starts(*unit, scales[i].word))
            continue;
        unit->ptr += str_of(scales[i].word).len;
        unit->len -= str_of(scales[i].word).len;
        return scales[i].factor;
    }
    return 1;
}

/* What the last of so many decimals stands for. */
static double digit_value(int decimals)
{
    static const double values[] = {1e0,  1e-1, 1e-2, 1e-3, 1e-4,
                                    1e-5, 1e-6, 1e-7, 1e-8, 1e-9};

    if (decimals >= 0 && decimals < (int)(sizeof(values) / sizeof(values[0])))
        return values[decimals];
    return pow(10, -decimals);
}

struct measured measured_value(double value, int decimals, struct str unit)
{
    struct measured measured = {.unit = unit};
    double factor = take_scale(&measured.unit);

    measured.low = measured.high = value * factor;
    measured.fine = 0.5 * factor * digit_value(decimals);
    return measured;
}

struct measured measured_record(const struct record *record)
{
    struct measured low =
        measured_value(record->value, record->decimals, record->unit);

    if (record->op == OP_RANGE) {
        struct measured high =
            measured_value(record->high, record->high_decimals, record->unit);
        low.high = high.high;
        low.fine = fmin(low.fine, high.fine);
    }
    if (record->op == OP_LEAST)
        low.high = INFINITY;
    if (record->op == OP_MOST)
        low.low = -INFINITY;
    return low;
}

bool measured_comparable(const struct measured *a, const struct measured *b)
{
    return str_equal(a->unit, b->unit);
}

bool measured_agree(const struct measured *a, const struct measured *b)
{
    double coarse = fmax(a->fine, b->fine) * (1 + 1e-9);

    return measured_comparable(a, b) && fabs(a->low - b->low) <= coarse &&
           fabs(a->high - b->high) <= coarse;
}
