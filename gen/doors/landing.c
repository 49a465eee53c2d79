#include "landing.h"

#include "../base/date.h"
#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/map.h"
#include "../base/path.h"
#include "../build/manifest.h"
#include "../build/stage.h"
#include "landing_clear.h"
#include "pack.h"
#include "session.h"
#include "signals.h"
#include "unpack.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool fail(struct landing *landing, int error, const char *path)
{
    disk_tell_write(landing->diags, error, path);
    return false;
}

static void name_places(struct landing *landing, struct session *session)
{
    struct arena *arena = &landing->arena;
    struct str name = path_base(str_of(landing->output.name));
    struct str dir = path_dir(str_of(landing->output.name));
    char *folder = arena_copy(arena, dir.ptr, dir.len);
    struct str told = path_dir(str_of(landing->output.told));
    const char *root = session->options.folder ? session->options.folder : ".";
    static const char *const form[] = {".%.*s.new", ".%.*s.old", ".%.*s.lock"};
    const char **place[] = {&landing->part, &landing->old, &landing->lock};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    for (size_t i = 0; i < 3; i++)
        *place[i] = path_join(
            arena, folder,
            str_of(arena_format(arena, form[i], (int)name.len, name.ptr)));
#pragma GCC diagnostic pop
    if (landing->output.told[0] == '/')
        landing->scratch =
            told.len ? arena_copy(arena, told.ptr, told.len) : "/";
    else
        landing->scratch = path_join(arena, root, told);
    if (told.len == 0 && landing->output.told[0] != '/')
        landing->scratch = root;
}

static bool make_parent(struct landing *landing)
{
    struct str dir = path_dir(str_of(landing->output.name));

    if (dir.len == 0)
        return true;
    const char *path = arena_copy(&landing->arena, dir.ptr, dir.len);
    int error = disk_make_folders(landing->output.disk, path);
    return error ? fail(landing, error, path) : true;
}

static bool take_lock(struct landing *landing)
{
    struct disk *disk = landing->output.disk;
    struct buf owner = {0}, holder = {0};

    buf_format(&owner, "archive, pid %ld, since ", (long)getpid());
    date_write(&owner, date_of_seconds(disk_now(disk) / 1000000000));
    int error = disk_lock(disk, landing->lock, buf_view(&owner), &holder);
    landing->locked = error == 0;
    if (error == EBUSY)
        disk_tell_busy(landing->diags, buf_view(&holder));
    else if (error)
        fail(landing, error, landing->lock);
    buf_free(&holder);
    buf_free(&owner);
    return landing->locked;
}

static bool refuse(struct landing *landing, enum diag_code code, const char *a,
                   const char *b)
{
    diag_path(landing->diags, code, landing->output.told, a, b);
    return false;
}

/* The root of a stick has no neighbour on the same disk, in which a folder
 * could grow and from which it could be swapped in. */
static bool is_within_disk(struct landing *landing)
{
    struct str dir = path_dir(str_of(landing->output.name));
    const char *parent =
        dir.len ? arena_copy(&landing->arena, dir.ptr, dir.len) : ".";
    struct disk_stat own, above;

    if (disk_stat(landing->output.disk, landing->output.name, &own) ||
        disk_stat(landing->output.disk, parent, &above) ||
        own.device == above.device)
        return true;
    return refuse(landing, OUTPUT_MOUNT, landing->output.told, NULL);
}

/* What stands at the name may go only where it is an archive of ours. */
static bool look_at_place(struct landing *landing)
{
    struct disk *disk = landing->output.disk;
    const char *name = landing->output.name;
    const char *foreign = NULL;
    struct disk_stat st;
    int error = disk_stat(disk, name, &st);

    if (error == ENOENT)
        return true;
    if (error)
        return fail(landing, error, name);
    landing->stands = true;
    if (st.kind != (landing->folder ? DISK_FOLDER : DISK_FILE))
        return refuse(landing, FILE_STANDS, landing->output.told, NULL);
    if (!landing->folder && !unpack_is_ours(disk, name, &error))
        return error ? fail(landing, error, name)
                     : refuse(landing, FILE_STANDS, landing->output.told, NULL);
    if (landing->folder &&
        !landing_is_ours(disk, name, false, &landing->arena, &foreign, &error))
        return error ? fail(landing, error, name)
                     : refuse(landing, OUTPUT_FOREIGN, landing->output.told,
                              foreign);
    return true;
}

/* A stray of another kind or make is not touched. */
static bool clear_stray(struct landing *landing, const char *path)
{
    struct disk *disk = landing->output.disk;
    const char *foreign = NULL;
    struct disk_stat st;
    int error = disk_stat(disk, path, &st);

    if (error == ENOENT)
        return true;
    if (error)
        return fail(landing, error, path);
    bool ours =
        landing->folder
            ? st.kind == DISK_FOLDER &&
                  landing_is_ours(disk, path, true, &landing->arena, &foreign,
                                  &error)
            : st.kind == DISK_FILE && landing_is_part(disk, path, &error);
    if (!ours)
        return error ? fail(landing, error, path)
                     : refuse(landing, OUTPUT_STRAY, path, foreign);
    error = landing_remove(disk, path, &landing->arena);
    if (error)
        return fail(landing, error, path);
    diag_path(landing->diags, SYSTEM_LEFT, path, path, NULL);
    return true;
}

