#include "numeral.h"

#include "lexicon.h"

#include <string.h>

struct digits {
    uint64_t whole; /* all digits as one integer, the decimals among them */
    unsigned count;
    int decimals;
};

const double numeral_powers[NUMERAL_DIGITS_MOST + 1] = {
    1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

double numeral_scale(struct str scale)
{
    if (str_is(scale, "万"))
        return 1e4;
    if (str_is(scale, "亿"))
        return 1e8;
    return str_is(scale, "万亿") ? 1e12 : 1;
}

static bool rune_is_blank(uint32_t rune)
{
    return rune == ' ' || rune == '\t' || rune == 0x3000 || rune == 0xa0 ||
           (rune >= 0x2000 && rune <= 0x200a) || rune == 0x202f;
}

size_t numeral_some_blanks(struct str text, size_t at)
{
    size_t end = at;
    uint32_t rune;

    for (;;) {
        size_t len = text_decode(text, end, &rune);
        if (!len || !rune_is_blank(rune))
            return end - at;
        end += len;
    }
}

static int wide_digit_at(struct str text, size_t at)
{
    uint32_t digit = word_short_rune(text, at) - 0xff10; /* ０ */

    return digit < 10 ? (int)digit : -1;
}

/* The digit at `at`, half or full width; -1 where none stands. */
static inline int digit_at(struct str text, size_t at)
{
    unsigned char byte = at < text.len ? (unsigned char)text.ptr[at] : 'x';

    if (byte >= '0' && byte <= '9')
        return byte - '0';
    /* Nearly every digit is ASCII, and nearly nothing else begins as ０. */
    return byte == 0xef ? wide_digit_at(text, at) : -1;
}

/* How long the digit is that stands at `at`. */
static inline size_t digit_len(struct str text, size_t at)
{
    return text.ptr[at] & 0x80 ? strlen("０") : 1;
}

/* Exactly three digits stand at `at`. */
static bool three_digits(struct str text, size_t at)
{
    for (int i = 0; i < 3; i++) {
        if (digit_at(text, at) < 0)
            return false;
        at += digit_len(text, at);
    }
    return digit_at(text, at) < 0;
}

/* The length of a comma or a blank that only parts thousands. */
static size_t thousands_mark(struct str text, size_t at)
{
    uint32_t rune = 0;
    size_t len = word_decode(text, at, &rune);

    if (!len || (rune_half(rune) != ',' && !rune_is_blank(rune)))
        return 0;
    return three_digits(text, at + len) ? len : 0;
}

static size_t decimal_mark(struct str text, size_t at)
{
    uint32_t rune = 0;
    size_t len = word_decode(text, at, &rune);

    if (!len || rune_half(rune) != '.')
        return 0;
    return digit_at(text, at + len) >= 0 ? len : 0;
}

static void add_digit(struct digits *digits, int digit, bool decimal)
{
    if (digits->count < NUMERAL_DIGITS_MOST)
        digits->whole = digits->whole * 10 + (uint64_t)digit;
    digits->count++;
    digits->decimals += decimal;
}

/* Reads digits from `at` and returns where they end. */
static size_t read_digits(struct str text, size_t at, struct digits *digits)
{
    bool decimal = false;
    unsigned group = 0; /* digits since the last thousands mark */
    size_t skip;

    /* Past the most it is refused anyway; a run of a million digits must not
     * be read to its end from each of its digits. */
    while (digits->count <= NUMERAL_DIGITS_MOST) {
        int digit = digit_at(text, at);
        if (digit >= 0) {
            add_digit(digits, digit, decimal);
            group++;
            at += digit_len(text, at);
        } else if (decimal || at >= text.len ||
                   numeral_is_han_byte(text.ptr[at])) {
            break;
        } else if (group <= 3 && (skip = thousands_mark(text, at)) > 0) {
            group = 0;
            at += skip;
        } else if ((skip = decimal_mark(text, at)) > 0) {
            decimal = true;
            at += skip;
        } else {
            break;
        }
    }
    return at;
}

/* 3千 is 3000, but 3千瓦 and 3千克 are not: there 千 is the unit's. */
static size_t hundreds(struct str text, size_t at, double *factor)
{
    size_t hundred = word_at(text, at, "百");
    size_t thousand = word_at(text, at, "千");

    if (!hundred && !thousand)
        return 0;
    if (lexicon_at(LEX_UNIT, text, at) || word_at(text, at, "百分"))
        return 0;
    if (lexicon_at(LEX_TIME, text, at))
        return 0;
    *factor = hundred ? 100 : 1000;
    return hundred ? hundred : thousand;
}

static void read_scale(struct str text, struct numeral *out)
{
    size_t at = out->to + numeral_blanks(text, out->to);

    /* 亿 begins with the same byte. */
    if (at >= text.len || text.ptr[at] != "万"[0])
        return;
    size_t len = word_at(text, at, "万亿");
    if (!len)
        len = word_at(text, at, "万");
    if (!len)
        len = word_at(text, at, "亿");
    if (!len)
        return;
    out->scale = (struct str){text.ptr + at, len};
    out->to = at + len;
}

/* Whether 百, 千, 万 or 亿 may stand at `at`, or a blank before one. */
static inline bool may_scale(struct str text, size_t at)
{
    uint32_t rune = word_short_rune(text, at);

    if (word_is_common_han(rune))
        return rune == 0x767e || rune == 0x5343 || rune == 0x4e07 ||
               rune == 0x4ebf;
    return rune != '%';
}

/* Reads digits with what may stand among them, as numeral_plain does without. */
static bool read_any_digits(struct str text, size_t at, struct numeral *out)
{
    struct digits digits = {0};

    out->to = read_digits(text, at, &digits);
    out->digits = digits.count;
    out->decimals = digits.decimals;
    if (digits.count > NUMERAL_DIGITS_MOST)
        return false;
    out->zero_led =
        digit_at(text, at) == 0 && digits.count - (unsigned)digits.decimals > 1;
    out->value = (double)digits.whole / numeral_powers[digits.decimals];
    return true;
}

static bool read_arabic(struct str text, size_t at, struct numeral *out)
{
    double factor = 1;

    *out = (struct numeral){.from = at};
    out->to = numeral_plain(text, at, out);
    if (!out->to && !read_any_digits(text, at, out))
        return false;
    if (!may_scale(text, out->to))
        return true;
    size_t len = hundreds(text, out->to, &factor);
    if (len) {
        out->value *= factor;
        out->decimals = 0;
        out->to += len;
    }
    read_scale(text, out);
    return true;
}

/* The value of a Chinese digit, or of 十百千万亿 as `*unit`; 0 bytes: none.
 * By a switch, for this is asked at every character. */
static size_t chinese_at(struct str text, size_t at, int *digit, double *unit)
{
    uint32_t rune = 0;

    *digit = 0;
    *unit = 0;
    if (word_decode(text, at, &rune) != strlen("一"))
        return 0;
    switch (rune) {
    case 0x96f6: /* 零 */
    case 0x3007: break; /* 〇 */
    case 0x4e00: *digit = 1; break;
    case 0x4e8c:
    case 0x4e24: *digit = 2; break; /* 二, 两 */
    case 0x4e09: *digit = 3; break;
    case 0x56db: *digit = 4; break;
    case 0x4e94: *digit = 5; break;
    case 0x516d: *digit = 6; break;
    case 0x4e03: *digit = 7; break;
    case 0x516b: *digit = 8; break;
    case 0x4e5d: *digit = 9; break;
    case 0x5341: *unit = 10; break;
    case 0x767e: *unit = 100; break;
    case 0x5343: *unit = 1e3; break;
    case 0x4e07: *unit = 1e4; break;
    case 0x4ebf: *unit = 1e8; break;
    default: return 0;
    }
    return strlen("一");
}

/* What has been read of a Chinese numeral. */
struct chinese {
    double total, section; /* beyond and below the next 万 or 亿 */
    int digit; /* not yet multiplied; -1: none */
    double last; /* the last multiplier, so that 三千五 is 3500 */
    bool zero; /* 零 came since: 三千零五 is 3005 */
    bool broken; /* digits follow each other: a year, or 三四 */
};

static void chinese_digit(struct chinese *c, int digit)
{
    if (c->digit > 0 || (c->digit == 0 && !c->zero))
        c->broken = true;
    if (digit == 0)
        c->zero = true;
    c->digit = digit;
}

static void chinese_small(struct chinese *c, double unit)
{
    c->section += (c->digit > 0 ? c->digit : 1) * unit;
    c->digit = -1;
    c->last = unit;
    c->zero = false;
}

static void chinese_large(struct chinese *c, double unit)
{
    double section = c->section + (c->digit > 0 ? c->digit : 0);

    c->total += section * unit;
    c->section = 0;
    c->digit = -1;
    c->last = unit;
    c->zero = false;
}

static double chinese_value(const struct chinese *c)
{
    if (c->digit < 0)
        return c->total + c->section;
    bool clipped = c->last >= 100 && !c->zero;
    return c->total + c->section + c->digit * (clipped ? c->last / 10 : 1);
}

static bool digit_follows(struct str text, size_t at)
{
    int digit;
    double unit;

    return chinese_at(text, at, &digit, &unit) && unit < 1e4;
}

/* 六点五: the digits behind 点, if any. */
static void chinese_decimals(struct str text, struct numeral *out)
{
    size_t at = out->to + word_at(text, out->to, "点");
    struct digits digits = {0};
    int digit;
    double unit;

    if (at == out->to)
        return;
    for (size_t len; (len = chinese_at(text, at, &digit, &unit)) && unit == 0;
         at += len)
        add_digit(&digits, digit, true);
    if (!digits.count || digits.count > 6)
        return;
    out->value += (double)digits.whole / numeral_powers[digits.decimals];
    out->decimals = digits.decimals;
    out->to = at;
}

/* 突破亿元, 近万人: one of them, where a word says that it was passed or nearly
 * reached; 成千上万 is a way of speaking. */
static bool is_bare_scale(struct str text, size_t at, size_t len)
{
    size_t before = lexicon_before(LEX_BEFORE_LEAST, text, at);

    if (!lexicon_at(LEX_UNIT, text, at + len) || word_before(text, at, "千上"))
        return false;
    if (!before)
        before = lexicon_before(LEX_BEFORE_ABOUT, text, at);
    return before > lexicon_before(LEX_BEFORE_TRAP, text, at);
}

static bool read_bare_scale(struct str text, size_t at, struct numeral *out)
{
    out->value = 1;
    out->digits = 1;
    read_scale(text, out);
    return out->to > at;
}

static bool read_chinese(struct str text, size_t at, struct numeral *out)
{
    struct chinese c = {.digit = -1};
    int digit = 0;
    double unit = 0;
    size_t len;

    *out = (struct numeral){.from = at, .to = at, .chinese = true};
    len = chinese_at(text, at, &digit, &unit);
    if (len && unit >= 1e4 && is_bare_scale(text, at, len))
        return read_bare_scale(text, at, out);
    if (!len || unit >= 1e4)
        return false;
    out->bare = unit >= 100;
    while (out->digits <= NUMERAL_DIGITS_MOST &&
           (len = chinese_at(text, out->to, &digit, &unit)) > 0) {
        /* A last 万 or 亿 is the unit's; one with digits behind is not. */
        if (unit >= 1e4 && !digit_follows(text, out->to + len))
            break;
        if (unit == 0)
            chinese_digit(&c, digit);
        else if (unit >= 1e4)
            chinese_large(&c, unit);
        else
            chinese_small(&c, unit);
        out->to += len;
        out->digits++;
    }
    out->value = chinese_value(&c);
    chinese_decimals(text, out);
    read_scale(text, out);
    if (out->scale.len && c.total > 0)
        out->value = c.total / numeral_scale(out->scale) + c.section +
                     (c.digit > 0 ? c.digit : 0);
    return !c.broken && out->digits <= NUMERAL_DIGITS_MOST;
}

bool numeral_read(struct str text, size_t at, struct numeral *out)
{
    if (digit_at(text, at) >= 0)
        return read_arabic(text, at, out);
    return read_chinese(text, at, out);
}
