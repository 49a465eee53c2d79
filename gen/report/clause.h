/*
 * clause - cuts a paragraph's plain text into clauses.
 *
 * A clause ends at ，；。：！？ and their ASCII twins, but not inside brackets
 * or quotation marks that are closed again, not at 、, and not at a comma or
 * colon that stands in a number. One of more than 4096 bytes is cut there. What
 * tells of its time and whether it can have a figure is seen on the way. The
 * time taken grows with the length of the text and with nothing else.
 */
#ifndef CLAUSE_H
#define CLAUSE_H

#include "../base/text.h"

/* What a stretch of text has. */
struct seen {
    unsigned kinds; /* enum lexicon_kind, of all its runes */
    uint64_t cues; /* the lists of LEXICON_CUES that have a word in it */
    size_t inner; /* the last of LEX_INNER begins at this byte of the text, */
    size_t number; /* no number begins before this one, */
    size_t last_number; /* nor behind this one */
};

struct clause {
    size_t from, to; /* bytes of the text, without the mark and blanks */
    size_t rune; /* as many runes stand before it */
    uint32_t end; /* the mark that ended it as a full-width one; 0: the end */
    uint32_t sentence; /* from 0: clauses of one sentence share it */
    struct seen seen; /* what stands in it */
};

/* Whether one of `kinds` stands in it. */
static inline bool clause_has(const struct clause *clause, unsigned kinds)
{
    return clause->seen.kinds & kinds;
}

static inline struct str clause_text(struct str text,
                                     const struct clause *clause)
{
    return (struct str){text.ptr + clause->from, clause->to - clause->from};
}

struct sign;

/* Starts as {0}; used again for text after text. */
struct clauses {
    struct clause *item;
    size_t len, cap;
    unsigned kinds; /* enum lexicon_kind, of the whole text */
    /* for clause.c alone: what was seen of the text, the brackets that are not
     * yet closed, and the closing ones that are waited for */
    struct sign *sign;
    size_t signs, sign_cap;
    size_t *open;
    size_t opens, open_cap;
    uint32_t *close;
    size_t close_cap;
};

/* All clauses that are not empty, in the order of the text. What was in
 * `clauses` before is gone. */
void clause_cut(struct clauses *clauses, struct str text);

void clauses_free(struct clauses *clauses);

#endif
