/*
 * lexicon - the words that reading reports rests on, all in one place.
 *
 * Every list is data in lexicon_words.c; the rooms that read numbers, phrases
 * and clauses ask here. The longest word of a list wins, so that 个月 is not
 * taken for 个, nor 提高到 for 到. A question costs a look at the first rune, and
 * where a word may begin as much as the words that stand there are long,
 * however many there are: one tree has all lists. The tables below are made of
 * the lists by scripts/lexicon_table.c when the program is built.
 */
#ifndef LEXICON_H
#define LEXICON_H

#include "word.h"

enum lexicon {
    /* around a number */
    LEX_UNIT, /* units and classifiers */
    LEX_AMOUNT_UNIT, /* how those end that measure and do not count */
    LEX_UNIT_TRAP, /* words that only begin like a unit: 分别, 条件 */
    LEX_TIME, /* behind a number: a date, a duration, an age, an ordinal */
    LEX_DATE, /* those of them that are dates and spans of time */
    LEX_PHRASE, /* set phrases that begin with a numeral: 三次产业 */
    LEX_CAPACITY, /* before a number that describes a thing: 年产 */
    LEX_ORDINAL, /* before a number that ranks or is vague: 第, 几 */
    LEX_BEFORE_LEAST,
    LEX_BEFORE_MOST,
    LEX_BEFORE_ABOUT,
    LEX_BEFORE_TRAP, /* words that only end like one of those: 节约, 附近 */
    LEX_AFTER_LEAST,
    LEX_AFTER_MOST,
    LEX_AFTER_ABOUT,
    LEX_NUMERAL, /* what a Chinese numeral begins with */
    LEX_FIGURE, /* words that are figures: 翻一番 */
    LEX_RANGE, /* between the two numbers of a range */
    LEX_INFIX, /* vague, between number and unit: 600余亩 */
    LEX_NOT_NOUN, /* behind 以上: what shows that no name goes on */
    /* around an indicator */
    LEX_LEAD, /* before it: verbs and scopes that are no part of it */
    LEX_LEAD_TRAP, /* indicators that begin like one of those */
    LEX_TAIL, /* between it and its number, saying nothing of change */
    LEX_TAIL_TRAP, /* words that only end like one of those: 人均, 成为 */
    LEX_REACH, /* the same, where a change of state is told: 提高到 */
    LEX_UP,
    LEX_DOWN,
    LEX_COMPARED, /* a change, but only where it is compared: 比上年多 */
    LEX_UP_SHARE, /* up, but only of percent: 道路绿化提升15条 is no rise */
    LEX_RATE, /* an indicator that is itself a change: 增速, 降幅 */
    LEX_MAKE, /* verbs whose object may follow the number: 完成132户搬迁 */
    LEX_TASK, /* what a share of fulfilment is a share of */
    LEX_METRIC, /* how the names of what is measured end */
    LEX_AMOUNT, /* those that are amounts: a bare % of them is a growth */
    LEX_VAGUE, /* measures that need the name before them: 占比 */
    LEX_STUB, /* what is no name when the verb before it is gone: 率 */
    LEX_ALONE, /* what is no name at all: 改500户, 年均增长 */
    LEX_NAME_END, /* what a name may end with that is no part of it */
    LEX_YIELD, /* measures of what is grown, said of the last: 出栏, 总产 */
    LEX_INNER, /* verbs between a subject and what is counted: 增设 */
    LEX_SPEND, /* before an amount that was spent on what follows: 投入 */
    LEX_TOPIC, /* before a count of what is going to be told: 主要有以下 */
    LEX_PLACE, /* how the names of places and roads end, where works are */
    LEX_STRIVES, /* a promise, whatever the chapter: 力争 */
    LEX_SCOPE, /* whom something reached, not what was done: 惠及 */
    LEX_EXTENT, /* how large the place or project is: 总人口, 总投资 */
    LEX_KIND, /* what a threshold chooses from: 超亿元项目 */
    LEX_OTHERS, /* comparisons with others: 高于全县平均 */
    LEX_GROUND, /* what a base ends with: 在去年的基础上 */
    LEX_EXAMPLES, /* behind examples: 电商、月嫂等技能培训 */
    LEX_JOINT, /* between two names */
    LEX_JOINT_END, /* words that end with one: 参与 */
    LEX_TIME_OPEN, /* before a date: 截至, 到 */
    LEX_TIME_TAIL, /* behind one: 底前, 以来 */
    LEX_SPAN, /* times without a number: 年底前 */
    LEX_EARLIER, /* what a comparison looks back to: 上年, 同期 */
    /* of clauses and headings */
    LEX_YEAR, /* without it no clause names a year */
    LEX_DONE, /* in a plan: this was reached already */
    LEX_AHEAD, /* in a summary: this is still to come */
    LEX_PLEDGE, /* promises that a thing will be: 确保 */
    LEX_READY, /* states that can be seen on the spot: 竣工 */
    LEX_PAST, /* opens what was, in a plan: 去年 */
    LEX_GOAL, /* opens the sentence of main targets */
    LEX_PLAN,
    LEX_PLAN_STRICT, /* plan words that a heading of the past never has */
    LEX_SUMMARY,
    /* heads of a table's columns */
    LEX_HEAD_LABEL,
    LEX_HEAD_UNIT,
    LEX_HEAD_TARGET,
    LEX_HEAD_RESULT,
    LEX_HEAD_CHANGE,
    LEX_HEAD_AMOUNT, /* promised or reached, as the chapter says */
    LEX_HEAD_TIME,
    LEX_HEAD_OTHER,
    /* of chapters whose headings say nothing */
    LEX_LOOKS_AHEAD,
    LEX_LOOKS_BACK,
    /* asked seldom */
    LEX_JOINT_TRAP, /* words that begin with such a sign: 和谐 */
    LEX_NUMBERED, /* before digits that are a name: 电话, 编号 */
    LEX_NEGATION, /* 2家企业没能上报: whom it is told of */
    LEX_NOT_TENTHS, /* what 成 is no share before: 成立 */
    LEX_HALFWAY, /* 时间过半、任务过半 is a way of speaking */
    LEX_LOOSE, /* times that nobody can check: 早日 */
    LEX_TELLS, /* behind what is measured, telling of it: 首次, 实现 */
    LEX_WORKS, /* what can be finished: 完成老街立面改造 */
    LEX_OPENS, /* states that stand before their thing: 启用新校区 */
    LEX_SYSTEM, /* how those things end that nobody can see: 建成…体系 */
    LEX_ASSEMBLY, /* before 五次会议: 人大, 八届 */
    LEX_SESSION, /* 会议, behind such a number */
    LEX_RANKED, /* behind a count of rivals: 前列, 排名 */
    LEX_ABSTRACT, /* what is told, not counted: 3个方面 */
    LEX_TOWN, /* those of them that people live in */
    LEX_PEOPLE, /* what people are counted by */
    LEX_FRAME, /* what a speech counts its own heads by: 三项重点 */
    LEX_WE_SHALL, /* in a line that leads on: 重点抓好 */
    LEX_WE_DID, /* 主要做了 */
    LEX_MEANS, /* before what it was done by: 通过 */
    LEX_EXCEPT, /* before what a growth leaves out: 剔除 */
    LEX_FACTOR, /* how that ends: 因素 */
    LEX_PROGRAMME, /* plans that are the name of a thing: 人才计划 */
    LEX_RATE_ALONE, /* what is a change where it is the whole name: 增长率 */
    LEX_STAGES, /* in what is done by stages: 分两期 */
    LEX_NARROWER, /* make another number of the same indicator: 季度, 村 */
    LEX_TERM, /* times of the year that only a state makes a deadline: 暑期 */
    LEXICONS
};

