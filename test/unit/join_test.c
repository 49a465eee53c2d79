/* Pages made report by report and put together are those of one build. */

#include "../../gen/build/parcel.h"
#include "../../gen/build/sink.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <pthread.h>
#include <string.h>

#define PARCELS ".public.parcels"

#define PROMISE                                                                                     \
    "---\ntitle: 柳湾镇2024年工作报告\norg: 柳湾镇人民政府\nyear: 2024\n"            \
    "published: 2024-01-09 09:00\n---\n\n## 一、2023年工作总结\n\n修了路，"              \
    "粮食产量达到3万吨。\n\n## 二、2024年工作计划\n\n### （一）主要目标\n\n" \
    "粮食产量达到3.1万吨，新建桥梁2座。\n"
#define RESULT                                                                              \
    "---\ntitle: 柳湾镇2025年工作报告\norg: 柳湾镇人民政府\nyear: 2025\n"    \
    "published: 2025-01-10 09:00\naliases: [liuwan/new.html]\n---\n\n"                      \
    "## 一、2024年工作总结\n\n粮食产量达到3.2万吨，新建桥梁2座。"     \
    "见[去年](../2024/report.md#r0201)、[青石镇](../../qingshi/2024/plan.md)"        \
    "和[说明](../../about.md)。\n\n![路](路.png)\n\n## 二、2025年工作计划\n\n" \
    "粮食产量达到3.3万吨。\n"
#define OTHER                                                                            \
    "---\ntitle: 青石镇2024年工作计划\norg: 青石镇人民政府\nyear: 2024\n" \
    "---\n\n## 一、目标\n\n植树100亩。李家村和王家村修路。\n"
#define PNG                                                                    \
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x8\0\0\0\0:~\x9bU\0\0\0\n"  \
    "IDATx\x9c"                                                                \
    "c`\0\0\0\2\0\1H\xaf\xa4q\0\0\0\0IEND\xae"                                 \
    "B`\x82"

/* A county of two towns, with what makes one report rest on another. */
static void fill(struct shelf *shelf)
{
    struct str png = STR(PNG);

    fake_file(shelf->disk, "content/liuwan/2024/report.md", PROMISE);
    fake_file(shelf->disk, "content/liuwan/2025/report.md", RESULT);
    fake_bytes(shelf->disk, "content/liuwan/2025/路.png", png);
    fake_file(shelf->disk, "content/qingshi/2024/plan.md", OTHER);
    fake_file(shelf->disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n见[柳湾镇](liuwan/2025/report.md)和"
              "[路](liuwan/2025/路.png)。\n");
}

static bool put_parcel(void *context, const char *path, struct str bytes,
                       struct diags *diags)
{
    struct shelf *shelf = context;

    (void)diags;
    fake_bytes(shelf->disk, arena_format(&shelf->arena, PARCELS "/%s", path),
               bytes);
    return true;
}

/* As a process of its own: it knows nothing of other runs. */
static bool make(struct shelf *shelf, const char *const *id, size_t len)
{
    struct sink sink = {put_parcel, NULL, shelf, NULL};
    struct build *build = build_new(shelf->disk, shelf->themes, &shelf->config);

    diags_free(&shelf->diags);
    bool good =
        build_apart(build, id, len, &sink, &shelf->result, &shelf->diags);
    diags_judge(&shelf->diags, shelf->config.check.level, false);
    diags_sort(&shelf->diags);
    build_free(build);
    return good;
}

static bool make_one(struct shelf *shelf, const char *id)
{
    return make(shelf, &id, 1);
}

static bool make_all(struct shelf *shelf)
{
    static const char *const id[] = {"liuwan/2024", "liuwan/2025",
                                     "qingshi/2024"};

    return make(shelf, id, 3);
}

struct joined {
    pthread_mutex_t mutex; /* pages come from several threads */
    struct arena arena;
    struct map pages; /* path → struct str */
};

static bool put_page(void *context, const char *path, struct str bytes,
                     struct diags *diags)
{
    struct joined *joined = context;

    (void)diags;
    pthread_mutex_lock(&joined->mutex);
    struct str *copy = arena_new(&joined->arena, sizeof(*copy));
    *copy = (struct str){arena_copy(&joined->arena, bytes.ptr, bytes.len),
                         bytes.len};
    map_set(&joined->pages,
            str_of(arena_copy(&joined->arena, path, strlen(path))), copy);
    pthread_mutex_unlock(&joined->mutex);
    return true;
}

