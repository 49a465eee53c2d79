#include "../../gen/pages/search.h"
#include "../../gen/report/config.h"
#include "../../gen/report/site.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "---\ntitle: 示例镇报告\nyear: 2020\ndescription: 说明。\n---\n\n"

/* The search data of one report.md, which `left` and `parts` end. */
static void data_of(const char *text, struct buf *out)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/report.md", text);
    CHECK(shelf_update(&shelf));
    const char *data = shelf_page(&shelf, "js/text.js");
    buf_cut(out, 0);
    buf_text(out, data ? data : "");
    CHECK(shelf_page(&shelf, "search.html") != NULL);
    shelf_free(&shelf);
}

TEST(every_line_of_a_section_has_the_id_its_page_gives_it)
{
    struct buf got = {0};

    data_of(
        HEAD
        "## 一、总结\n\n### （一）民生\n\n修**路**7公里，见[说明](#r01)。\n\n"
        "#### 村里\n\n- 建站2处\n- 改造10户\n\n再一段[^1]。\n\n"
        "| 指标 | 目标 |\n|--|--|\n| 投资 | 2亿元 |\n\n"
        "```\n甲\n乙\n```\n\n[^1]: 注释也找得到。\n",
        &got);
    CHECK_STR(got.data,
              "gongkaiText({\"pages\":[\n"
              "[\"2020/index.html\",\"示例镇报告\",\"2020年报告\",\"-\","
              "\"说明。\"],\n"
              "[\"2020/r01.html\",\"一、总结\",\"2020年报告\",\"\",\"\"],\n"
              "[\"2020/r0101.html\",\"（一）民生\",\"2020年报告\","
              "\"p1 h1 - - p2 - - - -\","
              "\"修路7公里，见说明。\\n村里\\n建站2处\\n改造10户\\n再一段。\\n"
              "指标 目标\\n投资 2亿元\\n甲 乙\\n注释也找得到。\"]],\n"
              "\"parts\":[],\n\"left\":0});\n");
    buf_free(&got);
}

TEST(the_ids_are_those_of_the_page)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/report.md",
              HEAD "## 一、甲\n\n一。\n\n> 引文。\n\n二。\n\n- 项\n\n三。\n");
    CHECK(shelf_update(&shelf));
    const char *data = shelf_page(&shelf, "js/text.js");
    CHECK(data && strstr(data, "\"p1 - p2 - p3\"") != NULL);
    const char *page = shelf_page(&shelf, "2020/r01.html");
    CHECK(page && strstr(page, "<p id=\"p3\">三。") != NULL);
    shelf_free(&shelf);
}

TEST(text_cannot_end_the_script_it_stands_in)
{
    struct buf got = {0};

    data_of(HEAD "## 一、甲\n\n`</script><!--` \"引\" \\\\ \xe2\x80\xa8行。\n",
            &got);
    CHECK(strstr(got.data, "</script>") == NULL);
    CHECK(strstr(got.data, "<!--") == NULL);
    CHECK(strstr(got.data, "\xe2\x80\xa8") == NULL);
    CHECK(strstr(got.data, "\\\"引\\\"") != NULL);
    buf_free(&got);
}

static const struct {
    const char *text;
    bool is_data;
} scripts[] = {
    {"gongkaiText({\"pages\":[[\"a\",\"b);\\\"\"]],\n\"left\":0});\n", true},
    {"gongkaiText();\n", true},
    {"gongkaiText({\"a\":alert(1)});\n", false},
    {"gongkaiText(\"\\\");\nx();\n", false},
    {"gongkaiText(\"a\nb\");\n", false},
    {"gongkaiText(\"a);\n", false},
    {"gongkaiText(1);x();\n", false},
    {"x();gongkaiText(1);\n", false},
    {"gongkaiText(`1`);\n", false},
    {"gongkaiText);\n", false},
    {"", false},
};

TEST(data_is_told_from_what_would_do_something)
{
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++)
        test_case(search_is_data(str_of(scripts[i].text)) == scripts[i].is_data,
                  scripts[i].text, "is judged otherwise");
}

TEST(a_plain_page_is_found_and_a_site_without_search_has_none)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/report.md", HEAD "## 一、甲\n\n文。\n");
    fake_file(shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n# 关于\n\n电话在此。\n");
    CHECK(shelf_update(&shelf));
    const char *data = shelf_page(&shelf, "js/text.js");
    CHECK(data && strstr(data, "\"p1\",\"电话在此。\"") != NULL);
    shelf.config.search.enable = false;
    CHECK(shelf_update(&shelf));
    CHECK(shelf_page(&shelf, "search.html") == NULL);
    CHECK(shelf_page(&shelf, "js/text.js") == NULL);
    CHECK(strstr(shelf_page(&shelf, "index.html"), "search.html") == NULL);
    shelf_free(&shelf);
}

/* A report of about `size` bytes. */
static void fill_report(struct shelf *shelf, const char *path, size_t size)
{
    struct buf text = {0};

    buf_text(&text, "---\ntitle: 长报告\nyear: ");
    buf_add(&text, path + strlen("content/"), 4);
    buf_text(&text, "\n---\n\n## 一、甲\n\n");
    while (text.len < size)
        buf_text(&text, "这一段话写得很长，是为了占地方。\n\n");
    fake_file(shelf->disk, path, text.data);
    buf_free(&text);
}

TEST(what_is_beyond_the_limit_is_left_out_oldest_first_and_told)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill_report(&shelf, "content/2018/report.md", 40 << 10);
    fill_report(&shelf, "content/2019/report.md", 40 << 10);
    fill_report(&shelf, "content/2020/report.md", 40 << 10);
    shelf.config.search.max_bytes = 90 << 10;
    CHECK(shelf_update(&shelf));
    const char *data = shelf_page(&shelf, "js/text.js");
    CHECK(data && strstr(data, "\"left\":1") != NULL);
    CHECK(data && strstr(data, "2019/r01.html") != NULL);
    CHECK(data && strstr(data, "2018/r01.html") == NULL);
    CHECK(strstr(shelf_told(&shelf), "[search-size]") != NULL);
    shelf_free(&shelf);
}

TEST(a_large_site_has_a_file_for_each_report)
{
    static const char *const path[] = {
        "content/2016/report.md", "content/2017/report.md",
        "content/2018/report.md", "content/2019/report.md",
        "content/2020/report.md"};
    struct shelf shelf;

    shelf_init(&shelf);
    for (size_t i = 0; i < 5; i++)
        fill_report(&shelf, path[i], 900 << 10);
    CHECK(shelf_update(&shelf));
    const char *data = shelf_page(&shelf, "js/text.js");
    CHECK_STR(data, "gongkaiText({\"pages\":[],\n\"parts\":["
                    "\"2020/text.js\",\n\"2019/text.js\",\n\"2018/text.js\",\n"
                    "\"2017/text.js\",\n\"2016/text.js\"],\n\"left\":0});\n");
    const char *part = shelf_page(&shelf, "2016/text.js");
    CHECK(part && strstr(part, "[\"2016/r01.html\"") != NULL);
    fill_report(&shelf, "content/2018/report.md", 901 << 10);
    CHECK(shelf_update(&shelf));
    CHECK(strstr(shelf.made.data, "2018/text.js\n") != NULL);
    CHECK(strstr(shelf.made.data, "2017/") == NULL);
    CHECK(strstr(shelf.made.data, "js/text.js") == NULL);
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}
