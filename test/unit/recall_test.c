#include "../../gen/build/recall.h"

#include "../../gen/build/build.h"
#include "../../gen/build/sink.h"
#include "../../gen/build/stage.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <errno.h>
#include <string.h>

#define SECOND ((int64_t)1000000000)
#define START (1579050000 * SECOND)
#define PLAN "content/2020/plan.md"

/* One run after the other over the same disk, as the command makes them. */
struct runs {
    struct shelf shelf; /* the disk and the themes; its build is not used */
    int64_t clock;
    size_t made, kept;
    struct stage_result staged;
    bool current, outdated;
};

static bool put(void *context, const char *path, struct str bytes,
                struct diags *diags)
{
    return stage_put(context, path, bytes, diags);
}

static bool keep(void *context, const char *path, struct diags *diags)
{
    return stage_keep(context, path, diags);
}

static bool make(struct runs *runs, struct stage *stage, struct build *build,
                 struct recall *recall)
{
    struct sink sink = {put, keep, stage, NULL};
    struct build_result result;
    struct diags told = {0};
    bool good = build_update(build, NULL, 0, &sink, &result, &told) &&
                stage_commit(stage, &runs->staged, &told);

    runs->made = result.made;
    runs->outdated = result.outdated;
    if (good)
        recall_save(recall, &result, &told, build);
    diags_free(&told);
    return good;
}

static bool run_once(struct runs *runs, bool recalls)
{
    struct disk *disk = runs->shelf.disk;
    struct diags told = {0};
    struct stage *stage = stage_begin(disk, "public", "build", &told);
    struct build *build =
        build_new(disk, runs->shelf.themes, &runs->shelf.config);
    struct recall recall = {0};

    runs->made = 0;
    recall_begin(&recall, stage, build);
    runs->current = recalls && recall_is_current(&recall, stage, build, false);
    if (recalls && !runs->current)
        recall_use(&recall, stage, build);
    bool good = runs->current || make(runs, stage, build, &recall);
    build_free(build);
    recall_free(&recall);
    stage_free(stage);
    diags_free(&told);
    return good;
}

/* A run, an hour after the one before. */
static bool run(struct runs *runs)
{
    runs->clock += 3600 * SECOND;
    fake_clock(runs->shelf.disk, runs->clock);
    return run_once(runs, true) || (runs->outdated && run_once(runs, false));
}

