#include "privacy.h"

#include "word.h"

#include <string.h>

#define RUN_MOST 64 /* digits that are looked at together */
#define LEAST 11 /* digits of a phone number, the shortest that is looked for */
#define AROUND 90 /* bytes before a number in which a word says what it is */

/* Digits that stand together, in groups with blanks or hyphens between. */
struct run {
    char digit[RUN_MOST]; /* '0' to '9', 'X' */
    size_t from[RUN_MOST], to[RUN_MOST]; /* bytes in the text */
    char before[RUN_MOST]; /* what stands before it: 0, ' ', '-' or a cell */
    size_t len;
};

static bool is_space(uint32_t rune)
{
    return rune == ' ' || rune == '\n' || rune == '\t' || rune == 0x3000 ||
           rune == 0xA0;
}

static bool is_hyphen(uint32_t rune)
{
    return rune == '-' || rune == 0x2010 || rune == 0x2011 || rune == 0x2013 ||
           rune == 0x2014 || rune == 0xFF0D;
}

static bool is_letter(uint32_t rune)
{
    rune |= 0x20;
    return rune >= 'a' && rune <= 'z';
}

/* The separator at `at` with a digit behind it; its kind, and its length. */
static char separator(struct str text, size_t at, size_t *len)
{
    size_t from = at, step;
    uint32_t rune = 0;
    char kind = 0;

    while ((step = text_decode(text, at, &rune)) && at - from < 8) {
        if (is_space(rune))
            kind = kind ? kind : ' ';
        else if (is_hyphen(rune))
            kind = '-';
        else if (rune == PRIVACY_CELL)
            kind = PRIVACY_CELL;
        else
            break;
        at += step;
    }
    *len = at - from;
    return rune_is_digit(rune) || rune_half(rune) == 'X' ||
                   rune_half(rune) == 'x'
               ? kind
               : 0;
}

/* Reads the run that begins at `at`; returns where it ends. */
static size_t read_run(struct str text, size_t at, struct run *run)
{
    char before = 0;
    size_t step, gap;
    uint32_t rune;

    run->len = 0;
    while ((step = text_decode(text, at, &rune)) && run->len < RUN_MOST) {
        uint32_t half = rune_half(rune);
        bool is_x = (half == 'X' || half == 'x') && run->len > 0;
        if (half < '0' || half > '9') {
            if (!is_x)
                break;
            half = 'X';
        }
        run->digit[run->len] = (char)half;
        run->before[run->len] = before;
        run->from[run->len] = at;
        at += step;
        run->to[run->len++] = at;
        if (is_x)
            break;
        before = separator(text, at, &gap);
        if (before)
            at += gap;
    }
    return at;
}

static int number_at(const struct run *run, size_t from, size_t len)
{
    int number = 0;

    for (size_t i = from; i < from + len; i++)
        number = number * 10 + (run->digit[i] - '0');
    return number;
}

static bool has_x(const struct run *run, size_t from, size_t len)
{
    for (size_t i = from; i < from + len; i++)
        if (run->digit[i] == 'X')
            return true;
    return false;
}

static bool is_province(int code)
{
    static const int end[][2] = {{11, 15}, {21, 23}, {31, 37}, {41, 46},
                                 {50, 54}, {61, 65}, {71, 71}, {81, 83}};

    for (size_t i = 0; i < sizeof(end) / sizeof(end[0]); i++)
        if (code >= end[i][0] && code <= end[i][1])
            return true;
    return false;
}

static bool is_birthday(int year, int month, int day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1)
        return false;
    return day <= days[month - 1] + (leap && month == 2);
}

static bool is_id(const struct run *run, size_t from)
{
    static const int weight[] = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                 3, 7, 9,  10, 5, 8, 4, 2};
    static const char check[] = "10X98765432";
    int sum = 0;

    if (has_x(run, from, 17) || !is_province(number_at(run, from, 2)) ||
        !is_birthday(number_at(run, from + 6, 4), number_at(run, from + 10, 2),
                     number_at(run, from + 12, 2)))
        return false;
    for (size_t i = 0; i < 17; i++)
        sum += weight[i] * (run->digit[from + i] - '0');
    return run->digit[from + 17] == check[sum % 11];
}

