#include "render_spot.h"

#include "../base/mem.h"

#include <stdint.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t)((const struct render_spot *)a)->node;
    uintptr_t right = (uintptr_t)((const struct render_spot *)b)->node;

    return (left > right) - (left < right);
}

struct render_spots render_spots_new(const struct render *how)
{
    struct render_spots spots = {NULL, 0};

    if (how->marks == 0)
        return spots;
    spots.spot = mem_zero(how->marks, sizeof(*spots.spot));
    for (size_t i = 0; i < how->marks; i++) {
        const struct node *node = how->mark[i].node;
        if (!spots.len || spots.spot[spots.len - 1].node != node)
            spots.spot[spots.len++] = (struct render_spot){node, i, i};
        spots.spot[spots.len - 1].end = i + 1;
    }
    qsort(spots.spot, spots.len, sizeof(*spots.spot), compare);
    return spots;
}

const struct render_spot *render_spots_find(const struct render_spots *spots,
                                            const struct node *node)
{
    struct render_spot wanted = {.node = node};

    if (spots->len == 0)
        return NULL;
    return bsearch(&wanted, spots->spot, spots->len, sizeof(wanted), compare);
}

void render_spots_free(struct render_spots *spots)
{
    mem_free(spots->spot);
}
