#include "lexicon.h"

#include "lexicon_words.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Room for the words of all lists; making the index ends the program when
 * they outgrow it. EDGES is at least twice NODES. */
#define NODES 8192
#define EDGE_BITS 14
#define EDGES (1 << EDGE_BITS)

/* Runes of the longest word. */
#define WORD_MOST 32

/*
 * All lists of a bank in one tree of runes: a walk from a place in the text
 * passes every word that stands there. There is one tree for words that begin
 * at a place and one, of words written backwards, for those that end there.
 */
struct node {
    uint64_t ends; /* the lists that have a word which ends here */
    uint64_t below; /* the lists that have one further down */
};

struct edge {
    uint32_t key; /* the node it leaves and the class it goes by */
    uint16_t to; /* 0: free */
};

/* Node 0 is where a walk ends that has left all words: it has no lists. */
struct tree {
    uint16_t first[LEXICON_CLASSES]; /* by the first rune; 0: no word */
    struct node node[NODES];
    struct edge edge[EDGES];
    size_t nodes;
};

static struct bank {
    struct tree onward, backward;
} banks[LEXICON_BANKS];

/* The same to those who ask: no sum has to be done for where a tree lies. */
static const struct tree *const onwards[] = {&banks[0].onward,
                                             &banks[1].onward};
static const struct tree *const backwards[] = {&banks[0].backward,
                                               &banks[1].backward};

atomic_bool lexicon_made;
uint8_t lexicon_kind[0x10000];
uint16_t lexicon_class[0x10000];
static uint16_t rune_of[LEXICON_CLASSES]; /* the rune of a class */
static uint16_t classes;
uint64_t lexicon_begins[LEXICON_BANKS][LEXICON_CLASSES];
uint64_t lexicon_ends[LEXICON_BANKS][LEXICON_CLASSES];
uint64_t lexicon_cue_next[LEXICON_CLASSES];

_Static_assert((int)LEXICONS <= (int)LEXICON_BANKS * (int)LEXICON_BANK,
               "a list for every bit");
_Static_assert((int)LEX_GOAL < (int)LEXICON_BANK,
               "what is asked in sets fits a set");

/* A list as a set of lists of its bank. */
static inline uint64_t set_of(enum lexicon list)
{
    return UINT64_C(1) << list % LEXICON_BANK;
}

/* ---- runes ---- */

/* The same for what is not written in three bytes. */
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

/* The same for what is not written in three bytes. */
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

/* ---- making the trees ---- */

static inline uint32_t edge_key(uint16_t from, uint16_t class)
{
    return (uint32_t)from << 16 | class;
}

/* The edge of the key, or the free one where it belongs. */
static inline const struct edge *edge_find(const struct tree *tree,
                                           uint32_t key)
{
    uint32_t slot = key * 0x9e3779b1U >> (32 - EDGE_BITS);
    const struct edge *edge = &tree->edge[slot];

    while (edge->key != key && edge->to) {
        slot = (slot + 1) % EDGES;
        edge = &tree->edge[slot];
    }
    return edge;
}

static uint16_t node_add(struct tree *tree)
{
    /* A list that grew too long is seen by whoever runs any test. */
    if (++tree->nodes == NODES)
        abort();
    return (uint16_t)tree->nodes;
}

/* The node below `from`, or the first of a word where `from` is 0. */
static uint16_t node_below(struct tree *tree, uint16_t from, uint16_t class)
{
    if (!from) {
        if (!tree->first[class])
            tree->first[class] = node_add(tree);
        return tree->first[class];
    }
    uint32_t key = edge_key(from, class);
    size_t slot = (size_t)(edge_find(tree, key) - tree->edge);
    struct edge *edge = &tree->edge[slot];
    if (!edge->to)
        *edge = (struct edge){key, node_add(tree)};
    return edge->to;
}

/* The classes of a word's runes; a rune that is new gets one. */
static size_t word_classes(const char *word, uint16_t *class)
{
    struct str text = str_of(word);
    size_t count = 0;
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)) > 0;
         at += len) {
        if (count == WORD_MOST || rune > 0xffff)
            abort();
        if (!lexicon_class[rune]) {
            if (++classes == LEXICON_CLASSES)
                abort();
            lexicon_class[rune] = classes;
            rune_of[classes] = (uint16_t)rune;
        }
        class[count++] = lexicon_class[rune];
    }
    return count;
}

static void word_add(struct bank *bank, const char *word, uint64_t list)
{
    struct tree *onward = &bank->onward, *backward = &bank->backward;
    uint16_t class[WORD_MOST], at = 0, back = 0;
    size_t count = word_classes(word, class), which = (size_t)(bank - banks);

    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            onward->node[at].below |= list;
            backward->node[back].below |= list;
        }
        at = node_below(onward, at, class[i]);
        back = node_below(backward, back, class[count - 1 - i]);
    }
    if (!count)
        abort();
    onward->node[at].ends |= list;
    backward->node[back].ends |= list;
    lexicon_begins[which][class[0]] |= list;
    lexicon_ends[which][class[count - 1]] |= list;
    if (which == 0 && list & LEXICON_CUES)
        lexicon_cue_next[class[0]] |=
            count > 1 ? UINT64_C(1) << class[1] % 64 : UINT64_MAX;
}

static void make_kind(const char *runes, unsigned kind)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(str_of(runes), at, &rune)) > 0;
         at += len)
        lexicon_kind[rune] |= (uint8_t)kind;
}