static bool has_word(struct str text, size_t at, const char *const *word)
{
    size_t from = at > AROUND ? at - AROUND : 0;
    struct str before = {text.ptr + from, at - from};

    for (; *word; word++)
        if (str_find(before, str_of(*word)) != SIZE_MAX)
            return true;
    return false;
}

/* The form before 1999 has no check digit: a word must say what it is. */
static bool is_old_id(struct str text, const struct run *run, size_t from)
{
    static const char *const word[] = {"身份证", "证件号", "公民身份", NULL};

    return !has_x(run, from, 15) && is_province(number_at(run, from, 2)) &&
           is_birthday(1900 + number_at(run, from + 6, 2),
                       number_at(run, from + 8, 2),
                       number_at(run, from + 10, 2)) &&
           has_word(text, run->from[from], word);
}

/* Begins and ends where a group does. */
static bool is_whole(const struct run *run, size_t from, size_t len)
{
    return (from == 0 || run->before[from]) &&
           (from + len == run->len || run->before[from + len]);
}

/* Has only separators that `kinds` lists. */
static bool parted_by(const struct run *run, size_t from, size_t len,
                      const char *kinds)
{
    for (size_t i = from + 1; i < from + len; i++)
        if (run->before[i] && !strchr(kinds, run->before[i]))
            return false;
    return true;
}

static size_t groups(const struct run *run, size_t from, size_t len)
{
    size_t count = 1;

    for (size_t i = from + 1; i < from + len; i++)
        count += run->before[i] != 0;
    return count;
}

static uint32_t rune_after(struct str text, size_t at)
{
    uint32_t rune = 0;

    return text_decode(text, at, &rune) ? rune : 0;
}

static bool is_code(uint32_t rune)
{
    return rune_is_digit(rune) || is_letter(rune);
}

/* Behind "://" without a blank or Chinese between. */
static bool is_in_address(struct str text, size_t at)
{
    size_t from = at;

    while (from > 0 && text.ptr[from - 1] > ' ' && at - from < AROUND)
        from--;
    return str_find((struct str){text.ptr + from, at - from}, STR("://")) !=
           SIZE_MAX;
}

/* Part of an address, a code or an amount. */
static bool is_within(struct str text, size_t from, size_t to)
{
    static const char *const unit[] = {"元",   "万", "亿", "吨", "公斤",
                                       "千克", "平", "立", "亩", "%",
                                       "_",    "株", "米", "=",  "&"};
    struct str rest = {text.ptr + to, text.len - to};
    uint32_t before = text_before(text, from);

    for (size_t i = 0; i < sizeof(unit) / sizeof(unit[0]); i++)
        if (str_starts(rest, unit[i]))
            return true;
    if (str_starts(rest, ".") && is_code(rune_after(text, to + 1)))
        return true;
    if (str_starts(rest, "/") && is_code(rune_after(text, to + 1)) &&
        rune_after(text, to + 1) != '1')
        return true;
    if (before == '/' && !rune_is_digit(text_before(text, from - 1)))
        return true;
    if (before && before < 0x80 && strchr("=_.#&", (int)before))
        return true;
    return is_in_address(text, from) ||
           (is_letter(before) && is_letter(rune_after(text, to)));
}

/* 11 digits in one group, or 3-4-4 and nothing else around them. */
static bool is_phone(struct str text, const struct run *run, size_t from)
{
    size_t end = from + 11;

    if (run->digit[from] != '1' || run->digit[from + 1] < '3' ||
        has_x(run, from, 11) ||
        is_within(text, run->from[from], run->to[end - 1]))
        return false;
    bool country = from == 2 && number_at(run, 0, 2) == 86;
    if (groups(run, from, 11) == 1)
        return ((from == 0 || run->before[from] != '-' || country) &&
                (end == run->len || run->before[end] != '-'));
    return (from == 0 || country || run->before[from] == PRIVACY_CELL) &&
           (end == run->len || run->before[end] == PRIVACY_CELL) &&
           groups(run, from, 11) == 3 && run->before[from + 3] &&
           run->before[from + 7] && parted_by(run, from, 11, " -");
}

