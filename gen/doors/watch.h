/*
 * watch - tells which files changed, as soon as a save is complete.
 *
 * By inotify where it can be trusted: one watch for each folder, new folders
 * watched first and then listed, a lost event answered by "anything may have
 * changed". By looking at everything each second where events do not come
 * (network drives) or the system's limits are reached. What editors leave
 * behind is passed over. Events are hints: whoever gets them compares bytes.
 */
#ifndef WATCH_H
#define WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct diags;
struct disk;
struct watch;

/* A folder to watch. Disk and texts must outlive the watch. */
struct watch_place {
    struct disk *disk;
    const char *top; /* the system's path of the disk's root */
    const char *folder; /* below it; "" for the root itself */
    const char *only; /* NULL: all below; else this file of the folder */
};

/* How; the order is that of [serve] watch. */
enum watch_means { WATCH_AUTO, WATCH_INOTIFY, WATCH_POLL };

struct watch_rules {
    enum watch_means means;
    unsigned quiet; /* milliseconds that a crowd of changes must be still */
};

/* A path that changed, came or went; it may be a folder. */
struct watch_item {
    size_t place;
    const char *path; /* below the place's disk: content/2020/report.md */
};

/* Good until the next watch_next. */
struct watch_news {
    struct watch_item *item;
    size_t len;
    bool all; /* anything may have changed */
};

enum watch_end {
    WATCH_NEWS, /* `news` says what */
    WATCH_NOTHING, /* until the time was over */
    WATCH_STOPPED, /* a signal asks to end */
};

/*
 * Begins to watch. What changed before this call is not told: look at all
 * once behind it. When events cannot be had it polls, which is told.
 */
struct watch *watch_new(const struct watch_place *place, size_t len,
                        const struct watch_rules *rules, struct diags *diags);

/*
 * Waits at most `most` milliseconds for changes to be complete. That it has
 * to go over to polling is told in `diags`.
 */
enum watch_end watch_next(struct watch *watch, int most,
                          struct watch_news *news, struct diags *diags);

/* True while it polls. */
bool watch_polls(const struct watch *watch);

void watch_free(struct watch *watch);

/* True for names that editors make on the way to a save. */
bool watch_ignores(const char *name);

#endif
