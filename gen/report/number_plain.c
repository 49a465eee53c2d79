#include "number_plain.h"

#include "../base/seldom.h"
#include "lexicon.h"
#include "number.h"
#include "number_any.h"
#include "numeral.h"

#include <string.h>

SELDOM bool number_stands_apart(struct str text, size_t at)
{
    static const uint64_t lists =
        UINT64_C(1) << LEX_ORDINAL | UINT64_C(1) << LEX_CAPACITY |
        UINT64_C(1) << LEX_BEFORE_LEAST | UINT64_C(1) << LEX_BEFORE_MOST |
        UINT64_C(1) << LEX_BEFORE_ABOUT;
    uint32_t rune = word_short_rune_before(text, at);

    if (!word_is_common_han(rune))
        return !rune;
    if (rune == 0x4e86 || rune == 0x51e0 || rune == 0x6570 || rune == 0x5206)
        return false; /* 了, 几, 数, 分 */
    return !(lexicon_all_before(lists, text, at)->all[0] & lists);
}

void number_after(struct str text, size_t at, struct figure *f)
{
    static const struct {
        enum lexicon list;
        enum record_op op;
    } table[] = {
        {LEX_AFTER_LEAST, OP_LEAST},
        {LEX_AFTER_MOST, OP_MOST},
        {LEX_AFTER_ABOUT, OP_ABOUT},
    };

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        size_t len = lexicon_at(table[i].list, text, at);
        if (!len)
            continue;
        f->to = at + len;
        if (f->op != OP_RANGE)
            f->op = table[i].op;
        return;
    }
}

enum plain {
    PLAIN_NOT, /* of what stands there nothing is known */
    PLAIN_FIGURE,
    PLAIN_TIME, /* no figure, as 2020年 or a bare 2020; its `to` alone is set */
};

/* The length of the unit at `at`, if nothing longer begins with it and it is no
 * share, as 成 and 百分点 are. */
static inline size_t plain_unit(struct str text, size_t at)
{
    static const uint64_t lists = UINT64_C(1) << LEX_UNIT |
                                  UINT64_C(1) << LEX_UNIT_TRAP |
                                  UINT64_C(1) << LEX_TIME;
    const char *p = text.ptr + at, *end = text.ptr + text.len;

    if (!(lexicon_trait_at(text, at) & LEXICON_TRAIT_UNIT))
        return 0;
    unsigned class = lexicon_class[lexicon_slot_of(p)];
    const struct lexicon_word *word =
        lexicon_longest_of(lexicon_walk(0, lists, p, end, class), 0, lists);
    return (word->lists[0] & lists) == lexicon_set(LEX_UNIT) ? word->len : 0;
}

/* What was read, but for the op, which is that of a bare figure. */
static inline void take(struct figure *f, const struct numeral *numeral)
{
    f->value = numeral->value;
    f->high = 0;
    f->decimals = numeral->decimals;
    f->high_decimals = 0;
    f->op = OP_EQUAL;
    f->growth = f->single = false;
}

/* The length of 万 or 亿 at `at`, which begin with the same byte. */
static inline size_t scale_at(struct str text, size_t at)
{
    return text.ptr[at] == "万"[0]
               ? word_at(text, at, "万") + word_at(text, at, "亿")
               : 0;
}

/* Reads the scale and the unit that stand at `at`; false where there is none,
 * or one that says more. */
static inline bool take_unit(struct str text, size_t at, struct figure *f)
{
    f->scale = (struct str){text.ptr + at, scale_at(text, at)};
    if (text.ptr[at] == '%') {
        f->unit = STR("%");
        f->to = at + 1;
        return true;
    }
    at += f->scale.len;
    size_t len = plain_unit(text, at);
    f->unit = lexicon_unit((struct str){text.ptr + at, len});
    f->to = at + len;
    return len > 0;
}

/* Whether the figure ends there: no range goes on, no other unit, no 以上. */
static inline bool is_over(struct str text, size_t at)
{
    return lexicon_trait_at(text, at) & LEXICON_TRAIT_OVER ||
           !word_short_rune(text, at);
}

/* 2020年, 3月: what belongs to it must not be read again. 小时 and 工作日 may be
 * figures: number_duration. */
