#include "retire.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/path.h"
#include "manifest.h"
#include "walk.h"

#include <errno.h>
#include <string.h>

/* A file may come between the look at a folder and its end. */
#define ROUNDS 3

struct job {
    const struct retire *retire;
    const struct manifest *manifest; /* NULL: all is ours */
    struct arena *arena;
    struct retire_result result;
    bool again; /* a folder was not empty after all */
};

static void stop(struct job *job, enum retire_end end, const char *path,
                 int error)
{
    if (job->result.end == RETIRE_DONE)
        job->result = (struct retire_result){end, path, error};
}

static const char *old_path(struct job *job, const char *path)
{
    return path_join(job->arena, job->retire->old, str_of(path));
}

static void remove_one(struct job *job, const char *path)
{
    const char *old = old_path(job, path);
    int error = disk_remove(job->retire->disk, old);

    if (error == ENOTEMPTY)
        job->again = true;
    else if (error && error != ENOENT)
        stop(job, RETIRE_ERROR, old, error);
}

static bool same_bytes(struct disk *disk, const char *a, const char *b,
                       uint64_t size)
{
    struct buf first = {0}, second = {0};
    bool same = disk_read(disk, a, size, &first, NULL) == 0 &&
                disk_read(disk, b, size, &second, NULL) == 0 &&
                str_equal(buf_view(&first), buf_view(&second));

    buf_free(&second);
    buf_free(&first);
    return same;
}

/* Whether the entry is there under its published name as well. */
static bool is_safe(struct disk *disk, const char *old,
                    const struct disk_stat *old_stat, const char *now,
                    const struct disk_stat *now_stat)
{
    if (old_stat->inode == now_stat->inode &&
        old_stat->device == now_stat->device)
        return true;
    return old_stat->kind == DISK_FILE && now_stat->kind == DISK_FILE &&
           old_stat->size == now_stat->size &&
           same_bytes(disk, old, now, now_stat->size);
}

/* Moves what is not ours to the published folder, where it belongs. */
static void bring_over(struct job *job, const char *old, const char *now)
{
    struct disk *disk = job->retire->disk;
    struct str folder = path_dir(str_of(now));
    int error =
        disk_make_folders(disk, arena_copy(job->arena, folder.ptr, folder.len));

    if (!error)
        error = disk_rename(disk, old, now);
    if (error)
        stop(job, RETIRE_ERROR, now, error);
}

/*
 * Both names have a file, with different bytes: somebody saved it by writing a
 * new one in its place, here during the swap or there after a kill. The later
 * one stays, as its writer meant; ctime tells, for a renaming sets it.
 */
static void settle_twins(struct job *job, const char *path,
                         const struct disk_stat *old_stat, const char *now,
                         const struct disk_stat *now_stat)
{
    bool files = old_stat->kind == DISK_FILE && now_stat->kind == DISK_FILE;

    if (!files || old_stat->ctime == now_stat->ctime ||
        manifest_find(job->retire->published, path))
        stop(job, RETIRE_FOREIGN, path, 0);
    else if (old_stat->ctime < now_stat->ctime)
        remove_one(job, path);
    else
        bring_over(job, old_path(job, path), now);
}

static void settle_foreign(struct job *job, const char *path)
{
    struct disk *disk = job->retire->disk;
    struct disk_stat old_stat, now_stat;
    const char *old = old_path(job, path);
    int error = disk_stat(disk, old, &old_stat);

    if (error) {
        if (error != ENOENT)
            stop(job, RETIRE_ERROR, old, error);
        return;
    }
    if (!job->retire->published) {
        stop(job, RETIRE_FOREIGN, path, 0);
        return;
    }
    const char *now = path_join(job->arena, job->retire->folder, str_of(path));
    error = disk_stat(disk, now, &now_stat);
    if (error == ENOENT)
        bring_over(job, old, now);
    else if (error == ENOTDIR || error == ELOOP)
        stop(job, RETIRE_FOREIGN, path, 0);
    else if (error)
        stop(job, RETIRE_ERROR, now, error);
    else if (is_safe(disk, old, &old_stat, now, &now_stat))
        remove_one(job, path);
    else
        settle_twins(job, path, &old_stat, now, &now_stat);
}

static void clear_entry(struct job *job, const struct walk_entry *entry)
{
    bool ours = !job->manifest || entry->kind == DISK_FOLDER ||
                manifest_find(job->manifest, entry->path) ||
                manifest_is_torso(entry->path);

    if (strcmp(entry->path, MANIFEST_NAME) == 0)
        return;
    if (ours)
        remove_one(job, entry->path);
    else
        settle_foreign(job, entry->path);
}

