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

/* The text with its digits in full width, which are not read at a glance. */
static void write_wide(struct str text, struct buf *out)
{
    buf_cut(out, 0);
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i], wide[] = {'\xef', '\xbc', (char)(byte + 0x60)};
        if (byte >= '0' && byte <= '9')
            buf_add(out, wide, sizeof(wide));
        else
            buf_char(out, byte);
    }
}

TEST(what_is_read_at_a_glance_is_what_all_rules_give)
{
    static const char *const heads[] = {
        "新建",   "达到", "突破",  "同比增长", "不少于", "第", "年产",   "约",
        "比去年", "、",   "增长-", "，",       "了",     "分", "（其中", "达 "};
    static const char *const tails[] = {
        "座",     "%",      "%以上",    "万亩",       "亿元左右", "个百分点",
        "多户",   "年",     "年计划",   "个",         "吨/亩",    "户的任务",
        "成",     "万",     "元以上的", "公里（其中", "余人",     "平",
        "年度",   "月底前", "小时",     "天以内",     "家、",     "平方米",
        "人次以", "项目",   "分",       "千瓦",       "百户",     ""};
    static const char *const digits[] = {"3", "12.5", "2020", "007", "1.25.3"};
    struct buf plain = {0}, wide = {0}, one = {0}, two = {0};

    for (size_t i = 0; i < 16 * 30 * 5; i++) {
        buf_cut(&plain, 0);
        buf_text(&plain, heads[i % 16]);
        buf_text(&plain, digits[i / 16 % 5]);
        buf_text(&plain, tails[i / 80]);
        write_wide(buf_view(&plain), &wide);
        read_all(buf_view(&plain), &one);
        read_all(buf_view(&wide), &two);
        test_case(strcmp(one.data, two.data) == 0, "at a glance",
                  "%s: %s, by all rules %s", plain.data, one.data, two.data);
    }
    buf_free(&plain);
    buf_free(&wide);
    buf_free(&one);
    buf_free(&two);
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
