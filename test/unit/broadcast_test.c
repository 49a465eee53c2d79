#include "../../gen/base/date.h"
#include "../../gen/pages/broadcast.h"
#include "../fake_disk.h"
#include "../shelf.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

/* The script of one report.md, in `out` without BOM; CR taken out. */
static void script_of(const char *text, struct buf *out)
{
    struct shelf shelf;

    shelf_init(&shelf);
    fake_file(shelf.disk, "content/2020/report.md", text);
    CHECK(shelf_update(&shelf));
    const char *script = shelf_page(&shelf, "2020/script.txt");
    CHECK(script != NULL);
    buf_cut(out, 0);
    CHECK(script && strncmp(script, "\xef\xbb\xbf", 3) == 0);
    for (const char *at = script ? script + 3 : ""; *at; at++)
        if (*at != '\r')
            buf_char(out, *at);
    shelf_free(&shelf);
}

TEST(a_report_is_read_sentence_by_sentence)
{
    struct buf got = {0};

    script_of("---\ntitle: 示例镇2020年工作计划\nyear: 2020\n---\n\n"
              "## 六、改善面貌\n\n"
              "依据《办法》（试行）〔2019〕12号，新修道路22.5公里（其中产业路"
              "7公里），**增长**7%；见[说明](#r06)。\n\n"
              "### （二）民生[^1]\n\n"
              "- 建站2处\n- 改造10-15户\n\n"
              "| 指标 | 目标 | 时限 |\n|--|--|--|\n"
              "| 投资 | 2.1亿元 | 10月底 |\n| 就业 | 350人 | |\n\n"
              "[^1]: 注释不读。\n",
              &got);
    CHECK_STR(got.data, "第一段，约一分钟\n\n"
                        "示例镇二〇二〇年工作计划。\n\n"
                        "第六部分，改善面貌。\n\n"
                        "依据办法二〇一九年十二号，新修道路二十二点五公里，"
                        "其中产业路七公里，增长百分之七；\n"
                        "见说明。\n\n"
                        "第二项，民生。\n\n"
                        "建站两处。\n\n"
                        "改造十到十五户。\n\n"
                        "投资，目标两亿一千万元，时限十月底。\n\n"
                        "就业，目标三百五十人。\n\n"
                        "全文播送完了。\n");
    buf_free(&got);
}

/* Characters of each piece, blanks and line ends not counted. */
static size_t longest_piece(const char *script, size_t *pieces)
{
    size_t most = 0, now = 0;

    *pieces = 0;
    for (const char *at = script; *at; at++) {
        bool start = at == script || at[-1] == '\n';
        if (start && strncmp(at, "第", 3) == 0 && strstr(at, "段，约") &&
            strstr(at, "段，约") < at + 24) {
            now = 0;
            ++*pieces;
        }
        now += *at != '\n' && ((unsigned char)*at & 0xc0) != 0x80;
        most = now > most ? now : most;
    }
    return most;
}

TEST(a_piece_lasts_half_an_hour_at_most)
{
    struct buf text = {0}, got = {0};
    size_t pieces;

    buf_text(&text, "---\ntitle: 长\nyear: 2020\n---\n\n");
    for (int chapter = 1; chapter <= 9; chapter++) {
        buf_format(&text, "## 第%d章\n\n", chapter);
        for (int i = 0; i < 200; i++)
            buf_text(&text, "这里讲的是一件要让大家都听见的事情。");
        buf_text(&text, "\n\n");
    }
    script_of(text.data, &got);
    size_t longest = longest_piece(got.data, &pieces);
    CHECK(longest <= (size_t)BROADCAST_MINUTES * BROADCAST_SPEED);
    CHECK_INT(pieces, 9); /* one chapter each: two would be too long */
    CHECK(strstr(got.data, "请继续收听第九段。") != NULL);
    CHECK(strstr(got.data, "第九段，约十六分钟") != NULL);
    buf_free(&got);
    buf_free(&text);
}

TEST(a_section_too_long_for_a_piece_is_cut_in_it)
{
    struct buf text = {0}, got = {0};
    size_t pieces;

    buf_text(&text, "---\ntitle: 长\nyear: 2020\n---\n\n## 一、长\n\n");
    for (int i = 0; i < 20000; i++)
        buf_text(&text, "没有句号");
    script_of(text.data, &got);
    size_t longest = longest_piece(got.data, &pieces);
    CHECK(longest <= (size_t)BROADCAST_MINUTES * BROADCAST_SPEED);
    CHECK(pieces >= 11);
    buf_free(&got);
    buf_free(&text);
}

/* The characters of the line that `from` begins. */
static size_t line_runes(const char *from)
{
    return text_count((struct str){from, strcspn(from, "\n")});
}

TEST(a_line_without_an_end_is_cut_where_a_breath_is_due)
{
    struct buf text = {0}, got = {0};

    buf_text(&text, "---\ntitle: 长\nyear: 2020\n---\n\n## 一、长\n\n甲");
    for (int i = 0; i < 700; i++)
        buf_text(&text, "村");
    buf_text(&text, "\n\n乙");
    for (int i = 0; i < 298; i++)
        buf_text(&text, "村");
    buf_text(&text, "，后，面。\n");
    script_of(text.data, &got);
    const char *first = strstr(got.data, "甲"),
               *second = strstr(got.data, "乙");
    CHECK(first && second);
    if (first && second) {
        CHECK_INT(line_runes(first), 601); /* with the full stop of its own */
        CHECK_INT(line_runes(strchr(first, '\n') + 1), 102);
        CHECK_INT(line_runes(second), 300);
        CHECK(str_starts(str_of(strchr(second, '\n') + 1), "后，面。\n"));
    }
    buf_free(&got);
    buf_free(&text);
}
