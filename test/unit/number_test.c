#include "../../gen/report/number.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

static void write_figure(const struct figure *figure, struct buf *out)
{
    static const char *const ops[] = {"=", ">=", "<=", "~", ""};

    if (out->len)
        buf_char(out, ' ');
    buf_text(out, figure->growth ? "growth " : ops[figure->op]);
    figure_write(figure->value, figure->decimals, out);
    if (figure->op == OP_RANGE) {
        buf_text(out, "..");
        figure_write(figure->high, figure->high_decimals, out);
    }
    figure_unit(figure, out);
}

static void read_all(struct str text, struct buf *out)
{
    struct figure figure;

    buf_cut(out, 0);
    for (size_t at = 0; number_next(text, at, &figure); at = figure.to)
        write_figure(&figure, out);
    if (!out->len)
        buf_text(out, "none");
}

TEST(figures_are_read_as_the_table_says)
{
    char *table = test_file("test/cases/numbers.tsv", NULL);
    struct buf got = {0};
    int cases = 0;

    CHECK(table != NULL);
    if (!table)
        return;
    for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
        char *tab = strchr(line, '\t');
        if (line[0] == '#' || !tab)
            continue;
        *tab = '\0';
        read_all(str_of(line), &got);
        test_case(strcmp(got.data, tab + 1) == 0, "numbers.tsv",
                  "%s: got %s, wanted %s", line, got.data, tab + 1);
        cases++;
    }
    CHECK(cases >= 120);
    buf_free(&got);
    free(table);
}

TEST(a_figure_spans_its_approximation_and_unit)
{
    struct str text = STR("税收不低于1.2万元以上，");
    struct figure figure;

    CHECK(number_next(text, 0, &figure));
    CHECK_INT(figure.from, strlen("税收"));
    CHECK_INT(figure.digits, strlen("税收不低于"));
    CHECK_INT(figure.to, strlen("税收不低于1.2万元以上"));
    CHECK(str_is(figure.scale, "万"));
    CHECK(str_is(figure.unit, "元"));
}

TEST(values_are_written_as_they_stood)
{
    struct buf out = {0};

    figure_write(2, 1, &out);
    CHECK_STR(out.data, "2.0");
    buf_cut(&out, 0);
    figure_write(6.5, 0, &out);
    CHECK_STR(out.data, "6.5");
    buf_cut(&out, 0);
    figure_write(-0.05, 2, &out);
    CHECK_STR(out.data, "-0.05");
    buf_cut(&out, 0);
    figure_write(3000091.9999, 0, &out);
    CHECK_STR(out.data, "3000091.9999");
    buf_cut(&out, 0);
    figure_write(1.1 * 1.1, 0, &out); /* 1.2100000000000002 */
    CHECK_STR(out.data, "1.21");
    buf_cut(&out, 0);
    figure_write(12345678, 0, &out);
    CHECK_STR(out.data, "12345678");
    buf_free(&out);
}

/* The frame ends a test that hangs: a cost that grew with the square of the
 * length would take hours here. */
TEST(hostile_texts_of_a_megabyte_are_read)
{
    static const char *const seeds[] = {"1",    "一",     "1,000", "“",  "1-",
                                        "十万", "百分之", "由1",   "年", "约"};

    for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
        struct buf text = {0};
        struct figure figure;
        size_t at = 0;
        while (text.len < 1000000)
            buf_text(&text, seeds[i]);
        while (number_next(buf_view(&text), at, &figure)) {
            CHECK(figure.to > at);
            at = figure.to;
        }
        buf_free(&text);
    }
}
