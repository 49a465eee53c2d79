#include "../../gen/report/target.h"

#include "../../gen/base/diag.h"
#include "../../gen/pages/export.h"
#include "../../gen/report/part.h"
#include "../../gen/read/markdown.h"
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct arena arena;
    struct diags diags;
    struct records *records;
};

static void read_text(struct reading *r, const char *markdown)
{
    struct markdown_options options = {.footnotes = true};
    struct source *source =
        source_new(&r->arena, "report.md", str_of(markdown));

    markdown_prepare();
    struct doc *doc = markdown_read(&r->arena, source, 0, &options, &r->diags);
    CHECK(doc != NULL);
    if (!doc)
        exit(1);
    r->records = targets_read(&r->arena, doc, STR(""), 0, &r->diags);
}

static void reading_free(struct reading *r)
{
    diags_free(&r->diags);
    arena_free(&r->arena);
}

/* One record as "target 固定资产投资 growth = 7 %". */
static void write_record(const struct record *record, struct buf *out)
{
    buf_format(out, "%s ", record_kind_name(record->kind));
    buf_str(out, record->indicator);
    buf_format(out, " %s", record_measure_name(record->measure));
    if (record->has_value) {
        buf_format(out, " %s ", record_op_name(record->op));
        export_value(record, out);
        buf_char(out, ' ');
        buf_str(out, record->unit);
    }
    if (record->base.len) {
        buf_text(out, " base ");
        buf_str(out, record->base);
    }
    if (record->by.len) {
        buf_text(out, " by ");
        buf_str(out, record->by);
    }
    buf_char(out, '\n');
}

static void write_records(const struct reading *r, struct buf *out)
{
    buf_cut(out, 0);
    for (size_t i = 0; i < r->records->len; i++)
        write_record(&r->records->item[i], out);
    if (!out->len)
        buf_text(out, "none\n");
}

/* Each line of the table: section (P plan, S summary), text, records with /. */
static bool check_case(const char *section, const char *text,
                       const char *wanted)
{
    struct reading r = {0};
    struct buf markdown = {0}, got = {0};

    buf_format(
        &markdown, "# 甲镇2020年工作总结及2021年工作计划\n\n## %s\n\n%s\n",
        section[0] == 'P' ? "二、2021年工作计划" : "一、2020年工作总结", text);
    read_text(&r, markdown.data);
    write_records(&r, &got);
    got.data[got.len - 1] = '\0';
    for (char *at = got.data; (at = strchr(at, '\n')) != NULL;)
        *at = '/';
    bool found =
        test_case(strcmp(got.data, wanted) == 0, "targets.tsv",
                  "%s\n     got %s\n  wanted %s", text, got.data, wanted);
    buf_free(&got);
    buf_free(&markdown);
    reading_free(&r);
    return found;
}

TEST(clauses_give_the_records_of_the_table)
{
    char *table = test_file("test/cases/targets.tsv", NULL);
    int cases = 0, found = 0;

    CHECK(table != NULL);
    if (!table)
        return;
    for (char *line = strtok(table, "\n"); line; line = strtok(NULL, "\n")) {
        char *text = strchr(line, '\t');
        char *wanted = text ? strchr(text + 1, '\t') : NULL;
        if (line[0] == '#' || !wanted)
            continue;
        *text++ = '\0';
        *wanted++ = '\0';
        found += check_case(line, text, wanted);
        cases++;
    }
    printf("note: targets.tsv: %d of %d sentences found (%.1f %%)\n", found,
           cases, 100.0 * found / cases);
    CHECK(cases >= 250);
    free(table);
}

static void check_records(const char *markdown, const char *wanted)
{
    struct reading r = {0};
    struct buf got = {0};

    read_text(&r, markdown);
    write_records(&r, &got);
    CHECK_STR(got.data, wanted);
    buf_free(&got);
    reading_free(&r);
}

