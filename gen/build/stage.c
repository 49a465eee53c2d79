#include "staging.h"

#include "../base/date.h"
#include "../base/diag.h"
#include "../base/path.h"
#include "retire.h"

#include <errno.h>
#include <unistd.h>

/* Names what stands beside the folder; false where nothing can. */
static bool name_places(struct stage *stage, const char *folder)
{
    struct arena *arena = &stage->arena;
    struct str path = str_of(folder), parent, name;

    if (!path_is_clean(path))
        return false;
    parent = path_dir(path);
    name = path_base(path);
    stage->folder = arena_copy(arena, path.ptr, path.len);
    stage->parent = arena_copy(arena, parent.ptr, parent.len);
    const char *plain = arena_copy(arena, name.ptr, name.len);
    stage->staging = path_join(arena, stage->parent,
                               str_of(arena_format(arena, ".%s.new", plain)));
    stage->lock = path_join(arena, stage->parent,
                            str_of(arena_format(arena, ".%s.lock", plain)));
    stage->cache = path_join(arena, stage->parent,
                             str_of(arena_format(arena, ".%s.cache", plain)));
    stage->later = arena_format(arena, "%s.later", stage->cache);
    stage->spare = path_join(arena, stage->parent,
                             str_of(arena_format(arena, ".%s.spare", plain)));
    stage->record = arena_format(arena, "%s.list", stage->spare);
    return true;
}

/* What a second run is told: "build, pid 123, since 2020-01-15 09:00". */
static void write_owner(struct stage *stage, const char *command,
                        struct buf *out)
{
    buf_format(out, "%s, pid %ld, since ", command, (long)getpid());
    date_write(out, date_of_seconds(disk_now(stage->disk) / 1000000000));
}

static bool take_lock(struct stage *stage, const char *command,
                      struct diags *diags)
{
    struct buf owner = {0}, holder = {0};
    int error = disk_make_folders(stage->disk, stage->parent);

    if (error) {
        disk_tell_write(diags, error, stage->parent);
        return false;
    }
    write_owner(stage, command, &owner);
    error = disk_lock(stage->disk, stage->lock, buf_view(&owner), &holder);
    stage->locked = error == 0;
    if (error == EBUSY)
        disk_tell_busy(diags, buf_view(&holder));
    else if (error)
        disk_tell_write(diags, error, stage->lock);
    buf_free(&holder);
    buf_free(&owner);
    return stage->locked;
}

static bool refuse(struct stage *stage, const char *name, struct diags *diags)
{
    diag_path(diags, OUTPUT_FOREIGN, stage->folder, stage->folder, name);
    return false;
}

/* A folder without a manifest can be ours only while it is empty. */
static bool judge_bare(struct stage *stage, struct diags *diags)
{
    struct disk_entry *entry;
    size_t len;
    int error =
        disk_list(stage->disk, stage->folder, &stage->arena, &entry, &len);

    if (error) {
        disk_tell(diags, error, stage->folder);
        return false;
    }
    return len == 0 || refuse(stage, entry[0].name, diags);
}

void stage_read_manifest(struct stage *stage)
{
    if (!stage->published || stage->asked)
        return;
    stage->asked = true;
    stage->unread = disk_read(
        stage->disk, stage_in_folder(stage, &stage->arena, STAGE_MANIFEST),
        MANIFEST_MOST, &stage->old_text, NULL);
    stage->listed = stage->unread == 0;
    if (stage->listed)
        stage->print = print_of(buf_view(&stage->old_text));
}

static bool judge_manifest(struct stage *stage, struct diags *diags)
{
    switch (stage->unread) {
    case 0: return true;
    case ENOENT: return judge_bare(stage, diags);
    case EFBIG:
    case ELOOP:
    case EISDIR:
    case EINVAL: return refuse(stage, STAGE_MANIFEST, diags);
    default:
        disk_tell(diags, stage->unread,
                  stage_in_folder(stage, &stage->arena, STAGE_MANIFEST));
        return false;
    }
}

static bool look_at_folder(struct stage *stage, struct diags *diags)
{
    struct disk_stat st;
    int error = disk_stat(stage->disk, stage->folder, &st);

    if (error == ENOENT)
        return true;
    if (error) {
        disk_tell(diags, error, stage->folder);
        return false;
    }
    if (st.kind != DISK_FOLDER) {
        diag_path(diags, OUTPUT_PLACE, stage->folder, stage->folder, NULL);
        return false;
    }
    stage->published = true;
    return true;
}

static bool clear_left(struct stage *stage, struct diags *diags)
{
    struct retire retire = {stage->disk, stage->staging, stage->folder,
                            stage->old_text.len ? &stage->old : NULL};

    return retire_left(&retire, diags);
}

bool stage_know(struct stage *stage)
{
    if (stage->listed && !stage->known)
        stage->known = manifest_read(&stage->old, buf_view(&stage->old_text));
    return !stage->listed || stage->known;
}

bool stage_settle(struct stage *stage, struct diags *diags)
{
    stage_read_manifest(stage);
    if (!judge_manifest(stage, diags))
        return false;
    if (!stage_know(stage))
        return refuse(stage, STAGE_MANIFEST, diags);
    return clear_left(stage, diags);
}

/* What a run left that was killed has to go, whatever this one has to do. */
static bool settle_left(struct stage *stage, struct diags *diags)
{
    struct disk_stat left;

    return disk_stat(stage->disk, stage->staging, &left) == ENOENT ||
           stage_settle(stage, diags);
}

struct stage *stage_open(struct disk *disk, const char *folder,
                         const char *command, struct diags *diags)
{
    struct stage *stage = mem_zero(1, sizeof(*stage));

    stage->disk = disk;
    stage->new.before = &stage->old;
    pthread_mutex_init(&stage->mutex, NULL);
    if (!name_places(stage, folder)) {
        diag_path(diags, OUTPUT_PLACE, folder, folder, NULL);
        goto refused;
    }
    if (take_lock(stage, command, diags) && look_at_folder(stage, diags) &&
        settle_left(stage, diags))
        return stage;

refused:
    stage_free(stage);
    return NULL;
}

struct stage *stage_begin(struct disk *disk, const char *folder,
                          const char *command, struct diags *diags)
{
    struct stage *stage = stage_open(disk, folder, command, diags);

    if (!stage || stage_settle(stage, diags))
        return stage;
    stage_free(stage);
    return NULL;
}

/* A release that was not swapped in goes: the old one has all that is not ours
 * under its first name. */
void stage_drop_staging(struct stage *stage)
{
    struct retire retire = {.disk = stage->disk, .old = stage->staging};
    struct arena arena = {0};

    retire_release(&retire, NULL,
                   &arena); /* what is left, the next run tells */
    arena_free(&arena);
    stage->staged = false;
}

void stage_free(struct stage *stage)
{
    struct diags unheard = {0};

    if (!stage)
        return;
    stage_list_end(stage);
    stage_clear(stage, &unheard);
    diags_free(&unheard);
    stage_look_drop(stage);
    stage_spare_forget(stage);
    if (stage->staged && !stage->swapped)
        stage_drop_staging(stage);
    if (stage->locked)
        disk_unlock(stage->disk, stage->lock);
    pthread_mutex_destroy(&stage->mutex);
    map_free(&stage->made);
    manifest_free(&stage->new);
    manifest_free(&stage->old);
    buf_free(&stage->old_text);
    buf_free(&stage->text);
    arena_free(&stage->arena);
    mem_free(stage);
}