/*
 * A set of lists is one word of 64 bits; the lists beyond the first 64 stand in
 * a second bank and are asked one at a time.
 */
enum { LEXICON_BANK = 64, LEXICON_BANKS = 2, LEXICON_CLASSES = 2048 };

/* What tells of what time a clause speaks, whether it promises, and how it is
 * built: looked for in every clause. */
#define LEXICON_CUES                                                           \
    (lexicon_set(LEX_AHEAD) | lexicon_set(LEX_GOAL) | lexicon_set(LEX_DONE) |  \
     lexicon_set(LEX_READY) | lexicon_set(LEX_PAST) |                          \
     lexicon_set(LEX_GROUND) | lexicon_set(LEX_YEAR) |                         \
     lexicon_set(LEX_OTHERS) | lexicon_set(LEX_EXAMPLES) |                     \
     lexicon_set(LEX_INNER) | lexicon_set(LEX_STRIVES))

/* What a rune may be to those who walk over a text; most are nothing. */
enum lexicon_kind {
    LEXICON_KIND_MARK = 1, /* may end a clause: ， 。 : */
    LEXICON_KIND_CUE = 2, /* a word of LEXICON_CUES may begin */
    LEXICON_KIND_FIGURE = 4, /* a figure may begin, or a word that is one */
    LEXICON_KIND_LIST = 8, /* 、 */
    LEXICON_KIND_NUMBER = 16, /* who looks for numbers must stop: a figure, a
                                 letter, a quotation that opens */
    LEXICON_KIND_BRACKET = 32, /* a bracket, a quotation mark */
    LEXICON_KIND_MARKUP = 64, /* & \ or a line break */
};

