/*
 * progress_name - an indicator's name without what says nothing of it; a
 * private part of progress.
 */
#ifndef PROGRESS_NAME_H
#define PROGRESS_NAME_H

#include "../base/mem.h"
#include "../base/text.h"

struct name {
    uint32_t *rune;
    size_t len;
    uint64_t mix; /* a bit for each rune: what lacks one cannot be part */
};

struct name name_read(struct arena *arena, struct str indicator);

/* As progress_likeness. */
unsigned name_likeness(const struct name *a, const struct name *b);

#endif
