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

#include "lexicon_list.h"
#include "word.h"

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

/* What stands at the end of a head that has a verb. */
#define LEXICON_VERBS                                                          \
    (lexicon_set(LEX_REACH) | lexicon_set(LEX_TAIL) |                          \
     lexicon_set(LEX_TAIL_TRAP) | lexicon_set(LEX_MAKE) |                      \
     lexicon_set(LEX_SPAN) | lexicon_set(LEX_UP) | lexicon_set(LEX_DOWN) |     \
     lexicon_set(LEX_UP_SHARE) | lexicon_set(LEX_COMPARED) |                   \
     lexicon_set(LEX_EARLIER))

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
    LEXICON_KIND_NARROW = 128, /* is not written in three bytes */
};

/* What else a rune is, to those who look at one or at all of a text. */
enum lexicon_trait {
    /* beside a number, of which it says nothing that the number does not: */
    LEXICON_TRAIT_FREE = 1, /* may stand right before it, */
    LEXICON_TRAIT_OVER = 2, /* may stand right behind its unit, */
    LEXICON_TRAIT_UNIT = 4, /* begins a unit behind the digits, */
    LEXICON_TRAIT_TIME = 8, /* or only a date or a time, */
    LEXICON_TRAIT_IDLE = 16, /* or shows behind a Han digit that it counts
                                nothing: 一般 */
    LEXICON_TRAIT_AFTER = 32, /* begins 以上, 左右 behind a unit, or nothing */
    LEXICON_TRAIT_LOOKS = 64, /* begins a word that looks ahead or back */
    LEXICON_TRAIT_NARROW = 128, /* is not written in three bytes */
};

/*
 * What is known of a rune is looked up by its bytes as they stand, so that
 * nobody has to put it together: the first two tell where its page begins, to
 * which the third is added. Runes of fewer bytes have pages that are the same
 * whatever follows.
 */
extern const uint16_t lexicon_page[0x10000];
extern const uint8_t lexicon_kind[], lexicon_trait[];

/* Runes as numbers without gaps: class 0 has those that no word has. */
extern const uint16_t lexicon_class[];

/* The lists that have a word which begins, or ends, with a rune of the class.
 * Most places of a text are done with by looking here. */
extern const uint64_t lexicon_begins[LEXICON_BANKS][LEXICON_CLASSES];
extern const uint64_t lexicon_ends[LEXICON_BANKS][LEXICON_CLASSES];

/* With which second and third runes, modulo 64, a word of some lists may go on
 * that begins with one of the class; all where it may end before. */
struct lexicon_cue {
    uint64_t second, third;
};

/* Of words of LEXICON_CUES; and, going on backwards from their last rune, of
 * LEXICON_VERBS. */
extern const struct lexicon_cue lexicon_cue[LEXICON_CLASSES];
extern const struct lexicon_cue lexicon_verb_cue[LEXICON_CLASSES];

/* A word as the lists have it, and the shorter ones that it begins (or, of words
 * that were looked for backwards, ends) with. */
struct lexicon_word {
    uint64_t lists[LEXICON_BANKS]; /* those that have it, */
    uint64_t all[LEXICON_BANKS]; /* or one of the shorter ones */
    uint16_t len;
    uint16_t shorter; /* the next of them; number 0 is no word */
};

extern const struct lexicon_word lexicon_known[];

/*
 * A node of a tree of words: the node below it by a class is number `base` and
 * the class, if that comes `from` here. The first rune of a word has its class
 * for a node; node 0 is where a walk ends that has left all words.
 */
struct lexicon_node {
    uint16_t base, from;
    uint16_t word; /* the longest of lexicon_known on the way here */
    uint16_t below; /* number of a set: the lists that have words below */
};

/* Words that begin at a place, and, written backwards, those that end there. */
extern const struct lexicon_node lexicon_onward[], lexicon_backward[];
extern const uint64_t lexicon_sets[][LEXICON_BANKS];

/* One of the first 64 lists as a set of lists, to be joined by |. */
static inline uint64_t lexicon_set(enum lexicon list)
{
    return UINT64_C(1) << list;
}

/* Where the tables have the rune at `p`; three bytes can be read. */
static inline size_t lexicon_slot_of(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return (size_t)lexicon_page[b[0] | b[1] << 8] + b[2];
}

/* The enum lexicon_trait of the rune at `at`, and of the one of three bytes that
 * ends at `end`; none where less than three bytes can be read. */
static inline unsigned lexicon_trait_at(struct str text, size_t at)
{
    return at + 3 <= text.len ? lexicon_trait[lexicon_slot_of(text.ptr + at)]
                              : 0;
}

