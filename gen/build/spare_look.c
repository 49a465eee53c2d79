#include "spare_part.h"

#include "../base/path.h"
#include "../base/pool.h"
#include "../base/sort.h"
#include "inventory.h"
#include "manifest.h"
#include "retire.h"
#include "walk.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

/* A file may come between the look at a folder and its end. */
#define ROUNDS 3

#define LOOKS 128 /* folders that one thread looks at in one go */

static int by_path(const void *left, const void *right)
{
    const struct spare_folder *a = left, *b = right;

    return strcmp(a->path, b->path);
}

static void list_folders(struct spare *spare, const struct manifest *manifest,
                         struct spare_folders *out)
{
    size_t folders = 1;

    for (size_t i = 0; i < manifest->len; i++)
        for (size_t len = 0; (len = manifest_next_folder(manifest, i, len));)
            folders++;
    out->len = 1;
    out->at = arena_array(&spare->arena, folders, sizeof(*out->at));
    out->at[0].path = "";
    for (size_t i = 0; i < manifest->len; i++)
        for (size_t len = 0; (len = manifest_next_folder(manifest, i, len));)
            out->at[out->len++].path =
                arena_copy(&spare->arena, manifest->file[i]->path, len - 1);
    sort_stretches(out->at, out->len, sizeof(*out->at), by_path);
}

/* The same folders, at which nobody has looked yet. */
static void copy_folders(struct spare *spare,
                         const struct spare_folders *before,
                         struct spare_folders *out)
{
    out->len = before->len;
    out->at = arena_array(&spare->arena, out->len, sizeof(*out->at));
    for (size_t i = 0; i < out->len; i++)
        out->at[i] =
            (struct spare_folder){.path = before->at[i].path, .clean = true};
}

/* Folders that are looked at by several threads. */
struct looking {
    struct spare *spare;
    const char *place;
    struct spare_folders *folders;
    atomic_bool failed;
};

static void look_at_some(void *context, size_t index, unsigned worker)
{
    struct looking *looking = context;
    struct spare_folder *folder = looking->folders->at + index * LOOKS;
    size_t len = looking->folders->len - index * LOOKS;
    struct arena arena = {0};

    (void)worker;
    len = len > LOOKS ? LOOKS : len;
    const char **path = arena_array(&arena, len, sizeof(*path));
    struct disk_stat *stat = arena_array(&arena, len, sizeof(*stat));
    for (size_t i = 0; i < len; i++)
        path[i] = spare_path(&arena, looking->place, folder[i].path);
    bool whole = disk_stat_many(looking->spare->disk, path, len, stat) == len;
    for (size_t i = 0; i < len && whole; i++) {
        folder[i].stat = stat[i];
        whole = stat[i].kind == DISK_FOLDER;
    }
    if (!whole)
        atomic_store(&looking->failed, true);
    arena_free(&arena);
}

bool spare_stat(struct spare *spare, const char *place,
                struct spare_folders *folders)
{
    struct looking looking = {spare, place, folders, false};

    folders->looked_at = disk_now(spare->disk);
    pool_run(pool_threads(spare->threads), (folders->len + LOOKS - 1) / LOOKS,
             look_at_some, &looking);
    return !atomic_load(&looking.failed);
}

/* The same folders at another place. */
static bool look_as_before(struct spare *spare, const char *place,
                           const struct spare_folders *before,
                           struct spare_folders *out)
{
    copy_folders(spare, before, out);
    return spare_stat(spare, place, out);
}

bool spare_look_published(struct spare *spare, struct spare_folders *out)
{
    return look_as_before(spare, spare->folder, &spare->published, out);
}

bool spare_look(struct spare *spare, const char *place,
                const struct manifest *manifest, struct spare_folders *out)
{
    list_folders(spare, manifest, out);
    for (size_t i = 0; i < out->len; i++)
        out->at[i].clean = true;
    return spare_stat(spare, place, out);
}

