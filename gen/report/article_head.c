#include "article.h"

#include "../read/manuscript.h"
#include "heading.h"

#include <stdio.h>
#include <string.h>

#define TITLE_LEAST 6 /* Han characters */
#define TITLE_MOST 60
#define MOMENT_LEN 16 /* 2020-01-14 09:12 */
#define LABELS_LEAST 3 /* of a card */
#define HEAD_MOST 40 /* blocks before the text that may be about it */

/* Without blanks and symbols, to compare titles that pages adorn. */
static struct str skeleton(struct arena *arena, struct str text)
{
    char *copy = arena_new(arena, text.len + 1);
    size_t len = 0;
    uint32_t rune;

    for (size_t at = 0, step; (step = text_decode(text, at, &rune));
         at += step) {
        if (rune_is_space(rune) || rune == 0x3000 || rune_is_punct(rune))
            continue;
        memcpy(copy + len, text.ptr + at, step);
        len += step;
    }
    return (struct str){copy, len};
}

static bool same_words(struct str a, struct str b)
{
    struct arena scratch = {0};
    bool same = str_equal(skeleton(&scratch, a), skeleton(&scratch, b));

    arena_free(&scratch);
    return same;
}

static bool has_word(struct str text, const char *const *word)
{
    for (; *word; word++)
        if (str_find(text, str_of(*word)) != SIZE_MAX)
            return true;
    return false;
}

static bool is_titled(struct str text)
{
    static const char *const word[] = {"总结", "计划", "报告", "打算",
                                       "要点", "安排", "方案", "意见",
                                       "思路", "规划", NULL};
    struct str number, rest;
    size_t han = text_han(text);

    return han >= TITLE_LEAST && han <= TITLE_MOST && has_word(text, word) &&
           !text_is_ended(text) && heading_number(text, &number, &rest) == 0;
}

/* "标题_网站" without the site's name: up to the last mark that has enough
 * before it. */
static struct str without_site(struct str title)
{
    static const char *const mark[] = {"_", "|", " - ", "-", "–", "—"};

    for (size_t i = 0; i < sizeof(mark) / sizeof(mark[0]); i++) {
        size_t cut = str_find(title, str_of(mark[i]));
        struct str head = {title.ptr, cut == SIZE_MAX ? 0 : cut};
        if (head.len && text_han(head) >= TITLE_LEAST)
            return str_trim(head);
    }
    return str_trim(title);
}

/* Without the forum's "[总结计划]" before it and the file's ".doc" behind. */
static struct str bare_title(struct str title)
{
    static const char *const bracket[][2] = {{"[", "]"}, {"【", "】"}};
    static const char *const ending[] = {".doc", ".docx", ".wps", ".txt",
                                         ".pdf"};

    for (size_t i = 0; i < 2; i++) {
        size_t end = str_find(title, str_of(bracket[i][1]));
        if (!str_starts(title, bracket[i][0]) || end == SIZE_MAX)
            continue;
        end += strlen(bracket[i][1]);
        struct str rest = {title.ptr + end, title.len - end};
        if (text_han(rest) >= TITLE_LEAST)
            title = str_trim(rest);
    }
    for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
        if (str_ends(title, ending[i]))
            title.len -= strlen(ending[i]);
    return title;
}

static struct str find_title(const struct manuscript *manuscript)
{
    const struct block *heading = NULL, *line = NULL;

    for (size_t i = 0, seen = 0; i < manuscript->len && seen < HEAD_MOST; i++) {
        const struct block *block = &manuscript->block[i];
        if (block->off || block->kind == BLOCK_IMAGE ||
            block->kind == BLOCK_TABLE)
            continue;
        seen++;
        if (!heading && block->kind == BLOCK_HEADING && block->level == 1 &&
            text_han(block->text) >= TITLE_LEAST)
            heading = block;
        if (!line && is_titled(block->text))
            line = block;
    }
    if (heading)
        return bare_title(heading->text);
    struct str page = bare_title(without_site(manuscript->page_title));
    if (line && (!is_titled(page) || same_words(line->text, page)))
        return bare_title(line->text);
    return page.len ? page : line ? bare_title(line->text) : STR("");
}

