#include "staging.h"

#include "../base/diag.h"
#include "../base/path.h"

#include <errno.h>
#include <string.h>

/* A file takes whole blocks. */
#define BLOCK 4096u

bool stage_fail(struct stage *stage)
{
    atomic_store(&stage->failed, true);
    return false;
}

const char *stage_in_folder(struct stage *stage, struct arena *arena,
                            const char *path)
{
    return path_join(arena, stage->folder, str_of(path));
}

const char *stage_in_staging(struct stage *stage, struct arena *arena,
                             const char *path)
{
    return path_join(arena, stage->staging, str_of(path));
}

/* The marker comes first: without it, what a kill leaves could be anyone's. */
bool stage_make_staging(struct stage *stage, struct diags *diags)
{
    if (stage->staged)
        return true;
    const char *marker = stage_in_staging(stage, &stage->arena, STAGE_MANIFEST);
    int error = disk_make_folder(stage->disk, stage->staging);
    if (error) {
        disk_tell_write(diags, error, stage->staging);
        return false;
    }
    stage->staged = true;
    error = disk_replace(stage->disk, marker, STR(MANIFEST_UNFINISHED));
    if (error) {
        disk_tell_write(diags, error, marker);
        return false;
    }
    if (disk_space(stage->disk, stage->staging, &stage->space))
        stage->space = 0;
    return true;
}

bool stage_make_folder(struct stage *stage, struct str folder,
                       struct diags *diags)
{
    for (size_t len = 1; len <= folder.len; len++) {
        if (len < folder.len && folder.ptr[len] != '/')
            continue;
        struct str upto = {folder.ptr, len};
        if (map_get(&stage->made, upto))
            continue;
        upto.ptr = arena_copy(&stage->arena, upto.ptr, upto.len);
        const char *path = stage_in_staging(stage, &stage->arena, upto.ptr);
        int error = disk_make_folder(stage->disk, path);
        if (error) {
            disk_tell_write(diags, error, path);
            return false;
        }
        map_add(&stage->made, upto, stage);
    }
    return true;
}

static void tell_space(struct diags *diags, const char *path, uint64_t need,
                       uint64_t have)
{
    struct buf a = {0}, b = {0};

    buf_format(&a, "%.2f MB", (double)need / 1e6);
    buf_format(&b, "%.2f MB", (double)have / 1e6);
    diag_path(diags, SYSTEM_SPACE, path, a.data, b.data);
    buf_free(&b);
    buf_free(&a);
}

static bool take_space(struct stage *stage, uint64_t size, struct diags *diags)
{
    stage->need += (size + BLOCK - 1) / BLOCK * BLOCK;
    if (!stage->space || stage->need <= stage->space)
        return true;
    tell_space(diags, stage->staging, stage->need, stage->space);
    return false;
}

/* Puts a file on the list, or `kept`, which the published one has; false, told,
 * where that path has been put before. */
static bool note(struct stage *stage, const char *path, uint64_t size,
                 struct print print, struct manifest_file *kept,
                 struct diags *diags)
{
    bool fits = kept || manifest_path_fits(path);

    if (fits && strcmp(path, STAGE_MANIFEST) != 0 &&
        (kept ? manifest_keep(&stage->new, kept)
              : manifest_add(&stage->new, path, size, print) != NULL))
        return true;
    diag_path(diags, SYSTEM_BUG, path, "put twice, or not a path", NULL);
    return false;
}

/* All that has to be done by one thread at a time before a file is written. */
static bool prepare(struct stage *stage, const char *path, struct str bytes,
                    struct print print, struct manifest_file *kept,
                    struct diags *diags)
{
    pthread_mutex_lock(&stage->mutex);
    bool ok = note(stage, path, bytes.len, print, kept, diags);
    if (ok && !kept) {
        ok = stage_make_staging(stage, diags) &&
             take_space(stage, bytes.len, diags) &&
             stage_make_folder(stage, path_dir(str_of(path)), diags);
        stage->written++;
    }
    pthread_mutex_unlock(&stage->mutex);
    return ok;
}

/* The published file that has these very bytes, or NULL; it may have been
 * changed by hand. */
static struct manifest_file *published(struct stage *stage, const char *path,
                                       struct print print, struct str bytes)
{
    struct manifest_file *old = manifest_find(&stage->old, path);
    struct arena arena = {0};
    struct buf found = {0};

    if (!old || old->size != bytes.len || !print_equal(old->print, print))
        return NULL;
    bool same = disk_read(stage->disk, stage_in_folder(stage, &arena, path),
                          bytes.len, &found, NULL) == 0 &&
                str_equal(buf_view(&found), bytes);
    buf_free(&found);
    arena_free(&arena);
    return same ? old : NULL;
}

bool stage_put(struct stage *stage, const char *path, struct str bytes,
               struct diags *diags)
{
    struct arena arena = {0};
    struct print print = print_of(bytes);
    struct manifest_file *kept = published(stage, path, print, bytes);

    if (!prepare(stage, path, bytes, print, kept, diags))
        return stage_fail(stage);
    if (kept)
        return true;
    const char *to = stage_in_staging(stage, &arena, path);
    int error = disk_write(stage->disk, to, bytes);
    if (error)
        disk_tell_write(diags, error, to);
    arena_free(&arena);
    return error == 0 || stage_fail(stage);
}

/* Reads the published file: it may have been changed by hand since. */
static bool still_published(struct stage *stage,
                            const struct manifest_file *old,
                            struct diags *diags)
{
    struct arena arena = {0};
    struct buf bytes = {0};
    const char *from = stage_in_folder(stage, &arena, old->path);
    int error = disk_read(stage->disk, from, old->size, &bytes, NULL);

    if (!error && !print_equal(print_of(buf_view(&bytes)), old->print))
        error = EAGAIN;
    if (error)
        disk_tell(diags, error == EFBIG ? EAGAIN : error, from);
    buf_free(&bytes);
    arena_free(&arena);
    return error == 0;
}

bool stage_keep(struct stage *stage, const char *path, struct diags *diags)
{
    /* pages come by and large in the order of the list */
    size_t near = atomic_load_explicit(&stage->near, memory_order_relaxed);
    struct manifest_file *old = manifest_near(&stage->old, path, &near);

    if (!old) {
        disk_tell(diags, ENOENT, path);
        return stage_fail(stage);
    }
    atomic_store_explicit(&stage->near, near, memory_order_relaxed);
    if (!old->trusted && !still_published(stage, old, diags))
        return stage_fail(stage);
    pthread_mutex_lock(&stage->mutex);
    bool ok = note(stage, path, old->size, old->print, old, diags);
    pthread_mutex_unlock(&stage->mutex);
    return ok || stage_fail(stage);
}
