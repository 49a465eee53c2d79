#include "number_any.h"

#include "../base/seldom.h"
#include "lexicon.h"
#include "number_plain.h"
#include "numeral.h"

#include <string.h>

/* A quotation of at most this many runes is a name or a slogan. */
#define QUOTED_MOST 40

static inline uint32_t rune_at(struct str text, size_t at)
{
    uint32_t rune = 0;

    return word_decode(text, at, &rune) ? rune : 0;
}

static bool is_letter(uint32_t rune)
{
    return word_is_letter(rune_half(rune));
}

static bool is_glued(uint32_t rune)
{
    return rune_is_digit(rune) || is_letter(rune);
}

/* Where a run of digits, letters and glue between them ends. */
static size_t skip_glued(struct str text, size_t at)
{
    uint32_t rune, next;

    for (size_t len; (len = word_decode(text, at, &rune)) > 0; at += len) {
        if (is_glued(rune))
            continue;
        if (!figure_glue(rune) || !word_decode(text, at + len, &next) ||
            !is_glued(next))
            break;
    }
    return at;
}

/* ---- what stands around ---- */

/* The longest of the words that tell an approximation before the number. */
static void read_before(struct str text, struct figure *f)
{
    static const struct {
        enum lexicon list;
        enum record_op op;
    } table[] = {
        {LEX_BEFORE_LEAST, OP_LEAST},
        {LEX_BEFORE_MOST, OP_MOST},
        {LEX_BEFORE_ABOUT, OP_ABOUT},
    };
    uint64_t lists =
        lexicon_set(LEX_BEFORE_LEAST) | lexicon_set(LEX_BEFORE_MOST) |
        lexicon_set(LEX_BEFORE_ABOUT) | lexicon_set(LEX_BEFORE_TRAP);
    size_t end = f->from, best = 0;
    enum record_op op = OP_EQUAL;

    while (end > 0 && text.ptr[end - 1] == ' ')
        end--;
    end -= word_before(text, end, "了");
    const struct lexicon_word *found = lexicon_all_before(lists, text, end);
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        size_t len = lexicon_len(found, table[i].list);
        if (len > best) {
            best = len;
            op = table[i].op;
        }
    }
    if (!best || lexicon_len(found, LEX_BEFORE_TRAP) >= best)
        return;
    f->from = end - best;
    if (f->op == OP_EQUAL)
        f->op = op;
}

/* What follows outweighs what stood before: 控制在3%左右 is about 3 %. */
static inline void read_after(struct str text, struct figure *f)
{
    static const uint64_t lists = UINT64_C(1) << LEX_AFTER_LEAST |
                                  UINT64_C(1) << LEX_AFTER_MOST |
                                  UINT64_C(1) << LEX_AFTER_ABOUT;
    size_t at = f->to + numeral_blanks(text, f->to);

    if (lexicon_front_at(text, at) & lists)
        number_after(text, at, f);
}

/* 前三名, 第2批, 几十个, 数百人: a rank, an ordinal, a vague word. */
static bool is_ordinal(struct str text, size_t from)
{
    uint32_t before = word_short_rune_before(text, from);

    if ((before == 0x51e0 || before == 0x6570) && /* 几, 数 */
        (word_at(text, from, "十") || word_at(text, from, "百") ||
         word_at(text, from, "千")))
        return true;
    while (from > 0 && text.ptr[from - 1] == ' ')
        from--;
    return lexicon_before(LEX_ORDINAL, text, from) > 0;
}

static bool is_year(const struct figure *f, const struct numeral *numeral)
{
    return !f->unit.len && !f->scale.len && numeral->digits == 4 &&
           !f->decimals && f->value >= 1900 && f->value <= 2100;
}

