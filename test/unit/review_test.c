#include "../../gen/build/review.h"

#include "../../gen/base/disk.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                            \
    "---\ntitle: 报告\nyear: 2020\n---\n\n## 一、总结\n\n### （一）修路\n\n" \
    "修了路。\n\n### （二）治水\n\n治了水。\n\n## 二、2020年计划\n\n"
#define GOALS                                                                  \
    "主要目标是：固定资产投资增长7%，新建桥梁2座。\n\n"   \
    "新增绿化面积300亩。\n"
#define REPORT "content/2020/report.md"
#define LEDGER "content/2020/targets.csv"

struct story {
    struct shelf shelf;
    struct review review;
    struct diags diags;
};

static void begin(struct story *story)
{
    *story = (struct story){0};
    shelf_init(&story->shelf);
    fake_file(story->shelf.disk, REPORT, HEAD GOALS);
    fake_file(story->shelf.disk, "content/2019/report.md",
              "---\ntitle: 旧\nyear: 2019\n---\n\n## 一、总结\n\n文。\n");
}

static void end(struct story *story)
{
    review_free(&story->review);
    diags_free(&story->diags);
    shelf_free(&story->shelf);
}

static bool review(struct story *story)
{
    review_free(&story->review);
    diags_free(&story->diags);
    story->review = (struct review){0};
    return review_report(story->shelf.disk, &story->shelf.config, "2020",
                         &story->review, &story->diags);
}

static const char *ledger(struct story *story)
{
    const char *text = fake_text(story->shelf.disk, LEDGER);

    return text ? text : "";
}

/* Replaces `old`, which must be there, by `text`. */
static void edit(struct story *story, const char *path, const char *old,
                 const char *text)
{
    const char *all = fake_text(story->shelf.disk, path);
    const char *at = strstr(all, old);
    struct buf out = {0};

    CHECK(at != NULL);
    if (at) {
        buf_add(&out, all, (size_t)(at - all));
        buf_text(&out, text);
        buf_text(&out, at + strlen(old));
        fake_file(story->shelf.disk, path, out.data);
    }
    buf_free(&out);
}

#define COLUMNS                                                                \
    "\xef\xbb\xbfid,indicator,kind,measure,op,value,high,unit,base,by,owner,"  \
    "section,quote,status,result,note,found\r\n"

TEST(a_first_review_writes_all_that_is_found_as_drafts)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    CHECK_INT(story.review.rows, 3);
    CHECK_INT(story.review.added, 3);
    CHECK(story.review.wrote);
    CHECK(strncmp(ledger(&story), COLUMNS, strlen(COLUMNS)) == 0);
    CHECK(strstr(ledger(&story),
                 ",固定资产投资,target,growth,=,7,,%,,,,二、2020年计划,"
                 "固定资产投资增长7%,draft,,,f") != NULL);
    end(&story);
}

TEST(a_second_review_changes_no_byte)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    const char *before = fake_state(story.shelf.disk, "content");
    CHECK(review(&story));
    CHECK_STR(fake_state(story.shelf.disk, "content"), before);
    CHECK_INT(story.review.added + story.review.changed + story.review.gone, 0);
    CHECK(!story.review.wrote);
    end(&story);
}

TEST(a_report_is_named_by_id_folder_or_file)
{
    static const char *const name[] = {
        "2020", "2020/", "content/2020", "./content/2020/", REPORT, LEDGER};

    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
        struct story story;
        begin(&story);
        test_case(review_report(story.shelf.disk, &story.shelf.config, name[i],
                                &story.review, &story.diags) &&
                      fake_text(story.shelf.disk, LEDGER),
                  name[i], "is not known");
        end(&story);
    }
}

TEST(no_ledger_is_written_for_no_report)
{
    struct story story;

    begin(&story);
    CHECK(!review_report(story.shelf.disk, &story.shelf.config, "2021",
                         &story.review, &story.diags));
    CHECK_INT(story.diags.item[0].code, NO_REPORT);
    CHECK_STR(story.diags.item[0].detail, "→ 2020");
    CHECK_INT(diags_exit(&story.diags), EXIT_USAGE);
    end(&story);
}