static bool join(struct shelf *shelf, struct joined *joined)
{
    struct sink sink = {put_page, NULL, joined, NULL};
    struct build *build = build_new(shelf->disk, shelf->themes, &shelf->config);

    diags_free(&shelf->diags);
    bool good = build_join(build, shelf->disk, PARCELS, &sink, &shelf->result,
                           &shelf->diags);
    diags_judge(&shelf->diags, shelf->config.check.level, false);
    diags_sort(&shelf->diags);
    build_free(build);
    return good;
}

static void forget(struct joined *joined)
{
    map_free(&joined->pages);
    arena_free(&joined->arena);
}

/* Holds what was joined against a build of the whole site. */
static void check_equals_whole(struct shelf *shelf, const char *what)
{
    struct joined joined = {0}, whole = {0};
    struct sink sink = {put_page, NULL, &whole, NULL};
    struct build *build = build_new(shelf->disk, shelf->themes, &shelf->config);
    struct build_result whole_result;

    shelf->config.build.jobs = 1;
    bool good = join(shelf, &joined);
    test_case(good, what, "%s", shelf_told(shelf));
    diags_free(&shelf->diags);
    CHECK(build_update(build, NULL, 0, &sink, &whole_result, &shelf->diags));
    test_case(joined.pages.len == whole.pages.len, what,
              "has as many pages as the whole");
    CHECK_INT(whole_result.targets, shelf->result.targets);
    CHECK_INT(whole_result.sections, shelf->result.sections);
    CHECK_INT(whole_result.pages, shelf->result.pages);
    for (size_t i = 0; i < whole.pages.len; i++) {
        struct str path = whole.pages.entry[i].key;
        const struct str *one = whole.pages.entry[i].value;
        const struct str *other = map_get(&joined.pages, path);
        test_case(other && str_equal(*one, *other), path.ptr, "%s", what);
    }
    build_free(build);
    forget(&joined);
    forget(&whole);
}

TEST(a_county_made_town_by_town_is_the_county_made_at_once)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    CHECK(make_one(&shelf, "qingshi/2024"));
    CHECK_STR(shelf_told(&shelf), "");
    CHECK_INT(shelf.result.reports, 1);
    CHECK(make_one(&shelf, "liuwan/2025"));
    CHECK(make_one(&shelf, "liuwan/2024/")); /* as a shell completes it */
    check_equals_whole(&shelf, "report by report");
    CHECK(make_all(&shelf));
    check_equals_whole(&shelf, "all in one run");
    shelf_free(&shelf);
}

/* The home page of an office shows the targets of its newest report. */
TEST(an_offices_own_site_is_joined_with_its_newest_targets)
{
    struct shelf shelf;
    static const char *const id[] = {"2024", "2025"};

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2024/report.md", PROMISE);
    fake_file(shelf.disk, "content/2025/report.md",
              "---\ntitle: 报告\nyear: 2025\npublished: 2025-01-10 09:00\n"
              "---\n\n## 一、总结\n\n粮食产量达到3.2万吨。\n\n"
              "## 二、2025年计划\n\n粮食产量达到3.3万吨[^1]。\n\n[^1]: 注。\n");
    shelf.config.site.base_url = STR("https://www.example.gov.cn/zwgk/");
    CHECK(make(&shelf, id, 2));
    check_equals_whole(&shelf, "with an address");
    shelf_free(&shelf);
}

/* Only one report says when it was published, but all pages lead to the feed
 * of the site. */
TEST(a_feed_that_another_report_brings_is_in_all_pages)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    shelf.config.site.base_url = STR("https://www.example.gov.cn/zwgk/");
    CHECK(make_one(&shelf, "qingshi/2024"));
    CHECK(make_one(&shelf, "liuwan/2025"));
    CHECK(make_one(&shelf, "liuwan/2024"));
    check_equals_whole(&shelf, "with a feed");
    shelf_free(&shelf);
}

TEST(a_draft_has_a_parcel_without_pages)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    fake_file(shelf.disk, "content/liuwan/2026/plan.md",
              "---\ntitle: 草稿\nyear: 2026\ndraft: true\n---\n\n## 一、路\n\n"
              "修路。\n");
    CHECK(make_all(&shelf));
    CHECK(make_one(&shelf, "liuwan/2026"));
    CHECK_INT(shelf.result.pages, 0);
    check_equals_whole(&shelf, "with a draft");
    shelf_free(&shelf);
}

/* ---- what is refused ---- */

/* Joins what is not to be joined. */
static void check_refused(struct shelf *shelf, const char *code,
                          const char *named)
{
    struct joined joined = {0};
    const char *told;

    CHECK(!join(shelf, &joined));
    told = shelf_told(shelf);
    test_case(strstr(told, code) != NULL, code, "%s", told);
    test_case(strstr(told, named) != NULL, named, "%s", told);
    CHECK_INT(diags_exit(&shelf->diags), EXIT_CONTENT);
    forget(&joined);
}

