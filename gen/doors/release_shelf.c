#include "release.h"

#include "../base/date.h"
#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "../build/retire.h"
#include "../build/stage.h"
#include "../build/walk.h"
#include "signals.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define STAMP 15 /* 20200115-090000 */
#define ID_LEN (STAMP + 9)

static bool fail(struct shelf *shelf, int error, const char *path)
{
    disk_tell_write(shelf->diags, error, path);
    return false;
}

bool shelf_names(struct str id)
{
    if (id.len != ID_LEN)
        return false;
    for (size_t i = 0; i < id.len; i++) {
        bool digit = id.ptr[i] >= '0' && id.ptr[i] <= '9';
        bool letter = id.ptr[i] >= 'a' && id.ptr[i] <= 'f';
        bool dash = i == 8 || i == STAMP;
        if (dash ? id.ptr[i] != '-' : !(digit || (i > STAMP && letter)))
            return false;
    }
    return true;
}

const char *shelf_path(struct shelf *shelf, const char *id)
{
    return path_join(&shelf->arena, shelf->folder, str_of(id));
}

/* A run was killed while it wrote or removed: what it began goes. */
static bool clear_left(struct shelf *shelf, const char *name)
{
    struct retire retire = {.disk = shelf->disk,
                            .old = shelf_path(shelf, name),
                            .folder = shelf->folder};

    return retire_left(&retire, shelf->diags);
}

static bool is_left(const char *name)
{
    struct str text = str_of(name);

    return str_ends(text, ".new") &&
           shelf_names((struct str){text.ptr, text.len - 4});
}

bool shelf_open(struct shelf *shelf, struct disk *disk, const char *folder,
                struct diags *diags)
{
    struct disk_entry *entry;
    size_t len;

    *shelf = (struct shelf){.disk = disk, .folder = folder, .diags = diags};
    int error = disk_make_folders(disk, folder);
    if (!error)
        error = disk_list(disk, folder, &shelf->arena, &entry, &len);
    if (error)
        return fail(shelf, error, folder);
    for (size_t i = 0; i < len; i++) {
        if (is_left(entry[i].name) && !clear_left(shelf, entry[i].name))
            return false;
        if (entry[i].kind != DISK_FOLDER || !shelf_names(str_of(entry[i].name)))
            continue;
        shelf->id =
            mem_grow(shelf->id, shelf->len, &shelf->cap, sizeof(*shelf->id));
        shelf->id[shelf->len++] = entry[i].name;
    }
    return true;
}

void shelf_close(struct shelf *shelf)
{
    mem_free(shelf->id);
    arena_free(&shelf->arena);
    *shelf = (struct shelf){0};
}

static void write_stamp(int64_t seconds, char out[STAMP + 1])
{
    struct date date = date_of_seconds(seconds);
    struct buf text = {0};

    buf_format(&text, "%04d%02d%02d-%02d%02d%02d", date.year % 10000,
               date.month, date.day, date.hour, date.minute,
               (int)(seconds % 60));
    memcpy(out, text.data, STAMP);
    out[STAMP] = '\0';
    buf_free(&text);
}

/* Names sort by time also where the clock stepped back, or two releases came
 * within a second: a new one is always the last. */
static const char *new_id(struct shelf *shelf, const struct release *release)
{
    int64_t seconds = disk_now(shelf->disk) / 1000000000;
    const char *last = shelf->len ? shelf->id[shelf->len - 1] : "";
    char stamp[STAMP + 1], print[33];

    write_stamp(seconds, stamp);
    if (strncmp(stamp, last, STAMP) <= 0) {
        int year = 0, month = 0, day = 0, hour = 0, minute = 0;
        const char digits[] = {last[0], last[1], last[2], last[3], '\0'};
        year = (int)strtol(digits, NULL, 10);
        month = (last[4] - '0') * 10 + last[5] - '0';
        day = (last[6] - '0') * 10 + last[7] - '0';
        hour = (last[9] - '0') * 10 + last[10] - '0';
        minute = (last[11] - '0') * 10 + last[12] - '0';
        seconds = date_seconds((struct date){year, month, day, hour, minute}) +
                  (last[13] - '0') * 10 + last[14] - '0' + 1;
        write_stamp(seconds, stamp);
    }
    print_write(print_of(buf_view(&release->text)), print);
    return arena_format(&shelf->arena, "%s-%.8s", stamp, print);
}

static bool write_file(struct shelf *shelf, const char *folder,
                       const struct pack_item *item)
{
    struct arena scratch = {0};
    const char *path = path_join(&scratch, folder, str_of(item->path));
    struct str dir = path_dir(str_of(path));
    int error = disk_write(shelf->disk, path, item->bytes);

    if (error == ENOENT) { /* the first file of its folder */
        error = disk_make_folders(shelf->disk,
                                  arena_copy(&scratch, dir.ptr, dir.len));
        if (!error)
            error = disk_write(shelf->disk, path, item->bytes);
    }
    if (error)
        fail(shelf, error, path);
    arena_free(&scratch);
    return error == 0;
}

