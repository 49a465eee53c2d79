#include "build_join.h"

#include "../base/path.h"
#include "../pages/search.h"
#include "../report/config.h"
#include "examine.h"
#include "library.h"
#include "remember.h"
#include "sink.h"
#include "theming.h"

#include <string.h>

/* ---- the content that is read ---- */

/* Newest year first, then by id, as the site sorts them. */
static bool comes_first(const struct report *a, const struct report *b)
{
    return a->year != b->year ? a->year > b->year : strcmp(a->id, b->id) < 0;
}

/* The same that site_newest will find. */
static void find_newest(struct join *join)
{
    for (size_t i = 0; i < join->homes.len; i++) {
        struct joined *report = &join->report[i];
        const struct report *head = report->parcel.report;
        if (report->good && head && !strchr(head->id, '/') &&
            (!join->newest || comes_first(head, join->newest->parcel.report)))
            join->newest = report;
    }
}

/* All but the texts of reports; of the newest they are, too. */
static struct inventory chosen(struct join *join)
{
    struct inventory some = {0};

    some.file = arena_array(&join->arena, join->all.len, sizeof(*some.file));
    for (size_t i = 0; i < join->all.len; i++) {
        const struct home *home = join->homes.of[i];
        const char *path = join->all.file[i].path;
        bool is_text =
            str_ends(str_of(path), ".md") || homes_is_text(&join->homes, path);
        if (!home || !is_text || (join->newest && join->newest->home == home))
            some.file[some.len++] = join->all.file[i];
    }
    return some;
}

static void read_content(struct join *join, struct diags *diags)
{
    struct build *build = join->build;
    struct inventory some = chosen(join);

    library_update(build->library, &some, NULL, 0,
                   pool_threads(build->config->build.jobs), diags);
}

/* Whatever the parcels say of their reports counts as said now. */
static void repeat_told(const struct join *join, struct diags *diags)
{
    for (size_t i = 0; i < join->homes.len; i++)
        if (join->report[i].good)
            diags_copy(diags, &join->report[i].parcel.told);
}

/* ---- the site ---- */

static struct site *join_site(struct join *join, struct diags *diags)
{
    struct content content = *library_content(join->build->library);

    content.made =
        arena_array(&join->arena, join->homes.len, sizeof(*content.made));
    for (size_t i = 0; i < join->homes.len; i++) {
        struct joined *report = &join->report[i];
        if (report->parcel.report && report != join->newest)
            content.made[content.mades++] = (struct made_report){
                report->parcel.report, report->parcel.asset,
                report->parcel.assets};
    }
    struct site *site =
        site_new(&join->arena, join->build->config, &content, diags);
    if (!site && !build_has_errors(diags, join->build->config))
        diag_path(diags, CONTENT_MISSING, "",
                  join->build->config->build.content_dir.ptr,
                  BOTH("里面没有报告", "no report in it"));
    return site;
}

static struct joined *joined_of(struct join *join, const struct report *report)
{
    return map_get(&join->by_id, str_of(report->id));
}

/* A site whose search text is one file has in it what the parcels have. */
static bool take_search_text(struct join *join, const struct site *site,
                             struct diags *diags)
{
    struct search_extent extent = search_extent(site);

    for (size_t i = 0; i < extent.reports && !extent.split; i++) {
        struct report *report = site->report[i];
        struct joined *joined = joined_of(join, report);
        if (joined == join->newest)
            continue; /* its text is at hand */
        const struct parcel *parcel = join_parcel(join, joined, 0, diags);
        if (!parcel)
            return false;
        const struct parcel_page *page = parcel_find(
            parcel, path_join(&join->arena, report->id, STR("text.js")));
        if (!page)
            continue; /* the theme has no search */
        struct str pages = search_entries(page->bytes);
        report->searched.ptr = arena_copy(&join->arena, pages.ptr, pages.len);
        report->searched.len = pages.len;
    }
    return true;
}

/* ---- the pages ---- */

static bool take_page(void *context, const struct page *page, unsigned worker,
                      struct check_facts *facts)
{
    struct join *join = context;
    struct update *update = join->update;
    struct diags *diags = &update->told[worker];
    struct joined *report = joined_of(join, page->report);
    const struct parcel *parcel = join_parcel(join, report, worker, diags);
    const struct parcel_page *taken =
        parcel ? parcel_find(parcel, page->path) : NULL;

