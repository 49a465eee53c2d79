/*
 * lexicon_table - prints the words of gen/report/lexicon_words.c as the tables
 * that gen/report/lexicon.h looks into, so that no run has to make them.
 *
 * All lists are one tree of runes, and one of words written backwards. A tree is
 * a double array: the node below `n` by class `c` is slot n.base + c, if that
 * slot is said to come from n. The slots of the first runes are their classes.
 */
#include "../gen/report/lexicon.h"
#include "../gen/report/lexicon_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 16384, SLOTS = 0x8000, SETS = 4096, WORD_MOST = 32 };

struct set {
    uint64_t bank[LEXICON_BANKS];
};

struct node {
    struct set ends, below;
    unsigned above, child, sibling; /* 0: none */
    unsigned class, slot;
};

/* Node 0 is above all first runes. */
struct tree {
    struct node node[NODES];
    unsigned nodes;
    unsigned owner[SLOTS]; /* the node in a slot; 0: free */
    unsigned base[NODES];
    unsigned slots;
};

static struct tree onward, backward;
static uint16_t class_of[0x10000], rune_of[LEXICON_CLASSES];
static unsigned classes;
static struct set sets[SETS];
static unsigned set_count = 1; /* the first is empty */

/* ---- the trees ---- */

static void fail(const char *what)
{
    fprintf(stderr, "lexicon_table: %s\n", what);
    exit(1);
}

static unsigned class_for(uint32_t rune)
{
    if (rune > 0xffff)
        fail("a word has a rune beyond U+FFFF");
    if (!class_of[rune]) {
        if (++classes == LEXICON_CLASSES)
            fail("more runes than LEXICON_CLASSES");
        class_of[rune] = (uint16_t)classes;
        rune_of[classes] = (uint16_t)rune;
    }
    return class_of[rune];
}

static size_t word_classes(const char *word, unsigned *class)
{
    struct str text = str_of(word);
    size_t count = 0;
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)) > 0;
         at += len) {
        if (count == WORD_MOST)
            fail(word);
        class[count++] = class_for(rune);
    }
    if (!count)
        fail("a word is empty");
    return count;
}

static unsigned node_below(struct tree *tree, unsigned above, unsigned class)
{
    unsigned *child = &tree->node[above].child;

    while (*child && tree->node[*child].class != class)
        child = &tree->node[*child].sibling;
    if (*child)
        return *child;
    if (++tree->nodes == NODES)
        fail("more words than NODES");
    tree->node[tree->nodes].class = class;
    tree->node[tree->nodes].above = above;
    return *child = tree->nodes;
}

static void set_add(struct set *set, size_t list)
{
    set->bank[list / LEXICON_BANK] |= UINT64_C(1) << list % LEXICON_BANK;
}

static void word_add(const char *word, size_t list)
{
    unsigned class[WORD_MOST], at = 0, back = 0;
    size_t count = word_classes(word, class);

    for (size_t i = 0; i < count; i++) {
        set_add(&onward.node[at].below, list);
        set_add(&backward.node[back].below, list);
        at = node_below(&onward, at, class[i]);
        back = node_below(&backward, back, class[count - 1 - i]);
    }
    set_add(&onward.node[at].ends, list);
    set_add(&backward.node[back].ends, list);
}

/* Ends with a word of complaint where more words are nested than there is room
 * for when all lists are asked for. */
static void check_nested(const struct tree *tree, unsigned node, unsigned words)
{
    static const struct set none;

    words += memcmp(&tree->node[node].ends, &none, sizeof(none)) != 0;
    if (words > LEXICON_NESTED)
        fail("more words than LEXICON_NESTED begin with each other");
    for (unsigned at = tree->node[node].child; at; at = tree->node[at].sibling)
        check_nested(tree, at, words);
}

/* ---- the double arrays ---- */

static bool fits(const struct tree *tree, unsigned node, unsigned base)
{
    for (unsigned at = tree->node[node].child; at;
         at = tree->node[at].sibling) {
        unsigned slot = base + tree->node[at].class;
        if (slot >= SLOTS)
            fail("more words than SLOTS");
        if (slot <= classes || tree->owner[slot])
            return false;
    }
    return true;
}

