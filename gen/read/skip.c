#include "skip.h"

#define BLOCK 32

/* Is one of the four among the BLOCK bytes at `at`? In bytes and without a
 * branch, so that the compiler does sixteen at a time. */
static bool is_near(const char *at, const char four[4])
{
    const char a = four[0], b = four[1], c = four[2], d = four[3];
    unsigned char found = 0;

    for (int i = 0; i < BLOCK; i++)
        found |= (unsigned char)((at[i] == a) | (at[i] == b) | (at[i] == c) |
                                 (at[i] == d));
    return found != 0;
}

size_t skip_to(struct str text, size_t at, const char four[4])
{
    while (text.len - at >= BLOCK && !is_near(text.ptr + at, four))
        at += BLOCK;
    while (at < text.len && text.ptr[at] != four[0] &&
           text.ptr[at] != four[1] && text.ptr[at] != four[2] &&
           text.ptr[at] != four[3])
        at++;
    return at;
}
