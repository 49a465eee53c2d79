/*
 * words - sentences of a theme with the arguments put in.
 */
#ifndef WORDS_H
#define WORDS_H

#include "../base/mem.h"
#include "../base/text.h"

/* `sentence` with {1} and {2} replaced, in `arena` and closed by a NUL. */
struct str words_fill(struct arena *arena, struct str sentence, struct str a,
                      struct str b);

#endif
