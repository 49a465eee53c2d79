#include "staging.h"

#include "../base/pool.h"
#include "cache.h"
#include "inventory.h"

#include <string.h>

#define LOOKS 256 /* files that one thread looks at in one go */

struct disk *stage_disk(const struct stage *stage)
{
    return stage->disk;
}

const char *stage_cache(const struct stage *stage)
{
    return stage->cache;
}

const char *stage_cache_later(const struct stage *stage)
{
    return stage->later;
}

struct print stage_manifest_print(const struct stage *stage)
{
    return stage->print;
}

static bool has_bytes(struct stage *stage, const struct manifest_file *file)
{
    struct arena arena = {0};
    struct buf bytes = {0};
    int error =
        disk_read(stage->disk, stage_in_folder(stage, &arena, file->path),
                  file->size, &bytes, NULL);
    bool same = !error && print_equal(print_of(buf_view(&bytes)), file->print);

    buf_free(&bytes);
    arena_free(&arena);
    return same;
}

static bool output_is_same(struct stage *stage,
                           const struct cache_output *output,
                           const struct disk_stat *now, int64_t kept_at)
{
    if (!stat_is_same(now, &output->stat))
        return false;
    if (stat_is_settled(now, kept_at))
        return true;
    const struct manifest_file *file =
        stage_know(stage) ? manifest_find(&stage->old, output->path) : NULL;
    return file && has_bytes(stage, file);
}

/* Looks at files of the site up to the first that is not to be had; how many
 * that were. */
static size_t look_at(struct stage *stage, const struct cache_output *output,
                      size_t len, struct disk_stat *stat)
{
    struct arena scratch = {0};
    const char **path = arena_array(&scratch, len, sizeof(*path));

    for (size_t i = 0; i < len; i++)
        path[i] = stage_in_folder(stage, &scratch, output[i].path);
    size_t looked = disk_stat_many(stage->disk, path, len, stat);
    arena_free(&scratch);
    return looked;
}

/* Many files, looked at by several threads. */
struct looking {
    struct stage *stage;
    const struct cache_output *output;
    struct disk_stat *stat;
    bool *same; /* that is certain; else it is to be judged */
    int64_t kept_at;
    size_t len;
    atomic_bool failed; /* one is not to be had */
    struct errand *errand; /* NULL: all were looked at */
};

static void look_at_some(void *context, size_t index, unsigned worker)
{
    struct looking *looking = context;
    size_t from = index * LOOKS, len = looking->len - from;

    (void)worker;
    len = len > LOOKS ? LOOKS : len;
    if (look_at(looking->stage, looking->output + from, len,
                looking->stat + from) != len)
        atomic_store(&looking->failed, true);
    for (size_t i = from; i < from + len; i++)
        looking->same[i] =
            stat_is_same(&looking->stat[i], &looking->output[i].stat) &&
            stat_is_settled(&looking->stat[i], looking->kept_at);
}

void stage_look(struct stage *stage, const struct cache_output *output,
                size_t len, int64_t kept_at)
{
    struct looking *looking = mem_zero(1, sizeof(*looking));

    stage_look_drop(stage);
    looking->stage = stage;
    looking->output = output;
    looking->len = len;
    looking->kept_at = kept_at;
    looking->stat = mem_zero(len, sizeof(*looking->stat));
    looking->same = mem_zero(len, sizeof(*looking->same));
    looking->errand = pool_begin(pool_threads(0), (len + LOOKS - 1) / LOOKS,
                                 look_at_some, looking);
    stage->looking = looking;
}

void stage_look_end(struct stage *stage)
{
    if (stage->looking && stage->looking->errand)
        pool_end(stage->looking->errand);
    if (stage->looking)
        stage->looking->errand = NULL;
}

void stage_look_drop(struct stage *stage)
{
    struct looking *looking = stage->looking;

    stage->looking = NULL;
    if (!looking)
        return;
    if (looking->errand)
        pool_drop(looking->errand);
    mem_free(looking->same);
    mem_free(looking->stat);
    mem_free(looking);
}

/* How all files of the list look, begun before or now; true where all are to
 * be had. */
static bool look_at_all(struct stage *stage, const struct cache_output *output,
                        size_t len, int64_t kept_at)
{
    if (!stage->looking || stage->looking->output != output)
        stage_look(stage, output, len, kept_at);
    stage_look_end(stage);
    return !atomic_load(&stage->looking->failed);
}

