#include "../../gen/report/kept.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/markdown.h"
#include "../../gen/report/target.h"
#include "../test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text read twice: first for its records, then for its places alone. */
struct readings {
    struct arena arena;
    struct diags diags;
    struct source *source;
    struct doc *first, *again;
    struct records *records;
    struct buf kept;
    bool written;
};

static struct doc *read_doc(struct readings *r)
{
    struct markdown_options options = {.footnotes = true};

    markdown_prepare();
    return markdown_read(&r->arena, r->source, 0, &options, &r->diags);
}

static void read_text(struct readings *r, const char *markdown)
{
    *r = (struct readings){0};
    r->source = source_new(&r->arena, "report.md", str_of(markdown));
    r->first = read_doc(r);
    r->again = read_doc(r);
    if (!r->first || !r->again)
        exit(1);
    r->records = targets_read(&r->arena, r->first, STR(""), 2021, &r->diags);
    r->written = kept_write(r->first, r->records, &r->kept);
}

static void readings_free(struct readings *r)
{
    buf_free(&r->kept);
    diags_free(&r->diags);
    arena_free(&r->arena);
}

static bool same_values(const struct record *a, const struct record *b)
{
    return a->kind == b->kind && a->measure == b->measure && a->op == b->op &&
           a->has_value == b->has_value &&
           memcmp(&a->value, &b->value, sizeof(a->value)) == 0 &&
           memcmp(&a->high, &b->high, sizeof(a->high)) == 0 &&
           a->decimals == b->decimals && a->high_decimals == b->high_decimals;
}

static bool same_texts(const struct record *a, const struct record *b)
{
    return str_equal(a->indicator, b->indicator) &&
           str_equal(a->unit, b->unit) && str_equal(a->base, b->base) &&
           str_equal(a->by, b->by) && str_equal(a->quote, b->quote);
}

/* Nodes are of two documents: they are the same by what and where they are. */
static bool same_node(const struct node *a, const struct node *b)
{
    if (!a || !b)
        return a == b;
    return a->kind == b->kind && a->line == b->line && a->column == b->column &&
           str_equal(a->text, b->text);
}

static bool same_places(const struct record *a, const struct record *b)
{
    return a->place.source == b->place.source &&
           a->place.line == b->place.line &&
           a->place.column == b->place.column && a->line == b->line &&
           a->from == b->from && a->len == b->len &&
           same_node(a->block, b->block) && same_node(a->text, b->text);
}

static bool same_records(const struct records *a, const struct records *b)
{
    if (a->len != b->len)
        return false;
    for (size_t i = 0; i < a->len; i++)
        if (!same_values(&a->item[i], &b->item[i]) ||
            !same_texts(&a->item[i], &b->item[i]) ||
            !same_places(&a->item[i], &b->item[i]))
            return false;
    return true;
}

static bool comes_back(struct readings *r)
{
    const struct records *back =
        kept_read(&r->arena, r->again, buf_view(&r->kept));

    return r->written && back && same_records(r->records, back);
}

static const char report[] =
    "# 某镇2020年工作总结及2021年工作计划\n\n## 一、2020年工作总结\n\n"
    "全年**财政收入**完成1,286.5万元，增长9.1%，完成任务的103%；粮食面积8\n"
    "万亩，牛、羊存栏分别达到3200头和1.2万只，增长1.5倍。化解隐患三成，\n"
    "其中整改49处、销号31处；逾期率为零，增速-2.1%。\n\n"
    "- 新建桥梁2座、公厕&amp;驿站3座\n- 硬化道路12条18.6公里\n\n"
    "## 二、2021年工作计划\n\n主要目标：工业增加值增长8%—10%，到2025年\n"
    "财政收入翻一番；10月底前老街改造竣工。\n\n"
    "| 指标 | 单位 | 2020年完成 | 2021年目标 |\n| --- | --- | --- | --- |\n"
    "| 固定资产投资 | 亿元 | 6.72 | 7.5 |\n| 植树 | 亩 | 300 | 350亩以上 |\n";

TEST(records_come_back_as_they_were)
{
    struct readings r;

    read_text(&r, report);
    CHECK(r.records->len > 20);
    CHECK(comes_back(&r));
    readings_free(&r);
}

TEST(a_record_takes_few_bytes)
{
    struct readings r;

    read_text(&r, report);
    CHECK(r.kept.len < 20 * r.records->len);
    readings_free(&r);
}

TEST(a_text_without_records_has_none_again)
{
    struct readings r;

    read_text(&r, "# 某镇2020年工作总结\n\n没有数字。\n");
    CHECK_INT(r.records->len, 0);
    CHECK(comes_back(&r));
    readings_free(&r);
}

TEST(bytes_that_were_cut_give_nothing)
{
    struct readings r;

    read_text(&r, report);
    for (size_t len = 0; len < r.kept.len; len++) {
        struct str part = {r.kept.data, len};
        CHECK(kept_read(&r.arena, r.again, part) == NULL);
    }
    readings_free(&r);
}

TEST(bytes_of_another_text_give_nothing)
{
    struct readings r, other;

    read_text(&r, report);
    read_text(&other, "# 某镇\n\n短。\n");
    CHECK(kept_read(&other.arena, other.again, buf_view(&r.kept)) == NULL);
    readings_free(&other);
    readings_free(&r);
}

TEST(a_quote_that_is_not_in_the_text_is_not_kept)
{
    struct readings r;
    struct buf out = {0};

    read_text(&r, report);
    r.records->item[3].quote = STR("别处的话");
    CHECK(!kept_write(r.first, r.records, &out));
    buf_free(&out);
    readings_free(&r);
}

TEST(records_of_annotated_reports_come_back)
{
    glob_t found;

    CHECK_INT(glob("test/annotated/*.md", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct readings r;
        char *text = test_file(found.gl_pathv[i], NULL);
        read_text(&r, text);
        test_case(comes_back(&r), "records come back", "%s", found.gl_pathv[i]);
        readings_free(&r);
        free(text);
    }
    globfree(&found);
}
