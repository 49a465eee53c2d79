#include "lexicon.h"

_Static_assert((int)LEXICONS <= (int)LEXICON_BANKS * (int)LEXICON_BANK,
               "a list for every bit");
_Static_assert((int)LEX_GOAL < (int)LEXICON_BANK,
               "what is asked in sets fits a set");

/* A list as a set of lists of its bank. */
static inline uint64_t set_of(enum lexicon list)
{
    return UINT64_C(1) << list % LEXICON_BANK;
}

/* ---- steps ---- */

/* The same for what is not written in three bytes, or the end. */
static const char *class_short(const char *p, const char *end, uint16_t *class)
{
    struct str text = {p, (size_t)(end - p)};
    uint32_t rune = word_short_rune(text, 0);

    *class = lexicon_class[rune];
    return p + (rune >= 0x80 ? 2 : text.len > 0);
}

/*
 * The class of the rune at `p`, quickly: words have no rune beyond U+FFFF, and
 * the text is valid, or else no word is found in it. Returns where the next
 * rune begins.
 */
static inline const char *class_onward(const char *p, const char *end,
                                       uint16_t *class)
{
    const unsigned char *b = (const unsigned char *)p;

    if (end - p < 3 || (b[0] & 0xf0) != 0xe0)
        return class_short(p, end, class);
    *class = lexicon_class[word_rune(b)];
    return p + 3;
}

/* The same for what is not written in three bytes, or the beginning. */
static const char *class_short_before(const char *begin, const char *p,
                                      uint16_t *class)
{
    struct str text = {begin, (size_t)(p - begin)};
    uint32_t rune = word_short_rune_before(text, text.len);

    *class = lexicon_class[rune];
    return p - (rune >= 0x80 ? 2 : text.len > 0);
}

/* The class of the rune that ends at `p`. Returns where it begins. */
static inline const char *class_backward(const char *begin, const char *p,
                                         uint16_t *class)
{
    const unsigned char *b = (const unsigned char *)p;

    if (p - begin < 3 || (b[-3] & 0xf0) != 0xe0)
        return class_short_before(begin, p, class);
    *class = lexicon_class[word_rune(b - 3)];
    return p - 3;
}

/* A walk down a tree of words. */
struct walk {
    const struct lexicon_slot *tree, *node;
    const char *p; /* behind the runes that were passed; before, backward */
};

/* Goes down to the node of the class; false where there is none. */
static inline bool walk_down(struct walk *walk, uint16_t class)
{
    const struct lexicon_slot *next = walk->tree + walk->node->base + class;

    if (next->from != walk->node - walk->tree)
        return false;
    walk->node = next;
    return true;
}

static inline struct walk walk_onward(const char *p, uint16_t class)
{
    return (struct walk){lexicon_onward, lexicon_onward + class,
                         p + word_rune_len(p)};
}

static inline bool step_onward(struct walk *walk, const char *end)
{
    uint16_t class;

    if (walk->p == end)
        return false;
    walk->p = class_onward(walk->p, end, &class);
    return walk_down(walk, class);
}

static inline struct walk walk_backward(const char *begin, const char *p)
{
    uint16_t class;

    p = class_backward(begin, p, &class);
    return (struct walk){lexicon_backward, lexicon_backward + class, p};
}

static inline bool step_backward(struct walk *walk, const char *begin)
{
    uint16_t class;

    if (walk->p == begin)
        return false;
    walk->p = class_backward(begin, walk->p, &class);
    return walk_down(walk, class);
}

/* The lists of a bank that have a word which ends here, or further down. */
static inline uint64_t words_here(const struct walk *walk, size_t bank)
{
    return lexicon_sets[walk->node->ends][bank];
}

static inline uint64_t words_below(const struct walk *walk, size_t bank)
{
    return lexicon_sets[walk->node->below][bank];
}

/* ---- asking ---- */

