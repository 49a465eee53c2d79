/*
 * rune - what single characters are. A rune is one Unicode code point.
 *
 * The tables are of Unicode 14.0 (rune_table.h has how they were made).
 */
#ifndef RUNE_H
#define RUNE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes UTF-8 into `out` (room for 4) and returns the length. */
size_t rune_encode(uint32_t rune, char out[4]);

/* Columns of a terminal: 0 for combining marks, 2 for wide characters. */
unsigned rune_width(uint32_t rune);

bool rune_is_space(uint32_t rune); /* Unicode white space */

/* 0-9 and full-width digits */
static inline bool rune_is_digit(uint32_t rune)
{
    return rune - '0' < 10U || rune - 0xFF10 < 10U;
}

/*
 * Punctuation as the flanking rules of CommonMark 0.29 ask: Unicode's P
 * categories and all ASCII punctuation.
 */
bool rune_is_punct(uint32_t rune);

/* A Han character (unified ideographs, extensions, compatibility, U+3007). */
static inline bool rune_is_han(uint32_t rune)
{
    if (rune < 0x3005)
        return false;
    return (rune >= 0x4E00 && rune <= 0x9FFF) ||
           (rune >= 0x3400 && rune <= 0x4DBF) || rune == 0x3007 ||
           rune == 0x3005 || (rune >= 0xF900 && rune <= 0xFAFF) ||
           (rune >= 0x20000 && rune <= 0x3FFFD);
}

/*
 * Written without spaces around it: Han, kana, bopomofo, CJK punctuation and
 * full-width forms, and the quotes and dashes that Chinese shares with Latin
 * only where they stand beside these (so not here). Hangul is not among them:
 * Korean puts spaces.
 */
bool rune_is_cjk(uint32_t rune);

/* Explicit bidirectional controls (U+061C, U+200E/F, U+202A-E, U+2066-9). */
bool rune_is_bidi(uint32_t rune);

/* Private use: glyphs that show on the writer's machine alone. */
bool rune_is_private(uint32_t rune);

/* Full-width ASCII forms and U+3000 to their half-width twins; others stay. */
static inline uint32_t rune_half(uint32_t rune)
{
    if (rune == 0x3000)
        return ' ';
    if (rune >= 0xFF01 && rune <= 0xFF5E)
        return rune - 0xFF01 + '!';
    return rune;
}

#endif