TEST(a_sentence_of_main_targets_gives_each_that_can_be_checked)
{
    check_records(
        "# 甲镇2019年度工作总结及2020年度工作计划\n\n"
        "## 三、下步工作措施\n\n"
        "2020年,甲镇经济社会发展的主要目标是:地方财政收入增长实现稳中有进,"
        "固定资产投资在完成基础上增长7%,服务业增加值占GDP比重提高1个百分点,"
        "新上投资1000万元以上服务业项目2个,新增规模以上服务业企业1个,"
        "新增限额以上批零住餐企业1个,乙公司年产8000吨香精项目确保实现破土动工,"
        "全镇各项社会事业全面进步。\n",
        "target 固定资产投资 growth = 7 % by 2020\n"
        "target 服务业增加值占GDP比重 rise = 1 个百分点 by 2020\n"
        "target 投资1000万元以上服务业项目 level = 2 个 by 2020\n"
        "target 规模以上服务业企业 level = 1 个 by 2020\n"
        "target 限额以上批零住餐企业 level = 1 个 by 2020\n"
        "target 乙公司年产8000吨香精项目破土动工 milestone by 2020\n");
}

TEST(a_table_gives_records_by_its_heads)
{
    check_records(
        "# 甲镇2018年计划\n\n"
        "| 序号 | 指标 | 单位 | 2017年预计 | 2018年计划 | 责任单位 |\n"
        "|---|---|---|---|---|---|\n"
        "| 1 | 生产总值 | 亿元 | ２.18 | 2.36（增长8%以上） | 财政所 |\n"
        "| 2 | 投资（万元） |  | 9800 | 突破1.1亿元 | 3办 |\n"
        "| 3 | 贫困发生率 | % | 2.4 | 1以内 | — |\n"
        "| 4 | 财政收入增速 | % | — | 4-6 | — |\n"
        "| 5 | 民生实事 | 件 | 见附件 | 另行下达 | — |\n",
        "result 生产总值 level = 2.18 亿元\n"
        "target 生产总值 level = 2.36 亿元 by 2018\n"
        "target 生产总值 growth >= 8 % by 2018\n"
        "result 投资 level = 9800 万元\n"
        "target 投资 level >= 1.1 亿元 by 2018\n"
        "result 贫困发生率 level = 2.4 %\n"
        "target 贫困发生率 level <= 1 % by 2018\n"
        "target 财政收入 growth range 4–6 % by 2018\n");
}

TEST(the_unit_may_stand_in_a_columns_head)
{
    check_records("## 工作目标\n\n"
                  "| 项目 | 目标（公里） | 完成时限 | 实际完成（公里） |\n"
                  "|---|---|---|---|\n"
                  "| 村道 | 3 | 6月底 | 2.5 |\n",
                  "target 村道 level = 3 公里 by 6月底\n"
                  "result 村道 level = 2.5 公里\n");
}

TEST(tasks_name_the_rows_where_nothing_else_does)
{
    check_records("## 2025年目标安排\n\n"
                  "| 序号 | 任务 | 目标值 | 牵头部门 | 完成时限 |\n"
                  "|---|---|---|---|---|\n"
                  "| 1 | 老旧小区改造 | 5个、860户 | 建设办 | 11月底 |\n"
                  "| 2 | 环湖公交专线 | 开通运营 | 综合办 | 5月底 |\n"
                  "| 3 | 水厂 | 6月底竣工 | 综合办 | |\n",
                  "target 老旧小区改造 level = 5 个 by 11月底\n"
                  "target 老旧小区改造 level = 860 户 by 11月底\n"
                  "target 环湖公交专线开通运营 milestone by 5月底\n"
                  "target 水厂竣工 milestone by 6月底\n");
}