    if (parcel && !taken)
        diag_path(diags, PARCEL_BROKEN, report->place, report->home->id, NULL);
    if (!taken)
        return false;
    buf_cut(&update->bytes[worker], 0);
    buf_str(&update->bytes[worker], taken->bytes);
    *facts = taken->facts;
    return true;
}

/* Those that parcels have were looked into by the runs that made them. */
static void examine_rest(struct join *join, struct diags *diags)
{
    const struct plan *plan = &join->update->plan;
    struct map seen = {0};

    for (size_t i = 0; i < join->homes.len; i++) {
        const struct parcel *parcel = &join->report[i].parcel;
        for (size_t k = 0; k < parcel->assets; k++)
            map_set(&seen, str_of(parcel->asset[k].from), &parcel->asset[k]);
    }
    for (size_t i = 0; i < plan->len; i++) {
        const struct page *page = &plan->page[i];
        if (page->kind == PAGE_ASSET &&
            !map_get(&seen, str_of(page->asset->from)))
            examine_file(join->build->examine, page->asset->from,
                         page->asset->print, diags);
    }
    map_free(&seen);
}

static bool make_pages(struct join *join, struct build_result *result,
                       struct diags *diags)
{
    struct update *update = join->update;
    const struct config *config = join->build->config;

    update->plan = plan_new(&join->arena, update->site, update->theme, diags);
    update->rules = build_rules(&update->plan, &join->arena);
    update->take = take_page;
    update->taker = join;
    examine_rest(join, diags);
    if (build_has_errors(diags, config))
        return false;
    bool good =
        build_render_plan(update, pool_threads(config->build.jobs), diags);
    if (good)
        build_judge_links(update, diags);
    build_count(result, update->site, update);
    build_let_go(update);
    return good && !build_has_errors(diags, config);
}

/* Heads do not say how much is promised in each. */
static void count_targets(const struct join *join, struct build_result *result)
{
    result->targets = 0;
    for (size_t i = 0; i < join->homes.len; i++)
        result->targets += join->report[i].parcel.targets;
}

/* ---- the whole ---- */

static bool read_all(struct join *join, struct diags *diags)
{
    struct build *build = join->build;

    if (!build_take_inventory(build, &join->arena, &join->all, diags))
        return false;
    homes_find(&join->homes, &join->arena, &join->all, build_content(build));
    join->report =
        arena_array(&join->arena, join->homes.len, sizeof(*join->report));
    join_read_parcels(join, diags);
    join_tell_strays(join, diags);
    find_newest(join);
    read_content(join, diags);
    join_prove_inputs(join, diags);
    repeat_told(join, diags);
    return !build_has_errors(diags, build->config);
}

static bool make_site(struct join *join, const struct sink *sink,
                      struct build_result *result, struct diags *diags)
{
    struct build *build = join->build;
    struct update *update = join->update;
    struct site *site = join_site(join, diags);

    if (!site)
        return false;
    join_prove_site(join, site, diags);
    update->build = build;
    update->site = site;
    update->theme = theming_update(build->theming, diags);
    update->sink = sink;
    return update->theme && !build_has_errors(diags, build->config) &&
           take_search_text(join, site, diags) &&
           make_pages(join, result, diags);
}

static void let_go(struct join *join)
{
    for (unsigned i = 0; i < POOL_MOST; i++) {
        parcel_free(&join->bench[i].parcel);
        buf_free(&join->bench[i].bytes);
    }
    for (size_t i = 0; join->report && i < join->homes.len; i++)
        parcel_free(&join->report[i].parcel);
    mem_free(join->update);
    map_free(&join->print);
    map_free(&join->by_id);
    homes_free(&join->homes);
    arena_free(&join->arena);
    mem_free(join);
}

bool build_join(struct build *build, struct disk *disk, const char *folder,
                const struct sink *sink, struct build_result *result,
                struct diags *diags)
{
    struct join *join = mem_zero(1, sizeof(*join));

    *result = (struct build_result){0};
    join->build = build;
    join->disk = disk;
    join->folder = folder;
    join->update = mem_zero(1, sizeof(*join->update));
    theming_begin(build->theming);
    bool good = read_all(join, diags) && make_site(join, sink, result, diags);
    if (good)
        count_targets(join, result);
    let_go(join);
    return good;
}
