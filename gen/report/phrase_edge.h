/*
 * phrase_edge - the two ends of a head, for phrase's own files.
 */
#ifndef PHRASE_EDGE_H
#define PHRASE_EDGE_H

#include "lexicon.h"
#include "phrase.h"
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

/* As phrase_lead, of a text without a label; `*front` is lexicon_front of what
 * is given, and of what is left. */
struct str phrase_behind_lead(struct str text, uint64_t *front,
                              struct str *verb);

/*
 * Takes verbs off the end of `head` until the name is left. The verb nearest
 * to the number decides: 增长8%，达到9亿元 are a growth and a level. p->back is
 * lexicon_back of the head, and of what is left.
 */
struct str phrase_cut_verbs(struct str head, bool share, struct phrase *p);

#endif
