/*
 * phrase_edge - the two ends of a head, for phrase's own files.
 */
#ifndef PHRASE_EDGE_H
#define PHRASE_EDGE_H

#include "lexicon.h"
#include "phrase.h"
#include "phrase_part.h"
#include "phrase_time.h"

static inline bool phrase_ends(struct str text, const char *word)
{
    return word_before(text, text.len, word) > 0;
}

/* The text from its byte `at` on. */
static inline struct str phrase_from(struct str text, size_t at)
{
    return (struct str){text.ptr + at, text.len - at};
}

/* The length of 在去年1.2万亩的基础上, of a text that begins with 在, or 0: it is
 * gone from the name and kept as the base. */
size_t phrase_ground(struct str text, struct str *base);

/* 【种植业】播种棉花, （1）播种棉花: the text without the label of a chapter and
 * without its number. */
struct str phrase_behind_label(struct str text);

/* Takes off the name what is none of it, and what that tells. `cues` has what
 * stands in the clause, `within` what of that in the head. */
void phrase_finish(struct phrase *p, bool share, uint64_t cues,
                   uint64_t within);

/* What the edges of a head tell that its verbs are cut off from, and what
 * stands `within`. Returns what the name is looked for in. */
struct str phrase_read_edges(struct phrase *p, struct str left, bool share,
                             uint64_t within);

/* What a text begins with that has a lead, or a label. */
#define PHRASE_LEADS                                                           \
    (PHRASE_TIMES | lexicon_set(LEX_LEAD) | lexicon_set(LEX_LEAD_TRAP) |       \
     lexicon_set(LEX_LABEL))

/* As phrase_made, of a head that ends in what p->back has. */
static inline bool phrase_is_made(struct str head, const struct phrase *p)
{
    return p->back & (lexicon_set(LEX_INNER) | lexicon_set(LEX_DID)) &&
           phrase_made(head);
}

/* Whether a head begins with 比 or 较: it may tell of another time or place. */
static inline bool phrase_compares(struct str head)
{
    return head.len >= strlen("比") &&
           (memcmp(head.ptr, "比", 3) == 0 || memcmp(head.ptr, "较", 3) == 0);
}

/* Whether it may begin with 较上年多 or 同比增加, and go on with a thing; `open`
 * is its front. 比 and 较 are of LEX_OPENING, 同比 begins words of LEX_UP:
 * lexicon_table sees to it. */
static inline bool phrase_may_lead_more(struct str head, uint64_t open)
{
    return open & (lexicon_set(LEX_OPENING) | lexicon_set(LEX_UP)) &&
           head.len >= strlen("同比多用工") &&
           (phrase_compares(head) || memcmp(head.ptr, "同比", 6) == 0);
}

/* What phrase_cut_verbs does where there may be one. */
struct str phrase_verbs_cut(struct str head, bool share, struct phrase *p);

/*
 * Takes verbs off the end of `head` until the name is left. The verb nearest
 * to the number decides: 增长8%，达到9亿元 are a growth and a level. 较上年多 goes
 * off its beginning. p->open is lexicon_front of the head; p->back is
 * lexicon_back of it, whose last rune is of class `last`, and of what is left.
 */
static inline struct str phrase_cut_verbs(struct str head, unsigned last,
                                          bool share, struct phrase *p)
{
    bool verb = p->back & LEXICON_VERBS && lexicon_may_tell(head, last);

    if (verb || phrase_may_lead_more(head, p->open))
        return phrase_verbs_cut(head, share, p);
    p->make = phrase_is_made(head, p);
    return head;
}

#endif