static void place_below(struct tree *tree, unsigned node)
{
    unsigned base = 0;

    while (node && !fits(tree, node, base))
        base++;
    tree->base[node] = base;
    for (unsigned at = tree->node[node].child; at;
         at = tree->node[at].sibling) {
        unsigned slot = base + tree->node[at].class;
        tree->owner[slot] = at;
        tree->node[at].slot = slot;
        if (slot >= tree->slots)
            tree->slots = slot + 1;
    }
    for (unsigned at = tree->node[node].child; at; at = tree->node[at].sibling)
        if (tree->node[at].child)
            place_below(tree, at);
}

static unsigned set_number(struct set set)
{
    unsigned i = 0;

    while (i < set_count && memcmp(&sets[i], &set, sizeof(set)) != 0)
        i++;
    if (i == SETS)
        fail("more sets than SETS");
    if (i == set_count)
        sets[set_count++] = set;
    return i;
}

/* Behind the last slot stand as many empty ones as a step may reach. */
static void print_tree(const char *name, struct tree *tree)
{
    place_below(tree, 0);
    printf("\nconst struct lexicon_slot lexicon_%s[%u] = {\n", name,
           tree->slots + LEXICON_CLASSES);
    for (unsigned slot = 1; slot < tree->slots; slot++) {
        unsigned at = tree->owner[slot];
        const struct node *node = &tree->node[at];
        if (at)
            printf("[%u]={%u,%u,%u,%u},\n", slot, tree->base[at],
                   node->above ? tree->node[node->above].slot : SLOTS,
                   set_number(node->ends), set_number(node->below));
    }
    printf("};\n");
}

/* ---- the runes ---- */

static void print_sets(void)
{
    printf("\nconst uint64_t lexicon_sets[%u][LEXICON_BANKS] = {\n", set_count);
    for (unsigned i = 0; i < set_count; i++)
        printf("{0x%llxU,0x%llxU},\n", (unsigned long long)sets[i].bank[0],
               (unsigned long long)sets[i].bank[1]);
    printf("};\n");
}

/* The lists that have a word which begins, or ends, with a rune. */
static struct set words_of(const struct tree *tree, unsigned class)
{
    struct set set = {{0}};
    unsigned at = tree->node[0].child;

    while (at && tree->node[at].class != class)
        at = tree->node[at].sibling;
    for (size_t bank = 0; at && bank < LEXICON_BANKS; bank++)
        set.bank[bank] =
            tree->node[at].ends.bank[bank] | tree->node[at].below.bank[bank];
    return set;
}

static void print_edges(const char *name, const struct tree *tree)
{
    printf("\nconst uint64_t lexicon_%s[LEXICON_BANKS][LEXICON_CLASSES] = {\n",
           name);
    for (size_t bank = 0; bank < LEXICON_BANKS; bank++) {
        printf("{");
        for (unsigned class = 0; class <= classes; class ++)
            printf("0x%llxU,\n",
                   (unsigned long long)words_of(tree, class).bank[bank]);
        printf("},\n");
    }
    printf("};\n");
}

/* The bit of lexicon_cue_next for a second rune; all for one that is not
 * written in three bytes. */
static uint64_t bit_of(uint32_t rune)
{
    return rune < 0x800 ? UINT64_MAX : UINT64_C(1) << rune % 64;
}

static uint64_t cues_next(unsigned class)
{
    unsigned at = onward.node[0].child;
    uint64_t next = 0;

    while (at && onward.node[at].class != class)
        at = onward.node[at].sibling;
    if (!at)
        return 0;
    if (onward.node[at].ends.bank[0] & LEXICON_CUES)
        return UINT64_MAX;
    for (at = onward.node[at].child; at; at = onward.node[at].sibling)
        if ((onward.node[at].ends.bank[0] | onward.node[at].below.bank[0]) &
            LEXICON_CUES)
            next |= bit_of(rune_of[onward.node[at].class]);
    return next;
}

