#include "lexicon.h"

#include "../base/seldom.h"

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

HARDLY unsigned lexicon_class_short(const char *p, size_t left)
{
    char rune[3] = {0};

    if (!left || (*p & 0xe0) == 0xe0 || (*p & 0x80 && left < 2))
        return 0;
    rune[0] = *p;
    rune[1] = *p & 0x80 ? p[1] : '\0';
    return lexicon_class[lexicon_slot_of(rune)];
}

HARDLY unsigned lexicon_class_short_before(const char *begin, const char *end)
{
    size_t most = (size_t)(end - begin);

    if (!most)
        return 0;
    if (!(end[-1] & 0x80))
        return lexicon_class_short(end - 1, 1);
    return most >= 2 && (end[-2] & 0xe0) == 0xc0
               ? lexicon_class_short(end - 2, 2)
               : 0;
}

/* ---- walks ---- */

/* The node below by the class; 0: none. No word has class 0. */
static inline unsigned node_below(const struct lexicon_node *tree,
                                  unsigned node, unsigned class)
{
    unsigned next = tree[node].base + class;

    return tree[next].from == node ? next : 0;
}

/* Whether one of a bank's `lists` has words further down. */
static inline bool goes_on(const struct lexicon_node *node, size_t bank,
                           uint64_t lists)
{
    return lexicon_sets[node->below][bank] & lists;
}

/* How long the rune at `p` is, of those that words have. */
static inline size_t rune_len(const char *p)
{
    if ((unsigned char)*p >= 0xe0)
        return 3;
    return *p & 0x80 ? 2 : 1;
}

/* Where the rune begins that ends at `p`, of those that words have. */
static inline const char *rune_begin(const char *begin, const char *p)
{
    if (!(p[-1] & 0x80))
        return p - 1;
    return p - begin >= 3 && (unsigned char)p[-3] >= 0xe0 ? p - 3 : p - 2;
}

/* Goes on from a node whose rune ends at `p`, where less than three bytes are
 * left: with letters and digits alone. */
static HARDLY const struct lexicon_word *
walk_end(const char *p, const char *end, unsigned node)
{
    const struct lexicon_node *tree = lexicon_onward;

    for (unsigned next; p < end; p += rune_len(p), node = next)
        if (!(next = node_below(tree, node, lexicon_class_at(p, end))))
            break;
    return &lexicon_known[tree[node].word];
}

static ALWAYS const struct lexicon_word *walk(size_t bank, uint64_t lists,
                                              const char *p, const char *end,
                                              unsigned class)
{
    const struct lexicon_node *tree = lexicon_onward;
    unsigned node = class, next;

    while (goes_on(&tree[node], bank, lists)) {
        p += rune_len(p);
        if (end - p < 3)
            return walk_end(p, end, node);
        next = node_below(tree, node, lexicon_class[lexicon_slot_of(p)]);
        if (!next)
            break;
        node = next;
    }
    return &lexicon_known[tree[node].word];
}

static HARDLY const struct lexicon_word *
walk_begin(const char *begin, const char *p, unsigned node)
{
    const struct lexicon_node *tree = lexicon_backward;

    for (unsigned next; p > begin; p = rune_begin(begin, p), node = next)
        if (!(next = node_below(tree, node, lexicon_class_before(begin, p))))
            break;
    return &lexicon_known[tree[node].word];
}

static ALWAYS const struct lexicon_word *walk_back(size_t bank, uint64_t lists,
                                                   const char *begin,
                                                   const char *end,
                                                   unsigned class)
{
    const struct lexicon_node *tree = lexicon_backward;
    unsigned node = class, next;

    while (goes_on(&tree[node], bank, lists)) {
        end = rune_begin(begin, end);
        if (end - begin < 3 || (unsigned char)end[-3] < 0xe0)
            return walk_begin(begin, end, node);
        next = node_below(tree, node, lexicon_class[lexicon_slot_of(end - 3)]);
        if (!next)
            break;
        node = next;
    }
    return &lexicon_known[tree[node].word];
}

