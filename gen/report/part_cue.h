/*
 * part_cue - what the words of a heading say of the part it opens.
 */
#ifndef PART_CUE_H
#define PART_CUE_H

#include "lexicon.h"
#include "part.h"

/* What a heading says of the part it opens, and whether it says both. */
struct cue {
    enum part part;
    bool both;
    bool line; /* stood on a line of its own, that names a year and its work */
    bool later; /* says outright that it is of the time to come: 下一步 */
    int year; /* the latest that it names, or 0 */
    int first_year; /* the earliest */
};

/* What `heading` says, where the words of `plan_words` (LEX_PLAN or
 * LEX_PLAN_STRICT) tell that it looks ahead. */
struct cue heading_cue(struct str heading, enum lexicon plan_words);

#endif
