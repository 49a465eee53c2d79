/*
 * skip - passes over the bytes of a text that mean nothing to a reader of
 * Markdown; most of a text is such.
 */
#ifndef SKIP_H
#define SKIP_H

#include "../base/text.h"

#define SKIP_BLOCK 32

/* Is one of the four bytes among the SKIP_BLOCK at `at`? Without a branch, so
 * that the compiler can do many at a time. */
static inline bool skip_any(const char *at, const char four[4])
{
    unsigned found = 0;

    for (int i = 0; i < SKIP_BLOCK; i++)
        found |= (unsigned)((at[i] == four[0]) | (at[i] == four[1]) |
                            (at[i] == four[2]) | (at[i] == four[3]));
    return found != 0;
}

/* The next of four bytes in `text`, from `at` on; the text's end if there is
 * none. */
static inline size_t skip_to(struct str text, size_t at, const char four[4])
{
    while (text.len - at >= SKIP_BLOCK && !skip_any(text.ptr + at, four))
        at += SKIP_BLOCK;
    while (at < text.len && text.ptr[at] != four[0] &&
           text.ptr[at] != four[1] && text.ptr[at] != four[2] &&
           text.ptr[at] != four[3])
        at++;
    return at;
}

#endif
