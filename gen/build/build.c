#include "build_state.h"

#include "../base/disk.h"
#include "../base/pool.h"
#include "../pages/check.h"
#include "../pages/check_pack.h"
#include "../pages/page.h"
#include "../pages/search.h"
#include "../pages/theme.h"
#include "../report/target.h"
#include "examine.h"
#include "inventory.h"
#include "library.h"
#include "remember.h"
#include "sink.h"
#include "theming.h"

#include <errno.h>
#include <string.h>
#include <time.h>

struct build *build_new(struct disk *disk, struct disk *themes,
                        const struct config *config)
{
    struct build *build = mem_zero(1, sizeof(*build));

    build->disk = disk;
    build->config = config;
    build->library = library_new(disk, config);
    build->theming = theming_new(disk, themes, config);
    build->examine = examine_new(disk, config);
    build->memory = memory_new();
    return build;
}

void build_drop_standing(struct build *build)
{
    struct standing *standing = &build->standing;

    for (size_t i = 0; standing->site && i < standing->site->reports; i++)
        arena_free(&standing->own[i]);
    site_free(standing->site);
    arena_free(&standing->arena);
    *standing = (struct standing){0};
}

void build_free(struct build *build)
{
    if (!build)
        return;
    build_drop_standing(build);
    memory_free(build->memory);
    known_free(&build->known);
    for (unsigned i = 0; i < POOL_MOST; i++)
        arena_free(&build->packed[i]);
    examine_free(build->examine);
    theming_free(build->theming);
    library_free(build->library);
    mem_free(build);
}

void build_set_explain(struct build *build, build_explain *explain,
                       void *context)
{
    build->explain = explain;
    build->explain_context = context;
}

void build_set_look(struct build *build, build_look *look, void *context)
{
    build->look = look;
    build->look_context = context;
}

static bool keeps_anchors(const struct remembered *page,
                          const struct remembered *old)
{
    struct arena scratch = {0};
    struct check_facts now = remembered_whole(page, &scratch);
    struct check_facts then = remembered_whole(old, &scratch);
    bool keeps = check_has_runs(&now, then.run, then.runs);

    arena_free(&scratch);
    return keeps;
}

/*
 * Pages of an earlier run are not looked at again, but links in them may lead
 * to pages made now: each anchor that those had has to be there still.
 */
static bool recalled_still_hold(const struct update *update)
{
    size_t found = update->stoods;
    bool hold = true;

    for (size_t i = 0; i < update->plan.len && hold; i++) {
        const struct remembered *page = update->page[i], *old = update->old[i];
        found += old != NULL;
        if (old && page != old)
            hold = keeps_anchors(page, old);
    }
    return hold && found == memory_len(update->build->memory);
}

bool build_has_errors(const struct diags *diags, const struct config *config)
{
    for (size_t i = 0; i < diags->len; i++)
        if (config->check.level[diags->item[i].code] == DIAG_ERROR)
            return true;
    return false;
}

double build_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void build_lap(struct build_result *result, int phase, double *since)
{
    double time = build_now();

    result->seconds[phase] = time - *since;
    *since = time;
}

void build_count(struct build_result *result, const struct site *site,
                 const struct update *update)
{
    result->reports = site->reports;
    for (size_t i = 0; i < site->reports; i++) {
        result->sections += site->report[i]->sections;
        result->targets += site->report[i]->records;
    }
    result->pages = update->plan.len + update->stoods;
    for (unsigned i = 0; i < POOL_MOST; i++)
        result->made += update->made[i];
}

/* Whether anything was told of pages from the `from`th on. Other hosts are told
 * of all pages at each update. */
static bool tells_of_pages(const struct diags *diags, size_t from)
{
    for (size_t i = from; i < diags->len; i++)
        if (diags->item[i].code != EXTERNAL_HOST)
            return true;
    return false;
}

/* Renders what is stale and judges all; the pages then are the memory. */
static bool render_site(struct update *update, unsigned threads,
                        struct build_result *result, struct diags *diags)
{
    struct build *build = update->build;
    size_t told = diags->len, dropped = diags->dropped;
    double since = build_now();
    bool good = build_render_plan(update, threads, diags);

