/* junk_words - the words that junk is known by. Private to junk. */
#ifndef JUNK_WORDS_H
#define JUNK_WORDS_H

#include "../read/manuscript.h"

enum junk_how {
    JUNK_IS, /* the line is the word */
    JUNK_BEGINS, /* begins with it */
    JUNK_HAS, /* has it, and the second word where there is one */
};

struct junk_word {
    const char *word, *second;
    enum junk_how how;
    enum loss loss;
    unsigned most; /* runes of a line that it counts in */
};

/* All of them; `*len` says how many. */
const struct junk_word *junk_words(size_t *len);

#endif
