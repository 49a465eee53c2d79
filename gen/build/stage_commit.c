#include "staging.h"

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/path.h"
#include "../base/pool.h"
#include "retire.h"
#include "walk.h"

#include <errno.h>
#include <string.h>

static size_t count_kept(const struct manifest *new)
{
    size_t kept = 0;

    for (size_t i = 0; i < new->len; i++)
        kept += new->file[i]->kept;
    return kept;
}

static size_t count_removed(const struct stage *stage)
{
    size_t removed = 0;

    for (size_t i = 0; i < stage->old.len; i++)
        removed += !stage->old.file[i]->follows;
    return removed;
}

static bool is_foreign(const struct stage *stage,
                       const struct walk_entry *entry)
{
    if (strcmp(entry->path, STAGE_MANIFEST) == 0)
        return false;
    if (entry->kind == DISK_FOLDER)
        return !manifest_has_folder(&stage->old, entry->path);
    return !manifest_find(&stage->old, entry->path);
}

/* Whether a file of the new release stands at a folder above `path`. */
static bool has_file_above(const struct manifest *new, struct arena *arena,
                           const char *path)
{
    for (const char *slash = strchr(path, '/'); slash;
         slash = strchr(slash + 1, '/'))
        if (manifest_find(new, arena_copy(arena, path, (size_t)(slash - path))))
            return true;
    return false;
}

static bool is_taken(const struct manifest *new, struct arena *arena,
                     const struct walk_entry *entry)
{
    if (manifest_find(new, entry->path))
        return true;
    if (entry->kind != DISK_FOLDER && manifest_has_folder(new, entry->path))
        return true;
    return has_file_above(new, arena, entry->path);
}

/* Leaves in `out->foreign` what is not ours; false, told, where we want its
 * name. */
static bool find_foreign(struct stage *stage, struct arena *arena,
                         struct outgoing *out, struct diags *diags)
{
    struct walk *all = &out->foreign;
    size_t len = 0;
    bool ok = true;

    if (!stage->published)
        return true;
    int error = out->spare.usable
                    ? spare_walk(&out->spare, &stage->old, all, &out->seen)
                    : walk_below(stage->disk, stage->folder, arena, all);
    if (error) {
        disk_tell(diags, error, all->failed);
        return false;
    }
    for (size_t i = 0; i < all->len; i++) {
        const struct walk_entry *entry = &all->entry[i];
        if (!is_foreign(stage, entry))
            continue;
        if (is_taken(&stage->new, arena, entry)) {
            diag_path(diags, OUTPUT_TAKEN, stage->folder, stage->folder,
                      entry->path);
            ok = false;
        }
        all->entry[len++] = *entry;
    }
    all->len = len;
    return ok;
}

/* Some disks have no hard links, and some systems refuse them for files of
 * other owners (fs.protected_hardlinks): then the bytes are copied. */
static int copy_file(struct disk *disk, const char *from, const char *to)
{
    struct buf bytes = {0};
    struct disk_stat st;
    int error = disk_stat(disk, from, &st);

    if (!error)
        error = disk_read(disk, from, st.size, &bytes, NULL);
    if (!error)
        error = disk_write(disk, to, buf_view(&bytes));
    buf_free(&bytes);
    return error;
}

static bool carry(struct stage *stage, struct outgoing *out, const char *path,
                  struct diags *diags)
{
    struct arena arena = {0};
    const char *from = stage_in_folder(stage, &arena, path);
    const char *to = stage_in_staging(stage, &arena, path);
    bool ok = stage_make_folder(stage, path_dir(str_of(path)), diags);

    if (!ok)
        goto done;
    int error = disk_link(stage->disk, from, to);
    if (error == EPERM || error == EMLINK || error == EXDEV ||
        error == EOPNOTSUPP) {
        out->copied = true;
        error = copy_file(stage->disk, from, to);
    }
    if (error)
        disk_tell_write(diags, error, to);
    ok = error == 0;

done:
    arena_free(&arena);
    return ok;
}

