/*
 * text - strings of UTF-8, and what their characters are.
 *
 * A `struct str` points into bytes that somebody else keeps; it need not end
 * with a NUL.
 */
#ifndef TEXT_H
#define TEXT_H

#include "rune.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *ptr;
    size_t len;
};

/* A str from a literal. */
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})

/* Short and asked everywhere: here the compiler sees the length of literals. */
static inline struct str str_of(const char *text) /* NULL: the empty string */
{
    return (struct str){text ? text : "", text ? strlen(text) : 0};
}

static inline struct str str_range(const char *from, const char *to)
{
    return (struct str){from, (size_t)(to - from)};
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool str_is(struct str a, const char *text)
{
    return str_equal(a, str_of(text));
}

static inline bool str_starts(struct str text, const char *head)
{
    size_t len = strlen(head);

    return text.len >= len && memcmp(text.ptr, head, len) == 0;
}

static inline bool str_ends(struct str text, const char *tail)
{
    size_t len = strlen(tail);

    return text.len >= len && memcmp(text.ptr + text.len - len, tail, len) == 0;
}

int str_compare(struct str a, struct str b); /* by bytes, as memcmp */
struct str str_trim(struct str text); /* ASCII blanks and U+3000 at both ends */

/* Where `part` first stands in `text`, or SIZE_MAX. */
size_t str_find(struct str text, struct str part);

/* True where one of the words stands in it; the list ends with NULL. */
bool str_has_any(struct str text, const char *const *word);

/*
 * Reads the rune at `at` into `*rune` and returns its length, 1 to 4. Broken
 * UTF-8 (overlong, surrogate, beyond U+10FFFF, cut short) gives U+FFFD and 1;
 * the end of the text gives 0.
 */
static inline size_t text_decode(struct str text, size_t at, uint32_t *rune);

/* The same for what is neither ASCII nor Han, or broken. */
size_t text_decode_rest(struct str text, size_t at, uint32_t *rune);

static inline size_t text_decode(struct str text, size_t at, uint32_t *rune)
{
    if (at >= text.len)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    if (bytes[0] < 0x80) {
        *rune = bytes[0];
        return 1;
    }
    /* No overlong forms and no surrogates begin so. */
    if (bytes[0] >= 0xE1 && bytes[0] <= 0xEC && text.len - at >= 3 &&
        (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80) {
        *rune = (bytes[0] & 0x0FU) << 12 | (bytes[1] & 0x3FU) << 6 |
                (bytes[2] & 0x3FU);
        return 3;
    }
    return text_decode_rest(text, at, rune);
}

/*
 * True where the eight bytes that stand there begin with two whole runes of
 * three, as nearly all of Chinese does, each of which begins with one of
 * `leads`: a bit for each of E0 to EF.
 */
static inline bool text_two_wide(const unsigned char *bytes, uint32_t leads)
{
    static const unsigned char kinds[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0};
    static const unsigned char wide[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80};
    uint64_t eight, mask, want; /* as bytes: either end first */

    memcpy(&eight, bytes, sizeof(eight));
    memcpy(&mask, kinds, sizeof(mask));
    memcpy(&want, wide, sizeof(want));
    return (eight & mask) == want &&
           (leads >> (bytes[0] & 15) & leads >> (bytes[3] & 15) & 1);
}

/* The rune that ends before `at`, or 0 at the beginning. */
uint32_t text_before(struct str text, size_t at);

/* The offset of the first byte that is not valid UTF-8, or SIZE_MAX. */
size_t text_invalid(struct str text);

/* How many runes, and how many columns of a terminal they take. */
size_t text_count(struct str text);
size_t text_width(struct str text);

/*
 * The entry of `list` nearest to `word`, for "did you mean": NULL when none is
 * within a third of its length.
 */
const char *text_nearest(struct str word, const char *const *list, size_t len);

#endif
