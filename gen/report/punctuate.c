#include "punctuate.h"

#include "../base/buf.h"

#include <string.h>

#define OPEN_MOST 32 /* brackets within each other */

static uint32_t full_of(uint32_t rune)
{
    switch (rune) {
    case ',': return 0xFF0C;
    case ';': return 0xFF1B;
    case ':': return 0xFF1A;
    case '?': return 0xFF1F;
    case '!': return 0xFF01;
    default: return 0;
    }
}

/* Belongs to Chinese text: Han, or punctuation that stands beside Han. */
static bool is_chinese(uint32_t rune)
{
    return rune_is_cjk(rune) || rune == 0x201C || rune == 0x201D ||
           rune == 0x2018 || rune == 0x2019 || rune == 0x2014 || rune == 0x2026;
}

static bool is_closing(uint32_t rune)
{
    return rune == '%' || rune == 0x2030 || rune == ')' || rune == 0x2103;
}

/*
 * A mark stands in Chinese text when one side is Chinese and the other is not
 * Latin going on: "GDP,服务业" and "7%,新增" are, "1,000" and "12:30" are not.
 */
static bool is_between(uint32_t before, uint32_t after)
{
    if (before == 0 || rune_is_space(before))
        return false;
    if (is_chinese(before))
        return after == 0 || !rune_is_digit(after) || rune_is_han(before);
    return is_chinese(after) || (is_closing(before) && after == 0);
}

static uint32_t rune_at(struct str text, size_t at)
{
    uint32_t rune = 0;

    return text_decode(text, at, &rune) ? rune : 0;
}

static uint32_t after_blanks(struct str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return rune_at(text, at);
}

/* Where the bracket opened at `at` is closed; SIZE_MAX: nowhere. */
static size_t closing_of(struct str text, size_t at)
{
    int depth = 0;

    for (size_t i = at; i < text.len; i++) {
        depth += text.ptr[i] == '(';
        depth -= text.ptr[i] == ')';
        if (depth == 0)
            return i;
        if (depth > OPEN_MOST)
            break;
    }
    return SIZE_MAX;
}

/* Brackets are Chinese with Han inside, or between Han characters. */
static bool is_chinese_bracket(struct str text, size_t from, size_t to)
{
    struct str inside = {text.ptr + from + 1, to - from - 1};
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(inside, at, &rune)); at += len)
        if (rune_is_han(rune))
            return true;
    uint32_t before = text_before(text, from), after = rune_at(text, to + 1);
    return is_chinese(before) && (is_chinese(after) || after == 0);
}

/* Marks in `wide` the bytes that are to be set full-width. */
static void judge_brackets(struct str text, bool *wide)
{
    size_t looks = 0;

    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] != '(' || wide[at] || looks++ > 500)
            continue;
        size_t end = closing_of(text, at);
        if (end == SIZE_MAX || !is_chinese_bracket(text, at, end))
            continue;
        wide[at] = wide[end] = true;
    }
}

struct str punctuate(struct arena *arena, struct str text, size_t *changed)
{
    struct buf out = {0};
    bool *wide = mem_zero(text.len + 1, sizeof(*wide));
    uint32_t rune, before = 0;

    judge_brackets(text, wide);
    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len) {
        uint32_t full = full_of(rune);
        bool turns = full && is_between(before, after_blanks(text, at + len));
        if (wide[at])
            full = rune == '(' ? 0xFF08 : 0xFF09;
        if (turns || wide[at]) {
            buf_rune(&out, full);
            (*changed)++;
            while (turns && at + len < text.len && text.ptr[at + len] == ' ')
                len++;
        } else {
            buf_add(&out, text.ptr + at, len);
        }
        before = turns || wide[at] ? full : rune;
    }
    struct str set = {arena_copy(arena, out.len ? out.data : "", out.len),
                      out.len};
    mem_free(wide);
    buf_free(&out);
    return set;
}