TEST(a_draft_that_nobody_touched_follows_the_text)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    char id[11] = "";
    memcpy(id, strstr(ledger(&story), "2020-"), 10);
    edit(&story, REPORT, "增长7%", "增长8.5%");
    CHECK(shelf_update(&story.shelf));
    CHECK_STR(shelf_told(&story.shelf), "");
    CHECK(strstr(shelf_page(&story.shelf, "2020/data/targets.csv"),
                 "growth,=,8.5,") != NULL);
    CHECK(review(&story));
    CHECK_INT(story.review.changed, 1);
    CHECK_INT(story.review.added, 0);
    CHECK(strstr(ledger(&story), "growth,=,8.5,") != NULL);
    CHECK(strncmp(strstr(ledger(&story), "2020-"), id, 10) == 0);
    end(&story);
}

TEST(what_an_author_changed_is_never_overwritten)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    /* a value in a draft, an owner and a note in another, a word of state */
    edit(&story, LEDGER, "growth,=,7,", "growth,>=,7.5,");
    edit(&story, LEDGER, ",2,,座,,,,", ",2,,座,,,交通站,");
    edit(&story, LEDGER, "新增绿化面积300亩,draft,,,",
         "新增绿化面积300亩,confirmed,栽好200亩,\"含村庄, 不含林场\",");
    edit(&story, REPORT, "增长7%", "增长9%");
    edit(&story, REPORT, "2座", "3座");
    edit(&story, REPORT, "300亩", "400亩");
    for (int i = 0; i < 2; i++)
        CHECK(review(&story));
    CHECK(strstr(ledger(&story), "growth,>=,7.5,") != NULL);
    CHECK(strstr(ledger(&story), ",3,,座,,,交通站,") != NULL);
    CHECK(
        strstr(ledger(&story),
               "新增绿化面积300亩,confirmed,栽好200亩,\"含村庄, 不含林场\",") !=
        NULL);
    CHECK_INT(story.review.rows, 3);
    CHECK(!story.review.wrote);
    end(&story);
}

TEST(the_ledger_wins_and_both_places_are_told)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    edit(&story, LEDGER, "growth,=,7,", "growth,=,8,");
    edit(&story, LEDGER, "增长7%,draft", "增长7%,confirmed");
    CHECK(shelf_update(&story.shelf));
    CHECK(strstr(shelf_told(&story.shelf),
                 "content/2020/targets.csv:2:35: warning: ledger and text "
                 "differ: 8% in the ledger, "
                 "7%（content/2020/report.md:18:7） in the text "
                 "[ledger-value]\n") != NULL);
    CHECK(strstr(shelf_page(&story.shelf, "2020/data/targets.csv"),
                 "growth,=,8,") != NULL);
    CHECK(shelf_equals_fresh(&story.shelf));
    end(&story);
}

TEST(a_quote_that_left_the_text_is_told_with_both_places)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    edit(&story, LEDGER, "增长7%,draft", "增长7%,confirmed");
    edit(&story, REPORT, "固定资产投资增长7%", "固定资产投资同比增长7%");
    CHECK(shelf_update(&story.shelf));
    CHECK(strstr(shelf_told(&story.shelf), "[ledger-quote]") != NULL);
    CHECK(strstr(shelf_told(&story.shelf),
                 "→ content/2020/report.md:18:7: 固定资产投资同比增长7%") !=
          NULL);
    /* the row keeps its record, and the page shows what the text says */
    CHECK(strstr(shelf_page(&story.shelf, "2020/data/targets.csv"),
                 "固定资产投资同比增长7%") != NULL);
    CHECK_INT(story.shelf.result.targets, 3);
    end(&story);
}

TEST(a_sentence_that_went_stays_in_the_ledger_and_is_marked)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    edit(&story, REPORT, "新增绿化面积300亩。", "其他工作照常。");
    CHECK(shelf_update(&story.shelf));
    CHECK(strstr(shelf_told(&story.shelf), "[ledger-quote]") != NULL);
    CHECK_INT(story.shelf.result.targets, 2);
    CHECK(review(&story));
    CHECK_INT(story.review.gone, 1);
    CHECK(strstr(ledger(&story), "新增绿化面积300亩,draft,,,gone f") != NULL);
    CHECK(review(&story));
    CHECK(!story.review.wrote);
    edit(&story, REPORT, "其他工作照常。", "新增绿化面积300亩。");
    CHECK(review(&story));
    CHECK_INT(story.review.gone, 0);
    CHECK(strstr(ledger(&story), "新增绿化面积300亩,draft,,,f") != NULL);
    end(&story);
}

