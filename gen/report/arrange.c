#include "arrange.h"

#include "../base/diag.h"
#include "../read/manuscript.h"
#include "heading.h"

#include <string.h>

#define LEAD_MOST 60 /* Han characters of a lead */
#define LINE_MOST 40 /* of a heading on a line of its own */
#define SMALL_MOST 30 /* of one numbered 1. */
#define JOIN_LEAST 40 /* bytes of a paragraph that may be cut in two */

enum style {
    STYLE_NONE,
    STYLE_PART, /* 第一部分 */
    STYLE_HAN, /* 一、 */
    STYLE_BRACKET, /* （一） */
    STYLE_ARABIC, /* 1. */
    STYLE_OTHER, /* （1） ①: never a heading */
    STYLES
};

/* A block that begins with a number. */
struct mark {
    enum style style;
    unsigned value;
    struct str rest;
};

struct arranger {
    struct manuscript *manuscript;
    struct manuscript out; /* the blocks as they will be */
    const struct source *const *source;
    struct diags *diags;
    bool used[STYLES];
    unsigned tag; /* the level of headings that bear a first-style number */
    unsigned least_tag; /* the least level of headings without a number */
};

static struct mark mark_of(struct str text)
{
    struct mark mark = {STYLE_NONE, 0, text};
    struct str number;
    uint32_t rune = 0, inside = 0;

    mark.value = heading_number(text, &number, &mark.rest);
    if (!mark.value)
        return mark;
    size_t len = text_decode(number, 0, &rune);
    text_decode(number, len, &inside);
    if (rune == 0x7B2C) /* 第 */
        mark.style = STYLE_PART;
    else if (rune == '(' || rune == 0xFF08)
        mark.style = rune_is_han(inside) ? STYLE_BRACKET : STYLE_OTHER;
    else if (rune_is_han(rune))
        mark.style = STYLE_HAN;
    else
        mark.style = rune_is_digit(rune) ? STYLE_ARABIC : STYLE_OTHER;
    return mark;
}

static struct block *next_of(const struct manuscript *manuscript, size_t index)
{
    for (size_t i = index + 1; i < manuscript->len; i++)
        if (!manuscript->block[i].off)
            return &manuscript->block[i];
    return NULL;
}

static size_t line_most(enum style style)
{
    return style == STYLE_ARABIC ? SMALL_MOST : LINE_MOST;
}

/* A short line without the end of a sentence, that something follows. */
static bool is_own_line(const struct manuscript *manuscript, size_t index,
                        const struct mark *mark)
{
    const struct block *block = &manuscript->block[index];
    const struct block *next = next_of(manuscript, index);
    size_t han = text_han(mark->rest);

    if (han == 0 || han > line_most(mark->style) ||
        text_is_ended(block->text) ||
        str_find(mark->rest, STR("。")) != SIZE_MAX)
        return false;
    if (mark->style != STYLE_ARABIC)
        return true;
    /* Small numbers one below the other are a list. */
    return next && mark_of(next->text).style != STYLE_ARABIC &&
           text_han(next->text) > SMALL_MOST;
}

/* The length of the lead with its number; 0 where there is none. */
static size_t lead_length(const struct block *block, const struct mark *mark)
{
    struct str text = block->text;
    size_t stop = str_find(text, STR("。"));

    if (stop == SIZE_MAX ||
        (mark->style != STYLE_BRACKET && mark->style != STYLE_HAN))
        return 0;
    size_t han = text_han((struct str){text.ptr, stop});
    return han <= LEAD_MOST ? stop : 0;
}

static bool makes_heading(const struct manuscript *manuscript, size_t index,
                          struct mark *mark)
{
    const struct block *block = &manuscript->block[index];

    *mark = mark_of(block->text);
    if (block->kind != BLOCK_TEXT && block->kind != BLOCK_HEADING)
        return false;
    if (mark->style == STYLE_NONE || mark->style == STYLE_OTHER)
        return block->kind == BLOCK_HEADING;
    return block->kind == BLOCK_HEADING ||
           is_own_line(manuscript, index, mark) || lead_length(block, mark) > 0;
}

