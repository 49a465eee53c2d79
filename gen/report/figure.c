#include "figure.h"

#include "lexicon.h"
#include "numeral.h"

#include <math.h>
#include <string.h>

static uint32_t rune_at(struct str text, size_t at)
{
    uint32_t rune = 0;

    return word_decode(text, at, &rune) ? rune : 0;
}

/* Behind what a figure may be left without a unit: 同比增长18.3； */
static bool is_end(uint32_t rune)
{
    return rune == 0 || rune_is_punct(rune) || rune_is_space(rune);
}

/* Signs that glue digits into one number that counts nothing: 0537-000. */
bool figure_glue(uint32_t rune)
{
    rune = rune_half(rune);
    return rune == '+' || rune == ':' || rune == '/' || rune == '.' ||
           rune == '-' || rune == '_' || rune == '*' || rune == 0xb7 ||
           rune == 0x2014 || rune == 0x2013 || rune == 0xd7 || rune == '=';
}

/* ---- units ---- */

/* `rune` stands at `at`; mostly it is a Han character, and so no sign. */
static inline bool unit_percent(size_t at, uint32_t rune, struct figure *f)
{
    if (word_is_common_han(rune) ||
        (rune_half(rune) != '%' && rune != 0xfe6a && rune != 0x2030))
        return false;
    f->unit = rune == 0x2030 ? STR("‰") : STR("%");
    f->to = at + (rune < 0x80 ? 1 : 3);
    return true;
}

static bool unit_points(struct str text, size_t at, struct figure *f)
{
    size_t skip = word_at(text, at, "个") ? strlen("个") : 0;

    skip += numeral_blanks(text, at + skip);
    if (!word_at(text, at + skip, "百分点"))
        return false;
    f->unit = STR("个百分点");
    f->to = at + skip + strlen("百分点");
    return true;
}

/* 微克/立方米, 元/亩: a unit per another. */
static size_t unit_per(struct str text, size_t at)
{
    uint32_t rune = word_short_rune(text, at);
    size_t len = rune < 0x80 ? 1 : 3;

    if (rune_half(rune) != '/')
        return 0;
    size_t unit = lexicon_at(LEX_UNIT, text, at + len);
    return unit ? len + unit : 0;
}

/* 头（只）, 台(套): the second classifier belongs to the figure, too. */
static size_t unit_beside(struct str text, size_t at)
{
    uint32_t open = word_short_rune(text, at);
    size_t len = open < 0x80 ? 1 : 3;
    size_t unit =
        rune_half(open) == '(' ? lexicon_at(LEX_UNIT, text, at + len) : 0;

    if (!unit)
        return 0;
    len += unit;
    uint32_t close = word_short_rune(text, at + len);
    return rune_half(close) == ')' ? len + (close < 0x80 ? 1 : 3) : 0;
}

/* 七公里半 */
static void take_half(struct str text, struct figure *f)
{
    size_t half = word_at(text, f->to, "半");

    if (!half || f->decimals || f->scale.len ||
        !is_end(rune_at(text, f->to + half)))
        return;
    f->value += 0.5;
    f->decimals = 1;
    f->to += half;
}

/* Whether a unit is over where `rune` stands: no / goes on, no bracket, no 半. */
static inline bool ends_unit(uint32_t rune)
{
    if (word_is_common_han(rune))
        return rune != 0x534a;
    return rune_half(rune) != '/' && rune_half(rune) != '(';
}

static bool unit_listed(struct str text, size_t at,
                        const struct lexicon_word *found, struct figure *f)
{
    size_t len = lexicon_len(found, LEX_UNIT);

    if (!len || lexicon_len(found, LEX_UNIT_TRAP) > len)
        return false;
    if (ends_unit(word_short_rune(text, at + len))) {
        f->unit = lexicon_unit((struct str){text.ptr + at, len});
        f->to = at + len;
        return true;
    }
    len += unit_per(text, at + len);
    f->unit = lexicon_unit((struct str){text.ptr + at, len});
    f->to = at + len + unit_beside(text, at + len);
    take_half(text, f);
    return true;
}

/* 三成 is 30 %, 九成五 and 九成半 95 %; 成 in 成立 and 成为 is no share. */
static bool unit_tenths(struct str text, size_t at, double *value,
                        struct figure *f)
{
    struct numeral half;

    f->to = at + strlen("成");
    if (lexicon_at(LEX_NOT_TENTHS, text, f->to))
        return false;
    *value *= 10;
    if (numeral_read(text, f->to, &half) && half.chinese && half.digits == 1 &&
        half.value < 10) {
        *value += half.value;
        f->to = half.to;
    } else if (word_at(text, f->to, "半") && !word_at(text, f->to, "半数")) {
        *value += 5;
        f->to += strlen("半");
    }
    f->unit = STR("%");
    return true;
}

