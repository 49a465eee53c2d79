#include "html_entity.h"

#define DIGITS_MOST 8

/* Those that every reader since HTML 4 knows and pages of ours use. */
static const struct {
    const char *name;
    uint32_t rune;
} known[] = {
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
    {"nbsp", 0xA0},     {"copy", 0xA9},    {"middot", 0xB7},  {"times", 0xD7},
    {"ensp", 0x2002},   {"emsp", 0x2003},  {"ndash", 0x2013}, {"mdash", 0x2014},
    {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
    {"hellip", 0x2026}, {"yen", 0xA5},
};

/* Old browsers map 128 to 159 to other characters; NUL has three readings. */
static bool rune_is_plain(uint32_t rune)
{
    if (rune < 0x20)
        return rune == '\t' || rune == '\n';
    return rune < 0x7F ||
           (rune >= 0xA0 && rune <= 0x10FFFF && (rune & 0xFFFE) != 0xFFFE &&
            !(rune >= 0xD800 && rune <= 0xDFFF));
}

/* The value of a digit, or the base where it is none. */
static uint32_t digit_value(char byte, uint32_t base)
{
    char low = (char)(byte | 0x20);

    if (byte >= '0' && byte <= '9')
        return (uint32_t)(byte - '0');
    if (low >= 'a' && low <= 'f' && base == 16)
        return (uint32_t)(low - 'a' + 10);
    return base;
}

static enum html_entity read_number(struct str text, size_t at, uint32_t *rune,
                                    size_t *end)
{
    uint32_t base = at < text.len && (text.ptr[at] | 0x20) == 'x' ? 16 : 10;
    uint32_t value = 0;
    size_t digits = 0;

    at += base == 16;
    for (; at < text.len && digits < DIGITS_MOST; at++, digits++) {
        uint32_t digit = digit_value(text.ptr[at], base);
        if (digit == base)
            break;
        value = value * base + digit;
    }
    if (digits == 0 || at == text.len || text.ptr[at] != ';' ||
        !rune_is_plain(value))
        return ENTITY_BAD;
    *rune = value;
    *end = at + 1;
    return ENTITY_RUNE;
}

static bool is_name_byte(char byte)
{
    char low = (char)(byte | 0x20);

    return (low >= 'a' && low <= 'z') || (byte >= '0' && byte <= '9');
}

enum html_entity html_entity(struct str text, size_t at, uint32_t *rune,
                             size_t *end)
{
    size_t from = at + 1, to = from;

    *rune = '&';
    *end = from;
    if (from < text.len && text.ptr[from] == '#')
        return read_number(text, from + 1, rune, end);
    while (to < text.len && is_name_byte(text.ptr[to]))
        to++;
    if (to == from)
        return ENTITY_NONE;
    if (to == text.len || text.ptr[to] != ';')
        return ENTITY_OPEN;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (!str_is((struct str){text.ptr + from, to - from}, known[i].name))
            continue;
        *rune = known[i].rune;
        *end = to + 1;
        return ENTITY_RUNE;
    }
    return ENTITY_UNKNOWN;
}
