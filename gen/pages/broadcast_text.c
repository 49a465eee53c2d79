#include "broadcast_text.h"

#include "../report/heading.h"
#include "../report/lexicon.h"
#include "../report/word.h"
#include "spoken.h"

#include <string.h>

#define LINE_MOST 300 /* runes; a longer sentence is broken at a comma */
#define LINE_HARD 600 /* or anywhere */

#define HAN_LEN 3 /* bytes of a Chinese character */

/* ---- brackets ---- */

/* Pairs whose marks go and whose content stays: 《》 【】 〔〕. */
static bool is_mark(uint32_t rune)
{
    switch (rune) {
    case 0x300a:
    case 0x300b:
    case 0x3008:
    case 0x3009:
    case 0x3010:
    case 0x3011:
    case 0x3014:
    case 0x3015:
    case '[':
    case ']':
    case '*':
    case '#':
    case '`':
    case 0x25cf: /* ● */
    case 0x25a0: /* ■ */ return true;
    default: return false;
    }
}

/* Where the next bracket stands from `at` on, ( ) or as wide; else text.len. */
static size_t next_bracket(struct str text, size_t at)
{
    for (; (at = lexicon_skip_han(text, at)) < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == '(' || byte == ')' ||
            (byte == '\xef' &&
             (word_at(text, at, "（") || word_at(text, at, "）"))))
            break;
    }
    return at;
}

/* Where the bracket opened before `at` closes; text.len where it does not. */
static size_t bracket_end(struct str text, size_t at)
{
    unsigned depth = 1;
    uint32_t rune;

    while ((at = next_bracket(text, at)) < text.len) {
        size_t len = text_decode(text, at, &rune);
        depth = rune_half(rune) == '(' ? depth + 1 : depth - 1;
        if (depth == 0)
            return at;
        at += len;
    }
    return text.len;
}

/* Whether what a bracket holds is worth hearing. */
static bool is_clause(struct str inside)
{
    static const char *const opens[] = {"其中", "含",   "包括", "即",
                                        "不含", "截至", "截止"};
    uint32_t rune;

    for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++)
        if (str_starts(inside, opens[i]))
            return true;
    for (size_t at = 0; at < inside.len;) {
        at += text_decode(inside, at, &rune);
        if (rune_is_digit(rune))
            return true;
    }
    return false;
}

static bool ends_open(const struct buf *out)
{
    uint32_t rune = text_before(buf_view(out), out->len);

    return out->len == 0 || rune_is_punct(rune);
}

/* （其中…） becomes ，其中…； the comma that follows it in the text stays. */
static void add_bracket(struct buf *out, struct str inside, struct str rest)
{
    uint32_t next = 0;

    if (!is_clause(inside))
        return;
    if (!ends_open(out))
        buf_text(out, "，");
    for (size_t at = 0; at < inside.len;) {
        uint32_t rune;
        size_t end = next_bracket(inside, at);
        buf_add(out, inside.ptr + at, end - at);
        at = end + text_decode(inside, end, &rune);
    }
    if (text_decode(rest, 0, &next) && !rune_is_punct(next))
        buf_text(out, "，");
}

/*
 * Takes brackets out. One that never closes is dropped as a mark and its text
 * stays; `unclosed` keeps that from being searched for again and again.
 */
static void take_brackets(struct str text, struct buf *out)
{
    bool unclosed = false;
    uint32_t rune = 0;

    for (size_t at = 0; at < text.len;) {
        size_t open = next_bracket(text, at);
        buf_add(out, text.ptr + at, open - at);
        at = open + text_decode(text, open, &rune);
        if (open == text.len || rune_half(rune) != '(' || unclosed)
            continue;
        size_t end = bracket_end(text, at);
        unclosed = end == text.len;
        if (unclosed)
            continue;
        size_t behind = end + text_decode(text, end, &rune);
        add_bracket(out, (struct str){text.ptr + at, end - at},
                    (struct str){text.ptr + behind, text.len - behind});
        at = behind;
    }
}

/* A document number, 〔二〇一九〕十二号, is heard as 二〇一九年十二号. */
static bool closes_year(struct str text, size_t at, uint32_t rune)
{
    static const char *const digits = "〇一二三四五六七八九";
    struct str last = {text.ptr + (at < 3 ? 0 : at - 3), at < 3 ? at : 3};

    return rune == 0x3015 && last.len == 3 &&
           str_find(str_of(digits), last) != SIZE_MAX;
}

static void drop_marks(struct str text, struct buf *out)
{
    uint32_t rune;
    size_t from = 0;

    for (size_t at = 0, len; (at = lexicon_skip_han(text, at)) < text.len;
         at += len) {
        len = text_decode(text, at, &rune);
        if (!is_mark(rune))
            continue;
        buf_add(out, text.ptr + from, at - from);
        if (closes_year(text, at, rune))
            buf_text(out, "年");
        from = at + len;
    }
    buf_add(out, text.ptr + from, text.len - from);
}

/* ---- sentences ---- */

static bool ends_sentence(uint32_t rune)
{
    return rune == 0x3002 || rune == 0xff01 || rune == 0xff1f ||
           rune == 0xff1b || rune == '!' || rune == '?' || rune == ';';
}

static bool is_comma(uint32_t rune)
{
    return rune == 0xff0c || rune == ',' || rune == 0x3001 || rune == 0xff1a;
}

/* `text` has so many runes. */
static void add_line(struct lines *lines, struct str text, size_t runes,
                     enum cut cut)
{
    struct str trimmed = str_trim(text);

