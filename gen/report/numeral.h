/*
 * numeral - one bare number, in Arabic or Chinese digits, as it stands.
 *
 * Full-width digits, thousands commas, blanks that broke a number apart,
 * decimals, and Chinese numerals are read. 百 and 千 are worked in; 万 and 亿
 * stay apart as the scale, because they are written as part of the unit
 * (3.2万亩 is 3.2 and 万亩).
 */
#ifndef NUMERAL_H
#define NUMERAL_H

#include "../base/text.h"

struct numeral {
    double value;
    int decimals;
    struct str scale; /* 万, 亿, 万亿 as written; may be empty */
    size_t from, to; /* bytes, the scale included */
    unsigned digits; /* how many were written */
    bool chinese;
    bool bare; /* begins with 百 or 千 without a digit: 百万株 */
    bool zero_led; /* 0537 and 007, but not 0.5 */
};

/*
 * Reads the numeral that begins at `at`. False where none does, where Chinese
 * digits only follow each other (二〇二〇, 三四), or where it is longer than
 * any amount (a phone or index number).
 */
bool numeral_read(struct str text, size_t at, struct numeral *out);

/* Fifteen digits are exact in a double; nothing countable is longer. */
#define NUMERAL_DIGITS_MOST 15

extern const double numeral_powers[NUMERAL_DIGITS_MOST + 1]; /* of ten */

/* Most Han characters begin with these bytes, no blank and no mark does. */
static inline bool numeral_is_han_byte(char byte)
{
    return (unsigned char)byte - 0xe4U < 6;
}

/* Passes digits of ASCII and adds them to `*whole`. */
static inline const char *numeral_pass_digits(const char *p, const char *end,
                                              uint64_t *whole)
{
    unsigned digit;

    for (; p < end && (digit = (unsigned)*p - '0') < 10; p++)
        *whole = *whole * 10 + digit;
    return p;
}

/*
 * Reads what nearly all numbers are: digits of ASCII, perhaps a point and more,
 * up to a Han character, % or the end. Returns where they end, with what the digits say
 * in `out` and nothing else; 0 for all others.
 */
static inline size_t numeral_plain(struct str text, size_t at,
                                   struct numeral *out)
{
    size_t most = NUMERAL_DIGITS_MOST + 2,
           left = text.len - at; /* with the point */
    const char *from = text.ptr + at, *end = from + (left > most ? most : left);
    uint64_t whole = 0; /* the decimals, too */
    const char *p = numeral_pass_digits(from, end, &whole);
    unsigned count = (unsigned)(p - from), decimals = 0;

    if (p < end && *p == '.') {
        const char *point = p;
        p = numeral_pass_digits(p + 1, end, &whole);
        decimals = (unsigned)(p - point) - 1;
        if (!decimals)
            return 0;
    }
    out->digits = count + decimals;
    bool ends = p == text.ptr + text.len ||
                (p < end && (numeral_is_han_byte(*p) || *p == '%'));
    if (out->digits > NUMERAL_DIGITS_MOST || !ends)
        return 0;
    out->value = (double)(int64_t)whole / numeral_powers[decimals];
    out->decimals = (int)decimals;
    out->zero_led = count > 1 && *from == '0';
    return at + (size_t)(p - from);
}

/* What a scale stands for: 1e4 for 万. */
double numeral_scale(struct str scale);

/* What numeral_blanks does where a blank may stand. */
size_t numeral_some_blanks(struct str text, size_t at);

/* The length of blanks (U+3000 and no-break ones too) at `at`. */
static inline size_t numeral_blanks(struct str text, size_t at)
{
    unsigned char byte = at < text.len ? (unsigned char)text.ptr[at] : 'x';

    /* Every blank but ASCII's begins with one of these bytes. */
    if (byte > ' ' && byte != 0xe3 && byte != 0xe2 && byte != 0xc2)
        return 0;
    return numeral_some_blanks(text, at);
}

#endif