TEST(a_row_of_the_author_whose_sentence_went_is_marked_once)
{
    struct story story;

    begin(&story);
    fake_file(story.shelf.disk, LEDGER,
              "indicator,value,quote,note\n桥梁,5,新建桥梁5座,盯紧\n");
    CHECK(review(&story));
    CHECK(strstr(ledger(&story), ",gone\r\n") != NULL);
    CHECK(review(&story));
    CHECK(!story.review.wrote);
    end(&story);
}

/* One edit of the ledger, and the piece of the data that shows it. */
static const struct {
    const char *name, *old, *text, *shown, *hidden;
    size_t targets;
} edits[] = {
    {"a row is dropped", "新增绿化面积300亩,draft", "新增绿化面积300亩,dropped",
     "桥梁", "绿化", 2},
    {"a row is dropped in Chinese", "新增绿化面积300亩,draft",
     "新增绿化面积300亩,作废", "桥梁", "绿化", 2},
    {"a name is mended", ",固定资产投资,target", ",全社会固定资产投资,target",
     "target,全社会固定资产投资,growth", "target,固定资产投资,", 3},
    {"a number is mended", "growth,=,7,", "growth,~,7,", "growth,~,7", "=,7,",
     3},
    {"full-width digits", "growth,=,7,", "growth,=,１２．５,", "growth,=,12.5",
     "=,7,", 3},
    {"a result is made of a target", "固定资产投资,target",
     "固定资产投资,result", "桥梁", "固定资产投资,growth", 3},
    {"a row of the author's own, quoted from the text",
     "status,result,note,"
     "found\r\n",
     "status,result,note,found\r\n,修好的路,target,level,=,1,,条,,,,,修了路,"
     "draft,,,\r\n",
     "修好的路,level,=,1,,条,,,修了路,content/2020/report.md,10,1", NULL, 4},
    {"a row of the author's own, out of the air",
     "status,result,note,"
     "found\r\n",
     "status,result,note,found\r\n,造林,target,level,=,5,,亩,,,,,,,,,\r\n",
     "造林,level,=,5,,亩,,,,content/2020/targets.csv", NULL, 4},
};

TEST(an_edited_ledger_rebuilds_what_shows_it_and_equals_a_fresh_build)
{
    for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
        struct story story;
        begin(&story);
        CHECK(review(&story));
        CHECK(shelf_update(&story.shelf));
        edit(&story, LEDGER, edits[i].old, edits[i].text);
        bool good = shelf_update(&story.shelf);
        const char *data = shelf_page(&story.shelf, "2020/data/targets.csv");
        test_case(good && data && strstr(data, edits[i].shown) &&
                      !(edits[i].hidden && strstr(data, edits[i].hidden)),
                  edits[i].name, "told:\n%s\n%s", shelf_told(&story.shelf),
                  data ? data : "");
        test_case(story.shelf.result.targets == edits[i].targets, edits[i].name,
                  "%zu targets", story.shelf.result.targets);
        test_case(strstr(story.shelf.made.data, "2020/targets.html\n") != NULL,
                  edits[i].name, "made:\n%s", story.shelf.made.data);
        test_case(shelf_equals_fresh(&story.shelf), edits[i].name,
                  "differs from a fresh build");
        end(&story);
    }
}

TEST(a_note_rebuilds_the_pages_with_targets_alone)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    CHECK(shelf_update(&story.shelf));
    edit(&story, LEDGER, "新增绿化面积300亩,draft,,,",
         "新增绿化面积300亩,draft,,好,");
    CHECK(shelf_update(&story.shelf));
    CHECK(strstr(story.shelf.made.data, "2020/targets.html\n") != NULL);
    CHECK(!strstr(story.shelf.made.data, "2020/r0101.html\n"));
    CHECK(!strstr(story.shelf.made.data, "2019/r01.html\n"));
    CHECK(shelf_equals_fresh(&story.shelf));
    end(&story);
}