size_t lexicon_walk_on(enum lexicon list, struct str text, size_t at,
                       uint16_t class)
{
    const char *begin = text.ptr + at, *end = text.ptr + text.len;
    const char *best = begin;
    size_t bank = list / LEXICON_BANK;
    uint64_t set = set_of(list);
    struct walk walk = walk_onward(begin, class);

    do {
        if (words_here(&walk, bank) & set)
            best = walk.p;
    } while (words_below(&walk, bank) & set && step_onward(&walk, end));
    return (size_t)(best - begin);
}

size_t lexicon_walk_back(enum lexicon list, struct str text, size_t end)
{
    const char *from = text.ptr + end, *best = from;
    size_t bank = list / LEXICON_BANK;
    uint64_t set = set_of(list);
    struct walk walk = walk_backward(text.ptr, from);

    do {
        if (words_here(&walk, bank) & set)
            best = walk.p;
    } while (words_below(&walk, bank) & set && step_backward(&walk, text.ptr));
    return (size_t)(from - best);
}

uint64_t lexicon_walk_cues(const char *p, const char *end, uint32_t rune)
{
    struct walk walk = walk_onward(p, lexicon_class[rune]);
    uint64_t cues = 0;

    do
        cues |= words_here(&walk, 0);
    while (words_below(&walk, 0) & LEXICON_CUES && step_onward(&walk, end));
    return cues & LEXICON_CUES;
}

/* Notes the lists that have the word of `len` that was passed. */
static inline void note(uint64_t words, uint64_t lists, size_t len,
                        struct lexicon_found *out)
{
    if (!(words & lists))
        return;
    out->lists |= words & lists;
    out->hit[out->hits++] = (struct lexicon_hit){words, len};
}

void lexicon_walk_all_on(uint64_t lists, struct str text, size_t at,
                         uint16_t class, struct lexicon_found *out)
{
    const char *begin = text.ptr + at, *end = text.ptr + text.len;
    struct walk walk = walk_onward(begin, class);

    do
        note(words_here(&walk, 0), lists, (size_t)(walk.p - begin), out);
    while (words_below(&walk, 0) & lists && step_onward(&walk, end));
}

void lexicon_walk_all_back(uint64_t lists, struct str text, size_t end,
                           struct lexicon_found *out)
{
    const char *from = text.ptr + end;
    struct walk walk = walk_backward(text.ptr, from);

    do
        note(words_here(&walk, 0), lists, (size_t)(from - walk.p), out);
    while (words_below(&walk, 0) & lists && step_backward(&walk, text.ptr));
}

size_t lexicon_walk_longest(uint64_t lists, struct str text, size_t at,
                            uint16_t class, uint64_t *words)
{
    const char *begin = text.ptr + at, *end = text.ptr + text.len;
    const char *best = begin;
    struct walk walk = walk_onward(begin, class);

    do {
        if (!(words_here(&walk, 0) & lists))
            continue;
        *words = words_here(&walk, 0);
        best = walk.p;
    } while (words_below(&walk, 0) & lists && step_onward(&walk, end));
    return (size_t)(best - begin);
}

bool lexicon_is_any(uint64_t lists, struct str text)
{
    uint16_t class = lexicon_class[word_short_rune(text, 0)];

    if (!text.len || !(lexicon_begins[0][class] & lists))
        return false;
    const char *end = text.ptr + text.len;
    struct walk walk = walk_onward(text.ptr, class);
    while (walk.p < end)
        if (!step_onward(&walk, end))
            return false;
    return words_here(&walk, 0) & lists;
}

/* Where, from `at`, a word of `lists` of a bank may begin; text.len: nowhere. */
static inline size_t begin_from(size_t bank, uint64_t lists, struct str text,
                                size_t at)
{
    const char *end = text.ptr + text.len, *p = text.ptr + at, *next;
    uint16_t class;

    for (; p < end; p = next) {
        next = class_onward(p, end, &class);
        if (lexicon_begins[bank][class] & lists)
            return (size_t)(p - text.ptr);
    }
    return text.len;
}

