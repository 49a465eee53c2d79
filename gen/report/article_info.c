#include "article_info.h"

#include "../base/buf.h"
#include "../read/manuscript.h"

#include <stdio.h>
#include <string.h>

#define MOMENT_LEN 16 /* 2020-01-14 09:12 */
#define LABELS_LEAST 3 /* of a card */

/* ---- lines ---- */

/* Where `word` stands, but for 上传时间 and its like: those are no dates of the
 * text. */
static size_t find_label(struct str text, const char *word)
{
    static const char *const other[] = {"上传", "更新", "成文", "生成", "下载",
                                        "阅读", "截止", "会议", "注册"};

    for (size_t at = 0, found; at < text.len; at += found + strlen(word)) {
        found =
            str_find((struct str){text.ptr + at, text.len - at}, str_of(word));
        if (found == SIZE_MAX)
            break;
        struct str head = {text.ptr, at + found};
        size_t i = 0, others = sizeof(other) / sizeof(other[0]);
        while (i < others && !str_ends(head, other[i]))
            i++;
        if (i == others)
            return at + found;
    }
    return SIZE_MAX;
}

/* What follows `word` and a colon in `text`, up to a blank or the next such
 * word: pages set them one behind the other. */
static struct str said_of(struct str text, const char *word)
{
    static const char *const next[] = {"时间", "发布", "浏览", "作者", "编辑",
                                       "字号", "来源", "日期", "点击", "【"};
    size_t at = find_label(text, word);

    if (at == SIZE_MAX)
        return STR("");
    struct str rest = {text.ptr + at + strlen(word),
                       text.len - at - strlen(word)};
    rest = str_trim(rest);
    if (str_starts(rest, "："))
        rest = (struct str){rest.ptr + 3, rest.len - 3};
    else if (str_starts(rest, ":"))
        rest = (struct str){rest.ptr + 1, rest.len - 1};
    else
        return STR("");
    rest = str_trim(rest);
    size_t end = 0;
    while (end < rest.len && !strchr(" \t\n|", rest.ptr[end]))
        end++;
    rest.len = end;
    for (size_t i = 0; i < sizeof(next) / sizeof(next[0]); i++) {
        size_t cut = str_find(rest, str_of(next[i]));
        rest.len = cut < rest.len ? cut : rest.len;
    }
    return rest;
}

/* Reads 2019-12-30, 2019/12/30, 2019.12.30 and 2019年12月30日. */
static bool read_day(struct str text, struct date *out)
{
    int part[3] = {0}, digits = 0, index = 0;

    for (size_t at = 0; at < text.len && index < 3; at++) {
        char byte = text.ptr[at];
        if (byte >= '0' && byte <= '9' && digits < 4) {
            part[index] = part[index] * 10 + (byte - '0');
            digits++;
        } else if (digits) {
            index++;
            digits = 0;
            while (at + 1 < text.len && (unsigned char)text.ptr[at + 1] >= 0x80)
                at++;
        }
    }
    char day[32];
    snprintf(day, sizeof(day), "%04d-%02d-%02d", part[0] % 10000, part[1] % 100,
             part[2] % 100);
    return part[0] >= 1949 && date_read(str_of(day), out);
}

/* Reads "2020-01-14 09:12" where it begins at `at`. */
static bool read_moment(struct str text, size_t at, struct date *out)
{
    static const char form[] = "0000-00-00 00:00";
    size_t len = sizeof(form) - 1;

    if (text.len < len || at > text.len - len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char byte = text.ptr[at + i];
        if (form[i] == '0' ? byte < '0' || byte > '9' : byte != form[i])
            return false;
    }
    return date_read((struct str){text.ptr + at, len}, out);
}

/* A line that ends so says when it was put out. */
static void read_clock(struct str text, struct date *out)
{
    while (text.len && !out->year) {
        const char *feed = memchr(text.ptr, '\n', text.len);
        struct str line = feed ? str_range(text.ptr, feed) : text;
        if (line.len >= MOMENT_LEN)
            read_moment(line, line.len - MOMENT_LEN, out);
        text = feed ? str_range(feed + 1, text.ptr + text.len) : STR("");
    }
}

/* What stands behind a label, with the hour where there is one. */
static void read_published(struct str text, const char *label, struct date *out)
{
    struct str said = said_of(text, label);

    if (out->year || said.len == 0)
        return;
    size_t at = (size_t)(said.ptr - text.ptr);
    if (!read_moment(text, at, out))
        read_day(said, out);
}

void article_read_info(struct str text, struct article *out)
{
    static const char *const day[] = {"发布时间", "发布日期", "时间", "日期"};
    static const char *const source[] = {"信息来源", "来源"};
    static const char *const author[] = {"作者"};
    static const char *const number[] = {"发文字号", "文号"};

    for (size_t i = 0; i < 4; i++)
        read_published(text, day[i], &out->published);
    for (size_t i = 0; i < 2 && !out->source.len; i++)
        out->source = said_of(text, source[i]);
    if (!out->author.len)
        out->author = said_of(text, author[0]);
    for (size_t i = 0; i < 2 && !out->document_number.len; i++)
        out->document_number = said_of(text, number[i]);
    if (!out->index_number.len)
        out->index_number = said_of(text, "索引号");
    read_clock(text, &out->published);
}

bool article_is_info(struct str text)
{
    static const char *const word[] = {
        "来源：", "来源:",  "时间：", "时间:", "发布时间", "发布日期", "作者：",
        "作者:",  "日期：", "日期:",  "浏览",  "索引号",   "编辑：",   NULL};

    return text_han(text) < 60 && !text_is_ended(text) &&
           str_has_any(text, word);
}

/* ---- the card of a published document ---- */

/* The card's labels are set with blanks: "索 引 号：". */
static bool is_label(struct arena *arena, struct str cell, struct str *label)
{
    static const char *const word[] = {
        "索引号",   "主题分类", "发文机关", "发布机构", "成文日期", "发布日期",
        "发文字号", "文号",     "标题",     "信息名称", "公开方式", "公开范围",
        "公开时限", "生成日期", "主题词",   "关键词",   "有效性",   "内容概述"};

    *label = text_bare(arena, cell, false);
    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (str_is(*label, word[i]))
            return true;
    return false;
}

bool article_take_card(struct manuscript *manuscript,
                       const struct block_table *table)
{
    size_t labels = 0, cells = table->rows * table->columns;
    struct buf lines = {0};
    struct str label;

    for (size_t i = 0; i + 1 < cells; i++) {
        if (!is_label(manuscript->arena, table->cell[i].text, &label))
            continue;
        labels++;
        buf_format(&lines, "%.*s：%.*s\n", (int)label.len, label.ptr,
                   (int)table->cell[i + 1].text.len,
                   table->cell[i + 1].text.ptr);
    }
    if (labels >= LABELS_LEAST)
        manuscript_inform(manuscript, buf_view(&lines));
    buf_free(&lines);
    return labels >= LABELS_LEAST;
}
