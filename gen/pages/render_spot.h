/*
 * render_spot - finds the marks of a node while a page is rendered.
 */
#ifndef RENDER_SPOT_H
#define RENDER_SPOT_H

#include "render.h"

struct render_spot {
    const struct node *node;
    size_t first, end; /* its marks: from `first` up to before `end` */
};

struct render_spots {
    struct render_spot *spot; /* sorted by node */
    size_t len;
};

/* Indexes the marks of `how`. */
struct render_spots render_spots_new(const struct render *how);

/* The marks of `node`, or NULL. */
const struct render_spot *render_spots_find(const struct render_spots *spots,
                                            const struct node *node);

void render_spots_free(struct render_spots *spots);

#endif
