/*
 * The steps that an import's text goes through, one by one.
 */
#include "../../gen/base/diag.h"
#include "../../gen/base/source.h"
#include "../../gen/read/decode.h"
#include "../../gen/read/html.h"
#include "../../gen/read/manuscript.h"
#include "../../gen/read/plaintext.h"
#include "../../gen/read/webpage.h"
#include "../../gen/report/arrange.h"
#include "../../gen/report/article.h"
#include "../../gen/report/draft.h"
#include "../../gen/report/junk.h"
#include "../../gen/report/punctuate.h"
#include "../../gen/report/tally.h"
#include "../../gen/report/watermark.h"
#include "../test.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

/* ---- encodings ---- */

static struct str encoded(struct arena *arena, const char *text, const char *to)
{
    iconv_t door = iconv_open(to, "UTF-8");
    size_t in = strlen(text), room = in * 4 + 4;
    char *from = (char *)(uintptr_t)text, *out = arena_new(arena, room);
    struct str bytes = {out, 0};

    CHECK(iconv(door, &from, &in, &out, &room) != (size_t)-1);
    bytes.len = (size_t)(out - bytes.ptr);
    iconv_close(door);
    return bytes;
}

static const char sentence[] =
    "全镇固定资产投资完成十一亿元，比上年增长百分之七，新建农村公路十五条。"
    "我们要继续改善民生，推进乡村振兴，让群众过上更好的日子。";

TEST(text_is_decoded_whatever_the_page_says_it_is)
{
    static const struct {
        const char *head, *charset, *told;
    } list[] = {
        {"<meta charset=utf-8>", "UTF-8", "UTF-8"},
        {"<meta charset=gb2312>", "GB18030", "GB18030"},
        {"<meta charset=utf-8>", "GB18030", "GB18030"},
        {"", "GB18030", "GB18030"},
        {"<meta charset=big5>", "BIG5-HKSCS", "Big5"},
        {"", "BIG5-HKSCS", "Big5"},
        {"", "UTF-16", "UTF-16LE"},
    };
    static const char traditional[] =
        "全鎮固定資產投資完成十一億元，比上年增長百分之七，新建農村公路十五條。"
        "我們要繼續改善民生，推進鄉村振興，讓群眾過上更好的日子。";

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct arena arena = {0};
        bool big5 = strcmp(list[i].told, "Big5") == 0;
        char *text = arena_format(&arena, "%s%s", list[i].head,
                                  big5 ? traditional : sentence);
        struct decoded out =
            decode(&arena, encoded(&arena, text, list[i].charset));
        test_case(str_is(out.text, text) && out.bad == 0 &&
                      strcmp(out.charset, list[i].told) == 0,
                  list[i].told, "read as %s: %.*s", out.charset,
                  (int)out.text.len, out.text.ptr);
        arena_free(&arena);
    }
}

TEST(rare_characters_and_the_euro_of_windows_survive_a_gb2312_label)
{
    struct arena arena = {0};
    struct str bytes =
        encoded(&arena, "<meta charset=gb2312>镕喆〇，共", "GB18030");
    struct buf all = {0};

    buf_str(&all, bytes);
    buf_text(&all, "\x80"
                   "5");
    struct decoded out = decode(&arena, buf_view(&all));
    CHECK_STR(out.text.ptr, "<meta charset=gb2312>镕喆〇，共€5");
    CHECK_INT(out.bad, 0);
    buf_free(&all);
    arena_free(&arena);
}

TEST(a_bad_byte_is_one_mark_and_the_rest_stays)
{
    struct arena arena = {0};
    struct decoded out =
        decode(&arena, STR("正文正文正文\xff正文，2020年。\0\x01\xe2\x80\xae"));

    CHECK_STR(out.text.ptr, "正文正文正文\xEF\xBF\xBD正文，2020年。");
    CHECK_INT(out.bad, 1);
    CHECK_INT(out.first_bad, 18);
    arena_free(&arena);
}

/* ---- whole ways ---- */

struct story {
    struct arena arena;
    struct manuscript manuscript;
    struct article article;
    struct diags diags;
    const struct source *source[4];
    unsigned files;
    struct buf out, lost;
};

