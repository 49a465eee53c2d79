/*
 * progress_name - an indicator's name without what says nothing of it; a
 * private part of progress.
 */
#ifndef PROGRESS_NAME_H
#define PROGRESS_NAME_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

struct name {
    uint32_t *rune;
    size_t len;
    uint64_t mix; /* a bit for each rune: what lacks one cannot be part */
    /* which words of another indicator it has, each a bit; asked rarely, so
     * found when first asked */
    uint64_t others;
    bool others_known;
};

struct name name_read(struct arena *arena, struct str indicator);

/* Whether a name of that mix may be part of the other, or that of it: else they
 * are not alike. Nearly all pairs end here. */
static inline bool name_may_fit(uint64_t a, uint64_t b)
{
    return !(a & ~b) || !(b & ~a);
}

/* As progress_likeness. */
unsigned name_likeness(struct name *a, struct name *b);

/* How many of the name's pairs of characters stand in `text`, in percent; 0
 * where that is less than `enough`, or the name has less than three characters. */
size_t name_covered(const struct name *name, const struct name *text,
                    size_t enough);

#endif
