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

/* The length of the verb, scope, time or base that `text` begins with; `front`
 * is that of the text. */
static inline size_t lead_len(struct str text, uint64_t front, struct str *verb)
{
    /* 在 is one of LEX_TIME_OPEN, a digit of LEX_LABEL. */
    if (!(front & PHRASE_LEADS))
        return 0;
    const struct lexicon_word *found = lexicon_all_at(PHRASE_LEADS, text, 0);
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

struct str phrase_behind_lead(struct str text, uint64_t *front,
                              struct str *verb)
{
    struct str whole = text;
    uint64_t whole_front = *front;

    *verb = (struct str){"", 0};
    for (size_t len; (len = lead_len(text, *front, verb)) > 0;) {
        whole = text;
        whole_front = *front;
        text = phrase_from(text, len);
        *front = lexicon_front(text);
    }
    text = trimmed(text, front);
    if (!is_stub(text, *front, *verb))
        return text;
    *front = whole_front;
    return trimmed(whole, front);
}

struct str phrase_lead(struct str text, struct str *verb)
{
    uint64_t front = lexicon_front(text);

    if (front & lexicon_set(LEX_LABEL)) {
        text = phrase_behind_label(text);
        front = lexicon_front(text);
    }
    return phrase_behind_lead(text, &front, verb);
}
