#include "homes.h"

#include "../base/mem.h"
#include "../base/path.h"
#include "../report/ledger.h"
#include "../report/report.h"

#include <string.h>

static struct str below_root(const struct homes *homes, const char *path)
{
    return str_of(path + homes->root.len + 1);
}

static void add_home(struct homes *homes, struct arena *arena, struct str id)
{
    if (map_get(&homes->by_id, id))
        return;
    struct home *home = arena_new(arena, sizeof(*home));
    home->id = arena_copy(arena, id.ptr, id.len);
    map_add(&homes->by_id, str_of(home->id), home);
    homes->home[homes->len++] = home;
}

/* Room for each home's files is taken once their number is known. */
static void list_files(struct homes *homes, struct arena *arena,
                       const struct inventory *inventory)
{
    for (size_t i = 0; i < inventory->len; i++) {
        struct str path = below_root(homes, inventory->file[i].path);
        homes->of[i] = homes_above(homes, path);
        if (homes->of[i])
            homes->of[i]->cap++;
    }
    for (size_t i = 0; i < homes->len; i++) {
        struct home *home = homes->home[i];
        home->file = arena_array(arena, home->cap, sizeof(struct found *));
    }
    for (size_t i = 0; i < inventory->len; i++)
        if (homes->of[i])
            homes->of[i]->file[homes->of[i]->files++] = &inventory->file[i];
}

void homes_find(struct homes *homes, struct arena *arena,
                const struct inventory *inventory, struct str root)
{
    homes->root = root;
    homes->home = arena_array(arena, inventory->len, sizeof(struct home *));
    homes->of = arena_array(arena, inventory->len, sizeof(struct home *));
    for (size_t i = 0; i < inventory->len; i++) {
        struct str path = below_root(homes, inventory->file[i].path);
        if (paper_is_report(path))
            add_home(homes, arena, path_dir(path));
    }
    list_files(homes, arena, inventory);
}

struct home *homes_above(const struct homes *homes, struct str path)
{
    while (path.len > 0) {
        path = path_dir(path);
        struct home *home = map_get(&homes->by_id, path);
        if (home)
            return home;
    }
    return NULL;
}

struct home *homes_of(const struct homes *homes, const char *path)
{
    size_t len = homes->root.len;

    if (strncmp(path, homes->root.ptr, len) != 0 || path[len] != '/')
        return NULL;
    return homes_above(homes, below_root(homes, path));
}

struct home *homes_named(const struct homes *homes, struct str id)
{
    return map_get(&homes->by_id, id);
}

bool homes_is_text(const struct homes *homes, const char *path)
{
    struct str below = below_root(homes, path);

    return paper_is_report(below) || ledger_is_named(below);
}

void homes_free(struct homes *homes)
{
    map_free(&homes->by_id);
    *homes = (struct homes){0};
}
