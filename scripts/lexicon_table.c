/*
 * lexicon_table - prints the words of gen/report/lexicon_words.c as the tables
 * that gen/report/lexicon.h looks into, so that no run has to make them.
 *
 * All lists are one tree of runes, and one of words written backwards. A tree is
 * a double array: the node below `n` by class `c` is slot n.base + c, if that
 * slot is said to come from n. The slots of the first runes are their classes.
 * Of runes the tables are pages: all runes that have their first two bytes alike
 * share one.
 */
#include "../gen/report/lexicon.h"
#include "../gen/report/lexicon_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NODES = 16384,
    SLOTS = 0x8000,
    SETS = 4096,
    WORDS = 8192,
    WORD_MOST = 32,
    PAGE = 64
};

struct set {
    uint64_t bank[LEXICON_BANKS];
};

struct node {
    struct set ends, below;
    unsigned above, child, sibling; /* 0: none */
    unsigned class, slot;
    unsigned len; /* bytes of the runes down to here */
    unsigned word; /* the longest word on the way here */
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
static struct lexicon_word words[WORDS];
static unsigned word_count = 1; /* the first is none */

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

static unsigned rune_bytes(uint32_t rune)
{
    if (rune < 0x80)
        return 1;
    return rune < 0x800 ? 2 : 3;
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
    tree->node[tree->nodes].len =
        tree->node[above].len + rune_bytes(rune_of[class]);
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

static bool is_empty(const struct set *set)
{
    static const struct set none;

    return memcmp(set, &none, sizeof(none)) == 0;
}

static unsigned word_number(const struct lexicon_word *word)
{
    unsigned i = 0;

    while (i < word_count && memcmp(&words[i], word, sizeof(*word)) != 0)
        i++;
    if (i == WORDS)
        fail("more words than WORDS");
    if (i == word_count)
        words[word_count++] = *word;
    return i;
}

/* Gives each node below the longest word that ends there or above it. */
static void find_words(struct tree *tree, unsigned above)
{
    for (unsigned at = tree->node[above].child; at;
         at = tree->node[at].sibling) {
        struct node *node = &tree->node[at];
        struct lexicon_word word;
        memset(&word, 0, sizeof(word)); /* to be compared as bytes */
        word.len = (uint16_t)node->len;
        word.shorter = (uint16_t)tree->node[above].word;
        for (size_t bank = 0; bank < LEXICON_BANKS; bank++) {
            word.lists[bank] = node->ends.bank[bank];
            word.all[bank] =
                node->ends.bank[bank] | words[word.shorter].all[bank];
        }
        node->word = is_empty(&node->ends) ? word.shorter : word_number(&word);
        find_words(tree, at);
    }
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
    find_words(tree, 0);
    place_below(tree, 0);
    printf("\nconst struct lexicon_node lexicon_%s[%u] = {\n", name,
           tree->slots + LEXICON_CLASSES);
    for (unsigned slot = 1; slot < tree->slots; slot++) {
        unsigned at = tree->owner[slot];
        const struct node *node = &tree->node[at];
        if (at)
            printf("[%u]={%u,%u,%u,%u},\n", slot, tree->base[at],
                   node->above ? tree->node[node->above].slot : SLOTS,
                   node->word, set_number(node->below));
    }
    printf("};\n");
}

static void print_words(void)
{
    printf("\nconst struct lexicon_word lexicon_known[%u] = {\n", word_count);
    for (unsigned i = 0; i < word_count; i++) {
        printf("{{");
        for (size_t bank = 0; bank < LEXICON_BANKS; bank++)
            printf("0x%llxU,", (unsigned long long)words[i].lists[bank]);
        printf("},{");
        for (size_t bank = 0; bank < LEXICON_BANKS; bank++)
            printf("0x%llxU,", (unsigned long long)words[i].all[bank]);
        printf("},%u,%u},\n", words[i].len, words[i].shorter);
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

/* What struct lexicon_cue has of the rune at `depth` of words of `lists` that
 * begin, or end, at `node`. */
static uint64_t cue_runes(const struct tree *tree, uint64_t lists,
                          unsigned node, unsigned depth)
{
    uint64_t runes = 0;
    bool narrow = rune_bytes(rune_of[tree->node[node].class]) != 3;

    /* The bytes that are looked at are then no rune's last. */
    if (tree->node[node].ends.bank[0] & lists || narrow)
        return UINT64_MAX;
    for (unsigned at = tree->node[node].child; at;
         at = tree->node[at].sibling) {
        const struct node *below = &tree->node[at];
        if (!((below->ends.bank[0] | below->below.bank[0]) & lists))
            continue;
        if (rune_bytes(rune_of[below->class]) != 3)
            return UINT64_MAX;
        runes |= depth ? cue_runes(tree, lists, at, depth - 1)
                       : UINT64_C(1) << rune_of[below->class] % 64;
    }
    return runes;
}

static void print_cues(const char *name, const struct tree *tree,
                       uint64_t lists)
{
    printf("\nconst struct lexicon_cue lexicon_%s[LEXICON_CLASSES] = {\n", name);
    for (unsigned class = 0; class <= classes; class ++) {
        unsigned at = tree->node[0].child;
        while (at && tree->node[at].class != class)
            at = tree->node[at].sibling;
        printf("{0x%llxU,0x%llxU},\n",
               (unsigned long long)(at ? cue_runes(tree, lists, at, 0) : 0),
               (unsigned long long)(at ? cue_runes(tree, lists, at, 1) : 0));
    }
    printf("};\n");
}

static void mark(uint8_t *kind, const char *runes, unsigned bits)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(str_of(runes), at, &rune)) > 0;
         at += len)
        kind[rune] |= (uint8_t)bits;
}

static bool is_one_of(uint32_t rune, const char *runes)
{
    uint32_t one;

    for (size_t at = 0, len; (len = text_decode(str_of(runes), at, &one)) > 0;
         at += len)
        if (one == rune)
            return true;
    return false;
}

/* What a Han character is behind digits; `begins` has the lists that have a
 * word which begins with it. */
static unsigned behind_digits(uint32_t rune, uint64_t begins)
{
    uint64_t unit = lexicon_set(LEX_UNIT), time = lexicon_set(LEX_TIME);
    uint64_t more = lexicon_set(LEX_INFIX) | lexicon_set(LEX_RANGE);
    uint64_t any = unit | time | more | lexicon_set(LEX_NUMERAL) |
                   lexicon_set(LEX_FIGURE);
    unsigned bits = 0;

    if (begins & unit && !(begins & more) && !is_one_of(rune, "成分百千"))
        bits |= LEXICON_TRAIT_UNIT;
    if (begins & time && !(begins & (unit | more)) &&
        !is_one_of(rune, "成分百千万亿半"))
        bits |= LEXICON_TRAIT_TIME;
    if (!(begins & any) &&
        !is_one_of(rune, "零〇一二两三四五六七八九十百千万亿点成分半"))
        bits |= LEXICON_TRAIT_IDLE;
    return bits;
}

/* What a Han character is that stands beside a number and tells no more of it:
 * no word that does begins or ends with it. */
static unsigned beside_number(uint32_t rune)
{
    uint64_t begins = words_of(&onward, class_of[rune]).bank[0];
    uint64_t ends = words_of(&backward, class_of[rune]).bank[0];
    uint64_t before = lexicon_set(LEX_ORDINAL) | lexicon_set(LEX_CAPACITY) |
                      lexicon_set(LEX_BEFORE_LEAST) |
                      lexicon_set(LEX_BEFORE_MOST) |
                      lexicon_set(LEX_BEFORE_ABOUT);
    uint64_t behind = lexicon_set(LEX_RANGE) | lexicon_set(LEX_AFTER_LEAST) |
                      lexicon_set(LEX_AFTER_MOST) |
                      lexicon_set(LEX_AFTER_ABOUT);
    unsigned bits = 0;

    if (is_one_of(rune, "、"))
        return LEXICON_TRAIT_FREE | LEXICON_TRAIT_OVER;
    if (!word_is_common_han(rune))
        return 0;
    if (!(ends & before) && !is_one_of(rune, "了几数分"))
        bits |= LEXICON_TRAIT_FREE;
    if (!(begins & behind) && !is_one_of(rune, "半百亿"))
        bits |= LEXICON_TRAIT_OVER;
    else if (!(begins & lexicon_set(LEX_RANGE)) && !is_one_of(rune, "半百亿"))
        bits |= LEXICON_TRAIT_AFTER;
    return bits | behind_digits(rune, begins);
}

static unsigned trait_of(uint32_t rune)
{
    struct set begins = words_of(&onward, class_of[rune]);
    uint64_t looks = begins.bank[LEX_LOOKS_AHEAD / LEXICON_BANK] >>
                         LEX_LOOKS_AHEAD % LEXICON_BANK |
                     begins.bank[LEX_LOOKS_BACK / LEXICON_BANK] >>
                         LEX_LOOKS_BACK % LEXICON_BANK;

    return beside_number(rune) | (looks & 1 ? LEXICON_TRAIT_LOOKS : 0U) |
           (rune < 0x800 ? LEXICON_TRAIT_NARROW : 0U);
}

/* What is known of a rune. */
struct known {
    uint16_t class;
    uint8_t kind, trait;
};

/* All pages, one behind the other; a third byte is at least 0x80 in a page of
 * runes of three bytes, and may be any in one of a shorter rune. */
static struct known known[0x11000];
static unsigned known_count;
static uint16_t page_at[0x10000];

static struct known known_of(uint32_t rune, const uint8_t *kind)
{
    struct known of;