    if (trimmed.len == 0)
        return;
    if (trimmed.len < text.len)
        runes = text_count(trimmed);
    text = trimmed;
    bool ends = rune_is_punct(text_before(text, text.len));
    const char *end = ends ? "" : "。";
    char *line = arena_array(lines->arena, text.len + strlen(end) + 1, 1);
    memcpy(line, text.ptr, text.len);
    memcpy(line + text.len, end, strlen(end));
    lines->item =
        mem_grow(lines->item, lines->len, &lines->cap, sizeof(*lines->item));
    lines->item[lines->len++] =
        (struct line){{line, text.len + strlen(end)}, runes + !ends, cut};
}

/* How many bytes at `at` are Han, which end no line before its `runes` are
 * LINE_HARD. */
static size_t han_inside(struct str text, size_t at, size_t runes)
{
    size_t han = lexicon_skip_han(text, at) - at;
    size_t most = (LINE_HARD - 1 - runes) * HAN_LEN;

    return han < most ? han : most;
}

static void cut_lines(struct lines *lines, struct str text, enum cut cut)
{
    size_t from = 0, runes = 0;

    for (size_t at = 0; at < text.len;) {
        uint32_t rune = 0;
        size_t han = han_inside(text, at, runes);
        size_t len = text_decode(text, at + han, &rune);
        runes += han / HAN_LEN + (len > 0);
        at += han + len;
        bool end = ends_sentence(rune) || runes == LINE_HARD ||
                   (runes >= LINE_MOST && is_comma(rune));
        if (!end && at < text.len)
            continue;
        size_t before = lines->len;
        add_line(lines, (struct str){text.ptr + from, at - from}, runes, cut);
        if (lines->len > before)
            cut = CUT_SENTENCE;
        from = at;
        runes = 0;
    }
}

void lines_text(struct lines *lines, struct str text, enum cut cut)
{
    struct buf plain = {0}, spoken = {0};

    /* A bracket is judged by its digits: it goes before they are words. */
    take_brackets(text, &plain);
    spoken_write(buf_view(&plain), &spoken);
    /* 〔2019〕 was a year by its marks; now they can go. */
    buf_cut(&plain, 0);
    drop_marks(buf_view(&spoken), &plain);
    cut_lines(lines, buf_view(&plain), cut);
    buf_free(&spoken);
    buf_free(&plain);
}

/* ---- blocks ---- */

static bool is_silent(const struct node *node)
{
    return node->kind == NODE_IMAGE || node->kind == NODE_FOOTNOTE_REF ||
           node->kind == NODE_CODE_BLOCK || node->kind == NODE_HTML ||
           node->kind == NODE_HTML_BLOCK || node->kind == NODE_FOOTNOTE ||
           (node->kind == NODE_LINK && node->bare);
}

/* The node behind `node` and all that is below it. */
static struct node *behind(const struct node *root, struct node *node)
{
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

/* The text below `block` that is read aloud. */
static void plain_text(struct node *block, struct buf *out)
{
    struct node *node = block;

    while (node) {
        if (is_silent(node)) {
            node = behind(block, node);
            continue;
        }
        if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
            buf_str(out, node->text);
        if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK)
            buf_char(out, ' ');
        node = doc_next(block, node);
    }
}

static void block_text(struct lines *lines, struct node *block)
{
    struct buf text = {0};

    plain_text(block, &text);
    lines_text(lines, buf_view(&text), CUT_PARAGRAPH);
    buf_free(&text);
}

/* ---- tables ---- */

/* "head value，": an empty cell says nothing. */
static void cell_text(struct node *cell, struct node *head, bool first,
                      struct buf *out)
{
    struct buf value = {0};

    plain_text(cell, &value);
    if (str_trim(buf_view(&value)).len) {
        if (out->len)
            buf_text(out, "，");
        if (!first && head)
            plain_text(head, out);
        buf_str(out, str_trim(buf_view(&value)));
    }
    buf_free(&value);
}

static void row_text(struct lines *lines, struct node *row, struct node *header)
{
    struct buf text = {0};
    struct node *head = header ? header->first : NULL;

    for (struct node *cell = row->first; cell; cell = cell->next) {
        cell_text(cell, head, cell == row->first, &text);
        head = head ? head->next : NULL;
    }
    lines_text(lines, buf_view(&text), CUT_PARAGRAPH);
    buf_free(&text);
}

static void table_text(struct lines *lines, struct node *table)
{
    struct node *header = NULL;

    for (struct node *row = table->first; row; row = row->next) {
        if (row->header)
            header = row;
        else
            row_text(lines, row, header);
    }
}

/* ---- sections ---- */

/* "第六部分，改善面貌": a chapter is a part, a section an item of it. */
static void add_heading(struct lines *lines, const struct section *section)
{
    struct buf text = {0};
    struct str number, rest;
    unsigned value = heading_number(section->number, &number, &rest);

    if (!section->heading)
        return;
    if (value && section->number.len) {
        buf_text(&text, "第");
        spoken_count(value, &text);
        buf_text(&text, section->chapter ? "项，" : "部分，");
    }
    buf_str(&text, section->title);
    lines_text(lines, buf_view(&text), CUT_SECTION);
    buf_free(&text);
}

void lines_section(struct lines *lines, const struct section *section)
{
    size_t before = lines->len;

    add_heading(lines, section);
    for (struct node *block = section->first; block && block != section->end;
         block = block->next) {
        struct node *node = block;
        while (node) {
            bool whole = node->kind == NODE_PARAGRAPH ||
                         node->kind == NODE_HEADING ||
                         node->kind == NODE_TABLE || is_silent(node);
            if (node->kind == NODE_TABLE)
                table_text(lines, node);
            else if (whole && !is_silent(node))
                block_text(lines, node);
            node = whole ? behind(block, node) : doc_next(block, node);
        }
    }
    if (lines->len > before)
        lines->item[before].cut = CUT_SECTION;
}