/* ---- pages of one article ---- */

static void join_seam(struct manuscript *manuscript, size_t index)
{
    struct block *head = &manuscript->block[index];
    struct block *tail = next_of(manuscript, index);

    if (!tail || tail->file == head->file || head->kind != BLOCK_TEXT ||
        tail->kind != BLOCK_TEXT)
        return;
    if (head->text.len > JOIN_LEAST && str_equal(head->text, tail->text)) {
        manuscript_drop(manuscript, tail, LOSS_TWICE);
        return;
    }
    if (tail->indented || head->text.len < JOIN_LEAST ||
        text_is_ended(head->text) || mark_of(tail->text).style != STYLE_NONE)
        return;
    struct buf all = {0};
    buf_str(&all, head->text);
    buf_str(&all, tail->text);
    tail->text = text_tidy(manuscript->arena, buf_view(&all));
    tail->line = head->line;
    tail->file = head->file;
    head->off = true;
    buf_free(&all);
}

/* ---- levels ---- */

static void survey(struct arranger *a)
{
    struct manuscript *manuscript = a->manuscript;
    struct mark mark;
    enum style top = STYLES;

    a->least_tag = 6;
    for (size_t i = 0; i < manuscript->len; i++) {
        const struct block *block = &manuscript->block[i];
        if (block->off || !makes_heading(manuscript, i, &mark))
            continue;
        if (mark.style == STYLE_NONE || mark.style == STYLE_OTHER) {
            if (block->level < a->least_tag)
                a->least_tag = block->level;
            continue;
        }
        a->used[mark.style] = true;
        if (mark.style < top) {
            top = mark.style;
            a->tag = block->level;
        }
    }
}

/* Its level by the kind of its number, else by its element's. */
static unsigned level_of(const struct arranger *a, const struct block *block,
                         enum style style)
{
    unsigned level = 2;

    if (style == STYLE_NONE || style == STYLE_OTHER) {
        unsigned base = a->tag ? a->tag : a->least_tag;
        level = block->level > base ? 2 + block->level - base : 2;
    } else {
        for (enum style above = STYLE_PART; above < style; above++)
            level += a->used[above];
    }
    return level > 4 ? 4 : level;
}

static struct block *put(struct arranger *a, const struct block *block)
{
    struct block *copy =
        manuscript_add(&a->out, block->kind, block->file, block->line);

    if (copy)
        *copy = *block;
    return copy;
}

/* The first heading of the first style behind block `index`; 0: none. */
static unsigned next_number(const struct arranger *a, size_t index)
{
    struct mark mark;

    for (size_t i = index; i < a->manuscript->len; i++)
        if (!a->manuscript->block[i].off &&
            makes_heading(a->manuscript, i, &mark) && mark.style == STYLE_HAN)
            return mark.value;
    return 0;
}

/* A heading that the source does not have: pages were torn off before it. */
static void put_parent(struct arranger *a, const struct block *block,
                       size_t index)
{
    static const char *const number[] = {"一", "二", "三", "四", "五",
                                         "六", "七", "八", "九", "十"};
    unsigned next = next_number(a, index);
    struct block parent = {.kind = BLOCK_HEADING,
                           .file = block->file,
                           .line = block->line,
                           .level = 2};
    char *text = next >= 2 && next <= 10
                     ? arena_format(a->manuscript->arena, "%s、（原文缺标题）",
                                    number[next - 2])
                     : arena_format(a->manuscript->arena, "（原文缺标题）");

    parent.text = str_of(text);
    put(a, &parent);
    char *own =
        arena_copy(a->manuscript->arena, block->text.ptr, block->text.len);
    diag_line(a->diags, IMPORT_PARENT, a->source[block->file]->path,
              block->line, 1, own, text);
}