static void print_cues(void)
{
    printf("\nconst uint64_t lexicon_cue_next[LEXICON_CLASSES] = {\n");
    for (unsigned class = 0; class <= classes; class ++)
        printf("0x%llxU,\n", (unsigned long long)cues_next(class));
    printf("};\n");
}

static void print_classes(void)
{
    printf("\nconst uint16_t lexicon_class[0x10000] = {\n");
    for (unsigned class = 1; class <= classes; class ++)
        printf("[%u]=%u,\n", rune_of[class], class);
    printf("};\n");
}

static void mark(uint8_t *kind, const char *runes, unsigned bits)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(str_of(runes), at, &rune)) > 0;
         at += len)
        kind[rune] |= (uint8_t)bits;
}

static void print_quiet(const uint8_t *kind)
{
    static uint16_t quiet[0x10000];

    for (unsigned rune = 0x800; rune < 0x10000; rune++)
        if (!kind[rune])
            quiet[0x8080 | (rune >> 6 & 63) | (rune & 63) << 8] |=
                (uint16_t)(1U << (rune >> 12));
    printf("\nconst uint16_t lexicon_quiet[0x10000] = {\n");
    for (unsigned bytes = 0; bytes < 0x10000; bytes++)
        if (quiet[bytes])
            printf("[%u]=%u,\n", bytes, quiet[bytes]);
    printf("};\n");
}

/* Which runes a walk over a text must look at. */
static void print_kinds(void)
{
    static uint8_t kind[0x10000];
    uint64_t figures = lexicon_set(LEX_NUMERAL) | lexicon_set(LEX_FIGURE);

    mark(kind, ",;:!?.。，；：！？｡", LEXICON_KIND_MARK);
    mark(kind, "()（）[]［］〔〕【】《》〈〉「」『』“”‘’\"",
         LEXICON_KIND_BRACKET);
    mark(kind, "“‘《〈「『〔[\"", LEXICON_KIND_NUMBER);
    mark(kind, "、", LEXICON_KIND_LIST);
    mark(kind, "&\\\n", LEXICON_KIND_MARKUP);
    for (uint32_t rune = '!'; rune < 0x7f; rune++) {
        unsigned bits = rune_is_digit(rune)
                            ? LEXICON_KIND_FIGURE | LEXICON_KIND_NUMBER
                        : word_is_letter(rune) ? LEXICON_KIND_NUMBER
                                               : 0U;
        kind[rune] |= (uint8_t)bits;
        kind[rune - '!' + 0xff01] |= (uint8_t)bits; /* full width */
    }
    for (unsigned class = 1; class <= classes; class ++) {
        uint64_t begins = words_of(&onward, class).bank[0];
        uint8_t *bits = &kind[rune_of[class]];
        *bits |= begins & LEXICON_CUES ? LEXICON_KIND_CUE : 0;
        *bits |=
            begins & figures ? LEXICON_KIND_FIGURE | LEXICON_KIND_NUMBER : 0;
    }
    printf("\nconst uint8_t lexicon_kind[0x10000] = {\n");
    for (unsigned rune = 0; rune < 0x10000; rune++)
        if (kind[rune])
            printf("[%u]=%u,\n", rune, kind[rune]);
    printf("};\n");
    print_quiet(kind);
}

int main(void)
{
    for (size_t i = 0; i < LEXICONS; i++)
        for (const char *const *word = lexicon_words[i]; *word; word++)
            word_add(*word, i);
    check_nested(&onward, 0, 0);
    check_nested(&backward, 0, 0);
    printf("#include \"gen/report/lexicon.h\"\n");
    print_classes();
    print_kinds();
    print_edges("begins", &onward);
    print_edges("ends", &backward);
    print_cues();
    print_tree("onward", &onward);
    print_tree("backward", &backward);
    print_sets();
    if (fflush(stdout) != 0 || ferror(stdout))
        fail("cannot write");
    return 0;
}