TEST(ledger_alone_shows_what_the_ledger_has)
{
    struct story story;

    begin(&story);
    story.shelf.config.targets.extract = 2;
    CHECK(shelf_update(&story.shelf));
    CHECK_INT(story.shelf.result.targets, 0);
    CHECK(shelf_page(&story.shelf, "2020/targets.html") == NULL);
    fake_file(story.shelf.disk, LEDGER,
              "指标,数值,单位,原文\n桥,2,座,新建桥梁2座\n");
    CHECK(shelf_update(&story.shelf));
    CHECK_STR(shelf_told(&story.shelf), "");
    CHECK_INT(story.shelf.result.targets, 1);
    CHECK(shelf_equals_fresh(&story.shelf));
    end(&story);
}

TEST(a_bad_ledger_stops_the_build_and_the_review)
{
    struct story story;

    begin(&story);
    CHECK(shelf_update(&story.shelf));
    fake_file(story.shelf.disk, LEDGER, "指标,数值\n甲,\"12，5\"\n");
    CHECK(!shelf_update(&story.shelf));
    CHECK(strstr(shelf_told(&story.shelf), LEDGER ":2:3: error") != NULL);
    CHECK(!review(&story));
    CHECK_STR(ledger(&story), "指标,数值\n甲,\"12，5\"\n");
    fake_gone(story.shelf.disk, LEDGER);
    CHECK(shelf_update(&story.shelf));
    CHECK(shelf_equals_fresh(&story.shelf));
    end(&story);
}

TEST(another_reports_mistakes_do_not_stop_a_review)
{
    struct story story;

    begin(&story);
    fake_file(story.shelf.disk, "content/2019/report.md", "没有标题\n");
    CHECK(review(&story));
    CHECK_INT(story.diags.len, 0);
    end(&story);
}

static void save_meanwhile(void *context)
{
    struct story *story = context;

    fake_file(story->shelf.disk, LEDGER, "指标\n作者刚写的\n");
}

TEST(a_ledger_that_was_saved_meanwhile_is_not_overwritten)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    edit(&story, REPORT, "增长7%", "增长8%");
    fake_before(story.shelf.disk, "read", REPORT, save_meanwhile, &story);
    review(&story);
    CHECK(strstr(ledger(&story), "作者刚写的") != NULL);
    end(&story);
}

TEST(a_full_disk_leaves_the_old_ledger)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    char *before = strdup(ledger(&story));
    edit(&story, REPORT, "增长7%", "增长8%");
    fake_fail(story.shelf.disk, "write", 1, ENOSPC);
    CHECK(!review(&story));
    CHECK_STR(ledger(&story), before);
    CHECK_INT(diags_exit(&story.diags), EXIT_SYSTEM);
    free(before);
    end(&story);
}

TEST(columns_that_we_do_not_know_and_their_order_stay)
{
    struct story story;

    begin(&story);
    fake_file(story.shelf.disk, LEDGER,
              "联系人,原文,指标,电话\r\n"
              "\"甲, 乙\",新建桥梁2座,桥,=1+1\r\n");
    CHECK(review(&story));
    CHECK(strncmp(ledger(&story), "\xef\xbb\xbf联系人,原文,指标,电话,id,kind,",
                  strlen("\xef\xbb\xbf联系人,原文,指标,电话,id,kind,")) == 0);
    CHECK(strstr(ledger(&story), "\r\n\"甲, 乙\",新建桥梁2座,桥,=1+1,2020-") !=
          NULL);
    CHECK_INT(story.review.added, 2);
    CHECK(review(&story));
    CHECK(!story.review.wrote);
    end(&story);
}

/* As LibreOffice writes a ledger: every text quoted, CRLF, no BOM. */
static void quote_all(const char *text, char separator, struct buf *out)
{
    bool quoted = false;

    if (str_starts(str_of(text), "\xef\xbb\xbf"))
        text += 3;
    buf_char(out, '"');
    for (; *text; text++) {
        bool end = *text == '\r' && !quoted;
        if (*text == '"')
            quoted = !quoted;
        else if (*text == ',' && !quoted)
            buf_format(out, "\"%c\"", separator);
        else if (end)
            buf_text(out, text[2] ? "\"\r\n\"" : "\"\r\n");
        else if (*text != '\n')
            buf_char(out, *text);
    }
}

