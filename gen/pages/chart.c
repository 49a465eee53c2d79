#include "chart.h"

#include "../base/mem.h"
#include "../report/figure.h"

#include <math.h>
#include <stdlib.h>

/* How far beyond the middle one a value may lie and still be drawn whole. */
#define FAR 8.0

/* Nearer to an end than this, the label of 0 would touch the end's. */
#define NEAR_END .16

/* The next of 1, 2, 3, 4, 5, 6, 8 and 10 times a power of ten. */
static double round_up(double value)
{
    static const double step[] = {1, 2, 3, 4, 5, 6, 8, 10};
    double power = pow(10, floor(log10(value)));

    for (size_t i = 0; i < sizeof(step) / sizeof(step[0]); i++)
        if (value <= step[i] * power * (1 + 1e-9))
            return step[i] * power;
    return 10 * power;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* The longest bar that the axis has to hold. */
static double reach_of(const double *value, size_t len)
{
    double *size = mem_zero(len + 1, sizeof(*size)), reach = 0;
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        if (value[i] < 0 || value[i] > 0)
            size[count++] = fabs(value[i]);
    qsort(size, count, sizeof(*size), by_size);
    if (count)
        reach = size[count - 1];
    if (count > 2 && reach > FAR * size[count / 2])
        reach = FAR / 2 * size[count / 2];
    mem_free(size);
    return reach;
}

struct chart_axis chart_axis_for(const double *value, size_t len)
{
    double reach = reach_of(value, len);
    struct chart_axis axis = {0, 0};

    for (size_t i = 0; i < len; i++) {
        if (value[i] > axis.high)
            axis.high = fmin(value[i], reach);
        if (value[i] < axis.low)
            axis.low = fmax(value[i], -reach);
    }
    if (axis.high > 0)
        axis.high = round_up(axis.high);
    if (axis.low < 0)
        axis.low = -round_up(-axis.low);
    if (axis.high - axis.low <= 0)
        axis.high = 1;
    return axis;
}

bool chart_runs_over(const struct chart_axis *axis, double value)
{
    return value > axis->high || value < axis->low;
}

double chart_spot(const struct chart_axis *axis, double value)
{
    double inside = fmin(fmax(value, axis->low), axis->high);

    return (inside - axis->low) / (axis->high - axis->low);
}

/* So near to half of a hundredth printf decides by digits a double hides. */
#define NEAR_HALF 1e-6

/* As printf's %.2f, which turns each number into all the digits it has. */
static void add_percent(struct buf *out, double percent)
{
    double hundredths = percent * 100, whole = floor(hundredths);
    double rest = hundredths - whole;

    if (!(whole >= 0 && whole < 1e6) || fabs(rest - .5) < NEAR_HALF) {
        buf_format(out, "%.2f", percent);
        return;
    }
    size_t rounded = (size_t)whole + (rest > .5);
    buf_number(out, rounded / 100);
    buf_char(out, '.');
    buf_char(out, (char)('0' + rounded / 10 % 10));
    buf_char(out, (char)('0' + rounded % 10));
}

/* A length as a share of the picture's width. */
static void add_share(struct buf *out, const char *name, double share)
{
    buf_char(out, ' ');
    buf_text(out, name);
    buf_text(out, "=\"");
    add_percent(out, share * 100);
    buf_text(out, "%\"");
}

static void add_label(struct buf *out, double at, const char *anchor,
                      double value)
{
    buf_text(out, "<text class=\"ink\" fill=\"#1f1e1b\" y=\"14\"");
    add_share(out, "x", at);
    buf_format(out, " text-anchor=\"%s\">", anchor);
    if (value < 0)
        buf_text(out, "−");
    else if (value > 0)
        buf_char(out, '+');
    figure_write(fabs(value), 0, out);
    buf_text(out, value < 0 || value > 0 ? "%</text>" : "</text>");
}

void chart_scale(const struct chart_axis *axis, struct buf *out)
{
    double zero = chart_spot(axis, 0);
    bool falls = axis->low<0, rises = axis->high> 0;

    buf_text(out, "<svg class=\"scale\" width=\"100%\" height=\"18\" "
                  "aria-hidden=\"true\" focusable=\"false\">");
    if (falls && (zero > NEAR_END || !rises))
        add_label(out, 0, "start", axis->low);
    add_label(out, zero, !falls ? "start" : rises ? "middle" : "end", 0);
    if (rises && (zero < 1 - NEAR_END || !falls))
        add_label(out, 1, "end", axis->high);
    buf_text(out, "</svg>");
}

/* A gap near the end tells that the bar goes on beyond it. */
static void add_gap(struct buf *out, bool rises)
{
    buf_text(out, "<rect class=\"gap\" fill=\"#fbfaf7\"");
    add_share(out, "x", rises ? .93 : .05);
    buf_text(out, " y=\"0\" width=\"2%\" height=\"12\"/>");
}

void chart_bar(const struct chart_axis *axis, double value, struct buf *out)
{
    double zero = chart_spot(axis, 0), end = chart_spot(axis, value);
    bool falls = value < 0;

    buf_text(out, "<svg class=\"bar\" width=\"100%\" height=\"12\" "
                  "aria-hidden=\"true\" focusable=\"false\">");
    buf_text(out, falls ? "<rect class=\"down\" fill=\"#1f1e1b\""
                        : "<rect class=\"up\" fill=\"#9a1b1e\"");
    add_share(out, "x", falls ? end : zero);
    buf_text(out, " y=\"2\"");
    add_share(out, "width", fabs(end - zero));
    buf_text(out, " height=\"8\"/>");
    if (chart_runs_over(axis, value))
        add_gap(out, !falls);
    buf_text(out, "<line class=\"zero\" stroke=\"#6f6d66\" y1=\"0\" y2=\"12\"");
    add_share(out, "x1", zero);
    add_share(out, "x2", zero);
    buf_text(out, "/></svg>");
}