static inline bool is_time(struct str text, size_t to, struct figure *f)
{
    if (!(lexicon_trait_at(text, to) & LEXICON_TRAIT_TIME) ||
        word_at(text, to, "小") || word_at(text, to, "工"))
        return false;
    size_t len = lexicon_at(LEX_TIME, text, to);
    f->to = to + len;
    return len > 0;
}

/* 3.5个百分点, of which 个 was read. */
static SELDOM bool take_points(struct str text, struct figure *f)
{
    static const char points[] = "百分点";
    size_t to = f->to + sizeof(points) - 1;

    if (!word_is(f->unit, "个") || !word_at(text, f->to, points) ||
        !is_over(text, to))
        return false;
    f->unit = STR("个百分点");
    f->to = to;
    return true;
}

/* 以上, 左右, or another word that begins like one of them. */
static SELDOM bool take_after(struct str text, struct figure *f)
{
    if (!(lexicon_trait_at(text, f->to) & LEXICON_TRAIT_AFTER))
        return false;
    number_after(text, f->to, f);
    return true;
}

/* A whole text that is a number, as in many cells: a figure without a unit, or
 * a year. */
static SELDOM enum plain take_bare(const struct numeral *numeral, size_t to,
                                   struct figure *f)
{
    f->to = to;
    if (numeral->digits == 4 && !numeral->decimals && numeral->value >= 1900 &&
        numeral->value <= 2100)
        return PLAIN_TIME;
    f->scale = f->unit = (struct str){NULL, 0};
    f->from = f->digits = 0;
    take(f, numeral);
    return PLAIN_FIGURE;
}

/*
 * Reads 12.5万亩 or 8% at `at`: digits of ASCII, perhaps 万, a unit, perhaps 以上,
 * and nothing behind that says more of it. What stands before is not looked at.
 */
static inline enum plain read_plain(struct str text, size_t at,
                                    struct figure *f)
{
    struct numeral numeral;
    size_t to = numeral_plain(text, at, &numeral);

    if (to && is_time(text, to, f))
        return PLAIN_TIME;
    if (!to || numeral.zero_led)
        return PLAIN_NOT;
    if (to == text.len)
        return at ? PLAIN_NOT : take_bare(&numeral, to, f);
    /* No set phrase begins with such a digit: lexicon_table sees to it. */
    if (!take_unit(text, to, f))
        return PLAIN_NOT;
    take(f, &numeral);
    if (!is_over(text, f->to) && !take_points(text, f) && !take_after(text, f))
        return PLAIN_NOT;
    f->from = f->digits = at;
    return PLAIN_FIGURE;
}

/* ---- the walk ---- */

/* At a digit of ASCII, as most figures begin. */
static inline enum found read_digit(struct str text, size_t at,
                                    struct figure *f)
{
    enum plain plain = read_plain(text, at, f);

    if (plain == PLAIN_NOT)
        return number_digit(text, at, f);
    if (plain == PLAIN_TIME)
        return FOUND_OTHER;
    if (!number_stands_free(text, at))
        return number_front(text, at, f);
    return number_is_threshold(text, f, false) ? FOUND_OTHER : FOUND_FIGURE;
}

/* Brings `*p` to where a number may begin, as it mostly does where it stands. */
static inline uint32_t next_number(const char **p, const char *end)
{
    if (*p < end && (unsigned)**p - '0' < 10)
        return (uint32_t) * *p;
    return lexicon_skip(LEXICON_KIND_NUMBER, p, end);
}

/* Looks from `at` on; what stands before `begin` is of the last figure. */
static inline bool find_number(struct str text, size_t at, size_t begin,
                               struct figure *figure)
{
    const char *end = text.ptr + text.len, *p = text.ptr + at;
    uint32_t rune;

    while ((rune = next_number(&p, end))) {
        at = (size_t)(p - text.ptr);
        enum found found = rune - '0' < 10U
                               ? read_digit(text, at, figure)
                               : number_look_at(text, at, rune, figure);
        if (found == FOUND_FIGURE) {
            if (figure->from < begin)
                figure->from = begin;
            return true;
        }
        p = text.ptr + figure->to;
    }
    return false;
}

bool number_next(struct str text, size_t at, struct figure *figure)
{
    return find_number(text, at, at, figure);
}