static inline unsigned lexicon_trait_before(struct str text, size_t end)
{
    return end >= 3 ? lexicon_trait[lexicon_slot_of(text.ptr + end - 3)] : 0;
}

/* The class of the rune at `p`, where fewer can be read. */
unsigned lexicon_class_short(const char *p, size_t left);

/* The class of the rune at `p`, before `end`; 0 at the end. */
static inline unsigned lexicon_class_at(const char *p, const char *end)
{
    return end - p >= 3 ? lexicon_class[lexicon_slot_of(p)]
                        : lexicon_class_short(p, (size_t)(end - p));
}

/* The class of the rune that ends at `end`, where it is not of three bytes. */
unsigned lexicon_class_short_before(const char *begin, const char *end);

/* The class of the rune that ends at `end`; 0 at the beginning. */
static inline unsigned lexicon_class_before(const char *begin, const char *end)
{
    return end - begin >= 3 && (unsigned char)end[-3] >= 0xe0
               ? lexicon_class[lexicon_slot_of(end - 3)]
               : lexicon_class_short_before(begin, end);
}

/* The class of the first rune of a text. */
static inline unsigned lexicon_first_class(struct str text)
{
    return text.len ? lexicon_class_at(text.ptr, text.ptr + text.len) : 0;
}

/* The class of its last one. */
static inline unsigned lexicon_last_class(struct str text)
{
    return text.len ? lexicon_class_before(text.ptr, text.ptr + text.len) : 0;
}

/* The lists, of the first 64, that have a word which begins with the rune at
 * `at`, or ends with the one that ends at `end`. */
static inline uint64_t lexicon_front_at(struct str text, size_t at)
{
    if (at >= text.len) /* perhaps no text at all, and so no pointer */
        return 0;
    return lexicon_begins[0]
                         [lexicon_class_at(text.ptr + at, text.ptr + text.len)];
}

static inline uint64_t lexicon_back_at(struct str text, size_t end)
{
    return end ? lexicon_ends[0][lexicon_class_before(text.ptr, text.ptr + end)]
               : 0;
}

/* The same of the whole text's first rune and last. Where a text is asked for
 * many words, this is found once, and most questions are answered by it. */
static inline uint64_t lexicon_front(struct str text)
{
    return lexicon_front_at(text, 0);
}

static inline uint64_t lexicon_back(struct str text)
{
    return lexicon_back_at(text, text.len);
}

/*
 * Goes down the tree of words from `p`, where a rune of the class stands, while
 * one of the bank's `lists` may have a longer one. Gives the longest word of
 * any list that was passed; the longest of each of `lists` is among those that
 * it begins with.
 */
const struct lexicon_word *lexicon_walk(size_t bank, uint64_t lists,
                                        const char *p, const char *end,
                                        unsigned class);

/* The same backwards, of words that end at `end`. */
const struct lexicon_word *lexicon_walk_back(size_t bank, uint64_t lists,
                                             const char *begin, const char *end,
                                             unsigned class);

/* The longest of the words found that one of the bank's `lists` has; or
 * number 0. */
static inline const struct lexicon_word *
lexicon_longest_of(const struct lexicon_word *found, size_t bank,
                   uint64_t lists)
{
    if (!(found->all[bank] & lists))
        return lexicon_known;
    while (!(found->lists[bank] & lists))
        found = &lexicon_known[found->shorter];
    return found;
}

/* The length of the longest word of one of the first 64 lists, or 0. */
static inline size_t lexicon_len(const struct lexicon_word *found,
                                 enum lexicon list)
{
    return lexicon_longest_of(found, 0, lexicon_set(list))->len;
}

/* The words of `lists` that stand at `at`: to be asked by lexicon_len. */
static inline const struct lexicon_word *
lexicon_all_at(uint64_t lists, struct str text, size_t at)
{
    if (at >= text.len)
        return lexicon_known;
    const char *p = text.ptr + at, *end = text.ptr + text.len;
    unsigned class = lexicon_class_at(p, end);
    return lexicon_begins[0][class] & lists
               ? lexicon_walk(0, lists, p, end, class)
               : lexicon_known;
}

/* Those that end at `end`. */
static inline const struct lexicon_word *
lexicon_all_before(uint64_t lists, struct str text, size_t end)
{
    if (!end)
        return lexicon_known;
    const char *p = text.ptr + end;
    unsigned class = lexicon_class_before(text.ptr, p);
    return lexicon_ends[0][class] & lists
               ? lexicon_walk_back(0, lists, text.ptr, p, class)
               : lexicon_known;
}

/* Those of `lists` that have a word anywhere in `text`. */
uint64_t lexicon_any(uint64_t lists, struct str text);

