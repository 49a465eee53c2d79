#include "recall.h"

#include "../base/pool.h"
#include "../base/program.h"
#include "build.h"
#include "inventory.h"
#include "stage.h"

#include <string.h>

/* Zero where the program cannot be told from others: then nothing is kept. */
static struct print settings_of(const struct build *build)
{
    struct print print = program_print();

    if (!print_is_zero(print))
        print_join(&print, build_settings(build));
    return print;
}

/* ---- before a run ---- */

/* What changed since the first file was written; without that, it is an older
 * cache. */
static void read_later(struct recall *recall, struct stage *stage,
                       uint64_t size)
{
    if (disk_read(stage_disk(stage), stage_cache_later(stage),
                  cache_later_most(size), &recall->later, NULL) == 0)
        cache_read_later(&recall->cache, buf_view(&recall->later));
}

/* False where there is none, or it is not of this format. */
static bool read_foot(struct recall *recall, struct stage *stage)
{
    struct disk *disk = stage_disk(stage);
    struct disk_stat stat;
    struct buf foot = {0};
    bool good =
        disk_stat(disk, stage_cache(stage), &stat) == 0 &&
        stat.size >= cache_foot() &&
        disk_read_part(disk, stage_cache(stage), stat.size - cache_foot(),
                       cache_foot(), &foot) == 0 &&
        cache_read(&recall->cache, buf_view(&foot));

    if (good)
        read_later(recall, stage, stat.size);
    buf_free(&foot);
    return good;
}

/* A part is read once. A file that was replaced meanwhile has other prints. Of
 * what was said of texts little is asked for. */
static bool read_part(struct recall *recall, struct stage *stage,
                      enum cache_part part)
{
    const struct cache_place *place = &recall->cache.place[part];
    struct disk_view *view = &recall->view[part];

    return place->len <= CACHE_MOST &&
           disk_view(stage_disk(stage), stage_cache(stage), place->from,
                     (size_t)place->len, part == CACHE_SAID, view) == 0 &&
           cache_read_part(&recall->cache, part, view->bytes);
}

/* What a run begins with: things that have nothing to do with each other, each
 * of which takes a while. */
struct start {
    struct recall *recall;
    struct stage *stage;
    struct build *build;
};

static void start(void *context, size_t index, unsigned worker)
{
    struct start *start = context;
    struct recall *recall = start->recall;

    (void)worker;
    if (index == 0) {
        recall->settings = settings_of(start->build);
        stage_read_manifest(start->stage);
    } else {
        recall->found = read_foot(recall, start->stage) &&
                        read_part(recall, start->stage, CACHE_INPUTS) &&
                        read_part(recall, start->stage, CACHE_OUTPUTS);
    }
}

void recall_begin(struct recall *recall, struct stage *stage,
                  struct build *build)
{
    const struct cache *cache = &recall->cache;
    struct start both = {recall, stage, build};

    recall->stage = stage;
    pool_run(pool_threads(0), 2, start, &both);
    recall->found = recall->found && !print_is_zero(recall->settings) &&
                    print_equal(cache->settings, recall->settings) &&
                    print_equal(cache->manifest, stage_manifest_print(stage)) &&
                    !print_is_zero(cache->manifest);
}

static bool has_bytes(struct disk *disk, const struct cache_input *input)
{
    struct buf bytes = {0};
    int error = disk_read(disk, input->path, input->stat.size, &bytes, NULL);
    bool same = !error && print_equal(print_of(buf_view(&bytes)), input->print);

    buf_free(&bytes);
    return same;
}

static bool input_is_same(struct disk *disk, const struct cache *cache,
                          const struct cache_input *input,
                          const struct found *found)
{
    if (strcmp(input->path, found->path) != 0)
        return false;
    if (cache_proves(cache, input, &found->stat))
        return true;
    return input->stat.size == found->stat.size && has_bytes(disk, input);
}

/* What is found serves the update behind it, where nothing is to be told. */
static bool take_inventory(struct recall *recall, struct build *build)
{
    struct str content = build_content(build);
    struct diags told = {0};
    int64_t looked_at = disk_now(build_disk(build));
    int error;
    bool good =
        inventory_take(build_disk(build),
                       arena_copy(&recall->arena, content.ptr, content.len),
                       &recall->arena, &recall->inventory, &error, &told) &&
        told.len == 0;

    if (good)
        recall->looked_at = looked_at;
    diags_free(&told);
    return good;
}

static bool inputs_are_same(struct recall *recall, struct build *build)
{
    const struct cache *cache = &recall->cache;
    const struct inventory *now = &recall->inventory;
    bool same = take_inventory(recall, build) && now->len == cache->inputs;

    for (size_t i = 0; same && i < now->len; i++)
        same = input_is_same(build_disk(build), cache, &cache->input[i],
                             &now->file[i]);
    return same;
}

bool recall_is_current(struct recall *recall, struct stage *stage,
                       struct build *build, bool all)
{
    const struct cache *cache = &recall->cache;

    /* whatever the inputs turn out to be, that is asked for */
    if (recall->found)
        stage_look(stage, cache->output, cache->outputs, cache->kept_at);
    return recall->found && inputs_are_same(recall, build) &&
           (!all || !cache->is_short) &&
           stage_is_intact(stage, cache->output, cache->outputs,
                           cache->kept_at) &&
           read_part(recall, stage, CACHE_FIRST);
}