/* Puts a heading, and what follows its lead as a paragraph. */
static void put_heading(struct arranger *a, struct block *block, size_t index,
                        const struct mark *mark, unsigned *last)
{
    bool is_line =
        block->kind == BLOCK_HEADING || is_own_line(a->manuscript, index, mark);
    size_t lead = is_line ? 0 : lead_length(block, mark);
    struct block heading = *block;
    unsigned level = level_of(a, block, mark->style);

    heading.kind = BLOCK_HEADING;
    heading.item = 0;
    if (lead)
        heading.text.len = lead;
    if (*last == 0 && level > 2) {
        put_parent(a, &heading, index);
        *last = 2;
    }
    heading.level = level > *last + 1 && *last ? *last + 1 : level;
    *last = heading.level;
    put(a, &heading);
    if (!lead)
        return;
    lead += strlen("。");
    block->text =
        str_trim((struct str){block->text.ptr + lead, block->text.len - lead});
    if (block->text.len)
        put(a, block);
}

/* "01" or "PART 1" on a line of its own, as posters number their parts. */
static bool is_ordinal(const struct block *block)
{
    static const char *const word[] = {"PART", "Part", "part", "NO.", "No."};
    struct str text = str_trim(block->text);
    size_t digits = 0;

    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (str_starts(text, word[i]))
            text = str_trim((struct str){text.ptr + strlen(word[i]),
                                         text.len - strlen(word[i])});
    if (str_starts(text, "."))
        text = (struct str){text.ptr + 1, text.len - 1};
    while (digits < text.len && text.ptr[digits] >= '0' &&
           text.ptr[digits] <= '9')
        digits++;
    return block->kind == BLOCK_TEXT && digits && digits == text.len &&
           digits <= 2;
}

/* Bare or bold short lines, where a text has no other headings. */
static size_t promote_bare(struct manuscript *manuscript)
{
    size_t count = 0;

    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        const struct block *next = next_of(manuscript, i);
        if (block->off || block->kind != BLOCK_TEXT || block->item || !next ||
            text_han(block->text) > SMALL_MOST || text_han(block->text) < 2 ||
            text_is_ended(block->text) || text_han(next->text) < LINE_MOST ||
            str_find(block->text, STR("，")) != SIZE_MAX)
            continue;
        block->kind = BLOCK_HEADING;
        block->level = 2;
        if (i && !block[-1].off && is_ordinal(&block[-1]))
            manuscript_drop(manuscript, &block[-1], LOSS_PAGE_NUMBER);
        count++;
    }
    return count;
}

static bool has_headings(const struct manuscript *manuscript)
{
    struct mark mark;

    for (size_t i = 0; i < manuscript->len; i++)
        if (!manuscript->block[i].off && makes_heading(manuscript, i, &mark))
            return true;
    return false;
}

static void put_whole(struct arranger *a)
{
    const struct block *first = next_of(a->manuscript, SIZE_MAX);
    struct block heading = {
        .kind = BLOCK_HEADING, .level = 2, .text = STR("全文")};

    if (!first)
        return;
    heading.file = first->file;
    heading.line = first->line;
    put(a, &heading);
    diag_path(a->diags, IMPORT_PLAIN, a->source[first->file]->path, NULL, NULL);
}

void arrange(struct manuscript *manuscript, const struct source *const *source,
             struct diags *diags)
{
    struct arranger a = {
        .manuscript = manuscript, .source = source, .diags = diags};
    unsigned last = 0;

    a.out.arena = manuscript->arena;
    for (size_t i = 0; i < manuscript->len; i++)
        if (!manuscript->block[i].off)
            join_seam(manuscript, i);
    if (!has_headings(manuscript) && !promote_bare(manuscript))
        put_whole(&a);
    survey(&a);
    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        struct mark mark;
        if (block->off)
            continue;
        if (makes_heading(manuscript, i, &mark))
            put_heading(&a, block, i, &mark, &last);
        else
            put(&a, block);
    }
    mem_free(manuscript->block);
    manuscript->block = a.out.block;
    manuscript->len = a.out.len;
    manuscript->cap = a.out.cap;
}