/* Those of LEXICON_CUES that have a word at `p`, where a rune of the class
 * stands, of three bytes: no cue begins otherwise. */
static inline uint64_t lexicon_cues_at(const char *p, const char *end,
                                       unsigned class)
{
    const struct lexicon_cue *cue = &lexicon_cue[class];

    if (end - p >= 9 && !(cue->second >> (p[5] & 63) & 1))
        return 0;
    if (end - p >= 9 && !(cue->third >> (p[8] & 63) & 1))
        return 0;
    return lexicon_walk(0, LEXICON_CUES, p, end, class)->all[0] & LEXICON_CUES;
}

/* Whether one of LEXICON_VERBS may end a text, whose last rune is of the class,
 * and ends some. */
static inline bool lexicon_may_tell(struct str text, unsigned class)
{
    const char *end = text.ptr + text.len;
    const struct lexicon_cue *verb = &lexicon_verb_cue[class];

    return (text.len < 6 || verb->second >> (end[-4] & 63) & 1) &&
           (text.len < 9 || verb->third >> (end[-7] & 63) & 1);
}

/* Whether a word of the list may begin at `at`. */
static inline bool lexicon_may_begin(enum lexicon list, struct str text,
                                     size_t at)
{
    if (at >= text.len)
        return false;
    unsigned class = lexicon_class_at(text.ptr + at, text.ptr + text.len);
    return lexicon_begins[list / LEXICON_BANK][class] >> list % LEXICON_BANK &
           1;
}

/* What lexicon_at and its like do where a word may stand. */
size_t lexicon_walk_len(enum lexicon list, const char *p, const char *end,
                        unsigned class);
size_t lexicon_walk_len_back(enum lexicon list, const char *begin,
                             const char *end, unsigned class);

/* The length of the longest word of the list that stands at `at`, or 0. */
static inline size_t lexicon_at(enum lexicon list, struct str text, size_t at)
{
    if (at >= text.len)
        return 0;
    const char *p = text.ptr + at, *end = text.ptr + text.len;
    unsigned class = lexicon_class_at(p, end);
    uint64_t begins = lexicon_begins[list / LEXICON_BANK][class];
    return begins >> list % LEXICON_BANK & 1
               ? lexicon_walk_len(list, p, end, class)
               : 0;
}

/* The length of the longest word of the list that ends at `end`, or 0. */
static inline size_t lexicon_before(enum lexicon list, struct str text,
                                    size_t end)
{
    if (!end)
        return 0;
    const char *p = text.ptr + end;
    unsigned class = lexicon_class_before(text.ptr, p);
    uint64_t ends = lexicon_ends[list / LEXICON_BANK][class];
    return ends >> list % LEXICON_BANK & 1
               ? lexicon_walk_len_back(list, text.ptr, p, class)
               : 0;
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
 * `end`: 0. By steps of three bytes while it can: so none waits for the one
 * before. */
static inline uint32_t lexicon_skip(unsigned kinds, const char **p,
                                    const char *end)
{
    unsigned kind = 0;

    for (; *p < end; ++*p) {
        for (; end - *p >= 3; *p += 3)
            if ((kind = lexicon_kind[lexicon_slot_of(*p)]) &
                (kinds | LEXICON_KIND_NARROW))
                break;
        if (end - *p >= 3 && !(kind & LEXICON_KIND_NARROW))
            return word_rune((const unsigned char *)*p);
        unsigned char byte = *p < end ? (unsigned char)**p : 0x80;
        if (byte < 0x80 && lexicon_kind[lexicon_page[byte]] & kinds)
            return byte;
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

/* The lists that have a word which begins with a rune of a text, as a set for
 * each bank: those of others need not be looked for. */
struct lexicon_begun {
    uint64_t lists[LEXICON_BANKS];
};

struct lexicon_begun lexicon_begun(struct str text);

static inline bool lexicon_has_begun(const struct lexicon_begun *begun,
                                     enum lexicon list)
{
    return begun->lists[list / LEXICON_BANK] >> list % LEXICON_BANK & 1;
}

/* Adds how often words of LEX_LOOKS_AHEAD and of LEX_LOOKS_BACK stand in
 * `text`. */
void lexicon_count_looks(struct str text, size_t *ahead, size_t *back);

/* A unit as it is recorded: the full name of a clipped one, else itself. */
static inline struct str lexicon_unit(struct str written)
{
    if (word_is(written, "平"))
        return STR("平方米");
    if (word_is(written, "％"))
        return STR("%");
    return word_is(written, "百分点") ? STR("个百分点") : written;
}

#endif