/* Where the rune begins that stands behind the one at `at`. */
static inline size_t next_rune(struct str text, size_t at)
{
    return at + word_rune_len(text.ptr + at);
}

size_t lexicon_skip_han(struct str text, size_t at)
{
    const char *from = text.ptr + at, *end = text.ptr + text.len, *p = from;

    while (end - p >= 3 && word_is_han_at(p))
        p += 3;
    return at < text.len ? at + (size_t)(p - from) : text.len;
}

size_t lexicon_last_begin(enum lexicon list, struct str text, size_t end,
                          size_t *len)
{
    const uint64_t *begins = lexicon_begins[list / LEXICON_BANK];
    const char *p = text.ptr + end;
    uint64_t set = set_of(list);
    uint16_t class;

    for (;;) {
        p = class_backward(text.ptr, p, &class);
        if (p == text.ptr)
            return 0;
        if (!(begins[class] & set))
            continue;
        size_t at = (size_t)(p - text.ptr);
        *len = lexicon_walk_on(list, text, at, class);
        if (*len)
            return at;
    }
}

size_t lexicon_find(enum lexicon list, struct str text, size_t *len)
{
    size_t bank = list / LEXICON_BANK;

    for (size_t at = begin_from(bank, set_of(list), text, 0); at < text.len;
         at = begin_from(bank, set_of(list), text, next_rune(text, at))) {
        *len = lexicon_at(list, text, at);
        if (*len)
            return at;
    }
    *len = 0;
    return SIZE_MAX;
}

size_t lexicon_last(enum lexicon list, struct str text)
{
    uint64_t set = set_of(list);
    const char *p = text.ptr + text.len, *before;
    uint16_t class;

    for (; p > text.ptr; p = before) {
        before = class_backward(text.ptr, p, &class);
        if (!(lexicon_ends[list / LEXICON_BANK][class] & set))
            continue;
        size_t end = (size_t)(p - text.ptr);
        size_t len = lexicon_walk_back(list, text, end);
        if (len)
            return end - len;
    }
    return SIZE_MAX;
}

bool lexicon_in(enum lexicon list, struct str text)
{
    size_t len;

    return lexicon_find(list, text, &len) != SIZE_MAX;
}

bool lexicon_may_have(const uint64_t lists[LEXICON_BANKS], struct str text)
{
    const char *p = text.ptr, *end = text.ptr + text.len;
    uint64_t begins = 0;
    uint16_t class;

    while (p < end && !begins) {
        p = class_onward(p, end, &class);
        begins = (lexicon_begins[0][class] & lists[0]) |
                 (lexicon_begins[1][class] & lists[1]);
    }
    return begins;
}

void lexicon_count(const enum lexicon list[2], struct str text, size_t count[2])
{
    size_t bank = list[0] / LEXICON_BANK, behind[2] = {0, 0}, len;
    uint64_t sets = set_of(list[0]) | set_of(list[1]);

    for (size_t at = begin_from(bank, sets, text, 0); at < text.len;
         at = begin_from(bank, sets, text, next_rune(text, at)))
        for (int i = 0; i < 2; i++) {
            if (at < behind[i] || !(len = lexicon_at(list[i], text, at)))
                continue;
            behind[i] = at + len;
            count[i]++;
        }
}

uint64_t lexicon_any(uint64_t lists, struct str text)
{
    struct lexicon_found found;
    uint64_t any = 0;

    for (size_t at = begin_from(0, lists, text, 0); at < text.len;
         at = begin_from(0, lists & ~any, text, next_rune(text, at))) {
        lexicon_all_at(lists, text, at, &found);
        any |= found.lists;
    }
    return any;
}

struct str lexicon_unit(struct str written)
{
    if (word_is(written, "平"))
        return STR("平方米");
    if (word_is(written, "％"))
        return STR("%");
    return word_is(written, "百分点") ? STR("个百分点") : written;
}
