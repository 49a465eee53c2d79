/* An update of words alone: the site stands, some reports say something else. */

#include "build_state.h"

#include "../base/path.h"
#include "library.h"
#include "remember.h"
#include "sink.h"

#include <string.h>

/* The report that a text or ledger belongs to; SIZE_MAX: none. */
static size_t report_of(const struct site *site, const char *path)
{
    struct str dir = path_dir(str_of(path));

    for (size_t i = 0; i < site->reports; i++)
        if (str_equal(path_dir(str_of(site->report[i]->paper[0]->path)), dir))
            return i;
    return SIZE_MAX;
}

/* Reads the files again and marks whose they are. */
static enum patch_end look(struct build *build, const char *const *path,
                           size_t len, struct diags *diags)
{
    struct standing *standing = &build->standing;
    enum patch_end end = PATCH_DONE;
    bool *differs = mem_zero(len, sizeof(*differs));

    if (!library_look(build->library, path, len, differs, diags))
        end = PATCH_HELPLESS;
    for (size_t i = 0; i < len && end == PATCH_DONE; i++) {
        size_t report = report_of(standing->site, path[i]);
        if (differs[i] && report == SIZE_MAX)
            end = PATCH_HELPLESS;
        else if (differs[i])
            standing->news[report].text = true;
    }
    mem_free(differs);
    if (end == PATCH_DONE && build_has_errors(diags, build->config))
        end = PATCH_FAILED;
    return end;
}

static enum patch_end renew(struct build *build, struct diags *diags)
{
    struct standing *standing = &build->standing;
    struct site *site = standing->site;

    for (size_t i = 0; i < site->reports; i++) {
        struct arena own = {0};
        if (!standing->news[i].text)
            continue;
        if (!site_renew(site, i, library_content(build->library), &own,
                        diags)) {
            arena_free(&own);
            return PATCH_HELPLESS;
        }
        arena_free(&standing->own[i]);
        standing->own[i] = own;
        struct print records = site->report[i]->stated;
        if (!print_equal(records, standing->records[i]))
            standing->news[i].records = true;
        standing->records[i] = records;
    }
    struct search_extent extent = search_extent(site);
    if (extent.reports != standing->extent.reports ||
        extent.split != standing->extent.split)
        return PATCH_HELPLESS;
    return build_has_errors(diags, build->config) ? PATCH_FAILED : PATCH_DONE;
}

static bool find_facts(void *context, const char *path, struct check_facts *out)
{
    const struct update *update = context;
    const struct plan *plan = &update->plan;
    size_t at = plan_find(plan, path, 0, plan->len);
    const struct remembered *page =
        at < plan->len ? update->page[at]
                       : memory_find(update->build->memory, path);

    if (page)
        *out = remembered_facts(page);
    return page != NULL;
}

/* Whether links to that page as it was hold, and those that it has now. */
static bool page_holds(struct update *update, const struct remembered *page,
                       const struct remembered *old)
{
    struct check_facts now = remembered_facts(page);
    struct check_facts then = remembered_facts(old);

    return check_keeps_ids(&then, &now) &&
           check_page_holds(&now, find_facts, update);
}

/* True where nothing can be told of links: neither of those from the pages
 * that were made, nor of those from others to places in them. */
static bool links_hold(struct update *update)
{
    for (size_t i = 0; i < update->plan.len; i++) {
        const struct remembered *page = update->page[i];
        const struct remembered *old =
            memory_find(update->build->memory, page->path);
        if (!old || (old != page && !page_holds(update, page, old)))
            return false;
    }
    return true;
}

/* What a patch does not put stands as it was; nobody is asked to keep it. */
static bool stands(void *context, const char *path, struct diags *diags)
{
    (void)context;
    (void)path;
    (void)diags;
    return true;
}

static enum patch_end make_around(struct update *update, unsigned threads,
                                  struct build_result *result,
                                  struct diags *diags)
{
    struct build *build = update->build;
    struct sink sink = {update->sink->put, stands, update->sink->context, NULL};
    enum patch_end end = PATCH_FAILED;
    double since = build_now();