/* 120余万元: the scale behind the vague word. Returns where the unit begins. */
static size_t read_late_scale(struct str text, struct figure *f)
{
    size_t len = 0;

    if (!f->scale.len &&
        (word_at(text, f->to, "万") || word_at(text, f->to, "亿")))
        len = strlen("万");
    if (len)
        f->scale = (struct str){text.ptr + f->to, len};
    f->to += len;
    return f->to + numeral_blanks(text, f->to);
}

static bool stands_alone(struct str text, size_t at);

/* 4.9个亿，: as it is spoken; 3个亿元村 are three. */
static bool unit_spoken(struct str text, size_t at, struct figure *f)
{
    size_t skip = strlen("个"), len = word_at(text, at + skip, "亿");

    if (f->scale.len || !len || !stands_alone(text, at + skip + len))
        return false;
    f->scale = (struct str){text.ptr + at + skip, len};
    f->to = at + skip + len;
    return true;
}

/* Only what tells an approximation stands between `at` and a mark. */
static bool stands_alone(struct str text, size_t at)
{
    const struct lexicon_word *found = lexicon_all_at(
        lexicon_set(LEX_AFTER_LEAST) | lexicon_set(LEX_AFTER_MOST) |
            lexicon_set(LEX_AFTER_ABOUT),
        text, at);
    size_t len = lexicon_len(found, LEX_AFTER_LEAST);
    if (!len)
        len = lexicon_len(found, LEX_AFTER_MOST);
    if (!len)
        len = lexicon_len(found, LEX_AFTER_ABOUT);
    return is_end(rune_at(text, at + len));
}

/*
 * Reads the unit behind the number that ends at f->to. False where what stands
 * there shows that the number measures nothing.
 */
static bool read_unit(struct str text, const struct numeral *numeral,
                      struct figure *f)
{
    static const uint64_t behind =
        UINT64_C(1) << LEX_UNIT | UINT64_C(1) << LEX_UNIT_TRAP |
        UINT64_C(1) << LEX_TIME | UINT64_C(1) << LEX_INFIX;
    size_t at = f->to + numeral_blanks(text, f->to);

    if (unit_percent(at, word_short_rune(text, at), f))
        return true;
    const struct lexicon_word *found = lexicon_all_at(behind, text, at);
    size_t vague = lexicon_len(found, LEX_INFIX);
    size_t unit = lexicon_len(found, LEX_UNIT);
    size_t time = vague ? lexicon_at(LEX_TIME, text, at + vague)
                        : lexicon_len(found, LEX_TIME);

    if (vague) {
        f->op = OP_ABOUT;
        at += vague;
        f->to = at;
        at = read_late_scale(text, f);
        found = lexicon_all_at(behind, text, at);
    }
    uint32_t rune = word_short_rune(text, at);
    if (vague && unit_percent(at, rune, f))
        return true;
    if ((rune == 0x4e2a || rune == 0x767e) && unit_points(text, at, f))
        return true; /* 个, 百 */
    if (rune == 0x4e2a && unit_spoken(text, at, f))
        return true;
    if (time && time >= unit)
        return false;
    if (rune == 0x6210 && unit_tenths(text, at, &f->value, f)) /* 成 */
        return true;
    if (unit_listed(text, at, found, f))
        return true;
    if (f->scale.len)
        return stands_alone(text, at) ||
               lexicon_before(LEX_SPEND, text, f->from) || vague ||
               word_at(text, at, "大关") || word_at(text, at, "的目标");
    /* 降为零 needs no unit; other bare Chinese numerals are hardly figures. */
    bool zero = numeral->chinese && f->value == 0 &&
                (word_before(text, numeral->from, "为") ||
                 word_before(text, numeral->from, "到") ||
                 word_before(text, numeral->from, "至"));
    return (zero || !numeral->chinese) && stands_alone(text, f->to) &&
           !figure_glue(rune_at(text, f->to));
}

/* ---- ranges ---- */

/* 由82%到90% is a change from a base, not a range. */
static bool changes_from(struct str text, size_t from)
{
    uint32_t rune = text_before(text, from);

    return rune == 0x7531 || rune == 0x4ece; /* 由, 从 */
}

/*
 * The second number of a range, scaled as the first. The first may lack scale
 * and unit (10～12%) or have them (4%—6%, 1亿元至2亿元).
 */
static bool join_range(struct figure *low, const struct figure *high)
{
    double value = high->value;

    if (low->unit.len && !str_equal(low->unit, high->unit))
        return false;
    if (low->scale.len || low->unit.len)
        value *= numeral_scale(high->scale) / numeral_scale(low->scale);
    else
        low->scale = high->scale;
    if (!(value > low->value))
        return false;
    low->op = OP_RANGE;
    low->high = value;
    low->high_decimals = high->decimals;
    low->unit = high->unit;
    low->to = high->to;
    return true;
}

static void figure_start(const struct numeral *numeral, struct figure *f)
{
    *f = (struct figure){.value = numeral->value,
                         .decimals = numeral->decimals,
                         .scale = numeral->scale,
                         .from = numeral->from,
                         .digits = numeral->from,
                         .to = numeral->to};
    f->single = numeral->chinese && numeral->digits == 1 && f->value <= 1;
}

