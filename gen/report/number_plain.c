#include "number_plain.h"

#include "lexicon.h"
#include "numeral.h"

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
    if (rune == 0x4e86 || rune == 0x51e0 || rune == 0x6570)
        return false; /* 了, 几, 数 */
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
           !(lexicon_begins[0][lexicon_class[rune]] & lists); /* 半, 百 */
}

/* The length of the unit at `at`, if nothing longer begins with it and it is no
 * share, as 成 and 百分点 are. */
static size_t plain_unit(struct str text, size_t at)
{
    static const uint64_t others = UINT64_C(1) << LEX_INFIX | UINT64_C(1)
                                                                  << LEX_RANGE;
    static const uint64_t lists = UINT64_C(1) << LEX_UNIT |
                                  UINT64_C(1) << LEX_UNIT_TRAP |
                                  UINT64_C(1) << LEX_TIME;
    uint32_t rune = word_short_rune(text, at);
    uint16_t class = lexicon_class[rune];
    uint64_t words = 0;

    if (!word_is_common_han(rune) || rune == 0x6210 || rune == 0x5206 ||
        rune == 0x767e || rune == 0x5343 || /* 成, 分, 百, 千 */
        lexicon_begins[0][class] & others)
        return 0;
    size_t len = lexicon_walk_longest(lists, text, at, class, &words);
    return (words & lists) == lexicon_set(LEX_UNIT) ? len : 0;
}

/* The length of 万 or 亿 at `at`; no blank follows, for a unit must. */
static inline size_t plain_scale(struct str text, size_t at)
{
    uint32_t rune = word_short_rune(text, at);

    return rune == 0x4e07 || rune == 0x4ebf ? strlen("万") : 0;
}

bool number_plain(struct str text, size_t at, struct figure *f)
{
    struct numeral numeral;
    size_t to = numeral_plain(text, at, &numeral);

    if (!to || numeral.zero_led || !number_stands_free(text, at) ||
        lexicon_at(LEX_PHRASE, text, at))
        return false;
    size_t scale = plain_scale(text, to);
    bool percent = text.ptr[to] == '%';
    size_t unit = percent ? 1 : plain_unit(text, to + scale);
    size_t end = to + scale + unit;
    if (!unit || !is_over(word_short_rune(text, end)))
        return false;
    *f = (struct figure){.value = numeral.value,
                         .decimals = numeral.decimals,
                         .scale = {text.ptr + to, scale},
                         .unit = percent ? STR("%")
                                         : lexicon_unit((struct str){
                                               text.ptr + to + scale, unit}),
                         .from = at,
                         .digits = at,
                         .to = end};
    return true;
}