static void start(struct shelf *shelf)
{
    shelf_init(shelf);
    fill(shelf);
    CHECK(make_all(shelf));
}

TEST(a_missing_parcel_is_named)
{
    struct shelf shelf;

    start(&shelf);
    fake_gone(shelf.disk, PARCELS "/liuwan/2024.parcel");
    check_refused(&shelf, "[parcel-missing]", "build --only liuwan/2024");
    fake_gone(shelf.disk, PARCELS);
    check_refused(&shelf, "[parcel-missing]", "build --only qingshi/2024");
    shelf_free(&shelf);
}

TEST(a_report_that_changed_since_is_named)
{
    struct shelf shelf;

    start(&shelf);
    fake_file(shelf.disk, "content/liuwan/2025/report.md", RESULT "\n改了。\n");
    check_refused(&shelf, "[parcel-stale]", "content/liuwan/2025/report.md");
    CHECK(make_one(&shelf, "liuwan/2025"));
    check_equals_whole(&shelf, "brought up to date");
    shelf_free(&shelf);
}

/* The progress page of a year has the promises of the year before. */
TEST(the_year_before_is_part_of_what_a_report_rests_on)
{
    struct shelf shelf;

    start(&shelf);
    fake_file(shelf.disk, "content/liuwan/2024/report.md",
              PROMISE "\n植树200亩。\n");
    CHECK(make_one(&shelf, "liuwan/2024"));
    check_refused(&shelf, "[parcel-stale]", "liuwan/2025.parcel");
    CHECK(make_one(&shelf, "liuwan/2025"));
    check_equals_whole(&shelf, "both years again");
    shelf_free(&shelf);
}

TEST(a_year_before_that_comes_later_makes_a_parcel_stale)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    fake_gone(shelf.disk, "content/liuwan/2024");
    fake_file(shelf.disk, "content/liuwan/2025/report.md",
              "---\ntitle: 报告\nyear: 2025\n---\n\n## 一、总结\n\n"
              "粮食产量达到3.2万吨。\n");
    fake_file(shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n好。\n");
    CHECK(make_one(&shelf, "liuwan/2025"));
    CHECK(make_one(&shelf, "qingshi/2024"));
    check_equals_whole(&shelf, "without a year before");
    fake_file(shelf.disk, "content/liuwan/2024/report.md", PROMISE);
    CHECK(make_one(&shelf, "liuwan/2024"));
    check_refused(&shelf, "[parcel-stale]", "liuwan/2024 has changed");
    shelf_free(&shelf);
}

/* A text that others link to: its sections may have moved. */
TEST(what_a_report_links_to_is_part_of_what_it_rests_on)
{
    struct shelf shelf;

    start(&shelf);
    fake_file(shelf.disk, "content/qingshi/2024/plan.md", OTHER "\n好。\n");
    CHECK(make_one(&shelf, "qingshi/2024"));
    check_refused(&shelf, "[parcel-stale]", "content/qingshi/2024/plan.md");
    shelf_free(&shelf);
}

TEST(a_new_file_beside_a_report_makes_its_parcel_stale)
{
    struct shelf shelf;

    start(&shelf);
    fake_file(shelf.disk, "content/qingshi/2024/summary.md",
              "---\ntitle: 总结\n---\n\n## 一、路\n\n修了路。\n");
    check_refused(&shelf, "[parcel-stale]", "content/qingshi/2024/summary.md");
    shelf_free(&shelf);
}

TEST(a_plain_page_with_another_title_makes_all_parcels_stale)
{
    struct shelf shelf;

    start(&shelf);
    fake_file(shelf.disk, "content/about.md",
              "---\ntitle: 本站说明\n---\n\n好。\n");
    check_refused(&shelf, "[parcel-stale]", "qingshi/2024.parcel");
    shelf_free(&shelf);
}

/* Its own text is read at the join. */
TEST(a_plain_page_with_other_words_is_no_reason_to_make_parcels_again)
{
    struct shelf shelf;

    start(&shelf);
    fake_file(shelf.disk, "content/about.md",
              "---\ntitle: 关于\n---\n\n换了一句话。\n");
    check_equals_whole(&shelf, "another plain page");
    shelf_free(&shelf);
}

TEST(parcels_of_other_settings_are_refused)
{
    struct shelf shelf;

    start(&shelf);
    shelf.config.site.title = STR("另一个名字");
    check_refused(&shelf, "[parcel-settings]", "qingshi/2024.parcel");
    shelf_free(&shelf);
}

