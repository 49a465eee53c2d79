/*
 * chart - rates of change as bars on one axis, drawn in SVG.
 *
 * The bars have no viewBox: they are as wide as what holds them, and text
 * keeps its size. Colours are classes of the theme, with a plain colour for
 * readers without its style. No picture says anything alone: whoever shows a
 * bar writes its number and its word beside it, so bars are hidden from
 * screen readers.
 */
#ifndef CHART_H
#define CHART_H

#include "../base/buf.h"

#include <stdbool.h>

/* What the two ends stand for: low <= 0 <= high, not both 0. */
struct chart_axis {
    double low, high;
};

/*
 * An axis for all values, from round number to round number. A value far
 * beyond the others does not squeeze them: it runs over the end.
 */
struct chart_axis chart_axis_for(const double *value, size_t len);

bool chart_runs_over(const struct chart_axis *axis, double value);

/* Where a value stands, from 0 at the low end to 1 at the high one. */
double chart_spot(const struct chart_axis *axis, double value);

/* The scale above the bars: the ends and 0, in per cent. */
void chart_scale(const struct chart_axis *axis, struct buf *out);

/* One bar: from 0 to the right, or to the left for what declines. */
void chart_bar(const struct chart_axis *axis, double value, struct buf *out);

#endif
