/*
 * pack_clock - a clock that stands still while a disc is written.
 */
#ifndef PACK_CLOCK_H
#define PACK_CLOCK_H

#include <stdint.h>

/* From here on time() tells `seconds`, and the zone is China's. */
void pack_clock_stop(int64_t seconds);

/* From here on time() tells the time; the zone stays. */
void pack_clock_go(void);

#endif