static bool carry_kept(struct stage *stage, struct outgoing *out,
                       struct diags *diags)
{
    for (size_t i = 0; i < stage->new.len; i++) {
        const struct manifest_file *file = stage->new.file[i];
        if (file->kept && !carry(stage, out, file->path, diags))
            return false;
    }
    return true;
}

static bool carry_foreign(struct stage *stage, struct outgoing *out,
                          struct diags *diags)
{
    const struct walk *foreign = &out->foreign;

    for (size_t i = 0; i < foreign->len; i++) {
        const struct walk_entry *entry = &foreign->entry[i];
        bool ok = entry->kind == DISK_FOLDER
                      ? stage_make_folder(stage, str_of(entry->path), diags)
                      : carry(stage, out, entry->path, diags);
        if (!ok)
            return false;
    }
    return true;
}

static bool write_manifest(struct stage *stage, struct str text,
                           struct diags *diags)
{
    const char *path = stage_in_staging(stage, &stage->arena, STAGE_MANIFEST);
    int error = disk_replace(stage->disk, path, text);

    if (!error)
        error = disk_sync(stage->disk, stage->staging);
    if (error)
        disk_tell_write(diags, error, path);
    return error == 0;
}

/* Puts the release at `new` in the place of the published one, which then
 * stands there; and back. */
static int swap_there(struct stage *stage, const char *new)
{
    if (stage->published)
        return disk_exchange(stage->disk, new, stage->folder);
    return disk_rename(stage->disk, new, stage->folder);
}

static int swap_back(struct stage *stage, const char *new)
{
    if (stage->published)
        return disk_exchange(stage->disk, new, stage->folder);
    return disk_rename(stage->disk, stage->folder, new);
}

static bool swap(struct stage *stage, const char *new, struct diags *diags)
{
    int error = swap_there(stage, new);

    if (error == EINVAL) {
        diag_path(diags, OUTPUT_NO_SWAP, stage->folder, stage->folder, NULL);
        return false;
    }
    if (!error) {
        /* A swap that a power cut could undo must not pass for done. */
        error = disk_sync_names(stage->disk, stage->parent);
        bool stays = error == 0 || swap_back(stage, new) != 0;
        stage->swapped = stays && new == stage->staging;
        if (!error)
            mem_site_stands();
    }
    if (error)
        disk_tell_write(diags, error, stage->folder);
    return error == 0;
}

/* The new site stands; what happens here cannot undo that, so it only warns. */
static void clear_old(struct stage *stage, struct outgoing *out,
                      struct diags *diags)
{
    struct retire retire = {stage->disk, NULL, stage->folder, &stage->new};
    struct arena arena = {0};

    if (!stage->published || stage_spare_settle(stage, out, &retire.old))
        return;
    if (out->stuck)
        diag_path(diags, OUTPUT_LEFT, stage->spare, stage->spare,
                  BOTH("不是当初留下的样子", "not as it was left"));
    struct retire_result result = retire_release(&retire, &stage->old, &arena);
    if (result.end != RETIRE_DONE)
        diag_path(diags, OUTPUT_LEFT, retire.old, retire.old, result.path);
    arena_free(&arena);
}

/* The whole release in the staging folder. */
static bool stage_whole(struct stage *stage, struct outgoing *out,
                        struct diags *diags)
{
    return stage_make_staging(stage, diags) && carry_kept(stage, out, diags) &&
           carry_foreign(stage, out, diags) &&
           write_manifest(stage, out->text, diags);
}

static bool publish(struct stage *stage, struct outgoing *out,
                    struct diags *diags)
{
    struct arena arena = {0};

    stage_spare_begin(stage, out);
    bool ok = find_foreign(stage, &arena, out, diags);
    if (ok && stage_spare_renew(stage, out)) {
        ok = swap(stage, stage->spare, diags);
    } else if (ok && (ok = stage_whole(stage, out, diags))) {
        stage_spare_staged(stage, out);
        ok = swap(stage, stage->staging, diags);
    }
    arena_free(&arena);
    return ok || stage_fail(stage);
}

