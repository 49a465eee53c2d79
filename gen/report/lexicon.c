#include "lexicon.h"

#include "lexicon_words.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Room for the words of all lists; making the index ends the program when
 * they outgrow it. EDGES is a power of two and at least twice NODES. */
#define NODES 8192
#define EDGES 16384

/*
 * All lists in one tree of runes: a walk from a place in the text passes every
 * word that stands there. There is one tree for words that begin at a place
 * and one, of words written backwards, for those that end there.
 */
struct node {
    uint64_t ends; /* the lists that have a word which ends here */
    uint64_t below; /* the lists that have one further down */
};

struct edge {
    uint16_t from, rune, to; /* to 0: free */
};

struct tree {
    uint16_t first[0x10000]; /* by the first rune; 0: no word begins so */
    struct node node[NODES];
    uint64_t begins[NODES]; /* of the nodes in `first`: ends and below */
    struct edge edge[EDGES];
    size_t nodes;
};

/* A set of lists is one word of 64 bits: the lists beyond the first 64 stand in
 * a second pair of trees and are asked one at a time. */
enum { BANK_LISTS = 64, BANKS = 2 };

static struct bank {
    struct tree onward, backward;
} banks[BANKS];

_Static_assert(LEXICONS <= BANKS * BANK_LISTS, "a list for every bit");
_Static_assert((int)LEX_GOAL < (int)BANK_LISTS,
               "what is asked in sets fits a set");

static inline const struct bank *bank_of(enum lexicon list)
{
    return &banks[list / BANK_LISTS];
}

/* A list as a set of lists of its bank. */
static inline uint64_t set_of(enum lexicon list)
{
    return UINT64_C(1) << list % BANK_LISTS;
}

/* ---- runes ---- */

/*
 * The rune at `p`, quickly: words have none beyond U+FFFF, and the text is
 * valid, or else no word is found in it. Returns its length; 0 at the end.
 */
static inline size_t rune_onward(const char *p, const char *end, uint32_t *rune)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t left = (size_t)(end - p);

    *rune = 0;
    if (left >= 3 && (b[0] & 0xf0) == 0xe0) {
        *rune = word_rune(b);
        return 3;
    }
    if (left >= 1 && b[0] < 0x80) {
        *rune = b[0];
        return 1;
    }
    if (left >= 2 && (b[0] & 0xe0) == 0xc0) {
        *rune = (b[0] & 0x1fU) << 6 | (b[1] & 0x3fU);
        return 2;
    }
    return left >= 1;
}

static inline size_t rune_backward(const char *begin, const char *p,
                                   uint32_t *rune)
{
    const unsigned char *b = (const unsigned char *)p;
    size_t left = (size_t)(p - begin);

    *rune = 0;
    if (left >= 3 && (b[-3] & 0xf0) == 0xe0 && (b[-1] & 0xc0) == 0x80) {
        *rune = word_rune(b - 3);
        return 3;
    }
    if (left >= 1 && b[-1] < 0x80) {
        *rune = b[-1];
        return 1;
    }
    if (left >= 2 && (b[-2] & 0xe0) == 0xc0) {
        *rune = (b[-2] & 0x1fU) << 6 | (b[-1] & 0x3fU);
        return 2;
    }
    return left >= 1;
}

/* ---- making the trees ---- */

static inline size_t edge_slot(uint32_t from, uint32_t rune)
{
    return (from * 0x9e5fU + rune * 0x61c9U) % EDGES;
}

/* The edge of `from` with `rune`, or the free one where it belongs. */
static inline size_t edge_find(const struct tree *tree, uint32_t from,
                               uint32_t rune)
{
    size_t slot = edge_slot(from, rune);

    while (tree->edge[slot].to &&
           (tree->edge[slot].from != from || tree->edge[slot].rune != rune))
        slot = (slot + 1) % EDGES;
    return slot;
}

static uint16_t node_add(struct tree *tree)
{
    /* A list that grew too long is seen by whoever runs any test. */
    if (++tree->nodes == NODES)
        abort();
    return (uint16_t)tree->nodes;
}

static uint16_t node_below(struct tree *tree, uint16_t from, uint32_t rune)
{
    if (!from) {
        if (!tree->first[rune])
            tree->first[rune] = node_add(tree);
        return tree->first[rune];
    }
    struct edge *edge = &tree->edge[edge_find(tree, from, rune)];
    if (!edge->to)
        *edge = (struct edge){from, (uint16_t)rune, node_add(tree)};
    return edge->to;
}

static void word_add(struct bank *bank, const char *word, uint64_t list)
{
    struct tree *onward = &bank->onward, *backward = &bank->backward;
    const char *end = word + strlen(word);
    uint16_t at = 0, back = 0;
    uint32_t rune;

    for (const char *p = word; p < end; p += rune_onward(p, end, &rune)) {
        rune_onward(p, end, &rune);
        onward->node[at].below |= list;
        at = node_below(onward, at, rune);
    }
    onward->node[at].ends |= list;
    for (const char *p = end; p > word; p -= rune_backward(word, p, &rune)) {
        rune_backward(word, p, &rune);
        backward->node[back].below |= list;
        back = node_below(backward, back, rune);
    }
    backward->node[back].ends |= list;
}

static void list_add(enum lexicon list)
{
    struct bank *bank = &banks[list / BANK_LISTS];

    for (const char *const *word = lexicon_words[list]; *word; word++)
        word_add(bank, *word, set_of(list));
}