bool number_is_threshold_of(struct str text, const struct figure *f, bool bare)
{
    if (figure_is_share(f) || lexicon_at(LEX_NOT_NOUN, text, f->to))
        return false;
    /* 三起纠纷: 起 is what they are counted by. */
    size_t suffix = word_is(f->unit, "起")
                        ? 0
                        : lexicon_before(LEX_AFTER_LEAST, text, f->to);
    bool money = word_before(f->unit, f->unit.len, "元") > 0;
    if (!suffix)
        suffix = lexicon_before(LEX_AFTER_MOST, text, f->to);
    if (word_at(text, f->to, "的任务") || word_at(text, f->to, "的目标"))
        return false;
    if (word_at(text, f->to, "的"))
        return suffix || money;
    /* 超亿元项目, 超5亿元企业 */
    bool over = money && lexicon_before(LEX_BEFORE_LEAST, text, f->digits) &&
                lexicon_at(LEX_KIND, text, f->to);
    return suffix || over || (bare && money) || number_is_size(text, f);
}

/* （三） and (3) number what follows. */
static bool is_item_number(struct str text, const struct figure *f)
{
    return !f->unit.len &&
           rune_half(word_short_rune_before(text, f->from)) == '(' &&
           rune_half(rune_at(text, f->to)) == ')';
}

/* ---- one figure ---- */

/* The sign at `from` stands behind 同比, 增速 or a word like them. */
static bool is_sign_of_change(struct str text, size_t from)
{
    size_t at = from - (text.ptr[from - 1] & 0x80 ? strlen("＋") : 1);

    /* 同比+4.6%、-2.1% */
    return lexicon_before(LEX_HEAD_CHANGE, text, at) > 0 ||
           word_before(text, at, "、");
}

static bool is_glued_before(struct str text, size_t from)
{
    uint32_t rune = rune_half(word_rune_before(text, from));

    /* 同比+14.6% */
    if (rune == '+')
        return !is_sign_of_change(text, from);
    return rune == ':' || rune == 0xb7 || rune == '/' || rune == '.';
}

/* A minus sign right before the digits, behind a word: 增长-2.1%. */
static void read_sign(struct str text, struct figure *f)
{
    uint32_t rune = word_rune_before(text, f->from);
    size_t len = rune < 0x80 ? 1 : 3;

    bool plus = rune == '+' || rune == 0xff0b;
    if (rune != '-' && rune != 0xff0d && rune != 0x2212 && !plus)
        return;
    uint32_t before = word_rune_before(text, f->from - len);
    if (before && !rune_is_han(before) && before != '(' && before != 0xff08 &&
        before != 0x3001) /* 、 */
        return;
    f->from -= len;
    f->growth |= plus;
    f->value = plus ? f->value : -f->value;
}

/* 一户一策, 一人一档: each their own, nothing is counted. */
static bool is_each(struct str text, const struct figure *f)
{
    size_t pair = strlen("一户");

    if (!f->single)
        return false;
    return word_at(text, f->to, "一") ||
           (f->digits >= pair && word_at(text, f->digits - pair, "一"));
}

/* 三组, 十二队: the villagers' groups have numbers for names; 两组 are two. */
static bool is_group_name(struct str text, const struct numeral *numeral,
                          const struct figure *f)
{
    return numeral->chinese && !word_at(text, f->digits, "两") &&
           (word_is(f->unit, "组") || word_is(f->unit, "队"));
}

/* 年产20万吨的 describes; 年产值突破2000万元 tells what was reached. */
static bool is_capacity(struct str text, const struct figure *f)
{
    bool told = f->op == OP_LEAST && f->from < f->digits &&
                word_before(f->unit, f->unit.len, "元");

    return !told && lexicon_before(LEX_CAPACITY, text, f->from);
}

/* 十四届人大五次会议, 八届三次全会: which one it was. */
static bool is_session(struct str text, const struct numeral *numeral,
                       const struct figure *f)
{
    return numeral->chinese && word_is(f->unit, "次") &&
           lexicon_at(LEX_SESSION, text, f->to) &&
           lexicon_before(LEX_ASSEMBLY, text, f->digits);
}

/* 五里岭: a place; 五里长 or 里 behind digits measure. */
static bool is_place_name(struct str text, const struct numeral *numeral,
                          const struct figure *f)
{
    return numeral->chinese && word_is(f->unit, "里") &&
           rune_is_han(word_short_rune(text, f->to)) &&
           !word_at(text, f->to, "长") && !word_at(text, f->to, "的");
}

