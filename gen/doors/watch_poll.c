/* Watching by looking at everything, again and again. */

#include "../base/path.h"
#include "../build/inventory.h"
#include "watch_state.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MOST 16

struct sight {
    const char *path; /* below its place's disk */
    size_t place;
    struct disk_stat stat;
};

struct snapshot {
    struct arena arena;
    struct sight *sight; /* sorted by place and path */
    size_t len, cap;
};

/* The files of a folder; folders to be looked into come behind `folders`. */
struct looker {
    struct watch *watch;
    struct snapshot *out;
    size_t place;
    const char **folder;
    size_t folders, cap;
};

static void add_sight(struct looker *looker, const char *path)
{
    struct snapshot *out = looker->out;
    struct sight sight = {.path = path, .place = looker->place};

    if (disk_stat(looker->watch->place[looker->place].disk, path, &sight.stat))
        return;
    out->sight = mem_grow(out->sight, out->len, &out->cap, sizeof(*out->sight));
    out->sight[out->len++] = sight;
}

static void look_into(struct looker *looker, const char *folder)
{
    struct disk_entry *entry = NULL;
    size_t len = 0;

    if (disk_list(looker->watch->place[looker->place].disk, folder,
                  &looker->out->arena, &entry, &len))
        return;
    for (size_t i = 0; i < len; i++) {
        if (watch_ignores(entry[i].name))
            continue;
        char *path =
            path_join(&looker->out->arena, folder, str_of(entry[i].name));
        if (entry[i].kind != DISK_FOLDER) {
            add_sight(looker, path);
        } else if (path_depth(str_of(path)) <= DEPTH_MOST) {
            looker->folder = mem_grow(looker->folder, looker->folders,
                                      &looker->cap, sizeof(*looker->folder));
            looker->folder[looker->folders++] = path;
        }
    }
}

static int by_path(const void *left, const void *right)
{
    const struct sight *a = left, *b = right;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return strcmp(a->path, b->path);
}

static void look_at_place(struct watch *watch, struct snapshot *out,
                          size_t place)
{
    const struct watch_place *where = &watch->place[place];
    struct looker looker = {.watch = watch, .out = out, .place = place};

    if (where->only) {
        add_sight(&looker,
                  path_join(&out->arena, where->folder, str_of(where->only)));
        return;
    }
    look_into(&looker, where->folder);
    while (looker.folders > 0)
        look_into(&looker, looker.folder[--looker.folders]);
    mem_free(looker.folder);
}

struct snapshot *snapshot_new(struct watch *watch)
{
    struct snapshot *snapshot = mem_zero(1, sizeof(*snapshot));

    for (size_t i = 0; i < watch->places; i++)
        look_at_place(watch, snapshot, i);
    if (snapshot->len)
        qsort(snapshot->sight, snapshot->len, sizeof(*snapshot->sight),
              by_path);
    return snapshot;
}

void snapshot_free(struct snapshot *snapshot)
{
    if (!snapshot)
        return;
    mem_free(snapshot->sight);
    arena_free(&snapshot->arena);
    mem_free(snapshot);
}

void snapshot_look(struct watch *watch)
{
    struct snapshot *old = watch->snapshot, *new = snapshot_new(watch);
    int64_t now = watch_clock();
    size_t i = 0, j = 0;

    while (i < old->len || j < new->len) {
        const struct sight *a = i < old->len ? &old->sight[i] : NULL;
        const struct sight *b = j < new->len ? &new->sight[j] : NULL;
        bool gone = a && (!b || by_path(a, b) < 0);
        bool fresh = b && (!a || by_path(b, a) < 0);
        if (gone)
            burst_add(&watch->burst, a->place, a->path, BURST_GONE, now);
        else if (fresh || (a && b && !stat_is_same(&a->stat, &b->stat)))
            burst_add(&watch->burst, b->place, b->path, BURST_WHOLE, now);
        i += !fresh;
        j += !gone;
    }
    snapshot_free(old);
    watch->snapshot = new;
}
