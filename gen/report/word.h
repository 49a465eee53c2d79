/*
 * word - single words and characters of a text, where every instruction counts.
 *
 * These are asked at every place of every report, so they are inline: with a
 * literal a question costs a comparison or two. The text is valid UTF-8; in
 * one that is not they stay inside it and find nothing of use.
 */
#ifndef WORD_H
#define WORD_H

#include "../base/text.h"

#include <string.h>

/* The length of `word` where it stands at `at`, else 0. */
static inline size_t word_at(struct str text, size_t at, const char *word)
{
    size_t len = strlen(word);

    if (at > text.len || len > text.len - at)
        return 0;
    return memcmp(text.ptr + at, word, len) == 0 ? len : 0;
}

/* The length of `word` where it ends at `end`, else 0. */
static inline size_t word_before(struct str text, size_t end, const char *word)
{
    size_t len = strlen(word);

    return len <= end ? word_at(text, end - len, word) : 0;
}

static inline bool word_is(struct str text, const char *word)
{
    return text.len == strlen(word) && word_at(text, 0, word) == text.len;
}

/* A letter of ASCII. */
static inline bool word_is_letter(uint32_t rune)
{
    return (rune | 0x20) - 'a' < 26U;
}

/* One of the Han characters that nearly all Chinese is written in. */
static inline bool word_is_common_han(uint32_t rune)
{
    return rune - 0x4e00 <= 0x51ff;
}

/* The same of the three bytes at `p`: from U+4E00 to U+9FFF, by the first ones
 * alone. */
static inline bool word_is_han_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return b[0] - 0xe5U < 5 || (b[0] == 0xe4 && b[1] >= 0xb8);
}

/* As str_trim; at once where nothing is to be trimmed, as mostly. */
static inline struct str word_trim(struct str text)
{
    unsigned char first = text.len ? (unsigned char)text.ptr[0] : 'x';
    unsigned char last = text.len ? (unsigned char)text.ptr[text.len - 1] : 'x';

    /* U+3000 begins as 、 does, which often stands alone. */
    bool wide = first == 0xe3 && (text.len < 3 || text.ptr[2] == "\u3000"[2]);
    if (first > ' ' && !wide && last > ' ' && last != 0x80)
        return text;
    return str_trim(text);
}

/*
 * The rune of three bytes that begins at `b`: their marking bits are taken off
 * all at once, 0xe0 << 12 falling out of the sixteen bits by itself.
 */
static inline uint32_t word_rune(const unsigned char *b)
{
    return (uint16_t)(((uint32_t)b[0] << 12) + ((uint32_t)b[1] << 6) + b[2] -
                      (0x80U << 6) - 0x80U);
}

/* How long the rune is that begins at `p`, of those that word_short_rune reads;
 * there is one. */
static inline size_t word_rune_len(const char *p)
{
    if ((*p & 0xf0) == 0xe0)
        return 3;
    return *p & 0x80 ? 2 : 1;
}

/* The rune of two bytes that begins at `b`, or 0. */
static inline uint32_t word_two_bytes(const unsigned char *b, size_t left)
{
    if (left < 2 || (b[0] & 0xe0) != 0xc0)
        return 0;
    return (b[0] & 0x1fU) << 6 | (b[1] & 0x3fU);
}

/* As text_decode. */
static inline size_t word_decode(struct str text, size_t at, uint32_t *rune)
{
    if (at >= text.len)
        return 0;
    const unsigned char *b = (const unsigned char *)text.ptr + at;
    if (b[0] < 0x80) {
        *rune = b[0];
        return 1;
    }
    if (text.len - at >= 3 && (b[0] & 0xf0) == 0xe0) {
        *rune = word_rune(b);
        return 3;
    }
    return text_decode(text, at, rune);
}

/* As text_before. */
static inline uint32_t word_rune_before(struct str text, size_t at)
{
    if (at == 0)
        return 0;
    const unsigned char *b = (const unsigned char *)text.ptr + at;
    if (b[-1] < 0x80)
        return b[-1];
    if (at >= 3 && (b[-3] & 0xf0) == 0xe0)
        return word_rune(b - 3);
    return text_before(text, at);
}

/*
 * The rune at `at`, or the one that ends there, where it is ASCII or one of the
 * three bytes that nearly all Chinese is written in; else what is as good as
 * none: 0 at the end and for longer runes.
 */
static inline uint32_t word_short_rune(struct str text, size_t at)
{
    if (at >= text.len) /* perhaps no text at all, and so no pointer */
        return 0;
    const unsigned char *b = (const unsigned char *)text.ptr + at;
    if (at + 3 <= text.len && (b[0] & 0xf0) == 0xe0)
        return word_rune(b);
    return b[0] < 0x80 ? b[0] : word_two_bytes(b, text.len - at);
}

static inline uint32_t word_short_rune_before(struct str text, size_t end)
{
    if (end == 0 || end > text.len)
        return 0;
    const unsigned char *b = (const unsigned char *)text.ptr + end;
    if (end >= 3 && (b[-3] & 0xf0) == 0xe0)
        return word_rune(b - 3);
    if (b[-1] < 0x80)
        return b[-1];
    return end >= 2 ? word_two_bytes(b - 2, 2) : 0;
}

#endif
