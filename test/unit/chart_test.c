#include "../../gen/pages/chart.h"

#include "../test.h"

#include <stdio.h>
#include <string.h>

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    const char *name;
    double value[6];
    size_t len;
    double low, high;
} axes[] = {
    {"growth alone begins at nothing", {7, 5, 6.5}, 3, 0, 8},
    {"declines have their side", {7, -29.8, 6}, 3, -30, 8},
    {"declines alone end at nothing", {-3, -12, -8}, 3, -20, 0},
    {"small rates", {.3, .12, .25}, 3, 0, .3},
    {"round ends stay", {10, 20, 5}, 3, 0, 20},
    {"one far beyond the others", {5, 6, 7, 8, 300}, 5, 0, 30},
    {"nothing moves", {0, 0, 0}, 3, 0, 1},
    {"nothing at all", {0}, 0, 0, 1},
};

static bool near(double a, double b)
{
    return a - b < 1e-9 && b - a < 1e-9;
}

TEST(an_axis_goes_from_round_number_to_round_number)
{
    for (size_t i = 0; i < LEN(axes); i++) {
        struct chart_axis axis = chart_axis_for(axes[i].value, axes[i].len);
        test_case(near(axis.low, axes[i].low) && near(axis.high, axes[i].high),
                  axes[i].name, "%g to %g", axis.low, axis.high);
    }
}

TEST(every_value_that_is_not_far_off_stands_on_the_axis)
{
    struct chart_axis axis = {-10, 30};

    CHECK(near(chart_spot(&axis, 0), .25));
    CHECK(near(chart_spot(&axis, -10), 0));
    CHECK(near(chart_spot(&axis, 300), 1));
    CHECK(chart_runs_over(&axis, 31));
    CHECK(!chart_runs_over(&axis, 30));
    CHECK(chart_runs_over(&axis, -11));
}

TEST(growth_goes_right_and_decline_goes_left)
{
    struct chart_axis axis = {-10, 30};
    struct buf out = {0};

    chart_bar(&axis, 10, &out);
    CHECK(strstr(out.data, "class=\"up\""));
    CHECK(strstr(out.data, " x=\"25.00%\" y=\"2\" width=\"25.00%\""));
    CHECK(!strstr(out.data, "class=\"gap\""));
    buf_cut(&out, 0);
    chart_bar(&axis, -5, &out);
    CHECK(strstr(out.data, "class=\"down\""));
    CHECK(strstr(out.data, " x=\"12.50%\" y=\"2\" width=\"12.50%\""));
    buf_free(&out);
}

TEST(a_bar_beyond_the_axis_shows_a_gap)
{
    struct chart_axis axis = {0, 30};
    struct buf out = {0};

    chart_bar(&axis, 300, &out);
    CHECK(strstr(out.data, "class=\"gap\""));
    CHECK(strstr(out.data, "width=\"100.00%\""));
    buf_free(&out);
}

TEST(the_scale_has_signs_and_both_ends)
{
    struct chart_axis both = {-30, 30}, narrow = {-1, 30}, falling = {-20, 0};
    struct buf out = {0};

    chart_scale(&both, &out);
    CHECK(strstr(out.data, ">−30%<") && strstr(out.data, ">+30%<"));
    CHECK(strstr(out.data, "text-anchor=\"middle\">0<"));
    buf_cut(&out, 0);
    chart_scale(&narrow, &out);
    CHECK(!strstr(out.data, "−1%"));
    CHECK(strstr(out.data, ">+30%<"));
    buf_cut(&out, 0);
    chart_scale(&falling, &out);
    CHECK(strstr(out.data, "text-anchor=\"end\">0<"));
    buf_free(&out);
}

TEST(pictures_carry_no_style_and_are_hidden_from_screen_readers)
{
    struct chart_axis axis = {-10, 30};
    struct buf out = {0};

    chart_scale(&axis, &out);
    chart_bar(&axis, 300, &out);
    chart_bar(&axis, -5, &out);
    CHECK(!strstr(out.data, "style"));
    CHECK(!strstr(out.data, "viewBox"));
    size_t pictures = 0, hidden = 0;
    for (const char *at = out.data; (at = strstr(at, "<svg")); at++)
        pictures++;
    for (const char *at = out.data; (at = strstr(at, "aria-hidden")); at++)
        hidden++;
    CHECK_INT(pictures, 3);
    CHECK_INT(hidden, 3);
    buf_free(&out);
}

TEST(shares_are_rounded_as_printf_does_it)
{
    struct chart_axis axis = {0, 4000};

    for (int i = 0; i <= 4000; i++) {
        struct buf out = {0};
        char wanted[40];
        chart_bar(&axis, i, &out);
        snprintf(wanted, sizeof(wanted), " width=\"%.2f%%\" ", i / 4000. * 100);
        if (!strstr(out.data, wanted))
            CHECK_STR(out.data, wanted);
        buf_free(&out);
    }
}
