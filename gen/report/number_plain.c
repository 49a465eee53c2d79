#include "number_plain.h"

#include "lexicon.h"
#include "numeral.h"

#include <string.h>

bool number_stands_free(struct str text, size_t at)
{
    static const uint64_t lists =
        UINT64_C(1) << LEX_ORDINAL | UINT64_C(1) << LEX_CAPACITY |
        UINT64_C(1) << LEX_BEFORE_LEAST | UINT64_C(1) << LEX_BEFORE_MOST |
        UINT64_C(1) << LEX_BEFORE_ABOUT;
    uint32_t rune = word_short_rune_before(text, at);
    struct lexicon_found found;

    if (!word_is_common_han(rune))
        return !rune || rune == 0x3001; /* 、 */
    if (rune == 0x4e86 || rune == 0x51e0 || rune == 0x6570 || rune == 0x5206)
        return false; /* 了, 几, 数, 分 */
    lexicon_all_before(lists, text, at, &found);
    return !found.lists;
}

/* Whether a figure is over where `rune` stands: no range goes on there, no
 * other unit, no 以上. */
static inline bool is_over(uint32_t rune)
{
    static const uint64_t lists =
        UINT64_C(1) << LEX_RANGE | UINT64_C(1) << LEX_AFTER_LEAST |
        UINT64_C(1) << LEX_AFTER_MOST | UINT64_C(1) << LEX_AFTER_ABOUT;

    if (!rune || rune == 0x3001)
        return true;
    return word_is_common_han(rune) && rune != 0x534a && rune != 0x767e &&
           rune != 0x4ebf &&
           !(lexicon_begins[0][lexicon_class[rune]] & lists); /* 半, 百, 亿 */
}

/* The length of the unit at `at`, where `rune` stands, if nothing longer begins
 * with it and it is no share, as 成 and 百分点 are. */
static inline size_t plain_unit(struct str text, size_t at, uint32_t rune)
{
    static const uint64_t others = UINT64_C(1) << LEX_INFIX | UINT64_C(1)
                                                                  << LEX_RANGE;
    static const uint64_t lists = UINT64_C(1) << LEX_UNIT |
                                  UINT64_C(1) << LEX_UNIT_TRAP |
                                  UINT64_C(1) << LEX_TIME;
    uint16_t class = lexicon_class[rune];
    uint64_t words = 0;

    if (!word_is_common_han(rune) || rune == 0x6210 || rune == 0x5206 ||
        rune == 0x767e || rune == 0x5343 || /* 成, 分, 百, 千 */
        lexicon_begins[0][class] & others)
        return 0;
    size_t len = lexicon_walk_longest(lists, text, at, class, &words);
    return (words & lists) == lexicon_set(LEX_UNIT) ? len : 0;
}

/* Whether a set phrase may begin with the digit. */
static inline bool begins_phrase(char digit)
{
    uint16_t class = lexicon_class[(unsigned char)digit];

    return lexicon_begins[0][class] & lexicon_set(LEX_PHRASE);
}

/* What was read, but for the op, which is that of a bare figure. */
static inline void take(struct figure *f, const struct numeral *numeral,
                        struct str scale, struct str unit)
{
    f->value = numeral->value;
    f->high = 0;
    f->decimals = numeral->decimals;
    f->high_decimals = 0;
    f->op = OP_EQUAL;
    f->scale = scale;
    f->unit = unit;
    f->growth = f->single = false;
}

bool number_plain(struct str text, size_t at, struct figure *f)
{
    struct numeral numeral;
    size_t to = numeral_plain(text, at, &numeral);

    if (!to || numeral.zero_led || begins_phrase(text.ptr[at]) ||
        !number_stands_free(text, at))
        return false;
    struct str scale = {text.ptr + to, 0}, unit = STR("%");
    uint32_t rune = word_short_rune(text, to);
    if (rune == 0x4e07 || rune == 0x4ebf) { /* 万, 亿 */
        scale.len = strlen("万");
        rune = word_short_rune(text, to + scale.len);
    }
    f->to = to + scale.len + 1;
    if (rune != '%' || scale.len) {
        size_t len = plain_unit(text, to + scale.len, rune);
        if (!len)
            return false;
        unit = lexicon_unit((struct str){scale.ptr + scale.len, len});
        f->to = to + scale.len + len;
    }
    if (!is_over(word_short_rune(text, f->to)))
        return false;
    take(f, &numeral, scale, unit);
    f->from = f->digits = at;
    return true;
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

bool number_is_size(struct str text, const struct figure *f)
{
    static const char *const sizes[] = {"吨",   "千瓦",   "兆瓦", "立方米",
                                        "立方", "千伏安", "马力", NULL};
    bool money = str_is(f->unit, "元");

    if (!money && !is_one_of(sizes, f->unit))
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
    take(f, numeral, (struct str){"", 0}, time);
    f->from = f->digits = numeral->from;
    f->to = numeral->to + unit;
    return true;
}