static struct spare_folder *find(const struct spare_folders *folders,
                                 struct str path)
{
    size_t low = 0, high = folders->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(str_of(folders->at[middle].path), path);
        if (order == 0)
            return &folders->at[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* The same, quick where it is the `index`th of both lists. */
static struct spare_folder *find_at(const struct spare_folders *folders,
                                    size_t index, const char *path)
{
    if (index < folders->len && strcmp(folders->at[index].path, path) == 0)
        return &folders->at[index];
    return find(folders, str_of(path));
}

/* Leaves in `some` those of `all` that have to be looked at, and gives the
 * others the look they have had. */
static void find_touched(const struct spare *spare, struct spare_folders *all,
                         struct spare_folders *some)
{
    for (size_t i = 0; i < all->len; i++) {
        struct spare_folder *folder = &all->at[i];
        const struct spare_folder *found =
            find_at(&spare->now, i, folder->path);
        if (!found || map_get(&spare->touched, str_of(folder->path)))
            some->at[some->len++] = *folder;
        else
            folder->stat = found->stat;
    }
}

bool spare_look_again(struct spare *spare, const struct manifest *manifest,
                      const struct spare_folders *same,
                      struct spare_folders *out)
{
    struct spare_folders some = {0};

    if (same)
        copy_folders(spare, same, out);
    else
        list_folders(spare, manifest, out);
    some.at = arena_array(&spare->arena, out->len, sizeof(*some.at));
    find_touched(spare, out, &some);
    out->looked_at = spare->now.looked_at;
    if (!spare_stat(spare, spare->place, &some))
        return false;
    for (size_t i = 0; i < some.len; i++)
        find(out, str_of(some.at[i].path))->stat = some.at[i].stat;
    for (size_t i = 0; i < out->len; i++)
        out->at[i].clean = true;
    return true;
}

void spare_mark(struct spare_folders *folders, const struct walk *foreign)
{
    for (size_t i = 0; i < foreign->len; i++) {
        struct str above = path_dir(str_of(foreign->entry[i].path));
        struct spare_folder *folder = find(folders, above);
        if (folder)
            folder->clean = false;
    }
}

/* Whether what is in a folder is known to be ours, by a look before. */
static bool is_known(const struct spare_folders *before, size_t index,
                     const struct spare_folder *now)
{
    const struct spare_folder *then = find_at(before, index, now->path);

    return then && then->clean && stat_is_same(&then->stat, &now->stat) &&
           stat_is_settled(&then->stat, before->looked_at);
}

/* Adds what stands in `folder` of the release at `place`; what is in a folder
 * that is not ours, too. */
static int list_folder(struct spare *spare, const char *place,
                       const char *folder, const struct manifest *manifest,
                       struct walk *out)
{
    struct disk_entry *entry;
    size_t len, from = out->len;
    const char *path = spare_path(&spare->arena, place, folder);
    int error = disk_list(spare->disk, path, &spare->arena, &entry, &len);

    if (error)
        out->failed = path;
    for (size_t i = 0; i < len && !error; i++)
        walk_add(out, path_join(&spare->arena, folder, str_of(entry[i].name)),
                 entry[i].kind);
    for (size_t i = from; i < out->len && !error; i++)
        if (out->entry[i].kind == DISK_FOLDER &&
            !manifest_has_folder(manifest, out->entry[i].path))
            error = walk_more(spare->disk, place, i, &spare->arena, out);
    return error;
}

int spare_walk(struct spare *spare, const struct manifest *published,
               struct walk *out, const struct spare_folders *seen)
{
    int error = 0;

    for (size_t i = 0; i < seen->len && !error; i++)
        if (!is_known(&spare->published, i, &seen->at[i]))
            error = list_folder(spare, spare->folder, seen->at[i].path,
                                published, out);
    return error;
}

/* Leaves what is not ours. */
static void keep_foreign(const struct manifest *manifest, struct walk *all)
{
    size_t len = 0;

    for (size_t i = 0; i < all->len; i++) {
        const char *path = all->entry[i].path;
        bool ours = strcmp(path, MANIFEST_NAME) == 0 ||
                    (all->entry[i].kind == DISK_FOLDER
                         ? manifest_has_folder(manifest, path)
                         : manifest_find(manifest, path) != NULL);
        if (!ours)
            all->entry[len++] = all->entry[i];
    }
    all->len = len;
}

/* The look that counts is one behind which nothing foreign was found. */
static bool settle_folder(struct spare *spare, const struct retire *retire,
                          const struct manifest *old,
                          struct spare_folder *folder)
{
    const char *path = spare_path(&spare->arena, retire->old, folder->path);

    for (int round = 0; round < ROUNDS; round++) {
        struct walk all = {0};
        bool good =
            disk_stat(spare->disk, path, &folder->stat) == 0 &&
            list_folder(spare, retire->old, folder->path, old, &all) == 0;
        keep_foreign(old, &all);
        size_t foreign = all.len;
        good = good &&
               (foreign == 0 || retire_foreign(retire, &all, &spare->arena));
        walk_free(&all);
        if (!good || foreign == 0)
            return good;
    }
    return false;
}

bool spare_settle(struct spare *spare, const struct retire *retire,
                  const struct manifest *old, const struct spare_folders *seen,
                  struct spare_folders *out)
{
    bool good = seen->len ? look_as_before(spare, retire->old, seen, out)
                          : spare_look(spare, retire->old, old, out);

    /* the exchange has left its mark on the top: it is always looked into */
    for (size_t i = 0; i < out->len && good; i++)
        if (!is_known(seen, i, &out->at[i]))
            good = settle_folder(spare, retire, old, &out->at[i]);
    return good;
}