static void tell_page(struct story *story, const char *text, bool html)
{
    struct arena *arena = &story->arena;
    unsigned file = story->files++;

    html_prepare();
    story->manuscript.arena = arena;
    if (file == 0)
        story->manuscript.page_title = story->manuscript.info = STR("");
    story->source[file] = source_new(arena, "a.html", str_of(text));
    if (html)
        CHECK(webpage_read(&story->manuscript, story->source[file], file,
                           &story->diags));
    else
        plaintext_read(&story->manuscript, story->source[file], file);
}

/* All steps; the Markdown without its head, and the losses. */
static const char *tell_end(struct story *story)
{
    static const char *const name[] = {"a", "b", "c", "d"};
    struct manuscript *manuscript = &story->manuscript;

    watermark_remove(manuscript);
    junk_remove(manuscript);
    for (unsigned i = 0; i < story->files; i++)
        article_find(manuscript, i, story->source[i], &story->diags);
    article_head(manuscript, &story->article);
    arrange(manuscript, story->source, &story->diags);
    draft_write(&story->out, manuscript, &story->article);
    draft_losses(&story->lost, manuscript, name, 1);
    buf_char(&story->lost, '\n');
    const char *body = strstr(story->out.data + 4, "---\n\n");
    return body ? body + 5 : "";
}

static void story_free(struct story *story)
{
    buf_free(&story->lost);
    buf_free(&story->out);
    diags_free(&story->diags);
    manuscript_free(&story->manuscript);
    arena_free(&story->arena);
}

#define PROSE                                                                                                 \
    "全镇上下团结一心，固定资产投资完成11730万元，比上年增长7%，农村公路硬化" \
    "15条，群众的生产生活条件得到明显改善"

TEST(watermarks_with_a_random_code_each_are_found_by_repetition)
{
    struct story story = {0};

    tell_page(&story,
              "甲镇2020年工作计划\n"
              "一、目标\n" PROSE "。a8Kq某某文库--好文共分享\n"
              "二、措施x9Zt某某文库--好文共分享\n" PROSE
              "。p0Lm某某文库--好文共分享\n" PROSE
              "，共计54%。Q7ws某某*文#库--好/文共分享\n",
              false);
    CHECK_STR(tell_end(&story),
              "## 一、目标\n\n" PROSE "。\n\n## 二、措施\n\n" PROSE
              "。\n\n" PROSE "，共计54%。\n");
    CHECK(strstr(story.lost.data, "watermark (4)") != NULL);
    story_free(&story);
}

TEST(what_ends_paragraphs_alike_on_purpose_stays)
{
    static const char text[] =
        "甲镇2020年工作计划\n一、目标\n" PROSE
        "。责任单位：镇党政办公室\n" PROSE "。责任单位：镇党政办公室\n" PROSE
        "。责任单位：镇党政办公室\n" PROSE "，为乡村振兴作出贡献。\n" PROSE
        "，为乡村振兴作出贡献。\n" PROSE "，为乡村振兴作出贡献。\n";
    struct story story = {0};

    tell_page(&story, text, false);
    const char *body = tell_end(&story);
    CHECK(strstr(body, "责任单位：镇党政办公室\n") != NULL);
    CHECK(strstr(body, "贡献。\n") != NULL);
    CHECK(strstr(story.lost.data, "watermark") == NULL);
    story_free(&story);
}

TEST(random_letters_behind_sentences_go)
{
    struct story story = {0};

    tell_page(&story,
              "甲镇2020年工作计划\n一、目标\n" PROSE "。k3Jd8xQ2\n" PROSE
              "。Zp4mW9aa1\n" PROSE "。b7Tq0Lc5\n",
              false);
    CHECK_STR(tell_end(&story),
              "## 一、目标\n\n" PROSE "。\n\n" PROSE "。\n\n" PROSE "。\n");
    story_free(&story);
}

