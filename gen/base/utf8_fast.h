/*
 * utf8_fast - is it UTF-8?, 32 bytes at a time, where the processor can.
 *
 * Every page is asked that before it is judged, so it is worth instructions
 * that not all processors have; text_invalid asks here first.
 */
#ifndef UTF8_FAST_H
#define UTF8_FAST_H

#include <stdbool.h>
#include <stddef.h>

/* Whether this processor has what it needs. */
bool utf8_fast_works(void);

/* True where all of it is valid; only where it works. */
bool utf8_fast(const char *bytes, size_t len);

#endif