/* 百分之六点五, 千分之三; the numeral behind may be in either script. */
static bool read_share(struct str text, size_t at, struct figure *f)
{
    bool thousand = word_at(text, at, "千分之");
    struct numeral numeral;

    if (!thousand && !word_at(text, at, "百分之"))
        return false;
    if (!numeral_read(text, at + strlen("百分之"), &numeral))
        return false;
    figure_start(&numeral, f);
    f->from = at;
    f->unit = thousand ? STR("‰") : STR("%");
    return true;
}

/* 三分之一 as percent, to the hundredth where it does not come out even. */
static bool read_fraction(struct str text, const struct numeral *below,
                          struct figure *f)
{
    struct numeral above;

    if (below->scale.len || !word_at(text, below->to, "分之") ||
        !numeral_read(text, below->to + strlen("分之"), &above) ||
        above.value > below->value || below->value <= 0)
        return false;
    figure_start(&above, f);
    f->from = f->digits = below->from;
    f->single = false;
    f->value = round(10000 * above.value / below->value) / 100;
    f->decimals = fmod(f->value, 1) != 0 ? 2 : 0;
    f->unit = STR("%");
    return true;
}

/* Joins the second number of a range, which may go on behind the mark at `at`. */
static void join_second(struct str text, size_t at, size_t mark,
                        struct figure *low)
{
    struct numeral numeral;
    struct figure high;

    if (changes_from(text, low->from))
        return;
    at += mark + numeral_blanks(text, at + mark);
    if (!read_share(text, at, &high)) {
        if (!numeral_read(text, at, &numeral) || numeral.zero_led)
            return;
        figure_start(&numeral, &high);
        if (str_is(low->unit, "%") && word_at(text, low->from, "百分之"))
            high.unit = low->unit;
        else if (!read_unit(text, &numeral, &high))
            return;
        if (word_at(text, high.to - strlen("成"), "成") && !low->unit.len)
            low->value *= 10;
    }
    join_range(low, &high);
}

/* Where a range goes on behind `low`, joins its second number. */
static inline void read_range(struct str text, struct figure *low)
{
    size_t at = low->to + numeral_blanks(text, low->to);
    size_t mark = lexicon_at(LEX_RANGE, text, at);

    if (mark)
        join_second(text, at, mark, low);
}

bool figure_share(struct str text, size_t at, struct figure *f)
{
    if (!read_share(text, at, f))
        return false;
    read_range(text, f);
    return true;
}

/* ---- an amount ---- */

/* Bare 百 and 千 count only where something says so: 近百名, 百万株. */
static bool bare_is_meant(struct str text, const struct numeral *numeral)
{
    return !numeral->bare || numeral->scale.len ||
           lexicon_at(LEX_INFIX, text, numeral->to) ||
           lexicon_before(LEX_BEFORE_LEAST, text, numeral->from) ||
           lexicon_before(LEX_BEFORE_ABOUT, text, numeral->from);
}

bool figure_read(struct str text, const struct numeral *numeral,
                 struct figure *f)
{
    if (read_fraction(text, numeral, f))
        return true;
    figure_start(numeral, f);
    if (numeral->zero_led || !bare_is_meant(text, numeral))
        return false;
    /* 3—5个: the first number has no unit, so ask for a range first. */
    read_range(text, f);
    if (f->op == OP_RANGE)
        return true;
    if (!read_unit(text, numeral, f))
        return false;
    read_range(text, f);
    return true;
}

bool figure_unit(const struct figure *figure, struct buf *out)
{
    buf_str(out, figure->scale);
    buf_str(out, figure->unit);
    return figure->scale.len || figure->unit.len;
}

/* Adds `number` with at least `least` digits. */
static void write_digits(unsigned long long number, int least, struct buf *out)
{
    char text[32];
    size_t at = sizeof(text);

    for (; number || least > 0; least--) {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    }
    buf_add(out, text + at, sizeof(text) - at);
}

#define WHOLE_MOST 9e15 /* up to here a double has each whole number */

/* What reckoning with scales may add to a double, as a part of it. */
#define NOISE 1e-13

void figure_write(double value, int decimals, struct buf *out)
{
    double scale = 1;

    if (decimals == 0 && value >= 0 && value < WHOLE_MOST &&
        value == (double)(unsigned long long)value) {
        write_digits((unsigned long long)value, 1, out);
        return;
    }
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    while (decimals < 6 &&
           fabs(round(value * scale) / scale - value) > NOISE * fabs(value)) {
        decimals++;
        scale *= 10;
    }
    /* By integers: a locale's decimal comma must not get into JSON. */
    double whole = round(fabs(value) * scale);
    if (!(whole < WHOLE_MOST)) {
        buf_format(out, "%.0f", value);
        return;
    }
    unsigned long long units = (unsigned long long)whole;
    unsigned long long step = (unsigned long long)scale;
    if (value < 0 && units)
        buf_char(out, '-');
    write_digits(units / step, 1, out);
    if (decimals > 0) {
        buf_char(out, '.');
        write_digits(units % step, decimals, out);
    }
}