/* Which runes a walk over a text must look at. */
static void make_kinds(void)
{
    uint64_t figures = lexicon_set(LEX_NUMERAL) | lexicon_set(LEX_FIGURE);

    make_kind(",;:!?.。，；：！？｡()（）[]［］〔〕【】《》〈〉「」『』“”‘’\"",
              LEXICON_KIND_SIGN);
    make_kind("“‘《〈「『〔[\"", LEXICON_KIND_NUMBER);
    make_kind("、", LEXICON_KIND_LIST);
    for (uint32_t rune = '!'; rune < 0x7f; rune++) {
        unsigned kind = rune_is_digit(rune)
                            ? LEXICON_KIND_FIGURE | LEXICON_KIND_NUMBER
                        : word_is_letter(rune) ? LEXICON_KIND_NUMBER
                                               : 0U;
        lexicon_kind[rune] |= (uint8_t)kind;
        lexicon_kind[rune - '!' + 0xff01] |= (uint8_t)kind; /* full width */
    }
    for (uint16_t class = 1; class <= classes; class ++) {
        uint64_t begins = lexicon_begins[0][class];
        uint8_t *kind = &lexicon_kind[rune_of[class]];
        *kind |= begins & LEXICON_CUES ? LEXICON_KIND_CUE : 0;
        *kind |=
            begins & figures ? LEXICON_KIND_FIGURE | LEXICON_KIND_NUMBER : 0;
    }
}

static void make(void)
{
    for (size_t i = 0; i < LEXICONS; i++) {
        struct bank *bank = &banks[i / LEXICON_BANK];
        for (const char *const *word = lexicon_words[i]; *word; word++)
            word_add(bank, *word, set_of((enum lexicon)i));
    }
    make_kinds();
    atomic_store_explicit(&lexicon_made, true, memory_order_release);
}

void lexicon_make(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, make);
}

/* ---- asking ---- */

static inline uint16_t next_node(const struct tree *tree, uint16_t at,
                                 uint16_t class)
{
    const struct edge *edge = edge_find(tree, edge_key(at, class));

    return edge->to;
}

size_t lexicon_walk_on(enum lexicon list, struct str text, size_t at,
                       uint16_t class)
{
    const struct tree *tree = onwards[list / LEXICON_BANK];
    const char *begin = text.ptr + at, *end = text.ptr + text.len;
    const char *p = begin + word_rune_len(begin), *best = begin;
    uint64_t set = set_of(list);
    uint16_t number = tree->first[class];

    for (;;) {
        const struct node *node = &tree->node[number];
        if (node->ends & set)
            best = p;
        if (!(node->below & set))
            return (size_t)(best - begin);
        p = class_onward(p, end, &class);
        number = next_node(tree, number, class);
    }
}

size_t lexicon_walk_back(enum lexicon list, struct str text, size_t end)
{
    const struct tree *tree = backwards[list / LEXICON_BANK];
    const char *from = text.ptr + end, *best = from;
    uint16_t class;
    const char *p = class_backward(text.ptr, from, &class);
    uint64_t set = set_of(list);
    uint16_t number = tree->first[class];

    for (;;) {
        const struct node *node = &tree->node[number];
        if (node->ends & set)
            best = p;
        if (!(node->below & set))
            return (size_t)(from - best);
        p = class_backward(text.ptr, p, &class);
        number = next_node(tree, number, class);
    }
}

uint64_t lexicon_walk_cues(struct str text, size_t at)
{
    const struct tree *tree = &banks[0].onward;
    const char *end = text.ptr + text.len;
    uint16_t class;
    const char *p = class_onward(text.ptr + at, end, &class);
    uint16_t number = tree->first[class];
    uint64_t cues = 0;

    for (;;) {
        const struct node *node = &tree->node[number];
        cues |= node->ends;
        if (!(node->below & LEXICON_CUES))
            return cues & LEXICON_CUES;
        p = class_onward(p, end, &class);
        number = next_node(tree, number, class);
    }
}

/* Notes for each list that ends in a node that a word of `len` was passed. */
static inline void note(uint64_t found, size_t len, struct lexicon_found *out)
{
    out->lists |= found;
    for (; found; found &= found - 1)
        out->len[__builtin_ctzll(found)] = (uint8_t)len;
}

void lexicon_walk_all_on(uint64_t lists, struct str text, size_t at,
                         uint16_t class, struct lexicon_found *out)
{
    const struct tree *tree = &banks[0].onward;
    const char *begin = text.ptr + at, *end = text.ptr + text.len;
    const char *p = begin + word_rune_len(begin);
    uint16_t number = tree->first[class];

    for (;;) {
        const struct node *node = &tree->node[number];
        note(node->ends & lists, (size_t)(p - begin), out);
        if (!(node->below & lists))
            return;
        p = class_onward(p, end, &class);
        number = next_node(tree, number, class);
    }
}

void lexicon_walk_all_back(uint64_t lists, struct str text, size_t end,
                           struct lexicon_found *out)
{
    const struct tree *tree = &banks[0].backward;
    const char *from = text.ptr + end;
    uint16_t class;
    const char *p = class_backward(text.ptr, from, &class);
    uint16_t number = tree->first[class];

    for (;;) {
        const struct node *node = &tree->node[number];
        note(node->ends & lists, (size_t)(from - p), out);
        if (!(node->below & lists))
            return;
        p = class_backward(text.ptr, p, &class);
        number = next_node(tree, number, class);
    }
}

bool lexicon_is_any(uint64_t lists, struct str text)
{
    const struct tree *tree = &banks[0].onward;
    const char *p = text.ptr, *end = text.ptr + text.len;
    uint16_t class, number;

    p = class_onward(p, end, &class);
    for (number = tree->first[class]; p < end && number;) {
        p = class_onward(p, end, &class);
        number = next_node(tree, number, class);
    }
    return text.len && (tree->node[number].ends & lists);
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
