#include "heading.h"

#define NUMBER_MOST 9999

/* The digit that a rune stands for in a heading's number, or -1. */
static int digit_of(uint32_t rune)
{
    switch (rune) {
    case 0x96F6: /* 零 */
    case 0x3007: return 0;
    case 0x4E00: return 1;
    case 0x4E8C: return 2;
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    default: return rune_is_digit(rune) ? (int)(rune_half(rune) - '0') : -1;
    }
}

/* Reads 六, 十二, 二十, 一百零三, 12 or １２ at `*at`; 0 where none stands. */
static unsigned read_number(struct str text, size_t *at)
{
    unsigned total = 0, run = 0;
    bool any = false;
    uint32_t rune;

    for (size_t len; (len = text_decode(text, *at, &rune)); *at += len) {
        int digit = digit_of(rune);
        if (digit >= 0) {
            run = run * 10 + (unsigned)digit;
        } else if (rune == 0x5341 || rune == 0x767E) { /* 十, 百 */
            total += (any && run ? run : 1) * (rune == 0x5341 ? 10 : 100);
            run = 0;
        } else {
            break;
        }
        any = true;
        if (total + run > NUMBER_MOST)
            return 0;
    }
    return total + run;
}

/* Steps over one of `runes` at `*at`. */
static bool take(struct str text, size_t *at, const uint32_t *runes, size_t len)
{
    uint32_t rune;
    size_t step = text_decode(text, *at, &rune);

    for (size_t i = 0; step && i < len; i++) {
        if (rune == runes[i]) {
            *at += step;
            return true;
        }
    }
    return false;
}

#define TAKE(text, at, ...)                                                    \
    take((text), (at), (const uint32_t[]){__VA_ARGS__},                        \
         sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t))

static bool at_digit(struct str text, size_t at)
{
    uint32_t rune;

    return text_decode(text, at, &rune) && rune_is_digit(rune);
}

/* （六） or (6), with a 、 behind it or without. */
static unsigned bracketed(struct str text, size_t *at)
{
    if (!TAKE(text, at, '(', 0xFF08))
        return 0;
    unsigned value = read_number(text, at);
    if (value == 0 || !TAKE(text, at, ')', 0xFF09))
        return 0;
    TAKE(text, at, 0x3001);
    return value;
}

/* 第三部分, 第三章, 第三节, 第三篇. */
static unsigned ordinal(struct str text, size_t *at)
{
    if (!TAKE(text, at, 0x7B2C))
        return 0;
    unsigned value = read_number(text, at);
    if (value == 0)
        return 0;
    if (TAKE(text, at, 0x90E8)) /* 部分 */
        value = TAKE(text, at, 0x5206) ? value : 0;
    else if (!TAKE(text, at, 0x7AE0, 0x8282, 0x7BC7)) /* 章 节 篇 */
        value = 0;
    TAKE(text, at, 0x3001, ':', 0xFF1A);
    return value;
}

/* ①; 一、 or 1. – but neither 2.5 nor 2020年. */
static unsigned listed(struct str text, size_t *at)
{
    uint32_t rune = 0;
    size_t step = text_decode(text, *at, &rune);

    if (rune >= 0x2460 && rune <= 0x2473) {
        *at += step;
        return rune - 0x2460 + 1;
    }
    unsigned value = read_number(text, at);
    if (value == 0)
        return 0;
    if (TAKE(text, at, 0x3001, 0xFF0E))
        return value;
    if (!TAKE(text, at, '.') || at_digit(text, *at))
        return 0;
    return value;
}

/* Whether a number may begin with the rune. */
static bool may_begin(uint32_t rune)
{
    return rune_half(rune) == '(' || rune == 0x7B2C || /* 第 */
           rune == 0x5341 || rune == 0x767E || /* 十, 百 */
           (rune >= 0x2460 && rune <= 0x2473) || digit_of(rune) >= 0;
}

unsigned heading_number(struct str heading, struct str *number,
                        struct str *rest)
{
    unsigned (*const form[])(struct str, size_t *) = {bracketed, ordinal,
                                                      listed};

    heading = str_trim(heading);
    uint32_t first = 0;
    size_t forms = text_decode(heading, 0, &first) && may_begin(first)
                       ? sizeof(form) / sizeof(form[0])
                       : 0;
    for (size_t i = 0; i < forms; i++) {
        size_t at = 0;
        unsigned value = form[i](heading, &at);
        if (value == 0)
            continue;
        *number = (struct str){heading.ptr, at};
        *rest = str_trim((struct str){heading.ptr + at, heading.len - at});
        return value;
    }
    *number = (struct str){heading.ptr, 0};
    *rest = heading;
    return 0;
}

struct str heading_name(struct str *heading)
{
    struct str text = str_trim(*heading);
    size_t open = text.len;

    if (!str_ends(text, "}"))
        return (struct str){"", 0};
    while (open > 0 && text.ptr[open - 1] != '{')
        open--;
    if (open == 0 || open >= text.len || text.ptr[open] != '#')
        return (struct str){"", 0};
    struct str name = {text.ptr + open + 1, text.len - open - 2};
    *heading = str_trim((struct str){text.ptr, open - 1});
    return name;
}
