/*
 * sink - where finished pages go: a release on disk (stage), the memory of the
 * preview server (tree), or nowhere when a site is only judged.
 */
#ifndef SINK_H
#define SINK_H

#include "../base/text.h"

#include <stdbool.h>

struct diags;

struct sink {
    /* A page that was made anew. False when the system fails (told). */
    bool (*put)(void *context, const char *path, struct str bytes,
                struct diags *diags);
    /* A page that is what it was at the last update. */
    bool (*keep)(void *context, const char *path, struct diags *diags);
    void *context;
    /* All were put or kept, and are judged next; may be NULL. */
    void (*all)(void *context);
};

#endif