static void clear_once(struct job *job)
{
    struct walk all = {0};
    int error =
        walk_below(job->retire->disk, job->retire->old, job->arena, &all);

    if (error)
        stop(job, RETIRE_ERROR, all.failed, error);
    else /* from the end: what is in a folder before the folder */
        for (size_t i = all.len; i > 0; i--)
            clear_entry(job, &all.entry[i - 1]);
    walk_free(&all);
}

bool retire_foreign(const struct retire *retire, const struct walk *foreign,
                    struct arena *arena)
{
    struct job job = {.retire = retire, .arena = arena};

    for (size_t i = foreign->len; i > 0; i--)
        if (foreign->entry[i - 1].kind == DISK_FOLDER)
            remove_one(&job, foreign->entry[i - 1].path);
        else
            settle_foreign(&job, foreign->entry[i - 1].path);
    return job.result.end == RETIRE_DONE && !job.again;
}

struct retire_result retire_release(const struct retire *retire,
                                    const struct manifest *manifest,
                                    struct arena *arena)
{
    struct job job = {retire, manifest, arena, .again = true};

    for (int round = 0; round < ROUNDS && job.again; round++) {
        job.again = false;
        clear_once(&job);
    }
    if (job.again)
        stop(&job, RETIRE_ERROR, retire->old, ENOTEMPTY);
    if (job.result.end == RETIRE_DONE)
        remove_one(&job, MANIFEST_NAME);
    if (job.result.end == RETIRE_DONE) {
        int error = disk_remove(retire->disk, retire->old);
        if (error)
            stop(&job, RETIRE_ERROR, retire->old, error);
    }
    return job.result;
}

/* What a release that began and got no further can have in it. */
static bool is_beginning(const char *name)
{
    return strcmp(name, MANIFEST_NAME) == 0 ||
           str_starts(str_of(name), "." MANIFEST_NAME ".");
}

/* Without a manifest it is ours only where nothing else is in it. */
static bool judge_bare(const struct retire *retire, struct arena *arena,
                       struct diags *diags)
{
    struct disk_entry *entry;
    size_t len;
    int error = disk_list(retire->disk, retire->old, arena, &entry, &len);

    if (error) {
        disk_tell(diags, error, retire->old);
        return false;
    }
    for (size_t i = 0; i < len; i++)
        if (!is_beginning(entry[i].name)) {
            diag_path(diags, OUTPUT_STRAY, retire->old, retire->old,
                      entry[i].name);
            return false;
        }
    return true;
}

/* Reads its manifest; `*ours` is set where it has a finished one. */
static bool judge_left(const struct retire *retire, struct manifest *manifest,
                       bool *finished, struct arena *arena, struct diags *diags)
{
    struct buf text = {0};
    const char *path = path_join(arena, retire->old, str_of(MANIFEST_NAME));
    int error = disk_read(retire->disk, path, MANIFEST_MOST, &text, NULL);
    bool ok = true;

    *finished = false;
    if (error && error != ENOENT && error != ELOOP && error != EISDIR &&
        error != EINVAL && error != EFBIG) {
        disk_tell(diags, error, path);
        ok = false;
    } else if (!error && manifest_read(manifest, buf_view(&text))) {
        *finished = true;
    } else if (error || !str_is(buf_view(&text), MANIFEST_UNFINISHED)) {
        ok = judge_bare(retire, arena, diags);
    }
    buf_free(&text);
    return ok;
}

static bool tell_end(const struct retire *retire,
                     const struct retire_result *result, struct diags *diags)
{
    switch (result->end) {
    case RETIRE_DONE:
        diag_path(diags, SYSTEM_LEFT, retire->old, retire->old, NULL);
        return true;
    case RETIRE_FOREIGN:
        diag_path(diags, OUTPUT_STRAY, retire->old, retire->old, result->path);
        return false;
    case RETIRE_ERROR: break;
    }
    disk_tell_write(diags, result->error, result->path);
    return false;
}

bool retire_left(const struct retire *retire, struct diags *diags)
{
    struct arena arena = {0};
    struct manifest manifest = {0};
    struct disk_stat st;
    bool finished, ok = false;
    int error = disk_stat(retire->disk, retire->old, &st);

    if (error == ENOENT)
        return true;
    if (error) {
        disk_tell(diags, error, retire->old);
        return false;
    }
    if (st.kind != DISK_FOLDER) {
        diag_path(diags, OUTPUT_PLACE, retire->old, retire->old, NULL);
        return false;
    }
    if (judge_left(retire, &manifest, &finished, &arena, diags)) {
        struct retire_result result =
            retire_release(retire, finished ? &manifest : NULL, &arena);
        ok = tell_end(retire, &result, diags);
    }
    manifest_free(&manifest);
    arena_free(&arena);
    return ok;
}