    memset(&of, 0, sizeof(of)); /* to be compared as bytes */
    of.class = class_of[rune];
    of.kind =
        (uint8_t)(kind[rune] | (rune < 0x800 ? LEXICON_KIND_NARROW : 0));
    of.trait = (uint8_t)trait_of(rune);
    return of;
}

/* The page that has `of` for every byte, among the first ones. */
static uint16_t narrow_page(struct known of)
{
    unsigned page = 0;

    while (page < known_count && memcmp(&known[page], &of, sizeof(of)) != 0)
        page += 256;
    if (page == known_count)
        while (known_count < page + 256)
            known[known_count++] = of;
    return (uint16_t)page;
}

static void add_narrow(const uint8_t *kind)
{
    struct known none = known_of(0, kind);

    for (unsigned pair = 0; pair < 0x10000; pair++)
        page_at[pair] = narrow_page(none);
    for (uint32_t rune = 1; rune < 0x80; rune++)
        for (unsigned second = 0; second < 256; second++)
            page_at[rune | second << 8] = narrow_page(known_of(rune, kind));
    for (uint32_t rune = 0x80; rune < 0x800; rune++)
        page_at[0xc0 | rune >> 6 | (0x80 | (rune & 63)) << 8] =
            narrow_page(known_of(rune, kind));
}

/* A page of runes of three bytes, and the one of those that are nothing. */
static uint16_t add_wide(uint32_t first, const uint8_t *kind)
{
    unsigned page = known_count - 0x80;

    for (uint32_t rune = first; rune < first + PAGE; rune++)
        known[known_count++] = known_of(rune, kind);
    return (uint16_t)page;
}

static bool is_known(uint32_t first, const uint8_t *kind)
{
    static const struct known none;

    for (uint32_t rune = first; rune < first + PAGE; rune++) {
        struct known of = known_of(rune, kind);
        if (memcmp(&of, &none, sizeof(of)) != 0)
            return true;
    }
    return false;
}

static void fill_pages(const uint8_t *kind)
{
    add_narrow(kind);
    uint16_t nothing = add_wide(0x800, kind);
    if (is_known(0x800, kind))
        fail("a rune of U+0800 to U+083F is known");
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        uint32_t first = (pair & 0x0f) << 12 | (pair >> 8 & 0x3f) << 6;
        if ((pair & 0xf0) == 0xe0)
            page_at[pair] = first >= 0x800 && (pair >> 8 & 0xc0) == 0x80 &&
                                    is_known(first, kind)
                                ? add_wide(first, kind)
                                : nothing;
    }
    /* In a broken text a third byte may be any. */
    known_count += PAGE;
    if (known_count > 0x10000)
        fail("more runes than pages");
}