TEST(a_column_of_sentences_and_one_of_days_are_read_in_a_plan)
{
    const char *table =
        "| 序号 | 项目名称 | 主要建设内容 | 进度要求 |\n"
        "|---|---|---|---|\n"
        "| 1 | 小康村二期 | 改造农房120户，安装路灯200盏 | 9月底前完工 |\n"
        "| 2 | 界河公路 | 改建四级公路11.4公里 | 年内路基贯通 |\n"
        "| 3 | 集镇水厂 | 见附件 | 全年 |\n";
    char plan[1024], past[1024];

    snprintf(plan, sizeof(plan), "## 2020年工作计划\n\n%s", table);
    check_records(plan, "target 小康村二期完工 milestone by 9月底\n"
                        "target 农房 level = 120 户\n"
                        "target 路灯 level = 200 盏\n"
                        "target 界河公路路基贯通 milestone by 年内\n"
                        "target 四级公路 level = 11.4 公里\n");
    snprintf(past, sizeof(past), "## 2020年工作总结\n\n%s", table);
    check_records(past, "result 农房 level = 120 户\n"
                        "result 路灯 level = 200 盏\n"
                        "result 四级公路 level = 11.4 公里\n");
}

TEST(a_rate_of_fulfilment_is_no_growth)
{
    check_records("## 指标完成情况\n\n"
                  "| 指标 | 单位 | 实际完成 | 完成率 |\n"
                  "|---|---|---|---|\n"
                  "| 工业增加值增速 | % | 8.2 | 109.3% |\n",
                  "result 工业增加值 growth = 8.2 %\n"
                  "result 工业增加值增速 level = 109.3 %\n");
}

TEST(a_table_without_targets_or_results_is_not_read)
{
    check_records("## 工作计划\n\n"
                  "| 姓名 | 电话 |\n|---|---|\n| 甲 | 5个 |\n",
                  "none\n");
}

TEST(a_list_behind_the_main_targets_is_read_with_them)
{
    check_records("## 二、2021年打算\n\n"
                  "2021年力争实现以下目标：\n\n"
                  "- 财政收入8%以上\n"
                  "- **新建**村道3公里\n",
                  "target 财政收入 growth >= 8 % by 2021\n"
                  "target 村道 level = 3 公里 by 2021\n");
}

TEST(the_place_is_the_clauses_own)
{
    struct reading r = {0};

    read_text(&r, "## 二、2021年计划\n\n"
                  "做好工作，**税收增长7%，新建**村道3公里，\n改厕20座。\n");
    CHECK_INT(r.records->len, 3);
    CHECK_INT(r.records->item[0].place.line, 3);
    CHECK_INT(r.records->item[0].place.column, 8);
    CHECK_INT(r.records->item[1].place.column, 15);
    CHECK_INT(r.records->item[2].place.line, 4);
    CHECK_INT(r.records->item[2].place.column, 1);
    CHECK_INT(r.records->item[2].line, 3);
    CHECK(str_is(r.records->item[1].quote, "新建村道3公里"));
    CHECK(r.records->item[1].block->kind == NODE_PARAGRAPH);
    CHECK(r.records->item[1].text->parent->kind == NODE_STRONG);
    reading_free(&r);
}

static size_t told(const struct reading *r, enum diag_code code)
{
    size_t count = 0;

    for (size_t i = 0; i < r->diags.len; i++)
        count += r->diags.item[i].code == code;
    return count;
}

TEST(unequal_counts_are_told_and_all_numbers_kept)
{
    struct reading r = {0};
    struct buf got = {0};

    read_text(&r, "## 一、存在的问题\n\n规上企业收入、利润、利税,"
                  "较去年分别下降了29.8%、64.2%、54.9%、62.2%。\n");
    write_records(&r, &got);
    CHECK_STR(got.data,
              "result 规上企业收入、利润、利税 decline = 29.8 % base 去年\n"
              "result 规上企业收入、利润、利税 decline = 64.2 % base 去年\n"
              "result 规上企业收入、利润、利税 decline = 54.9 % base 去年\n"
              "result 规上企业收入、利润、利税 decline = 62.2 % base 去年\n");
    CHECK_INT(told(&r, TARGET_COUNTS), 1);
    CHECK_INT(r.diags.item[0].line, 3);
    CHECK_INT(r.diags.item[0].column, 14);
    buf_free(&got);
    reading_free(&r);
}

TEST(a_lost_unit_is_told_and_not_supplied)
{
    struct reading r = {0};

    read_text(&r, "## 一、工作总结\n\n生产总值6.2亿元，同比增长18.3；\n");
    CHECK_INT(r.records->len, 2);
    CHECK_INT(r.records->item[1].unit.len, 0);
    CHECK(r.records->item[1].value > 18.29);
    CHECK_INT(told(&r, LOST_UNIT), 1);
    reading_free(&r);
}