/* ---- lines about the article ---- */

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

static void read_info(struct str text, struct article *out)
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
}

static bool is_info(struct str text)
{
    static const char *const word[] = {
        "来源：", "来源:",  "时间：", "时间:", "发布时间", "发布日期", "作者：",
        "作者:",  "日期：", "日期:",  "浏览",  "索引号",   "编辑：",   NULL};

    return text_han(text) < 60 && !text_is_ended(text) && has_word(text, word);
}

/* ---- the card of a published document ---- */

/* The card's labels are set with blanks: "索 引 号：". */
static bool is_label(struct arena *arena, struct str cell, struct str *label)
{
    static const char *const word[] = {
        "索引号",   "主题分类", "发文机关", "发布机构", "成文日期", "发布日期",
        "发文字号", "文号",     "标题",     "信息名称", "公开方式", "公开范围",
        "公开时限", "生成日期", "主题词",   "关键词",   "有效性",   "内容概述"};

    *label = skeleton(arena, cell);
    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (str_is(*label, word[i]))
            return true;
    return false;
}

/* Whether a table is such a card; its lines are kept as the others are. */
static bool take_card(struct manuscript *manuscript,
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

/* ---- what the title says ---- */

static int latest_year(struct str title)
{
    int latest = 0;

    for (size_t at = 0; at + 4 <= title.len; at++) {
        int year = 0, digits = 0;
        for (; digits < 4; digits++) {
            char byte = title.ptr[at + (size_t)digits];
            if (byte < '0' || byte > '9')
                break;
            year = year * 10 + (byte - '0');
        }
        if (digits == 4 && year >= 1949 && year <= 2100 && year > latest)
            latest = year;
    }
    return latest;
}

static const char *kind_of(struct str title)
{
    static const char *const summary[] = {"总结", "回顾", "完成情况", NULL};
    static const char *const plan[] = {"计划", "打算", "安排", "要点",
                                       "规划", "方案", "思路", NULL};
    bool looks_back = has_word(title, summary),
         looks_on = has_word(title, plan);

    if (looks_back == looks_on)
        return "report";
    return looks_back ? "summary" : "plan";
}

/* "(金乡县)兴隆镇2019年度…" is of 金乡县兴隆镇. */
static struct str org_of(struct arena *arena, struct str title)
{
    static const char *const ending[] = {"镇", "乡", "街道", "办事处", "县",
                                         "区", "市", "村",   "政府"};
    struct buf name = {0};
    struct str org = STR("");
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(title, at, &rune)); at += len) {
        if (rune_is_digit(rune))
            break;
        if (rune_is_han(rune))
            buf_add(&name, title.ptr + at, len);
    }
    for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
        if (str_ends(buf_view(&name), ending[i]) && name.len < 90)
            org =
                (struct str){arena_copy(arena, name.data, name.len), name.len};
    buf_free(&name);
    return org;
}

void article_head(struct manuscript *manuscript, struct article *out)
{
    bool in_text = false;

    *out = (struct article){.title = find_title(manuscript),
                            .org = STR(""),
                            .source = STR(""),
                            .author = STR(""),
                            .document_number = STR(""),
                            .index_number = STR("")};
    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        if (block->off || block->kind == BLOCK_IMAGE)
            continue;
        if (block->kind == BLOCK_TABLE) {
            if (!in_text && take_card(manuscript, block->table))
                manuscript_drop(manuscript, block, LOSS_COUNTER);
            continue;
        }
        if (out->title.len && block->text.len < 400 &&
            same_words(bare_title(block->text), out->title)) {
            manuscript_drop(manuscript, block, LOSS_TITLE);
            continue;
        }
        in_text = in_text || article_weight(block) > 0;
        if (!in_text && is_info(block->text)) {
            read_info(block->text, out);
            manuscript_drop(manuscript, block, LOSS_COUNTER);
        }
    }
    read_info(manuscript->info, out);
    read_clock(manuscript->info, &out->published);
    out->year = latest_year(out->title);
    if (!out->year && out->published.year)
        out->year = out->published.year;
    out->kind = kind_of(out->title);
    out->org = org_of(manuscript->arena, out->title);
}