const struct lexicon_word *lexicon_walk(size_t bank, uint64_t lists,
                                        const char *p, const char *end,
                                        unsigned class)
{
    return walk(bank, lists, p, end, class);
}

const struct lexicon_word *lexicon_walk_back(size_t bank, uint64_t lists,
                                             const char *begin, const char *end,
                                             unsigned class)
{
    return walk_back(bank, lists, begin, end, class);
}

size_t lexicon_walk_len(enum lexicon list, const char *p, const char *end,
                        unsigned class)
{
    size_t bank = list / LEXICON_BANK;
    uint64_t set = set_of(list);

    return lexicon_longest_of(walk(bank, set, p, end, class), bank, set)->len;
}

size_t lexicon_walk_len_back(enum lexicon list, const char *begin,
                             const char *end, unsigned class)
{
    size_t bank = list / LEXICON_BANK;
    uint64_t set = set_of(list);

    return lexicon_longest_of(walk_back(bank, set, begin, end, class), bank,
                              set)
        ->len;
}

/* ---- asking ---- */

bool lexicon_is_any(uint64_t lists, struct str text)
{
    const struct lexicon_word *found = lexicon_all_at(lists, text, 0);

    return text.len && found->all[0] & lists &&
           lexicon_longest_of(found, 0, lists)->len == text.len;
}

/* How far it is from `p` to the next rune, or byte of a longer rune. */
static inline size_t step_onward(const char *p, const char *end)
{
    if ((*p & 0xf0) == 0xe0 && end - p >= 3)
        return 3;
    return (*p & 0xe0) == 0xc0 && end - p >= 2 ? 2 : 1;
}

static inline size_t step_backward(const char *begin, const char *p)
{
    if (p - begin >= 3 && (p[-3] & 0xf0) == 0xe0 && p[-1] & 0x80)
        return 3;
    return p - begin >= 2 && (p[-2] & 0xe0) == 0xc0 ? 2 : 1;
}

/* Where, from `at`, a word of `lists` of a bank may begin; text.len: nowhere. */
static inline size_t begin_from(size_t bank, uint64_t lists, struct str text,
                                size_t at)
{
    const char *end = text.ptr + text.len, *p = text.ptr + at;
    const uint64_t *begins = lexicon_begins[bank];

    while (p < end) {
        /* Most are of three bytes. */
        for (; end - p >= 3 && (*p & 0xf0) == 0xe0; p += 3)
            if (begins[lexicon_class[lexicon_slot_of(p)]] & lists)
                return (size_t)(p - text.ptr);
        if (p < end && begins[lexicon_class_at(p, end)] & lists)
            return (size_t)(p - text.ptr);
        p += p < end ? step_onward(p, end) : 0;
    }
    return text.len;
}

/* The last place up to `p` where a word of `set` may end, by a bank's `ends`;
 * `begin`: nowhere. */
static inline const char *end_before(const uint64_t *ends, uint64_t set,
                                     const char *begin, const char *p)
{
    while (p > begin) {
        for (; p - begin >= 3 && (unsigned char)p[-3] >= 0xe0; p -= 3)
            if (ends[lexicon_class[lexicon_slot_of(p - 3)]] & set)
                return p;
        if (p == begin || ends[lexicon_class_before(begin, p)] & set)
            return p;
        p -= step_backward(begin, p);
    }
    return begin;
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
    const char *p = text.ptr + end, *behind_all = text.ptr + text.len;
    uint64_t set = set_of(list);

    while (p > text.ptr) {
        p -= step_backward(text.ptr, p);
        unsigned class = lexicon_class_at(p, behind_all);
        if (p == text.ptr)
            break;
        if (!(begins[class] & set))
            continue;
        *len = lexicon_walk_len(list, p, behind_all, class);
        if (*len)
            return (size_t)(p - text.ptr);
    }
    return 0;
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
    const uint64_t *ends = lexicon_ends[list / LEXICON_BANK];
    const char *p = text.ptr + text.len;

    while ((p = end_before(ends, set, text.ptr, p)) > text.ptr) {
        unsigned class = lexicon_class_before(text.ptr, p);
        size_t len = lexicon_walk_len_back(list, text.ptr, p, class);
        if (len)
            return (size_t)(p - text.ptr) - len;
        p -= step_backward(text.ptr, p);
    }
    return SIZE_MAX;
}