TEST(headings_say_which_part_is_plan)
{
    static const struct {
        const char *heading;
        bool plan;
    } cases[] = {
        {"二、2021年工作计划", true},  {"三、下步工作措施", true},
        {"下一步打算", true},          {"主要预期目标", true},
        {"一、2020年工作总结", false}, {"存在的问题", false},
        {"目标任务完成情况", false},   {"存在的问题及下步打算", true},
        {"六、不足和努力方向", true},  {"一、农业稳中有进", false},
        {"计划执行情况", false},       {"工作思路", true},
        {"三、后段工作", true},        {"接下来的工作", true},
        {"二、下半年怎么抓", true},    {"重点工作推进情况", false},
        {"创新思路，强村富民", false}, {"基本情况", false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        test_case(heading_is_plan(str_of(cases[i].heading)) == cases[i].plan,
                  "headings", "%s", cases[i].heading);
}

TEST(the_title_decides_where_no_chapter_does)
{
    check_records("# 甲街道2024年工作计划\n\n## 一、农业\n\n新建村道3公里。\n",
                  "target 村道 level = 3 公里\n");
    check_records("# 甲街道2024年工作总结\n\n## 一、农业\n\n新建村道3公里。\n",
                  "result 村道 level = 3 公里\n");
}

TEST(a_line_without_a_number_opens_a_part)
{
    check_records(
        "# 甲镇材料\n\n2012年工作回顾\n\n一、再上台阶，我们着力强农\n\n"
        "新建村道3公里，继续抓好春耕。\n\n2013年主要工作\n\n"
        "一、强农\n\n新建村道5公里。\n",
        "result 村道 level = 3 公里\n"
        "target 村道 level = 5 公里\n");
}

TEST(a_line_that_leads_on_opens_a_part)
{
    check_records("# 甲镇材料\n\n一年来，我们主要做了以下工作：\n\n"
                  "一、强农\n\n新建村道3公里。\n\n"
                  "下一步，我镇将重点抓好以下工作：\n\n一、强农\n\n"
                  "新建村道5公里。\n",
                  "result 村道 level = 3 公里\n"
                  "target 村道 level = 5 公里\n");
    check_records("# 甲镇2012年总结\n\n## 一、强农\n\n新建村道3公里。\n\n"
                  "2013年扶贫计划：脱贫12户。\n",
                  "result 村道 level = 3 公里\n"
                  "target 脱贫 level = 12 户 by 2013\n");
}

TEST(a_yearbooks_labels_are_chapters)
{
    check_records(
        "# 甲乡2015年概况\n\n【林业】 年内造林800亩。\n\n"
        "【2016年安排】 计划造林500亩，再建苗圃2处，力争防护林3公里。\n",
        "result 造林 level = 800 亩\n"
        "target 造林 level = 500 亩\n"
        "target 苗圃 level = 2 处\n"
        "target 防护林 level = 3 公里\n");
}

TEST(megabytes_in_one_paragraph_are_read)
{
    static const char *const seeds[] = {
        "税收增长7%、", "1", "（甲", "在", "税收3亿元，", "确保水厂竣工、"};

    for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
        struct reading r = {0};
        struct buf text = {0};
        struct node *block = node_new(&r.arena, NODE_PARAGRAPH);
        struct doc doc = {.root = node_new(&r.arena, NODE_DOCUMENT)};
        struct node *node = node_new(&r.arena, NODE_TEXT);
        while (text.len < 1000000)
            buf_text(&text, seeds[i]);
        doc.source = source_new(&r.arena, "a.md", buf_view(&text));
        node->text = buf_view(&text);
        node->line = node->column = block->line = 1;
        node_append(doc.root, block);
        node_append(block, node);
        r.records = targets_read(&r.arena, &doc, STR(""), 2020, &r.diags);
        CHECK(r.records != NULL);
        reading_free(&r);
        buf_free(&text);
    }
}