extern const uint8_t lexicon_kind[0x10000];

/* By the last two bytes of a rune that is written in three: a bit for each first
 * byte, from E0 on, with which it is nothing at all. */
extern const uint16_t lexicon_quiet[0x10000];

/* Runes as numbers without gaps: class 0 has those that no word has. */
extern const uint16_t lexicon_class[0x10000];

/* The lists that have a word which begins, or ends, with a rune of the class.
 * Most places of a text are done with by looking here. */
extern const uint64_t lexicon_begins[LEXICON_BANKS][LEXICON_CLASSES];
extern const uint64_t lexicon_ends[LEXICON_BANKS][LEXICON_CLASSES];

/*
 * A node of a tree of words: the node below it by a class is the slot at `base`
 * and the class, if that comes `from` here. The first rune of a word has its
 * class for a node; node 0 is where a walk ends that has left all words.
 */
struct lexicon_slot {
    uint16_t base, from;
    uint16_t ends; /* number of a set: the lists that have a word ending here */
    uint16_t below; /* those that have one further down */
};

/* Words that begin at a place, and, written backwards, those that end there. */
extern const struct lexicon_slot lexicon_onward[], lexicon_backward[];
extern const uint64_t lexicon_sets[][LEXICON_BANKS];

/* With which runes, modulo 64, a word of LEXICON_CUES may go on that begins
 * with one of the class; all where it may end there. */
extern const uint64_t lexicon_cue_next[LEXICON_CLASSES];

/* One of the first 64 lists as a set of lists, to be joined by |. */
static inline uint64_t lexicon_set(enum lexicon list)
{
    return UINT64_C(1) << list;
}

/* Whether a word of the list may end at `end`. */
static inline bool lexicon_may_end(enum lexicon list, struct str text,
                                   size_t end)
{
    uint16_t class = lexicon_class[word_short_rune_before(text, end)];

    return lexicon_ends[list / LEXICON_BANK][class] >> list % LEXICON_BANK & 1;
}

/* Words of the lists asked for that begin, or end, at one place are never more,
 * each of them in the next: lexicon_table sees to it. */
enum { LEXICON_NESTED = 8 };

/* A word that stands somewhere, and all lists that have it. */
struct lexicon_hit {
    uint64_t lists;
    size_t len;
};

