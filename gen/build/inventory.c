#include "inventory.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/pool.h"
#include "../base/sort.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#define STEP_MOST 10000000 /* of the slowest clock, in nanoseconds */

#define DEPTH_MOST 8
#define SOME 64 /* folders that one thread lists in one go */

/* Lists folders, one after the other. */
struct lister {
    struct disk *disk;
    struct arena *arena;
    struct found *file;
    size_t len, cap;
    const char **folder; /* found, still to be listed */
    size_t folders, folder_cap;
    struct diags diags;
};

static bool ends_with(const char *name, const char *tail)
{
    return str_ends(str_of(name), tail);
}

bool inventory_ignores(const char *name)
{
    static const char *const whole[] = {"4913", "Thumbs.db", "thumbs.db",
                                        "desktop.ini"};

    if (name[0] == '.' || name[0] == '#' || strncmp(name, "~$", 2) == 0)
        return true;
    for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
        if (strcmp(name, whole[i]) == 0)
            return true;
    return ends_with(name, "~") || ends_with(name, ".swp") ||
           ends_with(name, ".tmp");
}

bool stat_is_same(const struct disk_stat *a, const struct disk_stat *b)
{
    return a->kind == b->kind && a->size == b->size && a->inode == b->inode &&
           a->device == b->device && a->mtime == b->mtime &&
           a->ctime == b->ctime;
}

/* How far the clock that files get their times from moves at a time. */
static int64_t clock_step(void)
{
    static _Atomic int64_t known;
    struct timespec step;

    if (known == 0)
        known = clock_getres(CLOCK_REALTIME_COARSE, &step) == 0 &&
                        step.tv_sec == 0 && step.tv_nsec < STEP_MOST
                    ? step.tv_nsec
                    : STEP_MOST;
    return known;
}

bool stat_is_settled(const struct disk_stat *stat, int64_t looked_at)
{
    return stat->mtime < looked_at - 2 * clock_step();
}

static void add_folder(struct lister *lister, const char *path)
{
    lister->folder = mem_grow(lister->folder, lister->folders,
                              &lister->folder_cap, sizeof(*lister->folder));
    lister->folder[lister->folders++] = path;
}

static void keep(struct lister *lister, struct found found)
{
    lister->file =
        mem_grow(lister->file, lister->len, &lister->cap, sizeof(found));
    lister->file[lister->len++] = found;
}

static void add_file(struct lister *lister, const char *path)
{
    struct found found = {.path = path};
    int error = disk_stat(lister->disk, path, &found.stat);

    if (error && error != ENOENT) /* gone since it was listed */
        disk_tell(&lister->diags, error, path);
    if (!error)
        keep(lister, found);
}

/* With what it looks like, where that is known. */
static void add_entry(struct lister *lister, const char *folder,
                      const struct disk_entry *entry,
                      const struct disk_stat *stat)
{
    char *path = path_join(lister->arena, folder, str_of(entry->name));

    if (inventory_ignores(entry->name))
        return;
    switch (entry->kind) {
    case DISK_FILE:
        if (stat->inode)
            keep(lister, (struct found){path, *stat});
        else
            add_file(lister, path);
        break;
    case DISK_LINK: diag_path(&lister->diags, SYMLINK, path, NULL, NULL); break;
    case DISK_OTHER:
        diag_path(&lister->diags, NOT_REGULAR, path, NULL, NULL);
        break;
    case DISK_FOLDER:
        if (ends_with(entry->name, ".md"))
            diag_path(&lister->diags, NOT_REGULAR, path, NULL, NULL);
        else if (path_depth(str_of(path)) > DEPTH_MOST)
            diag_path(&lister->diags, DEEP_FOLDER, path, "8", NULL);
        else
            add_folder(lister, path);
        break;
    }
}

static int list_folder(struct lister *lister, const char *folder)
{
    struct disk_entry *entry = NULL;
    struct disk_stat *stat = NULL;
    struct arena scratch = {0};
    size_t len = 0;
    int error =
        disk_list_stat(lister->disk, folder, &scratch, &entry, &len, &stat);

    for (size_t i = 0; !error && i < len; i++)
        add_entry(lister, folder, &entry[i], &stat[i]);
    arena_free(&scratch);
    return error;
}

static int by_path(const void *left, const void *right)
{
    const struct found *a = left, *b = right;

    return strcmp(a->path, b->path);
}

/* Folders that stand equally deep, listed by several threads. */
struct level {
    struct disk *disk;
    const char *const *folder;
    size_t len;
    struct lister *lister; /* of some folders each */
    struct arena arena[POOL_MOST];
};

static void list_some(void *context, size_t index, unsigned worker)
{
    struct level *level = context;
    struct lister *lister = &level->lister[index];
    size_t from = index * SOME, to = from + SOME;

    *lister =
        (struct lister){.disk = level->disk, .arena = &level->arena[worker]};
    for (size_t i = from; i < to && i < level->len; i++) {
        int failed = list_folder(lister, level->folder[i]);
        if (failed && failed != ENOENT)
            disk_tell(&lister->diags, failed, level->folder[i]);
    }
}

/* Adds what another has found. */
static void take_over(struct lister *all, struct lister *some)
{
    for (size_t i = 0; i < some->len; i++)
        keep(all, some->file[i]);
    for (size_t i = 0; i < some->folders; i++)
        add_folder(all, some->folder[i]);
    diags_merge(&all->diags, &some->diags);
    mem_free(some->file);
    mem_free(some->folder);
}

/* Lists the folders that were found; those in them are found then. */
static void list_level(struct lister *all)
{
    const char **folder = all->folder;
    struct level level = {
        .disk = all->disk, .folder = folder, .len = all->folders};
    size_t jobs = (level.len + SOME - 1) / SOME;

    level.lister = mem_zero(jobs, sizeof(*level.lister));
    pool_run(pool_threads(0), jobs, list_some, &level);
    all->folder = NULL;
    all->folders = all->folder_cap = 0;
    for (size_t i = 0; i < jobs; i++)
        take_over(all, &level.lister[i]);
    for (size_t i = 0; i < POOL_MOST; i++)
        arena_adopt(all->arena, &level.arena[i]);
    mem_free(folder);
    mem_free(level.lister);
}

/* Moves the list into the arena, sorted. */
static void settle(struct lister *lister, struct inventory *out)
{
    out->len = lister->len;
    out->file = arena_array(lister->arena, out->len, sizeof(*out->file));
    if (out->len) {
        memcpy(out->file, lister->file, out->len * sizeof(*out->file));
        sort_stretches(out->file, out->len, sizeof(*out->file), by_path);
    }
    mem_free(lister->file);
    mem_free(lister->folder);
}

bool inventory_take(struct disk *disk, const char *folder, struct arena *arena,
                    struct inventory *out, int *error, struct diags *diags)
{
    struct lister lister = {.disk = disk, .arena = arena};

    *error = list_folder(&lister, folder);
    while (lister.folders > 0)
        list_level(&lister);
    settle(&lister, out);
    diags_merge(diags, &lister.diags);
    return *error == 0;
}
