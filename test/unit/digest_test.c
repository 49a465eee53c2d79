#include "../../gen/pages/digest.h"

#include "../../gen/base/source.h"
#include "../../gen/pages/picture.h"
#include "../test.h"

#include <string.h>

#define RECORDS_MOST 40

/* A report of four sections: economy, life and schools, problems, plan. */
struct story {
    struct arena arena;
    struct paper paper;
    struct section section[4];
    struct record record[RECORDS_MOST];
    struct records records;
    struct report report;
};

enum { ECONOMY, LIFE, PROBLEMS, PLAN };

static void begin(struct story *story)
{
    static const char *const title[] = {"经济运行", "民生和教育", "存在的问题",
                                        "下步打算"};

    story->paper.source = source_new(&story->arena, "a.md", STR(""));
    for (uint32_t i = 0; i < 4; i++)
        story->section[i] = (struct section){.paper = &story->paper,
                                             .name = "r01",
                                             .title = str_of(title[i]),
                                             .line = 1 + 100 * i,
                                             .column = 1};
    story->records.item = story->record;
    story->report = (struct report){.id = "2020",
                                    .paper = {&story->paper, NULL},
                                    .section = story->section,
                                    .sections = 4,
                                    .targets = &story->records};
}

/* Each has a block of its own, so that no two share a sentence. */
static struct record *add(struct story *story, int section,
                          enum record_kind kind, const char *indicator,
                          double value)
{
    size_t at = story->records.len++;
    struct node *block = arena_new(&story->arena, sizeof(*block));

    block->kind = NODE_PARAGRAPH;
    story->record[at] =
        (struct record){.kind = kind,
                        .has_value = true,
                        .value = value,
                        .indicator = str_of(indicator),
                        .quote = str_of(indicator),
                        .unit = STR("个"),
                        .place = {story->paper.source, 1, 1},
                        .line = (uint32_t)(100 * section) + 2 + (uint32_t)at,
                        .block = block,
                        .len = 1};
    return &story->record[at];
}

static struct digest choose(struct story *story)
{
    static const struct sentence_links links = {"", {"", 0}, {"", 0}};
    struct promises all = promises_new(&story->arena, &story->report, &links);

    return digest_of(&all);
}

static const char *figures(struct story *story)
{
    struct digest digest = choose(story);
    struct buf out = {0};

    for (size_t i = 0; i < digest.figures; i++) {
        const struct record *record = digest.figure[i].level->record;
        buf_str(&out, record->indicator);
        buf_char(&out, ' ');
    }
    const char *text =
        arena_copy(&story->arena, out.data ? out.data : "", out.len);
    buf_free(&out);
    return text;
}

TEST(leading_indicators_come_before_those_that_stand_earlier)
{
    struct story story = {0};

    begin(&story);
    for (int i = 0; i < 6; i++)
        add(&story, ECONOMY, RECORD_RESULT,
            arena_format(&story.arena, "普通的事项%d", i), 1);
    add(&story, ECONOMY, RECORD_RESULT, "地区生产总值", 3);
    add(&story, ECONOMY, RECORD_RESULT, "粮食总产量", 4);
    CHECK_STR(figures(&story), "普通的事项0 普通的事项1 普通的事项2 "
                               "普通的事项3 地区生产总值 粮食总产量 ");
    arena_free(&story.arena);
}

TEST(a_figure_takes_the_change_that_stands_behind_it)
{
    struct story story = {0};

    begin(&story);
    add(&story, ECONOMY, RECORD_RESULT, "财政收入", 2864);
    add(&story, ECONOMY, RECORD_RESULT, "财政收入", 5.1)->measure =
        MEASURE_GROWTH;
    struct digest digest = choose(&story);
    CHECK_INT(digest.figures, 1);
    CHECK(digest.figure[0].change != NULL);
    CHECK(digest.figure[0].change &&
          digest.figure[0].change->record == &story.record[1]);
    arena_free(&story.arena);
}

TEST(figures_of_problems_and_names_that_say_nothing_are_left_out)
{
    struct story story = {0};

    begin(&story);
    add(&story, PROBLEMS, RECORD_RESULT, "固定资产投资", 11730);
    add(&story, ECONOMY, RECORD_RESULT, "面积", 30);
    add(&story, ECONOMY, RECORD_RESULT, "税收", 20);
    CHECK_STR(figures(&story), "税收 ");
    arena_free(&story.arena);
}