/* The marker says whose it is until all the rest is on the medium. */
static bool fill(struct shelf *shelf, const struct release *release,
                 const char *growing)
{
    const char *marker = path_join(&shelf->arena, growing, STR(STAGE_MANIFEST));
    int error = disk_make_folder(shelf->disk, growing);

    if (!error)
        error = disk_replace(shelf->disk, marker, STR(MANIFEST_UNFINISHED));
    if (error)
        return fail(shelf, error, growing);
    for (size_t i = 0; i < release->len; i++)
        if (signals_caught() || !write_file(shelf, growing, &release->item[i]))
            return false;
    error = disk_sync(shelf->disk, growing);
    if (!error)
        error = disk_replace(shelf->disk, marker, buf_view(&release->text));
    return error ? fail(shelf, error, growing) : true;
}

static void drop(struct shelf *shelf, const char *growing)
{
    struct retire retire = {.disk = shelf->disk, .old = growing};
    struct arena arena = {0};

    retire_release(&retire, NULL, &arena); /* the rest is for the next run */
    arena_free(&arena);
}

const char *shelf_add(struct shelf *shelf, const struct release *release)
{
    const char *id = new_id(shelf, release);
    const char *growing =
        shelf_path(shelf, arena_format(&shelf->arena, "%s.new", id));
    int error = 0;
    bool good = fill(shelf, release, growing);

    if (good) {
        error = disk_rename(shelf->disk, growing, shelf_path(shelf, id));
        if (!error)
            error = disk_sync_names(shelf->disk, shelf->folder);
        good = error ? fail(shelf, error, growing) : true;
    }
    if (!good) {
        drop(shelf, growing);
        return NULL;
    }
    shelf->id =
        mem_grow(shelf->id, shelf->len, &shelf->cap, sizeof(*shelf->id));
    shelf->id[shelf->len++] = id;
    return id;
}

size_t shelf_find(struct shelf *shelf, struct str manifest)
{
    struct buf text = {0};
    size_t found = SIZE_MAX;

    for (size_t i = shelf->len; i > 0 && found == SIZE_MAX; i--) {
        const char *path =
            path_join(&shelf->arena, shelf_path(shelf, shelf->id[i - 1]),
                      STR(STAGE_MANIFEST));
        if (disk_read(shelf->disk, path, MANIFEST_MOST, &text, NULL) == 0 &&
            str_equal(buf_view(&text), manifest))
            found = i - 1;
    }
    buf_free(&text);
    return found;
}

/* A file in it that its manifest does not list, or NULL. */
static const char *find_foreign(struct shelf *shelf, const char *path,
                                const struct manifest *manifest)
{
    struct walk all = {0};
    const char *foreign = NULL;

    if (walk_below(shelf->disk, path, &shelf->arena, &all))
        foreign = all.failed;
    for (size_t i = 0; i < all.len && !foreign; i++)
        if (all.entry[i].kind != DISK_FOLDER &&
            strcmp(all.entry[i].path, STAGE_MANIFEST) != 0 &&
            !manifest_find(manifest, all.entry[i].path))
            foreign = all.entry[i].path;
    walk_free(&all);
    return foreign;
}

/* Under the name of one that grows: a kill leaves what the next run clears. */
void shelf_remove(struct shelf *shelf, const char *id)
{
    const char *path = shelf_path(shelf, id);
    const char *leaving =
        shelf_path(shelf, arena_format(&shelf->arena, "%s.new", id));
    struct retire retire = {.disk = shelf->disk, .old = leaving};
    struct release listed = {0};
    const char *fault;
    int error = 0;
    bool good = release_read(shelf->disk, path, false, &listed, &fault);
    const char *foreign =
        good ? find_foreign(shelf, path, &listed.manifest) : NULL;

    if (foreign) { /* somebody keeps something there: all of it stays */
        good = false;
        fault = foreign;
    }
    if (good)
        error = disk_rename(shelf->disk, path, leaving);
    if (good && !error) {
        struct retire_result result =
            retire_release(&retire, &listed.manifest, &shelf->arena);
        good = result.end == RETIRE_DONE;
        fault = result.path;
    }
    if (!good || error)
        diag_path(shelf->diags, RELEASE_KEPT, path, id,
                  error    ? diag_reason(error)
                  : *fault ? fault
                           : STAGE_MANIFEST);
    release_free(&listed);
}

void shelf_prune(struct shelf *shelf, size_t keep, const char *current)
{
    size_t old = 0;

    for (size_t i = shelf->len; i > 0; i--) {
        const char *id = shelf->id[i - 1];
        if (strcmp(id, current) != 0 && ++old > keep)
            shelf_remove(shelf, id);
    }
}