/* Its own bytes with other prints: what another program would write. */
TEST(a_parcel_of_another_program_is_refused)
{
    struct shelf shelf;
    struct parcel parcel = {0};
    struct buf bytes = {0}, other = {0};
    const char *place = PARCELS "/qingshi/2024.parcel";

    start(&shelf);
    CHECK_INT(disk_read(shelf.disk, place, PARCEL_MOST, &bytes, NULL), 0);
    CHECK_INT(parcel_read(&parcel, buf_view(&bytes)), PARCEL_FINE);
    parcel.program.low++;
    parcel_write(&parcel, &other);
    fake_bytes(shelf.disk, place, buf_view(&other));
    check_refused(&shelf, "[parcel-program]", "qingshi/2024.parcel");
    buf_cut(&other, 0);
    buf_text(&other, "gongkai parcel 9\nof times to come");
    fake_bytes(shelf.disk, place, buf_view(&other));
    check_refused(&shelf, "[parcel-program]", "qingshi/2024.parcel");
    parcel_free(&parcel);
    buf_free(&other);
    buf_free(&bytes);
    shelf_free(&shelf);
}

TEST(a_damaged_parcel_and_one_of_another_report_are_refused)
{
    struct shelf shelf;
    struct buf bytes = {0};

    start(&shelf);
    disk_read(shelf.disk, PARCELS "/liuwan/2024.parcel", PARCEL_MOST, &bytes,
              NULL);
    fake_bytes(shelf.disk, PARCELS "/qingshi/2024.parcel", buf_view(&bytes));
    check_refused(&shelf, "[parcel-broken]", "qingshi/2024.parcel");
    CHECK(make_one(&shelf, "qingshi/2024"));
    fake_bytes(shelf.disk, PARCELS "/liuwan/2024.parcel",
               (struct str){bytes.data, bytes.len - 1});
    check_refused(&shelf, "[parcel-broken]", "liuwan/2024.parcel");
    bytes.data[bytes.len / 2] ^= 1;
    fake_bytes(shelf.disk, PARCELS "/liuwan/2024.parcel", buf_view(&bytes));
    check_refused(&shelf, "[parcel-broken]", "liuwan/2024.parcel");
    fake_file(shelf.disk, PARCELS "/liuwan/2024.parcel", "");
    check_refused(&shelf, "[parcel-broken]", "liuwan/2024.parcel");
    buf_free(&bytes);
    shelf_free(&shelf);
}

TEST(a_parcel_of_no_report_is_told_and_does_no_harm)
{
    struct shelf shelf;
    struct joined joined = {0};

    start(&shelf);
    fake_file(shelf.disk, PARCELS "/liuwan/1999.parcel", "old");
    CHECK(join(&shelf, &joined));
    CHECK(strstr(shelf_told(&shelf), "liuwan/1999.parcel: warning") != NULL);
    forget(&joined);
    shelf_free(&shelf);
}

TEST(what_is_wrong_with_a_report_is_told_by_its_own_run)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    fake_file(shelf.disk, "content/qingshi/2024/plan.md",
              OTHER "\n见[那里](nowhere.md)。\n");
    CHECK(!make_one(&shelf, "qingshi/2024"));
    CHECK(strstr(shelf_told(&shelf), "content/qingshi/2024/plan.md:") != NULL);
    CHECK(strstr(shelf_told(&shelf), "[dead-link]") != NULL);
    CHECK(fake_text(shelf.disk, PARCELS "/qingshi/2024.parcel") == NULL);
    CHECK(make_one(&shelf, "liuwan/2024")); /* it is nothing to this one */
    CHECK_STR(shelf_told(&shelf), "");
    shelf_free(&shelf);
}

TEST(a_report_that_is_not_there_is_told_with_the_nearest)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    CHECK(!make_one(&shelf, "liuwan/2042"));
    CHECK(strstr(shelf_told(&shelf), "[no-report]") != NULL);
    CHECK(strstr(shelf_told(&shelf), "liuwan/202") != NULL);
    shelf_free(&shelf);
}

/* A place in another report's page that only the finished pages show. */
TEST(a_link_to_a_place_that_is_not_there_is_found_at_the_join)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fill(&shelf);
    fake_file(shelf.disk, "content/liuwan/2024/report.md",
              PROMISE "\n见[那里](../../about.md#nowhere)。\n");
    CHECK(make_all(&shelf));
    check_refused(&shelf, "[page-anchor]", "about.html#nowhere");
    shelf_free(&shelf);
}