TEST(the_article_of_a_page_is_found_and_the_rest_is_listed)
{
    struct story story = {0};

    tell_page(&story,
              "<html><head><title>甲镇2020年工作计划_某站</title><style>.x{"
              "display:none}</style></head><body><div><a href=/>首页</a> "
              "<a href=/b>新闻中心</a></div><div id=c><h1>甲镇2020年工作计划"
              "</h1><p>来源：县报 时间：2020年1月5日 浏览：77次</p>"
              "<div><p>一、目标</p><p>" PROSE "。<span class=x>某站</span></p>"
              "<p>（一）抓项目。" PROSE "。</p><p>" PROSE "。</p></div></div>"
              "<div>热门：<a href=1>别的乡镇今年都做了什么</a></div>"
              "<script>x()</script></body></html>",
              true);
    CHECK_STR(tell_end(&story),
              "## 一、目标\n\n" PROSE "。\n\n### （一）抓项目\n\n" PROSE
              "。\n\n" PROSE "。\n");
    CHECK_STR(story.article.title.ptr, "甲镇2020年工作计划");
    CHECK_INT(story.article.year, 2020);
    CHECK_STR(story.article.kind, "plan");
    CHECK(str_is(story.article.source, "县报"));
    CHECK_INT(story.article.published.day, 5);
    CHECK(strstr(story.lost.data, "某站") &&
          strstr(story.lost.data, "别的乡镇"));
    CHECK(strstr(story.lost.data, "<script>") != NULL);
    story_free(&story);
}

TEST(prose_beside_the_article_is_told)
{
    struct story story = {0};

    tell_page(
        &story,
        "<div><p>" PROSE "。</p><p>" PROSE "。</p><p>" PROSE "。</p><p>" PROSE
        "。</p><p>" PROSE "。</p><p>" PROSE "。</p><p>" PROSE "。</p><p>" PROSE
        "。</p><p>" PROSE "。</p><p>" PROSE
        "。</p></div><div><p>镇里的水库除险加固，共有3座已经完工。</p></div>",
        true);
    tell_end(&story);
    CHECK_INT(story.diags.item[0].code, IMPORT_OUTSIDE);
    story_free(&story);
}

TEST(page_two_gets_its_chapter_back_from_page_one)
{
    struct story story = {0};

    tell_page(&story,
              "甲镇2020年工作总结\n一、工作回顾\n（一）抓项目。" PROSE
              "。\n（二）抓民生。" PROSE "，还有不少\n下一页\n",
              false);
    tell_page(&story,
              "甲镇2020年工作总结\n上一页\n困难。\n（三）抓治理。" PROSE
              "。\n二、问题\n" PROSE "。\n",
              false);
    CHECK_STR(tell_end(&story), "## 一、工作回顾\n\n### （一）抓项目\n\n" PROSE
                                "。\n\n### （二）抓民生\n\n" PROSE
                                "，还有不少困难。\n\n### （三）抓治理\n\n" PROSE
                                "。\n\n## 二、问题\n\n" PROSE "。\n");
    CHECK_INT(diags_count(&story.diags, DIAG_WARNING), 0);
    story_free(&story);
}

TEST(a_chapter_that_was_torn_off_is_put_in_and_told)
{
    struct story story = {0};

    tell_page(&story,
              "甲镇2020年工作总结\n（六）抓治理。" PROSE "。\n二、问题\n" PROSE
              "。\n",
              false);
    CHECK_STR(tell_end(&story),
              "## 一、（原文缺标题）\n\n### （六）抓治理\n\n" PROSE
              "。\n\n## 二、问题\n\n" PROSE "。\n");
    CHECK_INT(story.diags.item[0].code, IMPORT_PARENT);
    story_free(&story);
}

TEST(page_numbers_go_and_figures_that_look_alike_stay)
{
    struct story story = {0};

    tell_page(
        &story,
        "甲镇2020年工作总结\n一、工作\n2019-2020年度，" PROSE
        "— 3 —和城乡环境，见第5页附表，规划2016-2020年不变。\n第 4 页 共 9 "
        "页\n" PROSE "。\n",
        false);
    CHECK_STR(tell_end(&story), "## 一、工作\n\n2019-2020年度，" PROSE
                                "和城乡环境，见第5页附表，规划2016-2020年不变。"
                                "\n\n" PROSE "。\n");
    CHECK(strstr(story.lost.data, "page number (2)") != NULL);
    story_free(&story);
}

TEST(tables_keep_their_cells_in_place)
{
    struct story story = {0};

    tell_page(&story,
              "<p>" PROSE
              "。</p><table><tr><th rowspan=2>指标<th colspan=2>2020"
              "<tr><th>目标<th>单位<tr><td>投资|额<td>7<td>%</table>",
              true);
    CHECK_STR(tell_end(&story),
              "## 全文\n\n" PROSE "。\n\n| 指标 | 2020 |  |\n| --- | --- | --- "
              "|\n|  | 目标 | 单位 |\n| 投资\\|额 | 7 | % |\n");
    CHECK_INT(story.manuscript.block[2].table->merged, 2);
    story_free(&story);
}

