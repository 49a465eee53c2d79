#include "inventory.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/sort.h"

#include <errno.h>
#include <string.h>

#define STEP ((int64_t)20 * 1000000) /* two of the clock, in nanoseconds */

#define DEPTH_MOST 8

struct lister {
    struct disk *disk;
    struct arena *arena;
    struct inventory *out;
    size_t cap;
    const char **folder; /* still to be listed */
    size_t folders, folder_cap;
    const char **name; /* of the files in the folder at hand */
    size_t names, name_cap;
    struct diags *diags;
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

bool stat_is_settled(const struct disk_stat *stat, int64_t looked_at)
{
    return stat->mtime < looked_at - STEP;
}

static void add_folder(struct lister *lister, const char *path)
{
    lister->folder = mem_grow(lister->folder, lister->folders,
                              &lister->folder_cap, sizeof(*lister->folder));
    lister->folder[lister->folders++] = path;
}

static void keep(struct lister *lister, struct found found)
{
    lister->out->file = mem_grow(lister->out->file, lister->out->len,
                                 &lister->cap, sizeof(found));
    lister->out->file[lister->out->len++] = found;
}

static void add_file(struct lister *lister, const char *path)
{
    struct found found = {.path = path};
    int error = disk_stat(lister->disk, path, &found.stat);

    if (error && error != ENOENT) /* gone since it was listed */
        disk_tell(lister->diags, error, path);
    if (!error)
        keep(lister, found);
}

/* The files of one folder at once; one that cannot be looked at by itself. */
static void add_files(struct lister *lister)
{
    size_t len = lister->names, from = 0;
    struct disk_stat *stat = mem_alloc((len + 1) * sizeof(*stat));

    while (from < len) {
        size_t done =
            disk_stat_many(lister->disk, lister->name + from, len - from, stat);
        for (size_t i = 0; i < done; i++)
            keep(lister, (struct found){lister->name[from + i], stat[i]});
        from += done;
        if (from < len)
            add_file(lister, lister->name[from++]);
    }
    lister->names = 0;
    mem_free(stat);
}

static void note_file(struct lister *lister, const char *path)
{
    lister->name = mem_grow(lister->name, lister->names, &lister->name_cap,
                            sizeof(*lister->name));
    lister->name[lister->names++] = path;
}

static void add_entry(struct lister *lister, const char *folder,
                      const struct disk_entry *entry)
{
    char *path = path_join(lister->arena, folder, str_of(entry->name));

    if (inventory_ignores(entry->name))
        return;
    switch (entry->kind) {
    case DISK_FILE: note_file(lister, path); break;
    case DISK_LINK: diag_path(lister->diags, SYMLINK, path, NULL, NULL); break;
    case DISK_OTHER:
        diag_path(lister->diags, NOT_REGULAR, path, NULL, NULL);
        break;
    case DISK_FOLDER:
        if (ends_with(entry->name, ".md"))
            diag_path(lister->diags, NOT_REGULAR, path, NULL, NULL);
        else if (path_depth(str_of(path)) > DEPTH_MOST)
            diag_path(lister->diags, DEEP_FOLDER, path, "8", NULL);
        else
            add_folder(lister, path);
        break;
    }
}

static int list_folder(struct lister *lister, const char *folder)
{
    struct disk_entry *entry = NULL;
    size_t len = 0;
    int error = disk_list(lister->disk, folder, lister->arena, &entry, &len);

    for (size_t i = 0; !error && i < len; i++)
        add_entry(lister, folder, &entry[i]);
    add_files(lister);
    return error;
}

static int by_path(const void *left, const void *right)
{
    const struct found *a = left, *b = right;

    return strcmp(a->path, b->path);
}

/* Moves the list into the arena, sorted. */
static void settle(struct lister *lister)
{
    struct inventory *out = lister->out;
    struct found *file =
        arena_array(lister->arena, out->len, sizeof(*out->file));

    if (out->len) {
        memcpy(file, out->file, out->len * sizeof(*file));
        sort_stretches(file, out->len, sizeof(*file), by_path);
    }
    mem_free(out->file);
    out->file = file;
    mem_free(lister->folder);
    mem_free(lister->name);
}

bool inventory_take(struct disk *disk, const char *folder, struct arena *arena,
                    struct inventory *out, int *error, struct diags *diags)
{
    struct lister lister = {
        .disk = disk, .arena = arena, .out = out, .diags = diags};

    *out = (struct inventory){0};
    *error = list_folder(&lister, folder);
    while (lister.folders > 0) {
        const char *next = lister.folder[--lister.folders];
        int failed = list_folder(&lister, next);
        if (failed && failed != ENOENT)
            disk_tell(diags, failed, next);
    }
    settle(&lister);
    return *error == 0;
}