TEST(a_round_trip_through_a_spreadsheet_loses_nothing)
{
    static const char separators[] = {',', ';', '\t'};

    for (size_t i = 0; i < sizeof(separators); i++) {
        struct story story;
        struct buf saved = {0};
        begin(&story);
        CHECK(review(&story));
        char *before = strdup(ledger(&story));
        quote_all(before, separators[i], &saved);
        fake_file(story.shelf.disk, LEDGER, saved.data);
        CHECK(shelf_update(&story.shelf));
        CHECK_STR(shelf_told(&story.shelf), "");
        CHECK(review(&story));
        CHECK_STR(ledger(&story), before);
        CHECK_INT(story.review.changed, 0);
        free(before);
        buf_free(&saved);
        end(&story);
    }
}

TEST(a_ledger_saved_in_gb18030_is_read_and_noted)
{
    struct story story;

    begin(&story);
    /* 指标,数值,单位,原文 / 桥,２,座,新建桥梁2座 */
    fake_file(story.shelf.disk, LEDGER,
              "\xd6\xb8\xb1\xea,\xca\xfd\xd6\xb5,\xb5\xa5\xce\xbb,"
              "\xd4\xad\xce\xc4\r\n\xc7\xc5,\xa3\xb2,\xd7\xf9,"
              "\xd0\xc2\xbd\xa8\xc7\xc5\xc1\xba\x32\xd7\xf9\r\n");
    CHECK(shelf_update(&story.shelf));
    CHECK_STR(shelf_told(&story.shelf),
              LEDGER ": note: read as GB18030 [csv-charset]\n"
                     "    save it as CSV UTF-8 next time\n");
    CHECK(strstr(shelf_page(&story.shelf, "2020/data/targets.csv"),
                 "target,桥,level,=,2,,座,,,新建桥梁2座,") != NULL);
    CHECK(review(&story));
    CHECK(strstr(ledger(&story), ",２,座,") ||
          strstr(ledger(&story), "桥,２,座,新建桥梁2座"));
    end(&story);
}

TEST(the_ledger_itself_is_not_published)
{
    struct story story;

    begin(&story);
    CHECK(review(&story));
    CHECK(shelf_update(&story.shelf));
    CHECK(shelf_page(&story.shelf, "2020/targets.csv") == NULL);
    edit(&story, REPORT, "治了水。", "治了水，见[台账](targets.csv)。");
    CHECK(!shelf_update(&story.shelf));
    CHECK(strstr(shelf_told(&story.shelf), "[asset]") != NULL);
    end(&story);
}

TEST(a_ledger_without_a_report_is_told)
{
    struct story story;

    begin(&story);
    fake_file(story.shelf.disk, "content/old/targets.csv", "指标\n甲\n");
    CHECK(shelf_update(&story.shelf));
    CHECK(strstr(shelf_told(&story.shelf),
                 "content/old/targets.csv: warning") != NULL);
    end(&story);
}

TEST(ids_are_kept_and_not_given_twice)
{
    struct story story;

    begin(&story);
    edit(&story, REPORT, "新增绿化面积300亩。",
         "新增绿化面积300亩。\n\n再新增绿化面积300亩。");
    CHECK(review(&story));
    CHECK_INT(story.review.rows, 4);
    char *before = strdup(ledger(&story));
    /* the row is deleted, found again, and is the same promise */
    char *line = strstr(before, "\r\n2020-") + 2;
    char id[11] = "";
    memcpy(id, line, 10);
    char *next = strstr(line, "\r\n") + 2;
    memmove(line, next, strlen(next) + 1);
    fake_file(story.shelf.disk, LEDGER, before);
    CHECK(review(&story));
    CHECK_INT(story.review.added, 1);
    CHECK(strstr(ledger(&story), id) != NULL);
    free(before);
    end(&story);
}