TEST(text_broken_at_a_fixed_width_is_joined)
{
    struct story story = {0};

    tell_page(&story,
              "甲镇2020年工作总结\n一、工作\n"
              "　　全镇上下团结一心，固定资产投资完成一亿元，比上年\n"
              "增长百分之七，农村公路硬化十五条，群众的生产生活条件\n"
              "得到明显改善，干部群众的精神面貌为之一新，各项事业的\n"
              "发展都迈上了新的台阶。\n"
              "　　在看到成绩的同时，我们也清醒地看到还有许多不足，主\n"
              "要是产业基础还比较薄弱，群众持续增收的路子还不够多，\n"
              "基础设施还不完善，需要我们在今后的工作中认真加以解决\n"
              "并且持续推进下去。\n",
              false);
    CHECK_STR(
        tell_end(&story),
        "## 一、工作\n\n"
        "全镇上下团结一心，固定资产投资完成一亿元，比上年增长百分之七，农村"
        "公路硬化十五条，群众的生产生活条件得到明显改善，干部群众的精神面貌"
        "为之一新，各项事业的发展都迈上了新的台阶。\n\n"
        "在看到成绩的同时，我们也清醒地看到还有许多不足，主要是产业基础还比"
        "较薄弱，群众持续增收的路子还不够多，基础设施还不完善，需要我们在今"
        "后的工作中认真加以解决并且持续推进下去。\n");
    story_free(&story);
}

/* ---- single steps ---- */

TEST(punctuation_turns_full_width_only_in_chinese)
{
    static const struct {
        const char *text, *set;
    } list[] = {
        {"增长7%,新增(含续建)3个;", "增长7%，新增（含续建）3个；"},
        {"共1,000元,12:30开会", "共1,000元，12:30开会"},
        {"(六)改善面貌,提升形象", "（六）改善面貌，提升形象"},
        {"见 http://a.cn/x?y=1,2", "见 http://a.cn/x?y=1,2"},
        {"道路(X037)狭窄", "道路（X037）狭窄"},
        {"GDP(PPP), etc. and so on", "GDP(PPP), etc. and so on"},
        {"目标是: 增长", "目标是：增长"},
        {"好吗?好!", "好吗？好！"},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct arena arena = {0};
        size_t changed = 0;
        struct str set = punctuate(&arena, str_of(list[i].text), &changed);
        test_case(str_is(set, list[i].set), list[i].text, "got %s", set.ptr);
        arena_free(&arena);
    }
}

TEST(figures_are_counted_as_they_are_read)
{
    struct tally tally = {0};

    tally_add_markdown(&tally, STR("1\\. 投资１２．５亿元 ![路12](img01.jpg)"));
    CHECK(tally_take(&tally, STR("12")));
    CHECK(!tally_take(&tally, STR("01")));
    CHECK(tally_take(&tally, STR("1")));
    CHECK(!tally_take(&tally, STR("1")));
    tally_free(&tally);
}

TEST(a_page_is_stripped_without_losing_a_figure)
{
    struct arena arena = {0};
    struct str text = webpage_strip(
        &arena, STR("<p>2<b>0</b>2&#48;年<td>1<td>2<!-- 9 --><script>8</script>"
                    "<title>7</title>&lt;6&gt;"));

    CHECK_STR(arena_copy(&arena, text.ptr, text.len), " 2020年 1 2    <6>");
    arena_free(&arena);
}

TEST(what_markdown_takes_for_marks_is_escaped)
{
    static const struct {
        const char *text, *set;
    } list[] = {{"1.一般", "1\\.一般"},
                {"# 号", "\\# 号"},
                {"a*b[c]<d>", "a\\*b\\[c\\]\\<d>"},
                {"2020年", "2020年"},
                {"- 项", "\\- 项"},
                {"&nbsp;", "\\&nbsp;"},
                {"x_y", "x_y"},
                {"~~删~~", "\\~\\~删\\~\\~"}};

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct buf out = {0};
        draft_escape(&out, str_of(list[i].text));
        test_case(strcmp(out.data, list[i].set) == 0, list[i].text, "got %s",
                  out.data);
        buf_free(&out);
    }
}