/* The old release, on its way to become the spare, or out. */
struct clearing {
    struct errand *errand; /* NULL: it is done */
    struct stage *stage;
    struct buf text; /* of the manifest */
    struct outgoing out;
    struct diags told;
};

static void clear(void *context, size_t index, unsigned worker)
{
    struct clearing *clearing = context;

    (void)index, (void)worker;
    clear_old(clearing->stage, &clearing->out, &clearing->told);
}

/*
 * A release that shares its files with the new one leaves its mark on them as
 * it goes, their ctime: nobody is to look at them before. So does the staging
 * folder, from which the new files were linked into what was the spare.
 */
static void begin_clearing(struct stage *stage, struct clearing *clearing)
{
    stage->clearing = clearing;
    if (clearing->out.renewed && stage->staged)
        stage_drop_staging(stage);
    clearing->out.spare.threads = clearing->out.renewed ? 1 : 0;
    if (clearing->out.renewed)
        clearing->errand = pool_begin(pool_threads(0), 1, clear, clearing);
    else
        clear(clearing, 0, 0);
}

static void clearing_free(struct clearing *clearing)
{
    walk_free(&clearing->out.foreign);
    spare_free(&clearing->out.spare);
    diags_free(&clearing->told);
    buf_free(&clearing->text);
    mem_free(clearing);
}

static struct stage_result result_of(const struct stage *stage, struct str text)
{
    return (struct stage_result){
        .files = stage->new.len,
        .written = stage->written,
        .kept = count_kept(&stage->new),
        .removed = count_removed(stage),
        .changed =
            stage->written > 0 || !str_equal(text, buf_view(&stage->old_text)),
    };
}

static void list(void *context, size_t index, unsigned worker)
{
    struct stage *stage = context;

    (void)index, (void)worker;
    manifest_write(&stage->new, &stage->text);
}

/* The text of more files than these is written when little else is at hand. */
#define LISTED_AHEAD 65536

void stage_list(void *context)
{
    struct stage *stage = context;

    if (stage->new.len > LISTED_AHEAD)
        return;
    stage->listing = pool_begin(pool_threads(0), 1, list, stage);
}

void stage_list_end(struct stage *stage)
{
    if (stage->listing)
        pool_end(stage->listing);
    stage->listing = NULL;
}

bool stage_publish(struct stage *stage, struct stage_result *result,
                   struct diags *diags)
{
    bool ok = true;

    stage_list_end(stage);
    if (atomic_load(&stage->failed))
        return false;
    struct clearing *clearing = mem_zero(1, sizeof(*clearing));
    clearing->stage = stage;
    if (stage->text.len == 0)
        manifest_write(&stage->new, &stage->text);
    clearing->text = stage->text;
    stage->text = (struct buf){0};
    clearing->out.text = buf_view(&clearing->text);
    *result = result_of(stage, clearing->out.text);
    if (result->changed)
        ok = publish(stage, &clearing->out, diags);
    else
        stage_spare_doubt(stage);
    stage->print = print_of(clearing->out.text);
    if (ok && result->changed)
        begin_clearing(stage, clearing);
    else
        clearing_free(clearing);
    if (stage->clearing && !stage->clearing->errand)
        stage_clear(stage, diags); /* its lists are long */
    return ok;
}

void stage_clear(struct stage *stage, struct diags *diags)
{
    struct clearing *clearing = stage->clearing;

    stage->clearing = NULL;
    if (!clearing)
        return;
    if (clearing->errand)
        pool_end(clearing->errand);
    diags_merge(diags, &clearing->told);
    clearing_free(clearing);
}

bool stage_commit(struct stage *stage, struct stage_result *result,
                  struct diags *diags)
{
    bool ok = stage_publish(stage, result, diags);

    stage_clear(stage, diags);
    return ok;
}
