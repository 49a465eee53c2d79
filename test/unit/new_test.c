#include "../../gen/doors/new.h"
#include "../../gen/base/diag.h"
#include "../../gen/base/disk.h"
#include "../../gen/doors/new_text.h"
#include "../../gen/read/front.h"
#include "../../gen/read/loaded.h"
#include "../../gen/report/config.h"
#include "../fake_disk.h"
#include "../fake_temp.h"
#include "../test.h"

#include <errno.h>
#include <string.h>

struct bench {
    struct disk *disk;
    struct buf told;
    struct diags diags;
    struct arena arena;
};

static struct bench set_up(void)
{
    return (struct bench){.disk = fake_disk_new()};
}

static void put_away(struct bench *bench)
{
    disk_close(bench->disk);
    buf_free(&bench->told);
    diags_free(&bench->diags);
    arena_free(&bench->arena);
}

static bool begin(struct bench *bench, const char *folder)
{
    return new_site(bench->disk, folder, 2026, &bench->told, &bench->diags);
}

static bool add_year(struct bench *bench, int year)
{
    return new_report(bench->disk, year, &bench->told, &bench->diags);
}

TEST(a_new_site_has_all_that_it_needs)
{
    struct bench bench = set_up();

    CHECK(begin(&bench, "sites/zhen/"));
    CHECK_STR(bench.told.data, "sites/zhen/config.ini\n"
                               "sites/zhen/content/2026/report.md\n"
                               "sites/zhen/content/about.md\n"
                               "sites/zhen/.gitignore\n"
                               "→ gongkai -C sites/zhen build\n");
    const char *report =
        fake_text(bench.disk, "sites/zhen/content/2026/report.md");
    CHECK(report && strstr(report, "\nyear: 2026\n"));
    CHECK(report && strstr(report, "\n## 一、2025年工作总结\n"));
    CHECK(report && !strstr(report, "{year}") && !strstr(report, "{last}"));
    CHECK_INT(bench.diags.len, 0);
    put_away(&bench);
}

TEST(a_new_site_may_be_made_here)
{
    struct bench bench = set_up();

    CHECK(begin(&bench, "./."));
    CHECK(fake_text(bench.disk, "config.ini"));
    CHECK(strstr(bench.told.data, "\n→ gongkai build\n"));
    put_away(&bench);
}

TEST(the_first_texts_are_read_without_a_word)
{
    struct bench bench = set_up();
    struct config config;
    struct front front;

    CHECK(begin(&bench, "a"));
    config_init(&config, &bench.arena);
    const struct source *settings = source_load(
        &bench.arena, "config.ini", str_of(new_config_text), &bench.diags);
    CHECK(config_read(&config, &bench.arena, settings, &bench.diags));
    const struct source *report =
        source_load(&bench.arena, "report.md",
                    str_of(fake_text(bench.disk, "a/content/2026/report.md")),
                    &bench.diags);
    CHECK(front_read(report, &bench.arena, &front, &bench.diags));
    CHECK_INT(front.year, 2026);
    CHECK_INT(front.kind, KIND_REPORT);
    CHECK(str_is(front.title, "某某镇2025年工作总结和2026年工作计划"));
    const struct source *about = source_load(
        &bench.arena, "about.md", str_of(new_about_text), &bench.diags);
    CHECK(front_read(about, &bench.arena, &front, &bench.diags));
    /* Beside that its names are to be replaced. */
    CHECK_INT(diags_count(&bench.diags, DIAG_WARNING), 1);
    CHECK_INT(bench.diags.len, 1);
    put_away(&bench);
}

TEST(what_stands_is_told_and_nothing_is_written)
{
    struct bench bench = set_up();

    fake_file(bench.disk, "a/config.ini", "mine");
    fake_file(bench.disk, "a/content/about.md", "mine");
    CHECK(!begin(&bench, "a"));
    CHECK_INT(bench.diags.len, 2);
    CHECK_INT(bench.diags.item[0].code, FILE_STANDS);
    CHECK_STR(bench.diags.item[0].a, "a/config.ini");
    CHECK_STR(bench.diags.item[1].a, "a/content/about.md");
    CHECK_INT(bench.told.len, 0);
    CHECK_STR(fake_tree(bench.disk, "a"), "config.ini: mine\n"
                                          "content/\n"
                                          "content/about.md: mine\n");
    put_away(&bench);
}

TEST(a_list_for_git_that_stands_is_kept)
{
    struct bench bench = set_up();

    fake_file(bench.disk, ".gitignore", "mine");
    CHECK(begin(&bench, "."));
    CHECK_STR(fake_text(bench.disk, ".gitignore"), "mine");
    CHECK(!strstr(bench.told.data, ".gitignore"));
    put_away(&bench);
}

TEST(a_report_of_another_year_is_added)
{
    struct bench bench = set_up();

    fake_file(bench.disk, "config.ini", "");
    fake_file(bench.disk, "content/2026/report.md", "mine");
    CHECK(add_year(&bench, 2027));
    CHECK_STR(bench.told.data, "content/2027/report.md\n");
    CHECK(strstr(fake_text(bench.disk, "content/2027/report.md"),
                 "## 三、2027年工作计划\n"));
    CHECK(!add_year(&bench, 2026));
    CHECK_STR(fake_text(bench.disk, "content/2026/report.md"), "mine");
    CHECK_STR(bench.diags.item[0].a, "content/2026/report.md");
    put_away(&bench);
}

TEST(a_report_is_not_put_beside_a_plan_of_its_year)
{
    struct bench bench = set_up();

    fake_file(bench.disk, "config.ini", "");
    fake_file(bench.disk, "content/2026/plan.md", "mine");
    CHECK(!add_year(&bench, 2026));
    CHECK_STR(bench.diags.item[0].a, "content/2026/plan.md");
    CHECK(!fake_text(bench.disk, "content/2026/report.md"));
    put_away(&bench);
}

TEST(a_report_needs_a_site_around_it)
{
    struct bench bench = set_up();

    CHECK(!add_year(&bench, 2026));
    CHECK_INT(bench.diags.item[0].code, CONFIG_MISSING);
    CHECK_STR(fake_tree(bench.disk, ""), "");
    put_away(&bench);
}

TEST(a_disk_that_fails_is_told_as_the_system)
{
    struct bench bench = set_up();

    fake_fail(bench.disk, "write", 2, ENOSPC);
    CHECK(!begin(&bench, "a"));
    CHECK_INT(diags_exit(&bench.diags), EXIT_SYSTEM);
    CHECK_STR(bench.told.data, "a/config.ini\n");
    put_away(&bench);
}

TEST(one_who_was_faster_is_not_overwritten)
{
    struct bench bench = set_up();

    fake_fail(bench.disk, "write", 1, EEXIST);
    CHECK(!begin(&bench, "a"));
    CHECK_INT(bench.diags.item[0].code, FILE_STANDS);
    put_away(&bench);
}

TEST(an_absolute_folder_is_made_where_it_says)
{
    struct bench bench = set_up();
    char *root = temp_folder();
    int error = 0;

    CHECK(begin(&bench, arena_format(&bench.arena, "%s/not/yet/", root)));
    CHECK_STR(fake_tree(bench.disk, ""), "");
    struct disk *real = disk_open(root, &error);
    struct disk_stat st;
    CHECK_INT(disk_stat(real, "not/yet/content/2026/report.md", &st), 0);
    disk_close(real);
    CHECK(!begin(&bench, arena_format(&bench.arena, "%s/no/../way", root)));
    CHECK_INT(diags_exit(&bench.diags), EXIT_SYSTEM);
    temp_remove(root);
    put_away(&bench);
}
