/*
 * phrase_time - the times that phrase reads, for phrase's own files.
 */
#ifndef PHRASE_TIME_H
#define PHRASE_TIME_H

#include "lexicon.h"

/* The lists that a time may begin with. */
#define PHRASE_TIMES                                                           \
    (UINT64_C(1) << LEX_SPAN | UINT64_C(1) << LEX_TIME_OPEN |                  \
     UINT64_C(1) << LEX_NUMERAL)

/* ASCII or full-width; a quick answer for most of a text. */
static inline bool phrase_time_digit(struct str text, size_t at)
{
    return at < text.len && ((text.ptr[at] >= '0' && text.ptr[at] <= '9') ||
                             text.ptr[at] == '\xef');
}

/* Whether one may stand at `at`, where `found` has what of PHRASE_TIMES does. */
static inline bool phrase_time_may(struct str text, size_t at,
                                   const struct lexicon_word *found)
{
    return found->all[0] & PHRASE_TIMES || phrase_time_digit(text, at);
}

/* As phrase_time, where one may stand. */
size_t phrase_time_found(struct str text, size_t at,
                         const struct lexicon_word *found);

#endif
