/*
 * text - strings of UTF-8, and what their characters are.
 *
 * A `struct str` points into bytes that somebody else keeps; it need not end
 * with a NUL. A rune is one Unicode code point.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A str from a literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

struct str str_of(const char *text); /* NULL gives the empty string */
struct str str_range(const char *from, const char *to);
bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *text);
bool str_starts(struct str text, const char *head);
bool str_ends(struct str text, const char *tail);
int str_compare(struct str a, struct str b); /* by bytes, as memcmp */
struct str str_trim(struct str text); /* ASCII blanks and U+3000 at both ends */

/* Where `part` first stands in `text`, or SIZE_MAX. */
size_t str_find(struct str text, struct str part);

/*
 * Reads the rune at `at` into `*rune` and returns its length, 1 to 4. Broken
 * UTF-8 (overlong, surrogate, beyond U+10FFFF, cut short) gives U+FFFD and 1;
 * the end of the text gives 0.
 */
size_t text_decode(struct str text, size_t at, uint32_t *rune);

/* The rune that ends before `at`, or 0 at the beginning. */
uint32_t text_before(struct str text, size_t at);

/* The offset of the first byte that is not valid UTF-8, or SIZE_MAX. */
size_t text_invalid(struct str text);

/* How many runes, and how many columns of a terminal they take. */
size_t text_count(struct str text);
size_t text_width(struct str text);
unsigned rune_width(uint32_t rune);

/* Writes UTF-8 into `out` (room for 4) and returns the length. */
size_t rune_encode(uint32_t rune, char out[4]);

bool rune_is_space(uint32_t rune); /* Unicode white space */
bool rune_is_digit(uint32_t rune); /* 0-9 and full-width ０-９ */

/* Unicode punctuation or symbol, as CommonMark's flanking rules ask. */
bool rune_is_punct(uint32_t rune);

/* A Han character (Unified Ideographs, extensions, compatibility, 〇). */
bool rune_is_han(uint32_t rune);

/*
 * Written without spaces around it: Han, kana, bopomofo, CJK punctuation and
 * full-width forms. Hangul is not among them: Korean puts spaces.
 */
bool rune_is_cjk(uint32_t rune);

/* Explicit bidirectional controls (U+061C, U+200E/F, U+202A-E, U+2066-9). */
bool rune_is_bidi(uint32_t rune);

/* Private use: glyphs that show on the writer's machine alone. */
bool rune_is_private(uint32_t rune);

/* Full-width ASCII forms and U+3000 to their half-width twins; others stay. */
uint32_t rune_half(uint32_t rune);

/*
 * The entry of `list` nearest to `word`, for "did you mean": NULL when none is
 * within a third of its length.
 */
const char *text_nearest(struct str word, const char *const *list, size_t len);

#endif
