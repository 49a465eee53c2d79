#include "../../gen/build/build.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <string.h>

#define REPORT                                                                          \
    "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、总结\n\n### （一）修路\n\n" \
    "修了路。\n\n### （二）治水\n\n治了水。\n\n## 二、2020年计划\n\n" \
    "主要目标是：固定资产投资增长7%，新建桥梁2座。\n"

static void fill(struct shelf *shelf)
{
    fake_file(shelf->disk, "content/2020/report.md", REPORT);
    fake_file(shelf->disk, "content/2019/report.md",
              "---\ntitle: 旧报告\nyear: 2019\n---\n\n## 一、总结\n\n"
              "见[今年](../2020/report.md#r0102)。\n");
    fake_file(shelf->disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n关于本站。\n");
}

TEST(a_first_build_makes_every_page)
{
    static const char *const path[] = {
        "index.html",      "map.html",          "404.html",
        "about.html",      "2020/index.html",   "2020/r01.html",
        "2020/r0101.html", "2020/r0102.html",   "2020/r02.html",
        "2020/all.html",   "2020/targets.html", "2020/data/targets.csv",
        "2019/index.html", "2019/r01.html",     "css/site.css"};
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    for (size_t i = 0; i < sizeof(path) / sizeof(path[0]); i++)
        test_case(shelf_page(&shelf, path[i]) != NULL, path[i], "is missing");
    shelf_free(&shelf);
}

TEST(nothing_changed_makes_nothing)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    CHECK(shelf_update(&shelf));
    CHECK(shelf_update(&shelf));
    CHECK_INT(shelf.made.len, 0);
    CHECK_INT(shelf.result.made, 0);
    fake_file(shelf.disk, "content/2020/report.md", REPORT); /* same bytes */
    CHECK(shelf_update(&shelf));
    CHECK_INT(shelf.made.len, 0);
    shelf_free(&shelf);
}

TEST(a_mended_sentence_makes_only_the_pages_that_have_it)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    CHECK(shelf_update(&shelf));
    struct buf text = {0};
    buf_text(&text, REPORT);
    char *at = strstr(text.data, "治了水");
    memcpy(at, "管好水", strlen("管好水"));
    fake_file(shelf.disk, "content/2020/report.md", text.data);
    CHECK(shelf_update(&shelf));
    CHECK(strstr(shelf.made.data, "2020/r0102.html\n") != NULL);
    CHECK(strstr(shelf.made.data, "2020/all.html\n") != NULL);
    CHECK(strstr(shelf.made.data, "2020/script.txt\n") != NULL);
    CHECK(strstr(shelf.made.data, "js/text.js\n") != NULL);
    CHECK_INT(shelf.result.made, 4);
    CHECK(shelf_equals_fresh(&shelf));
    buf_free(&text);
    shelf_free(&shelf);
}

static const struct {
    const char *name, *path, *text; /* NULL: the file goes */
    bool good;
} edits[] = {
    {"a new report", "content/2021/report.md",
     "---\ntitle: 新\nyear: 2021\n---\n## 一、甲\n\n文。\n", true},
    {"a title", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2021\n---\n## 一、甲\n\n文。\n", true},
    {"a heading", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2021\n---\n## 一、乙\n\n文。\n", true},
    {"targets come", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2021\n---\n## 一、乙\n\n文。\n\n## 二、计划\n\n"
     "主要目标是：新建桥梁3座。\n",
     true},
    {"a line above moves all below", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2021\n---\n\n\n## 一、乙\n\n文。\n\n## 二、"
     "计划\n\n主要目标是：新建桥梁3座。\n",
     true},
    {"a year", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2018\n---\n## 一、乙\n\n文。\n", true},
    {"a broken text", "content/2021/report.md", "没有标题\n", false},
    {"a mended text", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2022\n---\n## 一、乙\n\n文。\n", true},
    {"a draft", "content/2021/report.md",
     "---\ntitle: 新的\nyear: 2022\ndraft: true\n---\n## 一、乙\n\n文。\n",
     true},
    {"a report goes", "content/2021/report.md", NULL, true},
    {"a plain page's title", "content/about.md",
     "---\ntitle: 说明\n---\n\n关于。\n", true},
    {"an alias", "content/about.md",
     "---\ntitle: 说明\naliases: [old.html]\n---\n\n关于。\n", true},
    {"a plain page goes", "content/about.md", NULL, true},
    {"a linked section goes", "content/2020/report.md",
     "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、总结\n\n文。\n", false},
    {"and comes back", "content/2020/report.md", REPORT, true},
};

TEST(every_edit_ends_where_a_fresh_build_does)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    CHECK(shelf_update(&shelf));
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        if (edits[i].text)
            fake_file(shelf.disk, edits[i].path, edits[i].text);
        else
            fake_gone(shelf.disk, edits[i].path);
        bool good = shelf_update(&shelf);
        test_case(good == edits[i].good, edits[i].name, "told:\n%s",
                  shelf_told(&shelf));
        if (good)
            test_case(shelf_equals_fresh(&shelf), edits[i].name,
                      "differs from a fresh build");
    }
    shelf_free(&shelf);
}

TEST(a_page_made_by_one_thread_is_that_made_by_four)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    shelf.config.build.jobs = 1;
    CHECK(shelf_update(&shelf));
    shelf.config.build.jobs = 4;
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}

TEST(an_empty_content_folder_is_refused)
{
    struct shelf shelf;

    shelf_init(&shelf);
    CHECK(!shelf_update(&shelf));
    CHECK_INT(diags_exit(&shelf.diags), EXIT_CONFIG);
    fake_gone(shelf.disk, "content");
    CHECK(!shelf_update(&shelf));
    CHECK_INT(diags_exit(&shelf.diags), EXIT_CONFIG);
    shelf_free(&shelf);
}

TEST(problems_are_told_again_until_they_are_mended)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    fake_file(shelf.disk, "content/bad.md", "a\xFF\n");
    for (int i = 0; i < 2; i++) {
        CHECK(!shelf_update(&shelf));
        CHECK(strstr(shelf_told(&shelf), "content/bad.md:1:2:") != NULL);
    }
    fake_gone(shelf.disk, "content/bad.md");
    CHECK(shelf_update(&shelf));
    shelf_free(&shelf);
}

TEST(a_theme_file_that_changed_makes_all_pages_anew)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    fake_file(shelf.disk, "themes/own/theme.ini", "inherits = default\n");
    shelf.config.theme.name = STR("own");
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    fake_file(shelf.disk, "themes/own/missing.html",
              "<!DOCTYPE html>\n<html "
              "lang=\"zh-CN\"><head><title>x</title></head>"
              "<body><p>没有</p></body></html>\n");
    CHECK(shelf_update(&shelf));
    CHECK(shelf.result.made > 5);
    CHECK(strstr(shelf_page(&shelf, "404.html"), "<p>没有</p>") != NULL);
    fake_file(shelf.disk, "themes/own/missing.html", "{{#open}}\n");
    CHECK(!shelf_update(&shelf));
    CHECK(strstr(shelf_told(&shelf), "themes/own/missing.html:1:1: error") !=
          NULL);
    shelf_free(&shelf);
}

TEST(an_unknown_theme_is_told)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    shelf.config.theme.name = STR("nosuch");
    CHECK(!shelf_update(&shelf));
    CHECK_INT(diags_exit(&shelf.diags), EXIT_CONFIG);
    shelf_free(&shelf);
}
