#include "article.h"

#include "../read/manuscript.h"
#include "article_info.h"
#include "heading.h"

#include <stdio.h>
#include <string.h>

#define TITLE_LEAST 6 /* Han characters */
#define TITLE_MOST 60
#define HEAD_MOST 40 /* blocks before the text that may be about it */

static bool same_words(struct str a, struct str b)
{
    struct arena scratch = {0};
    bool same =
        str_equal(text_bare(&scratch, a, false), text_bare(&scratch, b, false));

    arena_free(&scratch);
    return same;
}

static bool is_titled(struct str text)
{
    static const char *const word[] = {"总结", "计划", "报告", "打算",
                                       "要点", "安排", "方案", "意见",
                                       "思路", "规划", NULL};
    struct str number, rest;
    size_t han = text_han(text);

    return han >= TITLE_LEAST && han <= TITLE_MOST && str_has_any(text, word) &&
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
    bool looks_back = str_has_any(title, summary),
         looks_on = str_has_any(title, plan);

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

/* A block that is the title or tells about the text, not the text itself. */
static bool is_of_head(struct manuscript *manuscript, struct block *block,
                       bool in_text, struct article *out)
{
    if (block->kind == BLOCK_TABLE) {
        if (in_text || !article_take_card(manuscript, block->table))
            return false;
        manuscript_drop(manuscript, block, LOSS_COUNTER);
    } else if (out->title.len && block->text.len < 400 &&
               same_words(bare_title(block->text), out->title)) {
        manuscript_drop(manuscript, block, LOSS_TITLE);
    } else if (!in_text && article_weight(block) == 0 &&
               article_is_info(block->text)) {
        article_read_info(block->text, out);
        manuscript_drop(manuscript, block, LOSS_COUNTER);
    }
    return block->off;
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
        if (!is_of_head(manuscript, block, in_text, out))
            in_text = in_text ||
                      (block->kind != BLOCK_TABLE && article_weight(block) > 0);
    }
    article_read_info(manuscript->info, out);
    out->year = latest_year(out->title);
    if (!out->year && out->published.year)
        out->year = out->published.year;
    out->kind = kind_of(out->title);
    out->org = org_of(manuscript->arena, out->title);
}