    build_lap(result, 3, &since);
    if (build->recalled)
        result->outdated = good ? !recalled_still_hold(update) : update->lost;
    good = good && !result->outdated;
    if (good)
        build_judge_links(update, diags);
    good = good && !build_has_errors(diags, build->config);
    if (good) {
        build_hold(update);
        build->recalled = false;
        build->pages_told =
            diags->dropped > dropped || tells_of_pages(diags, told);
    }
    build_let_go(update);
    build_lap(result, 4, &since);
    return good;
}

static bool is_script(const struct page *page)
{
    return page->kind == PAGE_SEARCH_TEXT ||
           (page->kind == PAGE_THEME_FILE &&
            str_starts(str_of(page->path), "js/"));
}

static void add_script(struct check_rules *rules, const char **script,
                       const char *path, struct arena *arena)
{
    script[rules->scripts++] = arena_copy(arena, path, strlen(path));
}

/* The scripts of the theme are ours, and what its search loads. */
struct check_rules build_rules(const struct plan *plan, struct arena *arena)
{
    struct check_rules rules = {.prefix = "", .ours = true};
    size_t most = plan->scripts;

    for (size_t i = 0; i < plan->len; i++)
        most += is_script(&plan->page[i]);
    const char **script = arena_array(arena, most, sizeof(*script));
    for (size_t i = 0; i < plan->len; i++) /* every page asks for these */
        if (is_script(&plan->page[i]) && plan->page[i].kind == PAGE_THEME_FILE)
            add_script(&rules, script, plan->page[i].path, arena);
    for (size_t i = 0; i < plan->len; i++)
        if (plan->page[i].kind == PAGE_SEARCH_TEXT)
            add_script(&rules, script, plan->page[i].path, arena);
    for (size_t i = 0; i < plan->scripts; i++)
        add_script(&rules, script, plan->script[i], arena);
    rules.script = script;
    return rules;
}

/* Looks into all pictures and attachments that the plan has, some of them in a
 * child. */
static void examine_assets(struct update *update, struct diags *diags)
{
    const struct build_recaller *recaller = &update->build->recaller;
    size_t assets = 0;

    for (size_t i = 0; i < update->plan.len; i++)
        assets += update->plan.page[i].kind == PAGE_ASSET;
    if (assets && recaller->hush)
        recaller->hush(recaller->context);
    for (size_t i = 0; i < update->plan.len; i++) {
        const struct page *page = &update->plan.page[i];
        if (page->kind == PAGE_ASSET)
            examine_file(update->build->examine, page->asset->from,
                         page->asset->print, diags);
    }
}

bool build_take_inventory(const struct build *build, struct arena *arena,
                          struct inventory *inventory, struct diags *diags)
{
    struct str dir = build->config->build.content_dir;
    char *folder = arena_copy(arena, dir.ptr, dir.len);
    int error;

    if (!inventory_take(build->disk, folder, arena, inventory, &error, diags)) {
        if (error == ENOENT || error == ENOTDIR || error == ELOOP)
            diag_path(diags, CONTENT_MISSING, "", folder, diag_reason(error));
        else
            disk_tell(diags, error, folder);
        return false;
    }
    return true;
}

static void keep_standing(struct update *update)
{
    struct standing *standing = &update->build->standing;
    size_t len = update->site->reports;

    standing->theme = update->theme;
    standing->extent = search_extent(update->site);
    standing->pages = update->plan.len;
    standing->news =
        arena_array(&standing->arena, len, sizeof(*standing->news));
    standing->late_news =
        arena_array(&standing->arena, len, sizeof(*standing->late_news));
    standing->records =
        arena_array(&standing->arena, len, sizeof(*standing->records));
    for (size_t i = 0; i < len; i++)
        standing->records[i] = update->site->report[i]->stated;
    standing->own = arena_array(&standing->arena, len, sizeof(*standing->own));
}

/* What is wrong with texts comes before what is wrong with the site. */
static struct site *join_site(struct build *build, struct diags *diags)
{
    struct arena *arena = &build->standing.arena;
    struct content content = build_content_known(build, arena);
    struct diags joined = {0};
    struct site *site =
        site_new_lasting(arena, build->config, &content, &joined);

