#include "spare_part.h"

#include "../base/path.h"
#include "manifest.h"
#include "walk.h"

#include <errno.h>

/* One spare on its way to a release. Texts are in `arena`. */
struct renewal {
    struct spare *spare;
    const struct spare_release *release;
    struct arena arena;
};

static const char *in_spare(struct renewal *renewal, const char *path)
{
    return spare_path(&renewal->arena, renewal->spare->place, path);
}

/* Notes that a name in that folder is made or taken away. */
static void touch(struct renewal *renewal, struct str folder)
{
    struct spare *spare = renewal->spare;

    if (!map_get(&spare->touched, folder))
        map_set(&spare->touched,
                str_of(arena_copy(&spare->arena, folder.ptr, folder.len)),
                spare);
}

/* From here on the spare is no release; what a kill leaves says so. */
static bool begin(struct renewal *renewal)
{
    struct spare *spare = renewal->spare;
    const char *marker = in_spare(renewal, MANIFEST_NAME);

    touch(renewal, STR(""));
    return disk_remove(spare->disk, spare->record) == 0 &&
           disk_replace(spare->disk, marker, STR(MANIFEST_UNFINISHED)) == 0;
}

static bool drop(struct renewal *renewal, const char *path)
{
    touch(renewal, path_dir(str_of(path)));
    int error = disk_remove(renewal->spare->disk, in_spare(renewal, path));

    return error == 0 || error == ENOENT || error == ENOTDIR;
}

static bool drop_files(struct renewal *renewal)
{
    const struct map *stale = &renewal->spare->stale;
    const struct manifest *old = renewal->release->old;
    const struct manifest *new = renewal->release->new;

    for (size_t i = 0; i < stale->len; i++) {
        const char *path = arena_copy(&renewal->arena, stale->entry[i].key.ptr,
                                      stale->entry[i].key.len);
        if (!manifest_find(new, path) && !drop(renewal, path))
            return false;
    }
    for (size_t i = 0; i < old->len; i++)
        if (!old->file[i]->follows && !drop(renewal, old->file[i]->path))
            return false;
    return true;
}

/* Parents stand before what is in them: from the end they are empty. */
static bool drop_folders(struct renewal *renewal)
{
    struct spare *spare = renewal->spare;

    for (size_t i = spare->own.len; i > 1; i--) {
        const char *path = spare->own.at[i - 1].path;
        if (manifest_has_folder(renewal->release->new, path))
            continue;
        map_set(&spare->made, str_of(path), NULL);
        if (!drop(renewal, path))
            return false;
    }
    return true;
}

static bool make_folder(struct renewal *renewal, struct str folder)
{
    struct spare *spare = renewal->spare;

    for (size_t len = 1; len <= folder.len; len++) {
        if (len < folder.len && folder.ptr[len] != '/')
            continue;
        const char *upto = arena_copy(&spare->arena, folder.ptr, len);
        if (map_get(&spare->made, str_of(upto)))
            continue;
        touch(renewal, path_dir(str_of(upto)));
        touch(renewal, str_of(upto));
        if (disk_make_folder(spare->disk, in_spare(renewal, upto)) != 0)
            return false;
        map_set(&spare->made, str_of(upto), spare);
    }
    return true;
}

/* Gives the file at `from` the name `path` in the spare, for the one there. */
static bool put(struct renewal *renewal, const char *from, const char *path)
{
    return make_folder(renewal, path_dir(str_of(path))) &&
           drop(renewal, path) &&
           disk_link(renewal->spare->disk,
                     spare_path(&renewal->arena, from, path),
                     in_spare(renewal, path)) == 0;
}

/* What was put into a folder of the spare may be another file. */
static void mark_fresh(struct renewal *renewal)
{
    const struct manifest *new = renewal->release->new;

    for (size_t i = 0; i < new->len; i++)
        if (map_get(&renewal->spare->fresh,
                    path_dir(str_of(new->file[i]->path))))
            new->file[i]->moved = true;
}

/* Marks what the spare does not have as the release does. */
static void mark_moved(struct renewal *renewal)
{
    const struct manifest *new = renewal->release->new;
    const struct map *stale = &renewal->spare->stale;

    for (size_t i = 0; i < new->len; i++)
        new->file[i]->moved = !new->file[i]->kept || !new->file[i]->trusted;
    for (size_t i = 0; i < stale->len; i++) {
        struct manifest_file *file =
            manifest_find(new, stale->entry[i].key.ptr);
        if (file)
            file->moved = true;
    }
    if (renewal->spare->fresh.len)
        mark_fresh(renewal);
}

static bool put_files(struct renewal *renewal)
{
    const struct spare_release *release = renewal->release;

    mark_moved(renewal);
    for (size_t i = 0; i < release->new->len; i++) {
        struct manifest_file *file = release->new->file[i];
        if (file->moved &&
            !put(renewal,
                 file->kept ? renewal->spare->folder : release->staging,
                 file->path))
            return false;
    }
    return true;
}

static bool put_foreign(struct renewal *renewal)
{
    const struct walk *foreign = renewal->release->foreign;

    for (size_t i = 0; i < foreign->len; i++) {
        const struct walk_entry *entry = &foreign->entry[i];
        bool ok = entry->kind == DISK_FOLDER
                      ? make_folder(renewal, str_of(entry->path))
                      : put(renewal, renewal->spare->folder, entry->path);
        if (!ok)
            return false;
    }
    return true;
}

static bool finish(struct renewal *renewal)
{
    struct disk *disk = renewal->spare->disk;

    return disk_replace(disk, in_spare(renewal, MANIFEST_NAME),
                        renewal->release->text) == 0 &&
           disk_sync(disk, renewal->spare->place) == 0;
}

bool spare_renew(struct spare *spare, const struct spare_release *release)
{
    struct renewal renewal = {.spare = spare, .release = release};
    bool good = begin(&renewal) && drop_files(&renewal) &&
                drop_folders(&renewal) && put_files(&renewal) &&
                put_foreign(&renewal) && finish(&renewal);

    spare->usable = false;
    arena_free(&renewal.arena);
    return good;
}