/* What was found at a place, the shortest first. */
struct lexicon_found {
    uint64_t lists; /* those asked for that have a word there */
    size_t hits;
    struct lexicon_hit hit[LEXICON_NESTED];
};

/* The longest word of the list, which has one there. */
static inline const struct lexicon_hit *
lexicon_hit(const struct lexicon_found *found, enum lexicon list)
{
    const struct lexicon_hit *hit = &found->hit[found->hits - 1];

    while (!(hit->lists & lexicon_set(list)))
        hit--;
    return hit;
}

/* The length of the longest word of the list, or 0. */
static inline size_t lexicon_len(const struct lexicon_found *found,
                                 enum lexicon list)
{
    return found->lists & lexicon_set(list) ? lexicon_hit(found, list)->len : 0;
}

/* What lexicon_all_at and its like do where a word may stand; `class` is that
 * of the rune at `at`. */
void lexicon_walk_all_on(uint64_t lists, struct str text, size_t at,
                         uint16_t class, struct lexicon_found *out);
void lexicon_walk_all_back(uint64_t lists, struct str text, size_t end,
                           struct lexicon_found *out);
size_t lexicon_walk_longest(uint64_t lists, struct str text, size_t at,
                            uint16_t class, uint64_t *words);
size_t lexicon_walk_on(enum lexicon list, struct str text, size_t at,
                       uint16_t class);
size_t lexicon_walk_back(enum lexicon list, struct str text, size_t end);

/* The longest word of each of `lists` that stands at `at`. */
static inline void lexicon_all_at(uint64_t lists, struct str text, size_t at,
                                  struct lexicon_found *out)
{
    uint16_t class = lexicon_class[word_short_rune(text, at)];

    out->lists = 0;
    out->hits = 0;
    if (lexicon_begins[0][class] & lists)
        lexicon_walk_all_on(lists, text, at, class, out);
}

/* The longest word of each of `lists` that ends at `end`. */
static inline void lexicon_all_before(uint64_t lists, struct str text,
                                      size_t end, struct lexicon_found *out)
{
    uint16_t class = lexicon_class[word_short_rune_before(text, end)];

    out->lists = 0;
    out->hits = 0;
    if (lexicon_ends[0][class] & lists)
        lexicon_walk_all_back(lists, text, end, out);
}

/* The length of the longest word of any of `lists` that stands at `at`, or 0;
 * in `*words` all lists that have it, of those not asked for too. */
static inline size_t lexicon_longest(uint64_t lists, struct str text, size_t at,
                                     uint64_t *words)
{
    uint16_t class = lexicon_class[word_short_rune(text, at)];

    *words = 0;
    return lexicon_begins[0][class] & lists
               ? lexicon_walk_longest(lists, text, at, class, words)
               : 0;
}

/* Those of `lists` that have a word anywhere in `text`. */
uint64_t lexicon_any(uint64_t lists, struct str text);

/* What lexicon_cues_at does where it must. */
uint64_t lexicon_walk_cues(const char *p, const char *end, uint32_t rune);

/* Those of LEXICON_CUES that have a word at `p`, where `rune` stands, of three
 * bytes: no cue begins otherwise. */
static inline uint64_t lexicon_cues_at(const char *p, const char *end,
                                       uint32_t rune)
{
    uint64_t next = lexicon_cue_next[lexicon_class[rune]];

    if (end - p >= 6 && !(next >> (p[5] & 63) & 1))
        return 0;
    return lexicon_walk_cues(p, end, rune);
}

/* Whether the rune of three bytes that may stand at `p` is there and nothing;
 * three can be read. */
static inline bool lexicon_is_quiet(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    uint32_t leads = lexicon_quiet[b[1] | b[2] << 8];

    return leads >> b[0] % 32 & 1;
}

