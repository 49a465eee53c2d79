#include "part_cue.h"

#include "phrase.h"

#include <string.h>

struct years {
    int first, last; /* 0: none */
};

static struct years years_in(struct str heading)
{
    struct years years = {0};

    const char *p = heading.ptr, *end = p + heading.len;

    for (; lexicon_skip(LEXICON_KIND_FIGURE, &p, end); p++) {
        size_t at = (size_t)(p - heading.ptr);
        bool may = (*p >= '0' && *p <= '9') || *p == "１"[0];
        int year = may ? phrase_year(heading, at) : 0;
        if (year && (!years.first || year < years.first))
            years.first = year;
        years.last = year > years.last ? year : years.last;
    }
    return years;
}

/* The word of a list that ends last in a text. */
struct last_word {
    size_t at, end; /* 0: none stands there */
};

/* What words stand in a heading. */
struct heading_words {
    struct last_word plan, past;
    bool later; /* one of LEX_AHEAD */
    bool digit;
};

/* Of words that end together the longest comes first. */
static inline void note_last(struct last_word *last,
                             const struct lexicon_word *found, uint64_t list,
                             size_t at)
{
    size_t len = lexicon_longest_of(found, 1, list)->len;

    if (!len || at + len <= last->end)
        return;
    last->at = at;
    last->end = at + len;
}

/* Whether a rune of the class begins a word of one of the banks' sets. */
static inline bool begins_one(unsigned class, uint64_t one, uint64_t two)
{
    return (lexicon_begins[0][class] & one) | (lexicon_begins[1][class] & two);
}

/* All is looked for in one go: most runes of a heading begin none of it, and
 * most are of three bytes. */
static struct heading_words words_of(struct str heading, enum lexicon plan_list)
{
    uint64_t plan = UINT64_C(1) << (plan_list - LEXICON_BANK);
    uint64_t past = UINT64_C(1) << (LEX_SUMMARY - LEXICON_BANK);
    uint64_t others = lexicon_set(LEX_AHEAD) | lexicon_set(LEX_LABEL);
    const char *p = heading.ptr, *end = p + heading.len;
    struct heading_words words = {0};

    for (; p < end; p += word_rune_len(p)) {
        while (
            end - p > 3 && (*p & 0xf0) == 0xe0 &&
            !begins_one(lexicon_class[lexicon_slot_of(p)], others, plan | past))
            p += 3;
        unsigned class = lexicon_class_at(p, end);
        uint64_t begins = lexicon_begins[0][class];
        size_t at = (size_t)(p - heading.ptr);
        words.digit |= (begins & lexicon_set(LEX_LABEL)) > 0;
        if (begins & lexicon_set(LEX_AHEAD))
            words.later |= lexicon_walk_len(LEX_AHEAD, p, end, class) > 0;
        if (!(lexicon_begins[1][class] & (plan | past)))
            continue;
        const struct lexicon_word *found =
            lexicon_walk(1, plan | past, p, end, class);
        note_last(&words.plan, found, plan, at);
        note_last(&words.past, found, past, at);
    }
    return words;
}

/* Where both stand, the last one is what the heading is about: 存在的问题及下步
 * 打算 looks ahead, 目标任务完成情况 looks back. */
struct cue heading_cue(struct str heading, enum lexicon plan_words)
{
    struct heading_words words = words_of(heading, plan_words);
    struct years years = {0};
    /* Digits are of LEX_LABEL. */
    if (words.digit)
        years = years_in(heading);
    struct cue cue = {.year = years.last, .first_year = years.first};
    size_t plan = words.plan.at, past = words.past.at;
    bool births = words.plan.end && word_at(heading, plan, "计划生育");
    bool has_plan = words.plan.end && !births, has_past = words.past.end;

    cue.later = words.later;
    if (has_plan && has_past)
        cue.part = plan > past ? PART_PLAN : PART_SUMMARY;
    else if (has_plan || has_past)
        cue.part = has_plan ? PART_PLAN : PART_SUMMARY;
    cue.both = has_plan && has_past;
    return cue;
}

bool heading_is_plan(struct str heading)
{
    return heading_cue(heading, LEX_PLAN).part == PART_PLAN;
}