static void print_slots(const char *type, const char *name,
                        unsigned (*of)(const struct known *))
{
    printf("\nconst %s lexicon_%s[%u] = {\n", type, name, known_count);
    for (unsigned i = 0; i < known_count; i++)
        printf("%u,\n", of(&known[i]));
    printf("};\n");
}

static unsigned its_class(const struct known *of)
{
    return of->class;
}

static unsigned its_kind(const struct known *of)
{
    return of->kind;
}

static unsigned its_trait(const struct known *of)
{
    return of->trait;
}

static void print_pages(void)
{
    printf("\nconst uint16_t lexicon_page[0x10000] = {\n");
    for (unsigned pair = 0; pair < 0x10000; pair++)
        if (page_at[pair])
            printf("[%u]=%u,\n", pair, page_at[pair]);
    printf("};\n");
    print_slots("uint16_t", "class", its_class);
    print_slots("uint8_t", "kind", its_kind);
    print_slots("uint8_t", "trait", its_trait);
}

/* Which runes a walk over a text must look at. */
static void print_runes(void)
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
    fill_pages(kind);
    print_pages();
}

/* Of these lists a text's first rune tells whether it begins with a word. */
static void check_signs(void)
{
    static const enum lexicon lists[] = {LEX_IN, LEX_FOCUS, LEX_NO_VERB};

    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
        for (const char *const *word = lexicon_words[lists[i]]; *word; word++)
            if (strlen(*word) != strlen("在"))
                fail("a word of LEX_IN, LEX_FOCUS or LEX_NO_VERB is longer "
                     "than one Han character");
}