bool number_first(struct str text, size_t at, struct figure *figure)
{
    return find_number(text, at, 0, figure);
}

/* A name longer than this, in bytes, is a sentence. */
#define SIZED_MOST 45

static bool is_one_of(const char *const *words, struct str word)
{
    while (*words && !str_is(word, *words))
        words++;
    return *words != NULL;
}

/* 4座 stands at `at`. */
static bool counts_things(struct str text, size_t at)
{
    static const char *const counts[] = {"座", "个", "处", "台", "套",
                                         "艘", "口", "家", "条", "栋",
                                         "眼", "辆", NULL};
    struct numeral numeral;

    if (!numeral_read(text, at, &numeral) || numeral.scale.len)
        return false;
    size_t len = lexicon_at(LEX_UNIT, text, numeral.to);
    return is_one_of(counts, (struct str){text.ptr + numeral.to, len});
}

/* 推进1.5万吨物流基地建设: how large the one will be that is only pushed on. */
static bool is_pushed(struct str text, const struct figure *f, struct str name)
{
    static const char *const pushes[] = {"推进", "推动", "加快", "启动",
                                         "谋划", "抓好", NULL};
    static const char *const works[] = {"项目",   "基地", "工程",
                                        "生产线", "码头", NULL};
    bool pushed = false, work = false;

    for (size_t i = 0; pushes[i]; i++)
        pushed |= word_before(text, f->from, pushes[i]) > 0;
    name.len -= word_before(name, name.len, "建设");
    for (size_t i = 0; works[i]; i++)
        work |= word_before(name, name.len, works[i]) > 0;
    return pushed && work;
}

/* A unit that tells how large a thing is. */
static bool is_size_unit(struct str unit)
{
    switch (word_short_rune(unit, 0)) {
    case 0x5428: return word_is(unit, "吨");
    case 0x5146: return word_is(unit, "兆瓦");
    case 0x9a6c: return word_is(unit, "马力");
    case 0x5343: return word_is(unit, "千瓦") || word_is(unit, "千伏安");
    case 0x7acb: return word_is(unit, "立方米") || word_is(unit, "立方");
    default: return false;
    }
}

bool number_is_size(struct str text, const struct figure *f)
{
    bool money = word_is(f->unit, "元");

    if (!money && !is_size_unit(f->unit))
        return false;
    size_t end = lexicon_skip_han(text, f->to);
    struct str name = {text.ptr + f->to, end - f->to};
    if (name.len > SIZED_MOST)
        return false;
    if (money)
        return lexicon_is(LEX_KIND, name) && counts_things(text, end);
    return is_pushed(text, f, name) ||
           (name.len > strlen("村") && !lexicon_at(LEX_LEAD, name, 0) &&
            counts_things(text, end));
}

/* Whether what stands before `at` shortens a time, or, with `reach`, tells from
 * what it was. */
static bool shortens(struct str text, size_t at, bool reach)
{
    static const char *const verbs[] = {
        "缩短",   "缩短了", "缩短至", "缩短到", "缩短为", "压缩",
        "压缩至", "压缩到", "压缩为", "压减至", "压减到", "减少到",
        "减至",   "减到",   "减为",   "降至",   "降到",   "控制在"};

    if (word_before(text, at, "由") || word_before(text, at, "从"))
        return reach;
    at -= word_before(text, at, "近") + word_before(text, at, "约");
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
        if (word_before(text, at, verbs[i]))
            return true;
    return false;
}

bool number_duration(struct str text, const struct numeral *numeral,
                     struct figure *f)
{
    static const char *const times[] = {"个工作日", "工作日", "个小时",
                                        "小时",     "分钟",   NULL};
    size_t unit = lexicon_at(LEX_TIME, text, numeral->to);
    struct str time = {text.ptr + numeral->to, unit};

    if (!unit || numeral->scale.len || !is_one_of(times, time) ||
        !shortens(text, numeral->from,
                  lexicon_at(LEX_REACH, text, numeral->to + unit) > 0))
        return false;
    take(f, numeral);
    f->scale = (struct str){"", 0};
    f->unit = time;
    f->from = f->digits = numeral->from;
    f->to = numeral->to + unit;
    return true;
}
