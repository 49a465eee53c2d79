/*
 * burst - gathers what a watcher sees until it is worth an update.
 *
 * A lone save is let through after 2 ms. What comes in crowds (a git checkout,
 * a folder copied in), begins with a deletion, or follows hard on the last
 * update waits for a time of quiet, but no longer than a second.
 */
#ifndef BURST_H
#define BURST_H

#include "../base/map.h"
#include "../base/mem.h"

#include <stdbool.h>

/* What is known of a file by the last that was seen of it. */
enum burst_state {
    BURST_BEGUN, /* made, and perhaps still being written */
    BURST_WHOLE, /* closed after writing, or moved here */
    BURST_GONE,
};

struct burst_item {
    const char *path;
    size_t place; /* as the watcher counts them */
    enum burst_state state;
};

/* Starts as {0} but for `quiet`. Times are milliseconds of any clock. */
struct burst {
    unsigned quiet; /* how long a crowd must be still */
    struct arena arena;
    struct map items; /* "place/path" → struct burst_item */
    bool all; /* anything may have changed */
    bool begun; /* something was gathered */
    int64_t first, last; /* when */
    bool had; /* something was taken, `taken` says when */
    int64_t taken;
};

void burst_add(struct burst *burst, size_t place, const char *path,
               enum burst_state state, int64_t now);

/* Anything may have changed: events were lost. */
void burst_add_all(struct burst *burst, int64_t now);

/* Milliseconds until what was gathered is ready; 0: it is; -1: nothing is. */
int64_t burst_wait(const struct burst *burst, int64_t now);

/* Forgets what was gathered: an update begins with it. */
void burst_take(struct burst *burst, int64_t now);

void burst_free(struct burst *burst);

#endif