void recall_tell(struct recall *recall, struct stage *stage, bool all,
                 struct diags *told)
{
    struct cache *cache = &recall->cache;
    bool has_all = all && read_part(recall, stage, CACHE_TOLD);

    diags_merge(told, &cache->told);
    if (!has_all)
        told->dropped += cache->more;
}

/* A page that was changed by hand is made anew. All of them are published. */
static void drop_changed(struct cache *cache, const struct stage *stage)
{
    size_t near = 0;

    cache->owners = cache->pages + 1;
    cache->torn =
        arena_array(&cache->arena, cache->owners, sizeof(*cache->torn));
    for (size_t i = 0; i < cache->pages; i++) {
        struct cache_page *page = &cache->page[i];
        page->is_torn = !stage_trusts(stage, page->path, &near);
        if (page->is_torn)
            cache->torn[page->owner] = true;
    }
}

/* Which published files are as they were left was found out meanwhile. */
static bool judge(void *context)
{
    struct recall *recall = context;
    struct cache *cache = &recall->cache;
    bool all = stage_trust(recall->stage, cache->output, cache->outputs,
                           cache->kept_at);

    if (!all)
        drop_changed(cache, recall->stage);
    if (cache->css.len > 0)
        stage_look_ahead(recall->stage);
    return all;
}

static void hush(void *context)
{
    struct recall *recall = context;

    stage_look_ahead_end(recall->stage);
}

void recall_use(struct recall *recall, struct stage *stage, struct build *build)
{
    struct cache *cache = &recall->cache;

    if (recall->looked_at)
        build_lend_inventory(build, &recall->inventory, recall->looked_at);
    if (recall->found && read_part(recall, stage, CACHE_STYLE))
        build_recall_style(build, cache);
    if (cache->css.len == 0) /* they may be compiled, in a child */
        stage_look_end(stage);
    if (!recall->found || !read_part(recall, stage, CACHE_PAGES) ||
        !read_part(recall, stage, CACHE_REPORTS) ||
        !read_part(recall, stage, CACHE_SAID) || cache->pages == 0)
        return;
    build_recall(build, cache, &(struct build_recaller){judge, hush, recall});
    recall->used = true;
}

/* ---- behind a run ---- */

static void grow(void *growth, struct str piece)
{
    disk_grow_by(growth, piece);
}

/* The texts stay where they are. */
static void keep_told(struct diags *kept, const struct diags *told,
                      struct build *build)
{
    kept->item = mem_alloc((told->len + 1) * sizeof(*kept->item));
    if (told->len)
        memcpy(kept->item, told->item, told->len * sizeof(*kept->item));
    kept->len = told->len;
    kept->dropped = told->dropped;
    kept->passed = told->passed;
    memcpy(kept->seen, told->seen, sizeof(kept->seen));
    diags_judge(kept, build_levels(build), false);
    diags_sort(kept);
}

/* What the next run has to know, in the cache's lists. */
static bool fill(struct cache *cache, struct recall *recall,
                 const struct build_result *result, const struct diags *told,
                 struct build *build)
{
    struct stage *stage = recall->stage;

    *cache = (struct cache){.settings = recall->settings,
                            .manifest = stage_manifest_print(stage),
                            .reports = result->reports,
                            .sections = result->sections,
                            .targets = result->targets,
                            .kept_at = disk_now(stage_disk(stage))};
    keep_told(&cache->told, told, build);
    return !print_is_zero(cache->settings) && build_remember(build, cache) &&
           stage_outputs(stage, &cache->arena, &cache->output, &cache->outputs);
}

/* Where the first file was read as a whole, and what it lists is what there is
 * now, only what has changed is written. */
static bool save_later(struct recall *recall, struct cache *cache)
{
    struct stage *stage = recall->stage;
    struct buf bytes = {0};
    bool fits =
        recall->used && cache_write_later(cache, &recall->cache, &bytes);

    if (fits)
        disk_replace(stage_disk(stage), stage_cache_later(stage),
                     buf_view(&bytes));
    buf_free(&bytes);
    return fits;
}

static void save_whole(struct recall *recall, struct cache *cache)
{
    struct stage *stage = recall->stage;
    struct disk_growth growth;

    disk_grow(&growth, stage_disk(stage), stage_cache(stage));
    cache_write(cache, grow, &growth);
    disk_grown(&growth);
    disk_remove(stage_disk(stage), stage_cache_later(stage));
}

/* What cannot be written is no reason to fail: the site stands. */
void recall_save(struct recall *recall, const struct build_result *result,
                 const struct diags *told, struct build *build)
{
    struct cache cache;
    bool filled = fill(&cache, recall, result, told, build);

    if (filled && !save_later(recall, &cache)) {
        if (recall->used) { /* its pages were asked for */
            cache_free(&cache);
            filled = fill(&cache, recall, result, told, build);
        }
        if (filled)
            save_whole(recall, &cache);
    }
    cache_free(&cache);
}

void recall_free(struct recall *recall)
{
    if (recall->stage)
        stage_look_drop(recall->stage);
    cache_free(&recall->cache);
    arena_free(&recall->arena);
    for (int part = 0; part < CACHE_PARTS; part++)
        disk_view_end(&recall->view[part]);
    buf_free(&recall->later);
    *recall = (struct recall){0};
}
