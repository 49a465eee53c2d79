#include "burst.h"

#include <string.h>

#define LONE_QUIET 2 /* an editor's own events lie closer together */
#define CROWD_MOST 1000

static void stamp(struct burst *burst, int64_t now)
{
    if (!burst->begun)
        burst->first = now;
    burst->begun = true;
    burst->last = now;
}

void burst_add(struct burst *burst, size_t place, const char *path,
               enum burst_state state, int64_t now)
{
    const char *key = arena_format(&burst->arena, "%zu/%s", place, path);
    struct burst_item *item = map_get(&burst->items, str_of(key));

    if (!item) {
        item = arena_new(&burst->arena, sizeof(*item));
        *item = (struct burst_item){strchr(key, '/') + 1, place, state};
        map_set(&burst->items, str_of(key), item);
    }
    item->state = state;
    stamp(burst, now);
}

void burst_add_all(struct burst *burst, int64_t now)
{
    burst->all = true;
    stamp(burst, now);
}

/* One file, whole, and no update just before: somebody pressed "save". */
static bool is_lone(const struct burst *burst)
{
    if (burst->all || burst->items.len != 1)
        return false;
    const struct burst_item *item = burst->items.entry[0].value;
    bool calm =
        !burst->had || burst->first - burst->taken > (int64_t)burst->quiet;
    return item->state == BURST_WHOLE && calm;
}

int64_t burst_wait(const struct burst *burst, int64_t now)
{
    if (!burst->begun)
        return -1;
    int64_t quiet = is_lone(burst) ? LONE_QUIET : (int64_t)burst->quiet;
    int64_t ready = burst->last + quiet;
    if (ready > burst->first + CROWD_MOST)
        ready = burst->first + CROWD_MOST;
    return ready > now ? ready - now : 0;
}

void burst_take(struct burst *burst, int64_t now)
{
    map_free(&burst->items);
    arena_free(&burst->arena);
    burst->all = burst->begun = false;
    burst->had = true;
    burst->taken = now;
}

void burst_free(struct burst *burst)
{
    map_free(&burst->items);
    arena_free(&burst->arena);
}
