/*
 * serve - the preview's web server: answers from the tree in memory.
 *
 * It listens where it is told, answers GET and HEAD for known host names, and
 * knows no files: what is not in the tree does not exist. Connections are
 * limited in number, memory and time. It runs on a thread of its own.
 */
#ifndef SERVE_H
#define SERVE_H

#include "request.h"

#include <stdbool.h>

struct diags;
struct reload;
struct serve;
struct tree;

struct serve_rules {
    struct request_rules request; /* `bind` is the address to listen on */
    unsigned port; /* to begin with */
    unsigned tries; /* how many ports are tried, one after the other */
    const char *lang; /* "zh" or "en" */
};

/*
 * Begins to serve. NULL when no port can be had (told). All it is given must
 * outlive it. Threads take over the caller's signal mask.
 */
struct serve *serve_new(const struct serve_rules *rules, struct tree *tree,
                        struct reload *reload, struct diags *diags);

/* Closes `reload`, ends all connections and gives everything back. */
void serve_free(struct serve *serve);

unsigned serve_port(const struct serve *serve);

/* Cuts connections that have been too slow; call it about once a second. */
void serve_tick(struct serve *serve);

#endif