bool lexicon_in(enum lexicon list, struct str text)
{
    size_t len;

    return lexicon_find(list, text, &len) != SIZE_MAX;
}

struct lexicon_begun lexicon_begun(struct str text)
{
    const char *p = text.ptr, *end = text.ptr + text.len;
    struct lexicon_begun begun = {{0}};

    for (unsigned class; p < end; p += step_onward(p, end)) {
        /* Most are of three bytes. */
        for (; end - p >= 3 && (*p & 0xf0) == 0xe0; p += 3) {
            class = lexicon_class[lexicon_slot_of(p)];
            begun.lists[0] |= lexicon_begins[0][class];
            begun.lists[1] |= lexicon_begins[1][class];
        }
        if (p == end)
            break;
        class = lexicon_class_at(p, end);
        begun.lists[0] |= lexicon_begins[0][class];
        begun.lists[1] |= lexicon_begins[1][class];
    }
    return begun;
}

/* The next place from `p` on where such a word may begin; `end` or beyond:
 * nowhere. */
static inline const char *pass_looks(const char *p, const char *end)
{
    static const unsigned stops = LEXICON_TRAIT_LOOKS | LEXICON_TRAIT_NARROW;
    const char *from = p;

    do {
        from = p;
        for (; end - p >= 3; p += 3)
            if (lexicon_trait[lexicon_slot_of(p)] & stops)
                break;
        for (unsigned char byte; p < end; p++) {
            byte = (unsigned char)*p;
            if (byte >= 0x80 ||
                lexicon_trait[lexicon_page[byte]] & LEXICON_TRAIT_LOOKS)
                break;
        }
    } while (p > from);
    return p;
}

/* Counts the longest word of the list that was found at `p`, unless it stands
 * in the one before. */
static inline void count_word(enum lexicon list,
                              const struct lexicon_word *found, const char *p,
                              const char **behind, size_t *count)
{
    size_t bank = list / LEXICON_BANK;
    size_t len = lexicon_longest_of(found, bank, set_of(list))->len;

    if (!len || p < *behind)
        return;
    ++*count;
    *behind = p + len;
}

void lexicon_count_looks(struct str text, size_t *ahead, size_t *back)
{
    static const size_t bank = LEX_LOOKS_AHEAD / LEXICON_BANK;
    uint64_t sets = set_of(LEX_LOOKS_AHEAD) | set_of(LEX_LOOKS_BACK);
    const char *p = text.ptr, *end = p + text.len;
    const char *behind_ahead = p, *behind_back = p;

    while ((p = pass_looks(p, end)) < end) {
        unsigned class = lexicon_class_at(p, end);
        if (lexicon_begins[bank][class] & sets) {
            const struct lexicon_word *found =
                lexicon_walk(bank, sets, p, end, class);
            count_word(LEX_LOOKS_AHEAD, found, p, &behind_ahead, ahead);
            count_word(LEX_LOOKS_BACK, found, p, &behind_back, back);
        }
        p += step_onward(p, end);
    }
}

uint64_t lexicon_any(uint64_t lists, struct str text)
{
    uint64_t any = 0;

    for (size_t at = begin_from(0, lists, text, 0); at < text.len;
         at = begin_from(0, lists & ~any, text, next_rune(text, at)))
        any |= lexicon_all_at(lists, text, at)->all[0] & lists;
    return any;
}
