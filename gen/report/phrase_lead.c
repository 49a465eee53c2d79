#include "../base/seldom.h"
#include "phrase_edge.h"
#include "phrase_part.h"

#include <string.h>

/* 在…基础上 is no longer than this many bytes. */
#define GROUND_MOST 120

SELDOM size_t phrase_ground(struct str text, struct str *base)
{
    static const char *const ends_with[] = {"的基础上", "基础上"};

    if (text.len > GROUND_MOST)
        text.len = GROUND_MOST;
    for (size_t i = 0; i < 2; i++) {
        size_t at = str_find(text, str_of(ends_with[i]));
        if (at == SIZE_MAX)
            continue;
        struct str inner = {text.ptr + 3, at - 3};
        /* 在完成基础上 tells nothing to compare with. */
        if (base && !str_is(inner, "完成") && inner.len)
            *base = inner;
        return at + strlen(ends_with[i]);
    }
    return 0;
}

/* Verbs that say nothing by themselves: 完成, 新增, 达到; and what is none: 去年,
 * 全镇. `lists` has those that the word is of, `front` is lexicon_front of it. */
static inline bool is_plain_verb(struct str word, uint64_t front,
                                 uint64_t lists)
{
    static const uint64_t plain =
        UINT64_C(1) << LEX_SPAN | UINT64_C(1) << LEX_EARLIER |
        UINT64_C(1) << LEX_TAIL | UINT64_C(1) << LEX_MAKE;

    return word.len <= 3 || lists & plain || front & lexicon_set(LEX_NO_VERB);
}

/* 约谈处理: of verbs right behind each other, both. */
static inline void add_verb(struct str *verb, struct str word)
{
    if (verb->len && verb->ptr + verb->len == word.ptr)
        verb->len += word.len;
    else
        *verb = word;
}

/* The length of a word of the lead, unless the name itself begins like it
 * (计划生育率); a verb that says what was done goes into `*verb`. */
static inline size_t lead_word(struct str text, uint64_t front,
                               const struct lexicon_word *found,
                               struct str *verb)
{
    const struct lexicon_word *lead =
        lexicon_longest_of(found, 0, lexicon_set(LEX_LEAD));
    struct str word = {text.ptr, lead->len};

    if (!word.len)
        return 0;
    /* 解决率, 办结率: with 率 any verb is a name. */
    if (word_at(text, word.len, "率") ||
        lexicon_len(found, LEX_LEAD_TRAP) > word.len)
        return 0;
    if (!is_plain_verb(word, front, lead->lists[0]))
        add_verb(verb, word);
    return word.len;
}

/* The length of the verb, scope, time or base that `text` begins with, whose
 * first rune is of the class. */
static inline size_t lead_len(struct str text, unsigned class, struct str *verb)
{
    uint64_t front = lexicon_begins[0][class];

    /* 在 is one of LEX_TIME_OPEN, a digit of LEX_LABEL. */
    if (!(front & PHRASE_LEADS))
        return 0;
    const struct lexicon_word *found =
        lexicon_walk(0, PHRASE_LEADS, text.ptr, text.ptr + text.len, class);
    size_t len = front & lexicon_set(LEX_IN) ? phrase_ground(text, NULL) : 0;
    if (!len &&
        (found->all[0] & PHRASE_TIMES || front & lexicon_set(LEX_LABEL)))
        len = phrase_time_found(text, 0, found);
    return len ? len : lead_word(text, front, found, verb);
}

/*
 * 调处 taken off leaves no name of 调处率; nor does 安置 of 安置楼: one
 * character is a name only behind the verbs that say nothing, as 桥 in 新建桥.
 */
static inline bool is_stub(struct str name, uint64_t front, struct str verb)
{
    if (name.len == strlen("楼") && verb.len > strlen("楼") &&
        verb.ptr + verb.len == name.ptr)
        return true;
    return name.len && lexicon_first(front, LEX_STUB, name) == name.len;
}

struct str phrase_behind_label(struct str text)
{
    size_t label =
        word_at(text, 0, "【") ? str_find(text, STR("】")) : SIZE_MAX;

    if (label != SIZE_MAX)
        text = phrase_from(text, label + strlen("】"));
    return phrase_from(text, phrase_item(text));
}

/* The text without blanks; `*front` is its front, and was that of `text`. */
static inline struct str trimmed(struct str text, uint64_t *front)
{
    struct str name = word_trim(text);

    if (name.ptr != text.ptr)
        *front = lexicon_front(name);
    return name;
}

/* As phrase_lead, of a text without a label, whose first rune is of the class;
 * `*front` becomes lexicon_front of what is given. */
static SELDOM struct str behind_lead(struct str text, unsigned class,
                                     uint64_t *front, struct str *verb)
{
    struct str whole = text, told = {"", 0};
    unsigned whole_class = class;

    for (size_t len; (len = lead_len(text, class, &told)) > 0;) {
        whole = text;
        whole_class = class;
        text = phrase_from(text, len);
        class = lexicon_first_class(text);
    }
    *verb = told;
    *front = lexicon_begins[0][class];
    text = trimmed(text, front);
    if (!is_stub(text, *front, told))
        return text;
    *front = lexicon_begins[0][whole_class];
    return trimmed(whole, front);
}