static void make(void)
{
    for (size_t i = 0; i < LEXICONS; i++)
        list_add((enum lexicon)i);
    for (struct bank *bank = banks; bank < banks + BANKS; bank++) {
        struct tree *tree = &bank->onward;
        for (size_t i = 1; i <= tree->nodes; i++)
            tree->begins[i] = tree->node[i].ends | tree->node[i].below;
    }
}

void lexicon_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make);
}

/* ---- asking ---- */

/* Notes for each list that ends in `node` that a word of `len` was passed. */
static inline void note(uint64_t found, size_t len, struct lexicon_found *out)
{
    out->lists |= found;
    for (; found; found &= found - 1)
        out->len[__builtin_ctzll(found)] = (uint8_t)len;
}

/* The lists of `bank` that have a word which begins with `rune`. */
static inline uint64_t begins(const struct bank *bank, uint32_t rune)
{
    return bank->onward.begins[bank->onward.first[rune]];
}

static inline uint16_t next_node(const struct tree *tree, uint16_t at,
                                 uint32_t rune)
{
    return at ? tree->edge[edge_find(tree, at, rune)].to : tree->first[rune];
}

static inline void all_at(const struct bank *bank, uint64_t lists,
                          struct str text, size_t at, struct lexicon_found *out)
{
    const char *begin = text.ptr + at, *end = text.ptr + text.len, *p = begin;
    const struct node *node;
    uint16_t number = 0;
    uint32_t rune;

    out->lists = 0;
    if (at >= text.len)
        return;
    (void)rune_onward(p, end, &rune);
    if (!(begins(bank, rune) & lists))
        return;
    do {
        p += rune_onward(p, end, &rune);
        number = next_node(&bank->onward, number, rune);
        node = &bank->onward.node[number];
        if (number && (node->ends & lists))
            note(node->ends & lists, (size_t)(p - begin), out);
    } while (number && (node->below & lists) && p < end);
}

static inline void all_before(const struct bank *bank, uint64_t lists,
                              struct str text, size_t end,
                              struct lexicon_found *out)
{
    const struct node *node;
    uint16_t number = 0;
    uint32_t rune;

    out->lists = 0;
    if (end == 0 || end > text.len)
        return;
    const char *from = text.ptr + end, *p = from;
    do {
        p -= rune_backward(text.ptr, p, &rune);
        number = next_node(&bank->backward, number, rune);
        node = &bank->backward.node[number];
        if (number && (node->ends & lists))
            note(node->ends & lists, (size_t)(from - p), out);
    } while (number && (node->below & lists) && p > text.ptr);
}

void lexicon_all_at(uint64_t lists, struct str text, size_t at,
                    struct lexicon_found *out)
{
    all_at(&banks[0], lists, text, at, out);
}

void lexicon_all_before(uint64_t lists, struct str text, size_t end,
                        struct lexicon_found *out)
{
    all_before(&banks[0], lists, text, end, out);
}

size_t lexicon_at(enum lexicon list, struct str text, size_t at)
{
    struct lexicon_found found;

    all_at(bank_of(list), set_of(list), text, at, &found);
    return found.lists ? found.len[list % BANK_LISTS] : 0;
}

size_t lexicon_before(enum lexicon list, struct str text, size_t end)
{
    struct lexicon_found found;

    all_before(bank_of(list), set_of(list), text, end, &found);
    return found.lists ? found.len[list % BANK_LISTS] : 0;
}

/* Where, from `at`, a word of `lists` may begin; text.len: nowhere. */
static inline size_t begin_from(const struct bank *bank, uint64_t lists,
                                struct str text, size_t at)
{
    const char *end = text.ptr + text.len;
    uint32_t rune;

    while (at < text.len) {
        size_t len = rune_onward(text.ptr + at, end, &rune);
        if (begins(bank, rune) & lists)
            return at;
        at += len;
    }
    return text.len;
}

size_t lexicon_skip_han(uint64_t lists, struct str text, size_t at)
{
    const struct bank *bank = &banks[0];
    const char *end = text.ptr + text.len;
    uint32_t rune;

    while (at < text.len) {
        size_t len = rune_onward(text.ptr + at, end, &rune);
        if (rune - 0x4e00 > 0x51ff || begins(bank, rune) & lists)
            return at;
        at += len;
    }
    return text.len;
}

size_t lexicon_find(enum lexicon list, struct str text, size_t *len)
{
    const struct bank *bank = bank_of(list);
    uint64_t lists = set_of(list);

    for (size_t at = begin_from(bank, lists, text, 0); at < text.len;
         at = begin_from(bank, lists, text, at + 1)) {
        *len = lexicon_at(list, text, at);
        if (*len)
            return at;
    }
    *len = 0;
    return SIZE_MAX;
}

size_t lexicon_last(enum lexicon list, struct str text)
{
    for (size_t end = text.len; end > 0; end--) {
        size_t len = lexicon_before(list, text, end);
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

size_t lexicon_count(enum lexicon list, struct str text)
{
    size_t count = 0, len = 0;

    for (size_t at = 0; (at = lexicon_find(list, text, &len)) != SIZE_MAX;) {
        text.ptr += at + len;
        text.len -= at + len;
        count++;
    }
    return count;
}

uint64_t lexicon_any(uint64_t lists, struct str text)
{
    const struct bank *bank = &banks[0];
    struct lexicon_found found;
    uint64_t any = 0;

    for (size_t at = begin_from(bank, lists, text, 0); at < text.len;
         at = begin_from(bank, lists & ~any, text, at + 1)) {
        all_at(bank, lists, text, at, &found);
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
