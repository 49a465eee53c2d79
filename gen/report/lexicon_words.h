/*
 * lexicon_words - the lists themselves, and nothing else.
 */
#ifndef LEXICON_WORDS_H
#define LEXICON_WORDS_H

#include "lexicon.h"

/* Each list's words, ended by NULL. */
extern const char *const *const lexicon_words[LEXICONS];

/* Three of them, which fill a file of their own. */
extern const char *const lexicon_lead[];
extern const char *const lexicon_lead_trap[];
extern const char *const lexicon_unit_trap[];

#endif