/* 分两期建设: how it is done, not how many there are. */
static bool is_stage(struct str text, const struct figure *f)
{
    return word_before(text, f->from, "分") && lexicon_is(LEX_STAGES, f->unit);
}

static bool figure_stands(struct str text, const struct numeral *numeral,
                          const struct figure *f, bool free)
{
    return !is_year(f, numeral) &&
           !number_is_threshold(text, f, numeral->bare) &&
           !is_item_number(text, f) && !is_each(text, f) &&
           !is_group_name(text, numeral, f) &&
           (free || !is_ordinal(text, f->digits)) &&
           (f->unit.len || !lexicon_before(LEX_NUMBERED, text, f->from)) &&
           !is_session(text, numeral, f) && !is_stage(text, f) &&
           !is_place_name(text, numeral, f) && (free || !is_capacity(text, f));
}

/* Behind a number that is none: what belongs to it must not be read again. */
static size_t skip_number(struct str text, const struct numeral *numeral)
{
    size_t to = numeral->to;

    if (!numeral->chinese) {
        size_t glued = skip_glued(text, numeral->from);
        to = glued > to ? glued : to;
    }
    return to + lexicon_at(LEX_TIME, text, to);
}

static SELDOM enum found read_number(struct str text, size_t at,
                                     struct figure *f)
{
    struct numeral numeral;
    bool read = numeral_read(text, at, &numeral);
    bool free = number_stands_free(text, at);

    if (!read && numeral.to <= at)
        return FOUND_NOTHING;
    if (!read || lexicon_at(LEX_PHRASE, text, at) ||
        (!free && is_glued_before(text, at)) ||
        !(figure_read(text, &numeral, f) || number_duration(text, &numeral, f)))
        goto none;
    if (!free) {
        read_sign(text, f);
        read_before(text, f);
    }
    read_after(text, f);
    return figure_stands(text, &numeral, f, free) ? FOUND_FIGURE : FOUND_OTHER;

none:
    f->to = skip_number(text, &numeral);
    return FOUND_OTHER;
}

static enum found read_percent_words(struct str text, size_t at,
                                     struct figure *f)
{
    if (!figure_share(text, at, f) || lexicon_at(LEX_PHRASE, text, at))
        return FOUND_NOTHING;
    read_before(text, f);
    read_after(text, f);
    return FOUND_FIGURE;
}

/* ---- words that are figures ---- */

struct word_figure {
    const char *word;
    double value;
    const char *unit;
    enum record_op op;
    bool growth;
};

static const struct word_figure word_figures[] = {
    {"零增长", 0, "%", OP_EQUAL, true},
    {"翻一番", 100, "%", OP_EQUAL, true},
    {"翻了一番", 100, "%", OP_EQUAL, true},
    {"翻番", 100, "%", OP_EQUAL, true},
    {"翻两番", 300, "%", OP_EQUAL, true},
    {"翻了两番", 300, "%", OP_EQUAL, true},
    {"半数", 50, "%", OP_EQUAL, false},
    {"过半数", 50, "%", OP_LEAST, false},
    {"过半", 50, "%", OP_LEAST, false},
    {"一半", 50, "%", OP_EQUAL, false},
};

static enum found read_word(struct str text, size_t at, struct figure *f)
{
    size_t cases = sizeof(word_figures) / sizeof(word_figures[0]);

    if (!lexicon_at(LEX_FIGURE, text, at))
        return FOUND_NOTHING;
    for (size_t i = 0; i < cases; i++) {
        const struct word_figure *word = &word_figures[i];
        if (!word_at(text, at, word->word))
            continue;
        /* 时间过半、任务过半 is a way of speaking. */
        if (lexicon_before(LEX_HALFWAY, text, at))
            return FOUND_NOTHING;
        *f = (struct figure){.value = word->value,
                             .unit = str_of(word->unit),
                             .op = word->op,
                             .growth = word->growth,
                             .from = at,
                             .digits = at,
                             .to = at + strlen(word->word)};
        read_after(text, f);
        return FOUND_FIGURE;
    }
    return FOUND_NOTHING;
}