/* The length of the longest word of the list that stands at `at`, or 0. */
static inline size_t lexicon_at(enum lexicon list, struct str text, size_t at)
{
    uint16_t class = lexicon_class[word_short_rune(text, at)];
    uint64_t begins = lexicon_begins[list / LEXICON_BANK][class];

    return begins >> list % LEXICON_BANK & 1
               ? lexicon_walk_on(list, text, at, class)
               : 0;
}

/* The length of the longest word of the list that ends at `end`, or 0. */
static inline size_t lexicon_before(enum lexicon list, struct str text,
                                    size_t end)
{
    return lexicon_may_end(list, text, end) ? lexicon_walk_back(list, text, end)
                                            : 0;
}

/*
 * The lists, of the first 64, that have a word which begins with the first rune
 * of `text`, or ends with its last. Where a text is asked for many words, this
 * is found once, and most questions are answered by it.
 */
static inline uint64_t lexicon_front(struct str text)
{
    return lexicon_begins[0][lexicon_class[word_short_rune(text, 0)]];
}

static inline uint64_t lexicon_back(struct str text)
{
    uint32_t rune = word_short_rune_before(text, text.len);

    return lexicon_ends[0][lexicon_class[rune]];
}

/* The length of the longest word of the list at the beginning of `text`, whose
 * lexicon_front is `front`; at its end, whose lexicon_back is `back`. */
static inline size_t lexicon_first(uint64_t front, enum lexicon list,
                                   struct str text)
{
    return front & lexicon_set(list) ? lexicon_at(list, text, 0) : 0;
}

static inline size_t lexicon_final(uint64_t back, enum lexicon list,
                                   struct str text)
{
    return back & lexicon_set(list) ? lexicon_before(list, text, text.len) : 0;
}

/* Whether `text` is one word of the list. */
static inline bool lexicon_is(enum lexicon list, struct str text)
{
    return text.len && lexicon_at(list, text, 0) == text.len;
}

/* Whether `text` is one word of one of `lists`. */
bool lexicon_is_any(uint64_t lists, struct str text);

/* The first place from `at` on that is no Han character; at most text.len. */
size_t lexicon_skip_han(struct str text, size_t at);

/* Brings `*p` to the first rune of one of `kinds`, which is returned, or to
 * `end`: 0. */
static inline uint32_t lexicon_skip(unsigned kinds, const char **p,
                                    const char *end)
{
    const unsigned char *b;

    for (; *p < end; ++*p) {
        /* Most are of three bytes. */
        for (; end - *p >= 3 && (**p & 0xf0) == 0xe0; *p += 3) {
            b = (const unsigned char *)*p;
            if (lexicon_kind[word_rune(b)] & kinds)
                return word_rune(b);
        }
        b = (const unsigned char *)*p;
        if (*p < end && b[0] < 0x80 && lexicon_kind[b[0]] & kinds)
            return b[0];
    }
    *p = end;
    return 0;
}

/* The last place before `end`, but not at 0, where a word of the list begins,
 * its length in `*len`; or 0. */
size_t lexicon_last_begin(enum lexicon list, struct str text, size_t end,
                          size_t *len);

/* Where a word of the list first stands, its length in `*len`; or SIZE_MAX. */
size_t lexicon_find(enum lexicon list, struct str text, size_t *len);

/* Where a word of the list last stands, or SIZE_MAX. */
size_t lexicon_last(enum lexicon list, struct str text);

bool lexicon_in(enum lexicon list, struct str text);

/* Whether a word of one of the lists, as a set for each bank, may stand in
 * `text`: where not, it need not be looked for. */
bool lexicon_may_have(const uint64_t lists[LEXICON_BANKS], struct str text);

/* Adds how often words of each of two lists of one bank stand in `text`. */
void lexicon_count(const enum lexicon list[2], struct str text,
                   size_t count[2]);

/* A unit as it is recorded: the full name of a clipped one, else itself. */
struct str lexicon_unit(struct str written);

#endif