TEST(what_is_promised_of_daily_life_goes_before_what_was_done)
{
    struct story story = {0};

    begin(&story);
    add(&story, LIFE, RECORD_RESULT, "新建学校", 2);
    struct digest digest = choose(&story);
    CHECK_INT(digest.lives, 1);
    CHECK(!digest.lives_promised);
    add(&story, LIFE, RECORD_TARGET, "改建学校", 1);
    digest = choose(&story);
    CHECK_INT(digest.lives, 1);
    CHECK(digest.lives_promised);
    CHECK(digest.life[0].record == &story.record[1]);
    arena_free(&story.arena);
}

TEST(a_target_is_told_once_and_no_list_is_longer_than_its_room)
{
    struct story story = {0};

    begin(&story);
    for (int i = 0; i < 10; i++)
        add(&story, LIFE, RECORD_TARGET,
            arena_format(&story.arena, "学校%d", i), 1);
    for (int i = 0; i < 20; i++)
        add(&story, PLAN, RECORD_TARGET,
            arena_format(&story.arena, "企业%d", i), 1);
    struct digest digest = choose(&story);
    CHECK_INT(digest.lives, DIGEST_LIVES);
    CHECK_INT(digest.targets, DIGEST_TARGETS);
    CHECK_STR(digest.target[0].record->indicator.ptr, "学校8");
    CHECK_STR(digest.target[2].record->indicator.ptr, "企业0");
    arena_free(&story.arena);
}

TEST(a_report_without_records_has_an_empty_digest)
{
    struct story story = {0};

    begin(&story);
    struct digest digest = choose(&story);
    CHECK_INT(digest.figures + digest.targets + digest.lives, 0);
    arena_free(&story.arena);
}

TEST(results_are_numbered_apart_and_marked_without_a_link)
{
    static const struct sentence_links links = {
        "targets.html", {"{1}", 3}, {"{1}", 3}};
    struct story story = {0};
    size_t len = 0;

    begin(&story);
    for (int i = 0; i < 3; i++) {
        struct record *record =
            add(&story, i ? PLAN : ECONOMY,
                i == 1 ? RECORD_TARGET : RECORD_RESULT, "学校", 1);
        struct node *text = node_new(&story.arena, NODE_TEXT);
        text->text = STR("学校");
        struct node *block = node_new(&story.arena, NODE_PARAGRAPH);
        node_append(block, text);
        record->block = block;
        record->len = text->text.len;
    }
    struct promises part = promises_of_section(&story.arena, &story.report,
                                               &story.section[PLAN], &links);
    const struct render_mark *mark =
        promises_marks(&part, &story.section[PLAN], &len);
    CHECK_INT(len, 2);
    CHECK_STR(mark[0].id, "t01s");
    CHECK_STR(mark[0].kind, "target");
    CHECK_STR(mark[0].href, "targets.html#t01");
    CHECK_STR(mark[1].id, "f02s");
    CHECK_STR(mark[1].kind, "result");
    CHECK(mark[1].href == NULL);
    arena_free(&story.arena);
}

/* ---- the picture ---- */

static size_t count(const char *text, const char *part)
{
    size_t found = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        found++;
    return found;
}

TEST(a_picture_is_text_that_asks_nobody_for_anything)
{
    struct picture_line line[] = {{.label = STR("投资<增长>"),
                                   .value = STR("增长 7%"),
                                   .has_rate = true,
                                   .rate = 7},
                                  {.label = STR("能耗"),
                                   .value = STR("下降 3%"),
                                   .has_rate = true,
                                   .rate = -3}};
    struct picture_block block[] = {{STR("目标"), line, 2},
                                    {STR("空的"), NULL, 0}};
    struct picture picture = {.lang = STR("zh-CN"),
                              .title = STR("一图读懂"),
                              .foot = STR("规则"),
                              .block = block,
                              .blocks = 2};
    struct buf out = {0};

    picture_write(&picture, &out);
    CHECK(strstr(out.data, "投资&lt;增长&gt;</text>"));
    CHECK(strstr(out.data, "<title id=\"title\">一图读懂</title>"));
    CHECK(!strstr(out.data, "空的"));
    CHECK(!strstr(out.data, "<script") && !strstr(out.data, "href") &&
          !strstr(out.data, "style") && !strstr(out.data, "url("));
    CHECK_INT(count(out.data, "http"), 1); /* the name space */
    buf_free(&out);
}

TEST(a_long_label_takes_two_lines_and_ends_in_dots)
{
    struct buf label = {0}, out = {0};

    for (int i = 0; i < 100; i++)
        buf_text(&label, "长");
    struct picture_line line = {.label = buf_view(&label)};
    struct picture_block block = {STR("目标"), &line, 1};
    struct picture picture = {.title = STR("题"), .block = &block, .blocks = 1};
    picture_write(&picture, &out);
    CHECK_INT(count(out.data, ">长"), 2);
    CHECK_INT(count(out.data, "长…</text>"), 1);
    buf_free(&label);
    buf_free(&out);
}