    if (content.lender)
        library_tell(build->library, diags);
    diags_merge(diags, &joined);
    return site;
}

/* Reads what is to be read and joins it; again, with more of it, where what
 * an earlier run knew of a report turns out not to be enough. */
static struct site *read_site(struct build *build,
                              const struct inventory *inventory,
                              const char *const *changed, size_t len,
                              unsigned threads, struct build_result *result,
                              struct diags *diags)
{
    double since = build_now();

    build_use_known(build, inventory);
    for (;;) {
        struct diags told = {0};
        library_update(build->library, inventory, changed, len, threads, &told);
        build_lap(result, 0, &since);
        struct site *site = join_site(build, &told);
        build_lap(result, 1, &since);
        if (build_known_holds(build, site)) {
            diags_merge(diags, &told);
            return site;
        }
        site_free(site);
        diags_free(&told);
    }
}

/* What lies in the content folder, and since when that is known. */
static bool look_around(struct build *build, struct arena *arena,
                        struct inventory *inventory, struct diags *diags)
{
    const struct inventory *lent = build->lent;

    build->lent = NULL;
    build->read_at = lent ? build->lent_at : disk_now(build->disk);
    if (!lent)
        return build_take_inventory(build, arena, inventory, diags);
    *inventory = *lent;
    return true;
}

/* Makes the pages of the joined site. The plan goes before others are in need
 * of room: a large site has a million pages. */
static bool make_site(struct update *update, unsigned threads,
                      struct build_result *result, struct diags *diags)
{
    struct build *build = update->build;
    struct standing *standing = &build->standing;
    struct arena planned = {0};

    build_plan(update, &planned, diags);
    update->rules = build_rules(&update->plan, &standing->arena);
    examine_assets(update, diags);
    standing->rules = update->rules;
    standing->pages = update->plan.len + update->stoods;
    bool good = !build_has_errors(diags, build->config) &&
                render_site(update, threads, result, diags);
    build_count(result, update->site, update);
    arena_free(&planned);
    return good;
}

static bool update_all(struct update *update, const char *const *changed,
                       size_t len, unsigned threads,
                       struct build_result *result, struct diags *diags)
{
    struct build *build = update->build;
    struct arena *arena = &build->standing.arena;
    struct inventory inventory;
    double since = build_now();

    if (!build->cache)
        build_forget_known(build);
    if (!look_around(build, arena, &inventory, diags))
        return false;
    theming_begin(build->theming);
    struct site *site =
        read_site(build, &inventory, changed, len, threads, result, diags);
    update->site = build->standing.site = site;
    since = build_now();
    update->theme = theming_update(build->theming, diags);
    build_lap(result, 2, &since);
    if (!site && !build_has_errors(diags, build->config))
        diag_path(diags, CONTENT_MISSING, "",
                  build->config->build.content_dir.ptr,
                  BOTH("里面没有报告", "no report in it"));
    if (!site)
        return false;
    keep_standing(update);
    if (!update->theme || build_has_errors(diags, build->config))
        return false;
    if (build->look)
        build->look(build->look_context, site);
    return make_site(update, threads, result, diags);
}

bool build_update(struct build *build, const char *const *changed, size_t len,
                  const struct sink *sink, struct build_result *result,
                  struct diags *diags)
{
    struct update *update = mem_zero(1, sizeof(*update));
    unsigned threads = pool_threads(build->config->build.jobs);
    struct diags told = {0};
    enum patch_end end = PATCH_HELPLESS;

    *result = (struct build_result){0};
    update->build = build;
    update->sink = sink;
    if (build_can_patch(build, changed, len))
        end = build_patch(update, changed, len, threads, result, &told);
    if (end == PATCH_FAILED)
        build_drop_standing(
            build); /* what is wrong is told until it is mended */
    if (end == PATCH_HELPLESS) {
        diags_free(&told);
        *update = (struct update){.build = build, .sink = sink};
        build_drop_standing(build);
        if (update_all(update, changed, len, threads, result, diags))
            end = PATCH_DONE;
        else
            build_drop_standing(build);
    }
    diags_merge(diags, &told);
    mem_free(update);
    return end == PATCH_DONE;
}
