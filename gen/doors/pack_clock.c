#include "pack_clock.h"

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

static bool stopped;
static time_t fixed;

/*
 * libarchive puts the time of writing into the volume descriptors of a disc
 * and has no option against it (3.6 and 3.7), so that no two images would be
 * the same. A function of the program goes before that of a shared library,
 * also for calls from other libraries: this one stands in for the system's.
 */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
time_t time(time_t *out)
{
    struct timespec now = {0};

    if (stopped)
        now.tv_sec = fixed;
    else
        clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}

void pack_clock_stop(int64_t seconds)
{
    /* Zip has local times only: ours are read in China. */
    setenv("TZ", "CST-8", 1);
    tzset();
    fixed = (time_t)seconds;
    stopped = true;
}

void pack_clock_go(void)
{
    stopped = false;
}
