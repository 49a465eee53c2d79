/* Pages that stand as an earlier run made them, and are not planned anew. */

#include "build_state.h"

#include "../base/mem.h"
#include "cache.h"
#include "remember.h"
#include "sink.h"

#include <string.h>

/* Whether the plan leaves a page out that was lent from an earlier run. */
static bool has_stood(const struct build *build, const struct remembered *page)
{
    const struct known *known = &build->known;

    return page->owner > 0 && page->owner <= known->reports &&
           known->report[page->owner - 1].is_used &&
           known->report[page->owner - 1].report->stands;
}

static void list_stood(struct update *update, struct arena *arena)
{
    struct build *build = update->build;
    size_t len = memory_len(build->memory);

    update->stood = arena_array(arena, len, sizeof(struct remembered *));
    for (size_t i = 0; i < len; i++) {
        struct remembered *page = memory_at(build->memory, i);
        if (has_stood(build, page))
            update->stood[update->stoods++] = page;
    }
}

const struct remembered *build_stood(const struct update *update,
                                     const char *path)
{
    size_t low = 0, high = update->stoods;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(update->stood[middle]->facts.path, path);
        if (order == 0)
            return update->stood[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Whether one address is wanted by a planned page and by one that stood. */
static bool has_twins(const struct update *update)
{
    bool twins = false;

    for (size_t i = 0; i < update->plan.len && !twins; i++)
        twins = build_stood(update, update->plan.page[i].path) != NULL;
    return twins;
}

void build_plan(struct update *update, struct arena *arena, struct diags *diags)
{
    struct diags told = {0};

    update->stoods = 0;
    if (update->build->recalled && update->build->known.reports) {
        update->plan = plan_stale(arena, update->site, update->theme, &told);
        list_stood(update, arena);
    }
    if (!update->stood || has_twins(update)) {
        diags_free(&told);
        update->stoods = 0;
        update->plan = plan_new(arena, update->site, update->theme, diags);
    }
    diags_merge(diags, &told);
}

void build_find_old(struct update *update)
{
    size_t near = 0;

    update->old = mem_zero(update->plan.len + 1, sizeof(*update->old));
    for (size_t i = 0; i < update->plan.len; i++)
        update->old[i] = memory_near(update->build->memory,
                                     update->plan.page[i].path, &near);
}

bool build_keep_stood(struct update *update, struct diags *diags)
{
    const struct sink *sink = update->sink;
    bool kept = true;

    for (size_t i = 0; i < update->stoods && kept; i++)
        kept = sink->keep(sink->context, update->stood[i]->facts.path, diags);
    return kept;
}

/* ---- links ---- */

static const struct check_facts *find_facts(void *context, const char *path)
{
    const struct update *update = context;
    const struct remembered *stood = build_stood(update, path);
    size_t low = 0, high = update->plan.len;

    if (stood)
        return &stood->facts;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(update->plan.page[middle].path, path);
        if (order == 0)
            return &update->page[middle]->facts;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static bool links_hold(struct update *update)
{
    bool hold = true;

    for (size_t i = 0; i < update->plan.len && hold; i++)
        hold = check_page_holds(&update->page[i]->facts, find_facts, update);
    return hold;
}

/* All pages by path: those that were planned and those that stood. */
static const struct remembered **all_pages(const struct update *update)
{
    size_t len = update->plan.len + update->stoods, planned = 0, stood = 0;
    const struct remembered **all = mem_alloc((len + 1) * sizeof(*all));

    for (size_t i = 0; i < len; i++) {
        bool next = planned < update->plan.len &&
                    (stood == update->stoods ||
                     strcmp(update->plan.page[planned].path,
                            update->stood[stood]->facts.path) < 0);
        all[i] = next ? update->page[planned++] : update->stood[stood++];
    }
    return all;
}

/* Where most pages stood, those that were made lead to few of them: it does not
 * pay to have all at hand as long as nothing is to be told. */
void build_judge_links(struct update *update, struct diags *diags)
{
    size_t pages = update->plan.len + update->stoods, len = 0;
    bool brief = update->stoods > update->plan.len && links_hold(update);
    const struct remembered **all = all_pages(update);
    struct check_facts *facts = mem_zero(pages + 1, sizeof(*facts));

    for (size_t i = 0; i < pages; i++)
        if (!brief || all[i]->facts.hosts > 0)
            facts[len++] = all[i]->facts;
    for (size_t i = 0; i < len && brief; i++)
        facts[i].links = 0;
    check_links(facts, len, &update->rules, diags);
    mem_free(facts);
    mem_free(all);
}

/* ---- for the next update, and the next run ---- */

void build_hold(struct update *update)
{
    size_t len = update->plan.len, all = len + update->stoods;
    struct remembered **page = mem_alloc((all + 1) * sizeof(*page));

    memcpy(page, update->page, len * sizeof(*page));
    if (update->stoods)
        memcpy(page + len, update->stood, update->stoods * sizeof(*page));
    memory_set(update->build->memory, page, all);
    mem_free(page);
}

static size_t number_of(const struct report *report)
{
    return report ? report->place + 1 : 0;
}

void build_own_pages(const struct build *build, struct cache *cache)
{
    const struct plan *plan = &build->standing.plan;
    size_t planned = 0;

    for (size_t i = 0; i < cache->pages; i++) {
        const struct remembered *page = memory_at(build->memory, i);
        while (planned < plan->len &&
               strcmp(plan->page[planned].path, page->facts.path) < 0)
            planned++;
        if (has_stood(build, page))
            cache->page[i].owner =
                number_of(build->known.report[page->owner - 1].report);
        else if (planned < plan->len &&
                 strcmp(plan->page[planned].path, page->facts.path) == 0)
            cache->page[i].owner = number_of(plan->page[planned].report);
    }
}