static bool has_word(enum lexicon list, const char *word)
{
    const char *const *own = lexicon_words[list];

    while (*own && strcmp(*own, word) != 0)
        own++;
    return *own != NULL;
}

/* What the rooms rest on. */
static void check_lists(void)
{
    if (!has_word(LEX_INNER, "完成"))
        fail("完成 is no word of LEX_INNER");
    if (!has_word(LEX_OPENING, "比") || !has_word(LEX_OPENING, "较") ||
        !has_word(LEX_UP, "同比增"))
        fail("比 or 较 is no word of LEX_OPENING, or 同比增 none of LEX_UP");
    for (uint32_t digit = '0'; digit <= '9'; digit++)
        if (words_of(&onward, class_of[digit]).bank[0] &
            lexicon_set(LEX_PHRASE))
            fail("a phrase begins with a digit");
}

int main(void)
{
    for (size_t i = 0; i < LEXICONS; i++)
        for (const char *const *word = lexicon_words[i]; *word; word++)
            word_add(*word, i);
    check_signs();
    check_lists();
    printf("#include \"gen/report/lexicon.h\"\n");
    print_runes();
    print_edges("begins", &onward);
    print_edges("ends", &backward);
    print_cues("cue", &onward, LEXICON_CUES);
    print_cues("verb_cue", &backward, LEXICON_VERBS);
    print_tree("onward", &onward);
    print_tree("backward", &backward);
    print_sets();
    print_words();
    if (fflush(stdout) != 0 || ferror(stdout))
        fail("cannot write");
    return 0;
}
