/*
 * watch_state - what the parts of watch share.
 */
#ifndef WATCH_STATE_H
#define WATCH_STATE_H

#include "../base/disk.h"
#include "burst.h"
#include "watch.h"

struct eyes; /* inotify's side */
struct snapshot; /* polling's */

struct watch {
    const struct watch_place *place;
    size_t places;
    struct burst burst;
    struct eyes *eyes; /* NULL: it polls */
    struct snapshot *snapshot; /* NULL: it does not */
    struct watch_item *item; /* handed out */
};

int64_t watch_clock(void); /* milliseconds */

/* Begins with inotify. NULL and errno where the system does not let it. */
struct eyes *eyes_new(struct watch *watch);
void eyes_free(struct eyes *eyes);
int eyes_file(const struct eyes *eyes); /* to poll for reading */

/* Puts what was seen into the burst. False when a limit was reached: the
 * watch has to poll from now on. */
bool eyes_read(struct watch *watch);

/* Tries again to watch folders that were not there. The same. */
bool eyes_retry(struct watch *watch);
bool eyes_miss_any(const struct eyes *eyes);

/* Notes how everything stands, and puts what differs into the burst. */
struct snapshot *snapshot_new(struct watch *watch);
void snapshot_look(struct watch *watch);
void snapshot_free(struct snapshot *snapshot);

/* True where the system sends no events for others' changes. */
bool watch_is_remote(const struct watch_place *place);

#endif
