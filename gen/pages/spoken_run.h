/*
 * spoken_run - a text on its way to be read, and the numbers in it as they are
 * written; a private part of spoken.
 */
#ifndef SPOKEN_RUN_H
#define SPOKEN_RUN_H

#include "../base/buf.h"
#include "../report/word.h"

#define RUN_MOST 24 /* digits of one number; longer runs are read singly */

/* A text on its way to be read, up to `at`. */
struct speaker {
    struct str text;
    struct buf *out;
    size_t at;
    uint32_t before; /* the rune in front of `at`, or 0 */
};

/* A number as written: digits, thousands commas gone, one point at most. */
struct run {
    char digits[RUN_MOST + 1];
    size_t len; /* of `digits`, the point among them */
    size_t from, to; /* in the text */
    bool decimal;
};

static inline uint32_t rune_at(const struct speaker *speaker, size_t at)
{
    uint32_t rune = 0;

    return text_decode(speaker->text, at, &rune) ? rune_half(rune) : 0;
}

static inline size_t rune_len(const struct speaker *speaker, size_t at)
{
    uint32_t rune;

    return text_decode(speaker->text, at, &rune);
}

static inline bool is_digit(uint32_t rune)
{
    return rune >= '0' && rune <= '9';
}

static inline bool is_letter(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
}

/* Asked of whole lists behind each number: the first byte settles most. */
static inline bool word_here(const struct speaker *speaker, size_t at,
                             const char *word)
{
    return at < speaker->text.len && speaker->text.ptr[at] == word[0] &&
           word_at(speaker->text, at, word) > 0;
}

/* A mark that stands between the two ends of a range. */
static inline bool is_range_mark(uint32_t rune)
{
    return rune == '-' || rune == '~' || rune == 0x2013 || rune == 0x2014 ||
           rune == 0x2212 || rune == 0x301c || rune == 0x2015;
}

/* Whether one of `len` words stands there. */
bool any_here(const struct speaker *speaker, size_t at, const char *const *list,
              size_t len);

#define ANY(speaker, at, list)                                                 \
    any_here(speaker, at, list, sizeof(list) / sizeof((list)[0]))

/* How many digits stand at `at`, counted up to `most`. */
size_t digits_at(const struct speaker *speaker, size_t at, size_t most);

/* Reads the number at `at`; false where it is longer than any amount. */
bool run_read(const struct speaker *speaker, size_t at, struct run *run);

/* The length of one range mark with a digit right behind, or 0. A double dash
 * is a pause. */
size_t range_at(const struct speaker *speaker, size_t at);

#endif