/* ---- where one may begin ---- */

static uint32_t closing_of(uint32_t rune)
{
    switch (rune) {
    case 0x201c: return 0x201d; /* “ ” */
    case 0x2018: return 0x2019; /* ‘ ’ */
    case 0x300a: return 0x300b; /* 《 》 */
    case 0x3008: return 0x3009; /* 〈 〉 */
    case 0x300c: return 0x300d; /* 「 」 */
    case 0x300e: return 0x300f; /* 『 』 */
    case 0x3014: return 0x3015; /* 〔 〕 */
    case '[': return ']';
    case '"': return '"';
    default: return 0;
    }
}

/* The end of a quotation that opens at `at`, or of its mark where it is no
 * short one. */
static size_t skip_quoted(struct str text, size_t at, uint32_t open)
{
    uint32_t close = closing_of(open), rune;
    size_t len = word_decode(text, at, &rune), behind = at + len;

    for (int i = 0; i < QUOTED_MOST; i++) {
        at += len;
        len = word_decode(text, at, &rune);
        if (!len || rune == 0x3002 || rune == 0xff1b)
            return behind;
        if (rune == close)
            return at + len;
    }
    return behind;
}

/*
 * Behind one or two capital letters digits are a name: X037, PM2.5. Behind a
 * longer word they may count: GDP12亿元.
 */
static size_t skip_letters(struct str text, size_t at)
{
    size_t end = at, count = 0;
    uint32_t rune;

    for (size_t len; (len = word_decode(text, end, &rune)) && is_letter(rune);
         end += len)
        count++;
    return count < 3 ? skip_glued(text, at) : end;
}

enum found number_front(struct str text, size_t at, struct figure *f)
{
    static const struct numeral plain = {.digits = 1};

    if (is_glued_before(text, at))
        return number_digit(text, at, f);
    read_sign(text, f);
    read_before(text, f);
    return figure_stands(text, &plain, f, false) ? FOUND_FIGURE : FOUND_OTHER;
}

enum found number_digit(struct str text, size_t at, struct figure *f)
{
    enum found found = read_number(text, at, f);

    if (found == FOUND_NOTHING)
        f->to = at + 1;
    return found == FOUND_NOTHING ? FOUND_OTHER : found;
}

/* 一般, 三农: a Han digit whose next character shows that it counts nothing. */
static inline bool is_idle(struct str text, size_t at, uint32_t rune)
{
    switch (rune) {
    case 0x4e00:
    case 0x4e8c:
    case 0x4e24:
    case 0x4e09:
    case 0x56db:
    case 0x4e94:
    case 0x516d:
    case 0x4e03:
    case 0x516b:
    case 0x4e5d: /* 一二两三四五六七八九 */
        return lexicon_trait_at(text, at + 3) & LEXICON_TRAIT_IDLE;
    default: return false;
    }
}

enum found number_look_at(struct str text, size_t at, uint32_t rune,
                          struct figure *f)
{
    if (is_idle(text, at, rune)) {
        f->to = at + strlen("一");
        return FOUND_OTHER;
    }
    if (is_letter(rune)) {
        f->to = skip_letters(text, at);
        return FOUND_OTHER;
    }
    if (closing_of(rune)) {
        f->to = skip_quoted(text, at, rune);
        return FOUND_OTHER;
    }
    /* Words that are figures begin with no digit: 翻一番, 百分之五. */
    bool digit = rune_is_digit(rune);
    enum found found = digit ? FOUND_NOTHING : read_word(text, at, f);
    if (found == FOUND_NOTHING && !digit)
        found = read_percent_words(text, at, f);
    if (found == FOUND_NOTHING)
        found = read_number(text, at, f);
    if (found == FOUND_NOTHING) {
        f->to = at + (rune < 0x80 ? 1 : 3);
        found = FOUND_OTHER;
    }
    return found;
}