/* A kill between two renames left the earlier folder under its other name. */
static bool bring_back(struct landing *landing)
{
    struct disk *disk = landing->output.disk;
    struct disk_stat st;

    if (!landing->folder || disk_stat(disk, landing->old, &st) == ENOENT)
        return true;
    if (disk_stat(disk, landing->output.name, &st) != ENOENT)
        return clear_stray(landing, landing->old);
    int error = disk_rename(disk, landing->old, landing->output.name);
    return error ? fail(landing, error, landing->old) : true;
}

bool landing_begin(struct session *session, const char *path, bool folder,
                   struct landing *out)
{
    *out = (struct landing){.diags = &session->diags, .folder = folder};
    if (!output_at(session, path, &out->output))
        return false;
    name_places(out, session);
    if (folder && !is_within_disk(out))
        return false;
    return make_parent(out) && take_lock(out) && bring_back(out) &&
           clear_stray(out, out->part) && look_at_place(out);
}

bool landing_has_room(struct landing *landing, uint64_t need)
{
    struct str dir = path_dir(str_of(landing->output.name));
    const char *folder =
        dir.len ? arena_copy(&landing->arena, dir.ptr, dir.len) : ".";
    uint64_t have = 0;

    if (disk_space(landing->output.disk, folder, &have) || have >= need)
        return true; /* where it cannot be known, writing will tell */
    diag_path(landing->diags, SYSTEM_SPACE, landing->output.told,
              arena_format(&landing->arena, "%.2f MB", (double)need / 1e6),
              arena_format(&landing->arena, "%.2f MB", (double)have / 1e6));
    return false;
}

static bool make_folder_of(struct landing *landing, struct map *made,
                           const char *path)
{
    struct str dir = path_dir(str_of(path));

    if (map_get(made, dir))
        return true;
    char *folder = arena_copy(&landing->arena, dir.ptr, dir.len);
    int error = disk_make_folders(landing->output.disk, folder);
    map_add(made, str_of(folder), landing);
    return error ? fail(landing, error, folder) : true;
}

/* The manifest stands as a marker until all the rest is there. */
static bool write_items(struct landing *landing, const struct pack_item *item,
                        size_t len, struct str *manifest)
{
    struct disk *disk = landing->output.disk;
    struct map made = {0};
    bool good = true;

    for (size_t i = 0; i < len && good; i++) {
        if (strcmp(item[i].path, STAGE_MANIFEST) == 0) {
            *manifest = item[i].bytes;
            continue;
        }
        const char *path =
            path_join(&landing->arena, landing->part, str_of(item[i].path));
        good = !signals_caught() && make_folder_of(landing, &made, path);
        int error = good ? disk_write(disk, path, item[i].bytes) : 0;
        if (error)
            good = fail(landing, error, path);
    }
    map_free(&made);
    return good;
}

bool landing_fill(struct landing *landing, const struct pack_item *item,
                  size_t len)
{
    struct disk *disk = landing->output.disk;
    const char *marker =
        path_join(&landing->arena, landing->part, STR(STAGE_MANIFEST));
    struct str manifest = {"", 0};
    int error = disk_make_folder(disk, landing->part);

    if (!error)
        error = disk_replace(disk, marker, STR(MANIFEST_UNFINISHED));
    if (error)
        return fail(landing, error, landing->part);
    if (!write_items(landing, item, len, &manifest))
        return false;
    error = disk_sync(disk, landing->part);
    if (!error)
        error = disk_replace(disk, marker, manifest);
    return error ? fail(landing, error, landing->part) : true;
}

/* FAT cannot exchange two folders: then there is a moment without either, but
 * never one with half of one. */
static int replace_folder(struct landing *landing)
{
    struct disk *disk = landing->output.disk;
    const char *name = landing->output.name;
    int error = disk_exchange(disk, landing->part, name);

    if (error != EINVAL)
        return error;
    error = disk_rename(disk, name, landing->old);
    if (error)
        return error;
    error = disk_rename(disk, landing->part, name);
    if (error) {
        disk_rename(disk, landing->old, name);
        return error;
    }
    return disk_rename(disk, landing->old, landing->part);
}

bool landing_land(struct landing *landing)
{
    struct disk *disk = landing->output.disk;
    const char *name = landing->output.name;
    struct str dir = path_dir(str_of(name));
    const char *parent = arena_copy(&landing->arena, dir.ptr, dir.len);
    bool swap = landing->folder && landing->stands;
    int error =
        swap ? replace_folder(landing) : disk_rename(disk, landing->part, name);

    if (!error)
        error = disk_sync_names(disk, parent);
    if (error)
        return fail(landing, error, landing->output.told);
    landing->landed = !swap; /* else the earlier one has to go */
    return true;
}

void landing_end(struct landing *landing)
{
    struct disk *disk = landing->output.disk;

    if (landing->locked && !landing->landed)
        landing_remove(disk, landing->part, &landing->arena);
    if (landing->locked)
        disk_unlock(disk, landing->lock);
    if (disk)
        output_close(&landing->output);
    arena_free(&landing->arena);
    *landing = (struct landing){0};
}
