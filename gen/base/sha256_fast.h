/* sha256_fast - SHA-256 by the processor's own instructions. Private to
 * sha256. */
#ifndef SHA256_FAST_H
#define SHA256_FAST_H

#include "sha256.h"

#include <stdbool.h>

/* Whether this processor has them; the same on every call. */
bool sha256_fast_works(void);

/* The sum of `bytes`; only where it works. */
struct sha256 sha256_fast(struct str bytes);

#endif
