#include "../../gen/build/build.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <string.h>

#define SECTIONS                                                                                    \
    "## 一、总结\n\n### （一）修路\n\n在王庄村修了路，新建桥梁1座。[^1]\n\n" \
    "### （二）治水\n\n见[去年](../2019/report.md#r0101)和[表](map.csv)。\n\n"           \
    "## 二、计划\n\n主要目标是：固定资产投资增长7%，新建桥梁2座。\n\n"     \
    "[^1]: 在村口。\n"

/* Reports that lead to each other, to a file, and to each other's promises; a
 * plain page, an old address and a ledger. */
static void fill(struct shelf *shelf)
{
    shelf_init(shelf);
    build_fold(shelf->build, 0);
    fake_file(shelf->disk, "content/2020/report.md",
              "---\ntitle: 报告\nyear: 2020\norg: 某镇\naliases: [old.html]\n"
              "---\n\n" SECTIONS);
    fake_file(shelf->disk, "content/2020/map.csv", "a,b\n");
    fake_file(shelf->disk, "content/2019/summary.md",
              "---\ntitle: 旧总结\nyear: 2019\n---\n\n## 一、修路\n\n"
              "### （一）桥\n\n新建桥梁3座。\n");
    fake_file(shelf->disk, "content/2019/plan.md",
              "---\ntitle: 旧计划\nyear: 2019\n---\n\n## 一、目标\n\n"
              "新建桥梁1座，见[今年](../2020/report.md#r0102)。\n");
    fake_file(shelf->disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n见[报告](2020/r0101.html)。\n");
}

static void use_report_2019(struct shelf *shelf)
{
    fake_gone(shelf->disk, "content/2019/summary.md");
    fake_gone(shelf->disk, "content/2019/plan.md");
    fake_file(shelf->disk, "content/2019/report.md",
              "---\ntitle: 旧报告\nyear: 2019\n---\n\n" SECTIONS);
    fake_file(shelf->disk, "content/2019/map.csv", "c,d\n");
}

TEST(a_folded_site_has_the_same_pages)
{
    struct shelf shelf;

    fill(&shelf);
    use_report_2019(&shelf);
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    CHECK(shelf_page(&shelf, "2020/progress.html") != NULL);
    CHECK(shelf_page(&shelf, "2020/map.csv") != NULL);
    CHECK(shelf_page(&shelf, "old.html") != NULL);
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}

TEST(a_folded_site_that_has_no_room_for_records_has_the_same_pages)
{
    struct shelf shelf;

    fill(&shelf);
    use_report_2019(&shelf);
    shelf.config.build.keep_texts = 0;
    CHECK(shelf_update(&shelf));
    CHECK(shelf_page(&shelf, "2020/progress.html") != NULL);
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}

TEST(a_folded_site_follows_its_texts)
{
    struct shelf shelf;

    fill(&shelf);
    use_report_2019(&shelf);
    CHECK(shelf_update(&shelf));
    CHECK(shelf_update(&shelf));
    CHECK_INT(shelf.result.made, 0);
    char *text = mem_copy(fake_text(shelf.disk, "content/2020/report.md"));
    memcpy(strstr(text, "修了路"), "铺了路", strlen("铺了路"));
    fake_file(shelf.disk, "content/2020/report.md", text);
    CHECK(shelf_update(&shelf));
    CHECK(strstr(shelf.made.data, "2020/r0101.html\n") != NULL);
    CHECK(strstr(shelf.made.data, "2019/") == NULL);
    CHECK(shelf_equals_fresh(&shelf));
    mem_free(text);
    fake_gone(shelf.disk, "content/2019");
    fake_file(shelf.disk, "content/2020/report.md",
              "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、总结\n\n文。\n");
    fake_gone(shelf.disk, "content/about.md");
    CHECK(shelf_update(&shelf));
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}

TEST(a_folded_site_tells_the_same_problems)
{
    struct shelf shelf;

    fill(&shelf); /* two links of it lead nowhere */
    fake_file(shelf.disk, "content/2020/summary.md", "## 一、重\n\n文。\n");
    fake_file(shelf.disk, "content/2018/report.md",
              "---\nyear: 2018\naliases: [old.html, x]\n---\n\n## 一、甲\n\n"
              "![图](none.png) [乙](#r09) 电话13805370000。\n");
    CHECK(!shelf_update(&shelf));
    char *told = mem_copy(shelf_told(&shelf));
    CHECK(strstr(told, "none.png") != NULL);
    CHECK(strstr(told, "content/2020/report.md:") != NULL);
    build_free(shelf.build); /* once more, of whole reports */
    shelf.build = build_new(shelf.disk, shelf.themes, &shelf.config);
    CHECK(!shelf_update(&shelf));
    CHECK_STR(told, shelf_told(&shelf));
    mem_free(told);
    shelf_free(&shelf);
}

/* Towns' reports, some long, some drafts; `wrong`: with phone numbers, and some
 * of a name that no report can have. */
static void add_towns(struct shelf *shelf, bool wrong)
{
    for (unsigned i = 0; i < 40; i++) {
        struct buf path = {0}, text = {0};
        buf_format(&path, "content/%s%02u/report.md",
                   wrong && i % 9 == 0 ? "map/" : "t", i);
        buf_format(&text,
                   "---\ntitle: 报告\nyear: 2019\n%s---\n\n## "
                   "一、甲\n\n电话%s%02u。\n",
                   i % 7 ? "" : "draft: true\n", wrong ? "139053710" : "", i);
        for (unsigned times = i % 4 * 30; times; times--)
            buf_text(&text, "\n新建桥梁3座，增长7%。\n");
        fake_file(shelf->disk, path.data, text.data);
        buf_free(&text);
        buf_free(&path);
    }
}

TEST(a_folded_site_has_the_same_pages_whoever_reads_its_reports)
{
    struct shelf shelf;

    fill(&shelf);
    use_report_2019(&shelf);
    add_towns(&shelf, false);
    shelf.config.build.jobs = 5;
    CHECK(shelf_update(&shelf));
    CHECK_STR(shelf_told(&shelf), "");
    CHECK(shelf_page(&shelf, "t01/index.html") != NULL);
    CHECK(shelf_page(&shelf, "t07/index.html") == NULL);
    shelf.config.build.jobs = 1;
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}

TEST(a_folded_site_tells_the_same_whoever_reads_its_reports)
{
    struct shelf shelf;

    fill(&shelf);
    use_report_2019(&shelf);
    add_towns(&shelf, true);
    shelf.config.build.jobs = 5;
    CHECK(!shelf_update(&shelf));
    char *told = mem_copy(shelf_told(&shelf));
    CHECK(strstr(told, "content/map/00/report.md") != NULL);
    CHECK(strstr(told, "content/t01/report.md:") != NULL);
    build_free(shelf.build);
    shelf.build = build_new(shelf.disk, shelf.themes, &shelf.config);
    shelf.config.build.jobs = 1;
    CHECK(!shelf_update(&shelf));
    CHECK_STR(told, shelf_told(&shelf));
    mem_free(told);
    shelf_free(&shelf);
}

static void change(void *context)
{
    struct disk *disk = context;

    fake_file(disk, "content/2020/report.md",
              "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、改\n\n### "
              "（一）乙\n\n文。\n");
}

static void change_next(void *context)
{
    fake_before(context, "read", "content/2020/report.md", change, context);
}

TEST(a_text_that_changes_meanwhile_ends_the_update)
{
    struct shelf shelf;

    fill(&shelf);
    use_report_2019(&shelf);
    shelf.config.build.jobs = 1; /* what comes before a read sets the next */
    fake_before(shelf.disk, "read", "content/2020/report.md", change_next,
                shelf.disk);
    CHECK(!shelf_update(&shelf));
    CHECK_INT(diags_exit(&shelf.diags), EXIT_SYSTEM);
    CHECK(shelf_update(&shelf)); /* and the next one has what it became */
    CHECK(shelf_equals_fresh(&shelf));
    shelf_free(&shelf);
}