    update->sink = &sink;
    if (build_render_plan(update, threads, diags) &&
        !build_has_errors(diags, build->config))
        end = links_hold(update) ? PATCH_DONE : PATCH_HELPLESS;
    build_lap(result, 3, &since);
    for (size_t i = 0; i < update->plan.len && end == PATCH_DONE; i++)
        memory_replace(build->memory, update->page[i]);
    build_let_go(update);
    build_lap(result, 4, &since);
    return end;
}

/*
 * What takes longer than the page that was written on, and is not looked at
 * while writing: the text of the whole site, last year's promises compared
 * with this year's results, what is there to be taken away.
 */
static bool is_late(const struct page *page)
{
    switch (page->kind) {
    case PAGE_SEARCH_TEXT:
    case PAGE_PROGRESS:
    case PAGE_BROADCAST:
    case PAGE_DIGEST_SVG:
    case PAGE_TARGETS_CSV:
    case PAGE_TARGETS_JSON:
    case PAGE_TARGETS_XLSX: return true;
    default: return false;
    }
}

static void put_off_late(struct update *update)
{
    struct plan *plan = &update->plan;
    size_t kept = 0;

    for (size_t i = 0; i < plan->len; i++)
        if (is_late(&plan->page[i]))
            update->build->standing.late = true;
        else
            plan->page[kept++] = plan->page[i];
    plan->len = kept;
}

/* What the pages made now have, those that were put off still lack. */
static void owe_late(struct standing *standing)
{
    for (size_t i = 0; i < standing->site->reports; i++) {
        struct page_news *late = &standing->late_news[i];
        late->text = late->text || standing->news[i].text;
        late->records = late->records || standing->news[i].records;
        standing->news[i] = (struct page_news){0};
    }
}

enum patch_end build_patch(struct update *update, const char *const *path,
                           size_t len, unsigned threads,
                           struct build_result *result, struct diags *diags)
{
    struct build *build = update->build;
    struct standing *standing = &build->standing;
    struct arena arena = {0};
    double since = build_now();
    enum patch_end end = look(build, path, len, diags);

    build_lap(result, 0, &since);
    if (end == PATCH_DONE)
        end = renew(build, diags);
    build_lap(result, 1, &since);
    update->site = standing->site;
    update->theme = standing->theme;
    if (end == PATCH_DONE) {
        update->rules = standing->rules;
        update->plan = plan_around(&arena, update->site, update->theme,
                                   standing->news, diags);
        put_off_late(update);
        end = make_around(update, threads, result, diags);
    }
    if (end == PATCH_DONE) {
        owe_late(standing);
        build_count(result, update->site, update);
        result->pages = standing->pages;
        result->patched = true;
    }
    arena_free(&arena);
    return end;
}

bool build_can_patch(const struct build *build, const char *const *path,
                     size_t len)
{
    struct str dir = build->config->build.content_dir;

    for (size_t i = 0; path && i < len; i++)
        if (strncmp(path[i], dir.ptr, dir.len) != 0 || path[i][dir.len] != '/')
            return false;
    return path && build->standing.site && !build->standing.site->is_folded;
}

bool build_catch_up(struct build *build, const struct sink *sink,
                    struct build_result *result, struct diags *diags)
{
    struct standing *standing = &build->standing;
    struct arena arena = {0};

    *result = (struct build_result){.patched = true};
    if (!standing->site || !standing->late)
        return true;
    struct update *update = mem_zero(1, sizeof(*update));
    *update = (struct update){.build = build,
                              .sink = sink,
                              .site = standing->site,
                              .theme = standing->theme,
                              .rules = standing->rules};
    update->plan = plan_around(&arena, update->site, update->theme,
                               standing->late_news, diags);
    enum patch_end end = make_around(
        update, pool_threads(build->config->build.jobs), result, diags);
    build_count(result, update->site, update);
    standing->late = false;
    memset(standing->late_news, 0,
           update->site->reports * sizeof(*standing->late_news));
    if (end != PATCH_DONE) /* the next update looks at all */
        build_drop_standing(build);
    arena_free(&arena);
    mem_free(update);
    return end == PATCH_DONE;
}
