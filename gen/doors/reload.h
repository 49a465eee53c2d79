/*
 * reload - what open pages are told: that they have changed, that a style has,
 * what is wrong with the last save, and that all is well again.
 *
 * Each open page is a listener. It is told how things stand, not what
 * happened: one that was slow, or came late, or saw nothing of ten updates
 * gets the one message that brings it up to now, and nothing is ever queued.
 * Safe from several threads.
 */
#ifndef RELOAD_H
#define RELOAD_H

#include "../base/buf.h"
#include "../base/print.h"

#include <stdbool.h>

struct listener;
struct reload;
struct tree;

#define LISTENERS_MOST 400

struct reload *reload_new(struct tree *tree);
void reload_free(struct reload *reload); /* nobody may listen any more */

/* How the connection of a listener is put to sleep and woken. Called with
 * everything else held still: they must not call back. */
struct reload_line {
    void (*sleep)(void *context);
    void (*wake)(void *context);
    void *context;
};

/*
 * A page at `path` that was made of what `print` stands for begins to listen.
 * NULL where too many do.
 */
struct listener *reload_join(struct reload *reload, const char *path,
                             struct print print,
                             const struct reload_line *line);
void reload_leave(struct listener *listener);

enum reload_next {
    RELOAD_TELL, /* `out` has what to send */
    RELOAD_SLEEP, /* nothing; the line was put to sleep */
    RELOAD_END, /* the stream is to be ended */
};

/* What to send to a listener next, as server-sent events, into `out` (cut). */
enum reload_next reload_next(struct listener *listener, struct buf *out);

/* The tree has a new version, and nothing is wrong any more. */
void reload_good(struct reload *reload);

/*
 * The last update failed: `problems` has a line for each, as JSON, and `more`
 * were left out.
 */
void reload_bad(struct reload *reload, struct str problems, size_t more);

/* Shows listeners that went away without a word; call it every few seconds. */
void reload_beat(struct reload *reload);

/* Ends all streams; nobody can join any more. */
void reload_close(struct reload *reload);

size_t reload_listeners(struct reload *reload);

#endif