/* That the list is the published manifest's was known by its print. */
bool stage_is_intact(struct stage *stage, const struct cache_output *output,
                     size_t len, int64_t kept_at)
{
    bool same = stage->published && look_at_all(stage, output, len, kept_at);

    for (size_t i = 0; i < len && same; i++)
        same = stage->looking->same[i] ||
               output_is_same(stage, &output[i], &stage->looking->stat[i],
                              kept_at);
    stage_look_drop(stage);
    return same;
}

/* Looks again, where some files are gone: those are passed, and have no look. */
static void look_past(struct stage *stage, const struct cache_output *output,
                      size_t len)
{
    struct looking *looking = stage->looking;

    memset(looking->same, 0, len * sizeof(*looking->same));
    for (size_t from = 0; from < len; from++) {
        size_t to = from + look_at(stage, output + from, len - from,
                                   looking->stat + from);
        if (to < len)
            looking->stat[to] = (struct disk_stat){.kind = DISK_OTHER};
        from = to;
    }
}

/* The list is that of the published manifest, file by file. */
static struct manifest_file *listed(const struct stage *stage, size_t index,
                                    const char *path, size_t len)
{
    return stage->old.len == len ? stage->old.file[index]
                                 : manifest_find(&stage->old, path);
}

bool stage_trust(struct stage *stage, const struct cache_output *output,
                 size_t len, int64_t kept_at)
{
    bool all = look_at_all(stage, output, len, kept_at);
    const struct looking *looking = stage->looking;

    if (!all)
        look_past(stage, output, len);
    for (size_t i = 0; i < len; i++) {
        struct manifest_file *file = listed(stage, i, output[i].path, len);
        bool same = file && (looking->same[i] ||
                             output_is_same(stage, &output[i],
                                            &looking->stat[i], kept_at));
        if (same)
            file->trusted = &output[i];
        stage->trusts = stage->trusts || same;
        all = all && same;
    }
    stage_look_drop(stage);
    return all;
}

bool stage_trusts(const struct stage *stage, const char *path, size_t *near)
{
    const struct manifest_file *file = manifest_near(&stage->old, path, near);

    return file && file->trusted;
}

/* What a file of the new release looks like is known where nothing was done to
 * it: a further name would have left its mark. */
static const struct cache_output *known(const struct stage *stage,
                                        const struct manifest_file *file)
{
    return stage->renewed && file->kept && !file->moved ? file->trusted : NULL;
}

/* Looks at those of some files of which it is not known what they look like. */
static bool look_at_outputs(struct stage *stage, size_t from, size_t len,
                            struct cache_output *output, struct arena *scratch)
{
    struct manifest_file *const *file = stage->new.file + from;
    const char **path = arena_array(scratch, len, sizeof(*path));
    struct disk_stat *stat = arena_array(scratch, len, sizeof(*stat));
    size_t looked = 0;

    for (size_t i = 0; i < len; i++)
        if (!known(stage, file[i]))
            path[looked++] = stage_in_folder(stage, scratch, file[i]->path);
    if (disk_stat_many(stage->disk, path, looked, stat) != looked)
        return false;
    looked = 0;
    for (size_t i = 0; i < len; i++) {
        const struct cache_output *before = known(stage, file[i]);
        output[i] = (struct cache_output){
            file[i]->path, before ? before->stat : stat[looked++]};
    }
    return true;
}

/* The files of the new release, looked at by several threads. */
struct listing {
    struct stage *stage;
    struct cache_output *output;
    atomic_bool failed; /* one is not to be had */
};

static void list_some(void *context, size_t index, unsigned worker)
{
    struct listing *listing = context;
    struct arena scratch = {0};
    size_t from = index * LOOKS, len = listing->stage->new.len - from;

    (void)worker;
    len = len > LOOKS ? LOOKS : len;
    if (!look_at_outputs(listing->stage, from, len, listing->output + from,
                         &scratch))
        atomic_store(&listing->failed, true);
    arena_free(&scratch);
}

bool stage_outputs(struct stage *stage, struct arena *arena,
                   struct cache_output **output, size_t *len)
{
    struct listing listing = {.stage = stage};

    *len = stage->new.len;
    *output = arena_array(arena, *len, sizeof(**output));
    listing.output = *output;
    pool_run(stage->renewed ? 1 : pool_threads(0), (*len + LOOKS - 1) / LOOKS,
             list_some, &listing);
    return !atomic_load(&listing.failed);
}