static bool passes_luhn(const struct run *run, size_t from, size_t len)
{
    int sum = 0;

    for (size_t i = 0; i < len; i++) {
        int digit = run->digit[from + len - 1 - i] - '0';
        if (i % 2)
            digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

/* A card's number passes Luhn as one number in ten does, so a word must say
 * what it is, or it is written as on the card: 6228 4804 … */
static bool is_card(struct str text, const struct run *run, size_t from,
                    size_t len)
{
    static const char *const word[] = {
        "银行", "卡号", "账号",   "帐号", "账户", "帐户", "一卡通", "一本通",
        "开户", "储蓄", "信用社", "农商", "存折", "打卡", "户头",   NULL};

    if (has_x(run, from, len) || !parted_by(run, from, len, " -") ||
        !passes_luhn(run, from, len) ||
        is_within(text, run->from[from], run->to[from + len - 1]))
        return false;
    bool as_on_card = len >= 16 && groups(run, from, len) >= 4 &&
                      run->before[from + 4] && run->before[from + 8] &&
                      run->before[from + 12] && run->digit[from] == '6' &&
                      run->digit[from + 1] == '2';
    return as_on_card || has_word(text, run->from[from], word);
}

static size_t judge(struct str text, const struct run *run, size_t from,
                    enum privacy_kind *kind)
{
    size_t left = run->len - from;

    *kind = PRIVACY_ID;
    if (left >= 18 && is_whole(run, from, 18) && is_id(run, from))
        return 18;
    *kind = PRIVACY_PHONE;
    if (left >= 11 && is_whole(run, from, 11) && is_phone(text, run, from))
        return 11;
    *kind = PRIVACY_CARD;
    for (size_t len = 19; len >= 13; len--)
        if (left >= len && is_whole(run, from, len) &&
            is_card(text, run, from, len))
            return len;
    *kind = PRIVACY_ID;
    if (left >= 15 && is_whole(run, from, 15) && groups(run, from, 15) == 1 &&
        is_old_id(text, run, from))
        return 15;
    return 0;
}

static bool is_plain_digit(struct str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

static bool is_han(struct str text, size_t at)
{
    return text.len - at >= 3 && word_is_han_at(text.ptr + at);
}

/* Passes over Han, and over a number too short to be one of ours where Han
 * follows it: that is nearly all of a text. */
static size_t skip_harmless(struct str text, size_t at)
{
    while (is_han(text, at))
        at += 3;
    size_t end = at;
    while (end - at < LEAST && is_plain_digit(text, end))
        end++;
    return end - at < LEAST && is_han(text, end) ? end : at;
}

/* Where the next digit stands; the text's end where there is none. */
static size_t next_digit(struct str text, size_t at, size_t *len)
{
    uint32_t rune;

    for (;; at += *len) {
        for (size_t end; (end = skip_harmless(text, at)) > at;)
            at = end;
        *len = text_decode(text, at, &rune);
        if (*len == 0 || rune_is_digit(rune))
            return at;
    }
}

bool privacy_next(struct str text, size_t *at, struct privacy_hit *hit)
{
    struct run run;
    size_t step;

    while ((*at = next_digit(text, *at, &step)) < text.len) {
        size_t end = read_run(text, *at, &run);
        for (size_t from = 0; from < run.len; from++) {
            size_t len = from == 0 || run.before[from]
                             ? judge(text, &run, from, &hit->kind)
                             : 0;
            if (!len)
                continue;
            hit->from = run.from[from];
            hit->to = run.to[from + len - 1];
            memcpy(hit->digits, run.digit + from, len);
            hit->digits[len] = '\0';
            *at = hit->to;
            return true;
        }
        *at = end > *at ? end : *at + step;
    }
    return false;
}

void privacy_mask(const char *digits, enum privacy_kind kind, char out[24])
{
    size_t len = strlen(digits);
    size_t head = kind == PRIVACY_PHONE ? 3 : 2;
    size_t tail = kind == PRIVACY_PHONE ? 4 : 3;

    memcpy(out, digits, len + 1);
    for (size_t i = head; i + tail < len; i++)
        out[i] = '*';
}