static void begin(struct runs *runs)
{
    *runs = (struct runs){.clock = START};
    shelf_init(&runs->shelf);
    fake_file(runs->shelf.disk, PLAN,
              "---\ntitle: 计划\nyear: 2020\n---\n\n## 一、目标\n\n"
              "### （一）修路\n\n固定资产投资增长7%。\n\n"
              "### （二）治水\n\n治水。\n");
    fake_file(runs->shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n看[治水](2020/plan.md#p0102)。\n");
    CHECK(run(runs));
    CHECK(!runs->current);
    CHECK(runs->made > 10);
}

static void end(struct runs *runs)
{
    shelf_free(&runs->shelf);
}

/* The published pages are those of a build from nothing. */
static bool is_like_new(struct runs *runs)
{
    struct disk *disk = runs->shelf.disk;
    struct buf before = {0};

    buf_text(&before, fake_tree(disk, "public"));
    fake_gone(disk, "public");
    fake_gone(disk, ".public.cache");
    bool same = run(runs) && !runs->current &&
                str_is(buf_view(&before), fake_tree(disk, "public"));
    buf_free(&before);
    return same;
}

TEST(a_run_over_unchanged_files_has_nothing_to_do)
{
    struct runs runs;

    begin(&runs);
    fake_clock(runs.shelf.disk, runs.clock += 60 * SECOND);
    fake_file(runs.shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n看看[治水](2020/plan.md#p0102)。\n");
    CHECK(run(&runs)); /* all others were published an hour ago */
    CHECK_INT(runs.made, 2);
    fake_log_clear(runs.shelf.disk);
    CHECK(run(&runs));
    CHECK(runs.current);
    CHECK(!strstr(fake_log(runs.shelf.disk), "read " PLAN));
    CHECK(!strstr(fake_log(runs.shelf.disk), "read public/index.html"));
    CHECK(!strstr(fake_log(runs.shelf.disk), "write "));
    end(&runs);
}

TEST(a_mended_sentence_makes_its_pages_alone)
{
    struct runs runs;

    begin(&runs);
    fake_clock(runs.shelf.disk, runs.clock += 60 * SECOND);
    fake_file(runs.shelf.disk, PLAN,
              "---\ntitle: 计划\nyear: 2020\n---\n\n## 一、目标\n\n"
              "### （一）修路\n\n固定资产投资增长7%。\n\n"
              "### （二）治水\n\n管好水。\n");
    CHECK(run(&runs));
    CHECK(!runs.current);
    CHECK_INT(runs.made, 4); /* the section, all, the script, search */
    CHECK_INT(runs.staged.written, 4);
    CHECK(run(&runs));
    CHECK(runs.current);
    CHECK(is_like_new(&runs));
    end(&runs);
}

/* As git has it: the stat of a file may be older than its bytes. */
TEST(a_file_changed_right_behind_the_look_is_not_taken_for_old)
{
    struct runs runs;

    begin(&runs);
    fake_clock(runs.shelf.disk, runs.clock + 1800 * SECOND);
    fake_file(runs.shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n见[治水](2020/plan.md#p0102)。\n");
    runs.clock -= 1800 * SECOND; /* the run begins when the file is saved */
    CHECK(run(&runs));
    CHECK_INT(runs.made, 2);
    fake_log_clear(runs.shelf.disk);
    CHECK(run(&runs));
    CHECK(runs.current);
    CHECK(strstr(fake_log(runs.shelf.disk), "read content/about.md") != NULL);
    end(&runs);
}

TEST(what_is_published_is_believed_by_its_stat_alone_while_that_holds)
{
    struct runs runs;

    begin(&runs);
    CHECK(run(&runs));
    fake_clock(runs.shelf.disk, runs.clock += SECOND);
    fake_file(runs.shelf.disk, "public/404.html", "changed by hand");
    CHECK(run(&runs));
    CHECK_INT(runs.made, 1);
    CHECK_INT(runs.staged.written, 1);
    fake_gone(runs.shelf.disk, "public/404.html");
    fake_gone(runs.shelf.disk, "public/map.html");
    CHECK(run(&runs));
    CHECK_INT(runs.staged.written, 2);
    CHECK(is_like_new(&runs));
    end(&runs);
}

TEST(an_anchor_that_goes_has_the_pages_that_lead_to_it_judged_again)
{
    struct runs runs;

    begin(&runs);
    fake_clock(runs.shelf.disk, runs.clock += 60 * SECOND);
    fake_file(runs.shelf.disk, PLAN,
              "---\ntitle: 计划\nyear: 2020\n---\n\n## 一、目标\n\n"
              "### （一）修路\n\n固定资产投资增长7%，新建桥2座。\n\n"
              "### （二）治水\n\n治水。\n");
    CHECK(run(&runs));
    CHECK(is_like_new(&runs));
    fake_file(runs.shelf.disk, PLAN,
              "---\ntitle: 计划\nyear: 2020\n---\n\n## 一、目标\n\n"
              "### （一）修路\n\n好好修路。\n\n"
              "### （二）治水\n\n治水。\n");
    CHECK(run(&runs)); /* no targets any more, so no page of them */
    CHECK(is_like_new(&runs));
    end(&runs);
}

TEST(a_foreign_or_broken_cache_is_as_good_as_none)
{
    static const char *const bytes[] = {"", "gongkai cache 1\n", "x"};
    struct runs runs;

    begin(&runs);
    for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
        fake_file(runs.shelf.disk, ".public.cache", bytes[i]);
        CHECK(run(&runs));
        CHECK(!runs.current);
        CHECK(!runs.staged.changed);
        CHECK(run(&runs));
        CHECK(runs.current);
    }
    runs.shelf.config.site.title = STR("另一个名字");
    CHECK(run(&runs));
    CHECK(!runs.current);
    CHECK(runs.staged.written > 10);
    end(&runs);
}

#define LATER ".public.cache.later"

static void mend(struct runs *runs, const char *word)
{
    struct buf text = {0};

    fake_clock(runs->shelf.disk, runs->clock += 60 * SECOND);
    buf_format(&text,
               "---\ntitle: 计划\nyear: 2020\n---\n\n## 一、目标\n\n"
               "### （一）修路\n\n固定资产投资增长7%%。\n\n"
               "### （二）治水\n\n%s。\n",
               word);
    fake_file(runs->shelf.disk, PLAN, text.data);
    buf_free(&text);
}

TEST(a_run_that_changes_little_leaves_the_first_file_as_it_is)
{
    struct runs runs;
    struct disk_stat first, now, later;

    begin(&runs);
    CHECK_INT(disk_stat(runs.shelf.disk, ".public.cache", &first), 0);
    CHECK_INT(disk_stat(runs.shelf.disk, LATER, &later), ENOENT);
    for (size_t i = 0; i < 3; i++) {
        mend(&runs, i % 2 ? "管好水" : "管水");
        CHECK(run(&runs));
        CHECK_INT(runs.made, 4);
        CHECK_INT(disk_stat(runs.shelf.disk, ".public.cache", &now), 0);
        CHECK_INT(now.inode, first.inode);
        CHECK_INT(disk_stat(runs.shelf.disk, LATER, &later), 0);
        CHECK(run(&runs));
        CHECK(runs.current);
    }
    CHECK(is_like_new(&runs)); /* which writes the first file again */
    CHECK_INT(disk_stat(runs.shelf.disk, LATER, &later), ENOENT);
    end(&runs);
}

TEST(a_broken_second_file_leaves_an_older_cache)
{
    static const char *const bytes[] = {"", "gongkai later 1\n", "x"};
    struct runs runs;

    begin(&runs);
    for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
        mend(&runs, i % 2 ? "管好水" : "管水");
        CHECK(run(&runs));
        fake_file(runs.shelf.disk, LATER, bytes[i]);
        CHECK(run(&runs));
        CHECK(!runs.current);
        CHECK(!runs.staged.changed);
        CHECK(run(&runs));
        CHECK(runs.current);
        CHECK(is_like_new(&runs));
    }
    end(&runs);
}

TEST(a_second_file_that_outlived_its_first_is_not_taken)
{
    struct runs runs;
    struct buf later = {0};

    begin(&runs);
    mend(&runs, "管水");
    CHECK(run(&runs));
    CHECK_INT(disk_read(runs.shelf.disk, LATER, 1 << 20, &later, NULL), 0);
    CHECK(is_like_new(&runs));
    CHECK_INT(disk_replace(runs.shelf.disk, LATER, buf_view(&later)), 0);
    CHECK(run(&runs));
    CHECK(runs.current);
    mend(&runs, "管好水");
    CHECK(run(&runs));
    CHECK_INT(runs.made, 4);
    CHECK(is_like_new(&runs));
    buf_free(&later);
    end(&runs);
}

TEST(a_disk_that_refuses_the_cache_has_the_site_all_the_same)
{
    struct runs runs;

    begin(&runs);
    fake_gone(runs.shelf.disk, ".public.cache");
    fake_deny(runs.shelf.disk, ".public.cache", EACCES);
    CHECK(run(&runs));
    CHECK(!runs.current);
    fake_heal(runs.shelf.disk);
    end(&runs);
}

#define OLD "content/2017/report.md"
#define TABLE "content/2017/map.csv"

/* A report of years ago, with a file that it leads to. */
static void add_old(struct runs *runs)
{
    fake_clock(runs->shelf.disk, runs->clock += 60 * SECOND);
    fake_file(runs->shelf.disk, TABLE, "a,b\n");
    fake_file(runs->shelf.disk, OLD,
              "---\ntitle: 旧报告\nyear: 2017\n---\n\n## 一、修路\n\n"
              "新建桥梁3座，见[表](map.csv)。\n");
    CHECK(run(runs));
    fake_clock(runs->shelf.disk, runs->clock += 60 * SECOND);
}

TEST(a_report_that_did_not_change_is_not_read)
{
    struct runs runs;

    begin(&runs);
    runs.shelf.config.search.enable = false; /* one file with all texts */
    add_old(&runs);
    fake_file(runs.shelf.disk, PLAN,
              "---\ntitle: 新计划\nyear: 2020\n---\n\n## 一、目标\n\n"
              "### （一）修路\n\n固定资产投资增长9%。\n\n"
              "### （二）治水\n\n管好水。\n");
    fake_log_clear(runs.shelf.disk);
    CHECK(run(&runs));
    CHECK(strstr(fake_log(runs.shelf.disk), "read " PLAN));
    CHECK(strstr(fake_log(runs.shelf.disk), "read " OLD) == NULL);
    CHECK(is_like_new(&runs));
    end(&runs);
}

/* The text is what it was; where its link leads is not. */
TEST(a_file_that_can_no_longer_be_linked_to_is_told)
{
    struct runs runs;

    begin(&runs);
    add_old(&runs);
    fake_file(runs.shelf.disk, TABLE, "");
    CHECK(!run(&runs));
    fake_file(runs.shelf.disk, TABLE, "c,d\n");
    CHECK(run(&runs));
    CHECK(is_like_new(&runs));
    end(&runs);
}

#define OTHER "public/2017/r01.html"

TEST(pages_that_stood_are_kept_as_they_are)
{
    struct runs runs;

    begin(&runs);
    add_old(&runs);
    CHECK(run(&runs));
    fake_file(runs.shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n看看[桥](2017/report.md#r01)。\n");
    CHECK(run(&runs));
    CHECK_INT(runs.made, 2); /* that page, and the text of the search */
    CHECK(is_like_new(&runs));
    end(&runs);
}

TEST(a_page_of_a_report_that_was_changed_by_hand_does_not_stand)
{
    struct runs runs;

    begin(&runs);
    add_old(&runs);
    CHECK(run(&runs));
    fake_clock(runs.shelf.disk, runs.clock += 60 * SECOND);
    fake_file(runs.shelf.disk, OTHER, "by hand");
    CHECK(run(&runs));
    CHECK_INT(runs.staged.written, 1);
    CHECK(is_like_new(&runs));
    end(&runs);
}

TEST(nobody_else_gets_the_address_of_a_page_that_stood)
{
    struct runs runs;

    begin(&runs);
    add_old(&runs);
    CHECK(run(&runs));
    fake_clock(runs.shelf.disk, runs.clock += 60 * SECOND);
    fake_file(runs.shelf.disk, PLAN,
              "---\ntitle: 计划\nyear: 2020\naliases: [2017/r01.html]\n---\n\n"
              "## 一、目标\n\n### （一）修路\n\n固定资产投资增长7%。\n\n"
              "### （二）治水\n\n治水。\n");
    CHECK(!run(&runs));
    CHECK_INT(runs.made, 0); /* it was told before a page was made */
    end(&runs);
}
