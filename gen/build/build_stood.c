/* Pages that stand as an earlier run made them, and are not planned anew. */

#include "build_state.h"

#include "../base/mem.h"
#include "../pages/check_pack.h"
#include "cache.h"
#include "remember.h"
#include "sink.h"

#include <string.h>

const struct cache_page *build_lent(const struct build *build,
                                    const struct remembered *page)
{
    const struct remembered *first = build->lent_page;

    if (!first || page < first || page >= first + build->lender->pages)
        return NULL;
    return &build->lender->page[page - first];
}

/* The report for whose pages the plan has that one left out, or NULL. */
static const struct report *stood_for(const struct build *build,
                                      const struct remembered *page)
{
    const struct known *known = &build->known;
    const struct cache_page *lent = build_lent(build, page);

    if (!lent || lent->owner == 0 || lent->owner > known->reports)
        return NULL;
    const struct known_report *owner = &known->report[lent->owner - 1];
    return owner->is_used && owner->report->stands ? owner->report : NULL;
}

static void list_stood(struct update *update, struct arena *arena)
{
    struct build *build = update->build;
    size_t len = memory_len(build->memory);

    update->stood = arena_array(arena, len, sizeof(struct remembered *));
    update->stoods = 0;
    for (size_t i = 0; i < len; i++) {
        struct remembered *page = memory_at(build->memory, i);
        if (stood_for(build, page))
            update->stood[update->stoods++] = page;
    }
}

const struct remembered *build_stood(const struct update *update,
                                     const char *path)
{
    size_t low = 0, high = update->stoods;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(update->stood[middle]->path, path);
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

static void plan_once(struct update *update, struct arena *arena,
                      struct diags *told)
{
    diags_free(told);
    update->plan = plan_stale(arena, update->site, update->theme, told);
    list_stood(update, arena);
}

/* While others look at the published files it is planned as if they all stood:
 * mostly they do. */
static void plan_recalled(struct update *update, struct arena *arena,
                          struct diags *told)
{
    struct build *build = update->build;
    bool knows = build->known.reports > 0;

    build_take_pages(build);
    if (knows)
        plan_once(update, arena, told);
    if (!build_pages_stand(build) && knows)
        plan_once(update, arena, told);
}

void build_plan(struct update *update, struct arena *arena, struct diags *diags)
{
    struct diags told = {0};

    update->stoods = 0;
    if (update->build->recaller.judge)
        plan_recalled(update, arena, &told);
    if (!update->stood || has_twins(update)) {
        diags_free(&told);
        update->stoods = 0;
        update->plan = plan_new(arena, update->site, update->theme, diags);
    }
    diags_merge(diags, &told);
}

void build_find_old(struct update *update)
{
    const struct memory *memory = update->build->memory;
    size_t near = 0;

    update->old = mem_zero(update->plan.len + 1, sizeof(*update->old));
    for (size_t i = 0; i < update->plan.len && memory_len(memory) > 0; i++)
        update->old[i] = memory_near(memory, update->plan.page[i].path, &near);
}

void build_keep_stood(struct update *update, unsigned worker)
{
    const struct sink *sink = update->sink;

    for (size_t i = 0; i < update->stoods && !update->failed[worker]; i++)
        if (!sink->keep(sink->context, update->stood[i]->path,
                        &update->told[worker]))
            update->failed[worker] = true;
}

/* ---- links ---- */

/* Asks what is at hand for one page after the other. */
struct asking {
    const struct update *update;
    struct arena arena; /* of the facts given last */
};

static const struct remembered *find_page(const struct update *update,
                                          const char *path)
{
    const struct remembered *stood = build_stood(update, path);
    const struct plan *plan = &update->plan;
    size_t at = stood ? plan->len : plan_find(plan, path, 0, plan->len);

    return at < plan->len ? update->page[at] : stood;
}

static bool find_facts(void *context, const char *path, struct check_facts *out)
{
    struct asking *asking = context;
    const struct remembered *page = find_page(asking->update, path);

    arena_reset(&asking->arena);
    if (page)
        *out = remembered_whole(page, &asking->arena);
    return page != NULL;
}

/* Few links are asked about one by one: of pages of which most stood, or whose
 * own were settled as they were made. */
static bool has_few_links(const struct update *update)
{
    size_t links = 0;

    for (size_t i = 0; i < update->plan.len; i++)
        links += remembered_facts(update->page[i]).links;
    return links / 2 < update->plan.len + update->stoods;
}

static bool links_hold(const struct update *update)
{
    struct asking asking = {.update = update};
    bool hold = true;

    if (!has_few_links(update))
        return build_links_hold(update);
    for (size_t i = 0; i < update->plan.len && hold; i++) {
        struct check_facts facts = remembered_facts(update->page[i]);
        hold = check_page_holds(&facts, find_facts, &asking);
    }
    arena_free(&asking.arena);
    return hold;
}

struct facts_list {
    struct arena arena;
    struct check_facts *facts;
    size_t len;
    bool hold; /* all links do */
};

/* Adds the facts of a page; of one whose links hold only what it has of other
 * hosts. */
static void add_facts(struct facts_list *list, const struct remembered *page)
{
    struct check_facts facts = remembered_facts(page);

    if (list->hold && facts.hosts == 0)
        return;
    if (list->hold)
        facts.links = 0;
    else
        facts = check_unpack(&list->arena, &facts);
    list->facts[list->len++] = facts;
}

static size_t count_pages(const struct update *update, bool hold)
{
    size_t len = 0;

    for (size_t i = 0; i < update->plan.len; i++)
        len += !hold || remembered_facts(update->page[i]).hosts > 0;
    for (size_t i = 0; i < update->stoods; i++)
        len += !hold || remembered_facts(update->stood[i]).hosts > 0;
    return len;
}

/* As long as nothing is to be told of links, it does not pay to have all pages
 * at hand. */
void build_judge_links(struct update *update, struct diags *diags)
{
    struct facts_list list = {.hold = links_hold(update)};
    size_t stood = 0;

    list.facts =
        mem_zero(count_pages(update, list.hold) + 1, sizeof(*list.facts));
    for (size_t i = 0; i < update->plan.len; i++) { /* by path, all of them */
        while (stood < update->stoods && strcmp(update->stood[stood]->path,
                                                update->plan.page[i].path) < 0)
            add_facts(&list, update->stood[stood++]);
        add_facts(&list, update->page[i]);
    }
    while (stood < update->stoods)
        add_facts(&list, update->stood[stood++]);
    check_links(list.facts, list.len, &update->rules, diags);
    mem_free(list.facts);
    arena_free(&list.arena);
}

/* ---- for the next update, and the next run ---- */

static uint32_t number_of(const struct report *report)
{
    return report ? (uint32_t)report->place + 1 : 0;
}

static void note_owners(struct update *update)
{
    for (size_t i = 0; i < update->plan.len; i++)
        update->page[i]->owner = number_of(update->plan.page[i].report);
    for (size_t i = 0; i < update->stoods; i++)
        update->stood[i]->owner =
            number_of(stood_for(update->build, update->stood[i]));
}

void build_hold(struct update *update)
{
    size_t len = update->plan.len, all = len + update->stoods;
    struct remembered **page = mem_alloc((all + 1) * sizeof(*page));

    note_owners(update);
    memcpy(page, update->page, len * sizeof(*page));
    if (update->stoods)
        memcpy(page + len, update->stood, update->stoods * sizeof(*page));
    memory_set(update->build->memory, page, all);
    mem_free(page);
}