struct str phrase_lead(struct str text, struct str *verb)
{
    uint64_t front = lexicon_front(text);

    if (front & lexicon_set(LEX_LABEL))
        text = phrase_behind_label(text);
    return behind_lead(text, lexicon_first_class(text), &front, verb);
}

/* ---- a whole head ---- */

/* 压缩开支二成, 减少贫困人口30人: the verb stands before the name. 压减渔船30艘
 * counts the boats that are gone. */
static enum change change_before(struct str verb, bool share)
{
    if (!verb.len)
        return CHANGE_NONE;
    if (word_at(verb, 0, "提高"))
        return CHANGE_UP;
    if (word_at(verb, 0, "减少") || word_at(verb, 0, "降低"))
        return CHANGE_DOWN;
    return share && lexicon_is(LEX_DOWN, verb) ? CHANGE_DOWN : CHANGE_NONE;
}

/* Whether phrase_finish has nothing to do, as is seen at the edges of most
 * names. */
static inline bool is_finished(const struct phrase *p, uint64_t cues,
                               uint64_t within)
{
    static const uint64_t fronts =
        UINT64_C(1) << LEX_MEANS | UINT64_C(1) << LEX_EXTENT |
        UINT64_C(1) << LEX_SPEND | UINT64_C(1) << LEX_FOCUS |
        UINT64_C(1) << LEX_EXCEPT;
    /* These would be all of the name. */
    static const uint64_t wholes =
        UINT64_C(1) << LEX_RATE_ALONE | UINT64_C(1) << LEX_ALONE;
    static const uint64_t backs = UINT64_C(1) << LEX_NAME_END | UINT64_C(1)
                                                                    << LEX_RATE;

    return !(p->front & fronts) && !(p->back & backs) &&
           !(p->front & p->back & wholes) && !(cues & lexicon_set(LEX_INNER)) &&
           !(within & lexicon_set(LEX_EXAMPLES));
}

/*
 * The name behind the lead, and a change that the lead tells; `whole`: nothing
 * was cut off the end. 提高到2019年的16403元 tells where it went, with a time
 * between. The first rune is of the class.
 */
static inline void read_front(struct phrase *p, struct str left, unsigned class,
                              bool whole, bool share)
{
    struct str text = left;

    p->name = left;
    p->verb = (struct str){"", 0};
    if (!(p->front & PHRASE_LEADS))
        return;
    if (p->front & lexicon_set(LEX_LABEL)) {
        text = phrase_behind_label(left);
        class = lexicon_first_class(text);
    }
    p->name = behind_lead(text, class, &p->front, &p->verb);
    if (p->name.ptr + p->name.len != left.ptr + left.len)
        p->back = lexicon_back(p->name);
    if (p->verb.len && p->change == CHANGE_NONE && whole &&
        !lexicon_at(LEX_REACH, left, 0)) {
        p->change = change_before(p->verb, share);
        p->led = p->change != CHANGE_NONE;
    }
}

/* Whether phrase_read_edges has nothing to read. */
static inline bool are_edges_plain(const struct phrase *p, bool share,
                                   uint64_t within)
{
    static const uint64_t fronts =
        UINT64_C(1) << LEX_SCOPE | UINT64_C(1) << LEX_OPENING;
    static const uint64_t asked = UINT64_C(1) << LEX_TASK | UINT64_C(1)
                                                                << LEX_ASKED;

    return !within && !(p->front & fronts) &&
           !(p->back & lexicon_set(LEX_SCOPE)) && !(share && p->back & asked);
}

void phrase_read(struct str head, bool share, uint64_t cues, const char *inner,
                 struct phrase *p)
{
    uint64_t within =
        cues & (lexicon_set(LEX_OTHERS) | lexicon_set(LEX_GROUND) |
                lexicon_set(LEX_EXAMPLES));
    struct str whole = word_trim(head);

    p->base = (struct str){"", 0};
    unsigned last = lexicon_last_class(head);
    p->tail = lexicon_ends[0][last];
    p->change = CHANGE_NONE;
    p->led = p->rate = p->apart = p->each = p->make = false;
    p->portion = p->task = p->scope = false;
    if (whole.ptr + whole.len != head.ptr + head.len)
        last = lexicon_last_class(whole);
    p->back = lexicon_ends[0][last];
    unsigned class = lexicon_first_class(whole);
    p->open = lexicon_begins[0][class];
    struct str left = phrase_cut_verbs(whole, last, share, p);
    if (left.ptr != whole.ptr) {
        class = lexicon_first_class(left);
        p->open = lexicon_begins[0][class];
    }
    p->front = left.len ? p->open : 0;
    if (within)
        within = lexicon_any(within, left);
    if (!are_edges_plain(p, share, within))
        left = phrase_read_edges(p, left, share, within);
    read_front(p, left, class, left.len == whole.len, share);
    if (inner <= p->name.ptr)
        cues &= ~lexicon_set(LEX_INNER);
    if (!is_finished(p, cues, within))
        phrase_finish(p, share, cues, within);
}
