/* What is kept of pages that many more are made after. */

#include "build_state.h"

#include "../pages/check_pack.h"
#include "library.h"
#include "remember.h"

#include <stdint.h>
#include <string.h>

#define HOLDS 64 /* pages whose links one thread judges in one go */
#define KNOWN 128 /* pages that those of a report lead to, and some more */

/* Pages that are made together, and the one that the last link led to. */
struct seeker {
    const struct update *update;
    size_t from, to;
    bool all; /* pages are made */
    const char *target; /* links to one page have its name in common */
    size_t at;
    struct sought {
        const char *path; /* NULL: none yet */
        size_t at;
    } known[KNOWN];
    const struct remembered *page; /* whose facts are at hand */
    struct arena arena;
    struct check_facts facts;
    size_t near;
};

/* Most links lead to the same report, whose pages are those at hand. */
static size_t look_up(const struct seeker *seeker, const char *path)
{
    const struct plan *plan = &seeker->update->plan;
    size_t at = plan_find(plan, path, seeker->from, seeker->to);

    return at < plan->len ? at : plan_find(plan, path, 0, plan->len);
}

/* Their names' last bytes tell them apart: the year, and the page. */
static struct sought *slot_of(struct seeker *seeker, const char *path)
{
    size_t len = strlen(path);
    uint64_t last[2] = {0};
    const char *from = path + (len > sizeof(last) ? len - sizeof(last) : 0);

    memcpy(last, from, len > sizeof(last) ? sizeof(last) : len);
    uint64_t mixed = (last[0] * 31 ^ last[1]) * 0x9E3779B97F4A7C15U;
    return &seeker->known[(mixed >> 32) % KNOWN];
}

/* All pages of a report lead to much the same. */
static size_t find_planned(struct seeker *seeker, const char *path)
{
    if (path == seeker->target)
        return seeker->at;
    struct sought *known = slot_of(seeker, path);
    if (!known->path || strcmp(known->path, path) != 0)
        *known = (struct sought){path, look_up(seeker, path)};
    seeker->target = path;
    seeker->at = known->at;
    return known->at;
}

static bool holds(struct seeker *seeker, const struct check_link *link,
                  const struct remembered *to)
{
    if (seeker->page != to) {
        arena_reset(&seeker->arena);
        seeker->facts = remembered_whole(to, &seeker->arena);
        seeker->page = to;
        seeker->near = 0;
    }
    return check_link_holds(link, &seeker->facts, &seeker->near);
}

/* A link to a planned page leads somewhere; a place in it is looked for where
 * the page is one of those at hand, or was settled before, whoever made it. */
static bool is_judged(struct seeker *seeker, const struct check_link *link)
{
    const struct update *update = seeker->update;
    size_t at = find_planned(seeker, link->target);
    const struct remembered *stood =
        at == update->plan.len ? build_stood(update, link->target) : NULL;

    if (stood)
        return holds(seeker, link, stood);
    if (at == update->plan.len)
        return false;
    if (!link->anchor)
        return true;
    bool known = seeker->all || (at >= seeker->from && at < seeker->to) ||
                 atomic_load(&update->settled[at]);
    return known && holds(seeker, link, update->page[at]);
}

static bool *links_left(struct seeker *seeker, const struct remembered *page)
{
    struct check_facts facts = remembered_facts(page);
    bool *left = mem_zero(facts.links + 1, sizeof(*left));

    for (size_t i = 0; i < facts.links; i++)
        left[i] = !is_judged(seeker, &facts.link[i]);
    return left;
}

void build_settle(struct update *update, size_t from, size_t to,
                  unsigned worker)
{
    struct arena *packed = &update->build->packed[worker];
    bool **left = mem_zero(to - from, sizeof(*left));
    struct seeker seeker = {.update = update, .from = from, .to = to};

    /* first all are judged, by their anchors, then they are made brief */
    for (size_t i = from; i < to; i++)
        left[i - from] = links_left(&seeker, update->page[i]);
    arena_free(&seeker.arena);
    for (size_t i = from; i < to; i++) {
        if (!update->page[i]->is_packed)
            update->page[i] =
                remembered_brief(update->page[i], left[i - from], packed);
        mem_free(left[i - from]);
        atomic_store(&update->settled[i], 1);
    }
    mem_free(left);
}

/* Pages whose links are judged at the end. */
struct holding {
    const struct update *update;
    atomic_bool broken; /* some link */
};

static void hold_some(void *context, size_t index, unsigned worker)
{
    struct holding *holding = context;
    const struct update *update = holding->update;
    size_t from = index * HOLDS, most = update->plan.len;
    size_t to = most - from < HOLDS ? most : from + HOLDS;
    struct seeker seeker = {
        .update = update, .from = from, .to = to, .all = true};

    (void)worker;
    for (size_t i = from; i < to && !atomic_load(&holding->broken); i++) {
        struct check_facts facts = remembered_facts(update->page[i]);
        for (size_t k = 0; k < facts.links; k++)
            if (!is_judged(&seeker, &facts.link[k]))
                atomic_store(&holding->broken, true);
    }
    arena_free(&seeker.arena);
}

bool build_links_hold(const struct update *update)
{
    struct holding holding = {.update = update};

    pool_run(pool_threads(update->build->config->build.jobs),
             (update->plan.len + HOLDS - 1) / HOLDS, hold_some, &holding);
    return !atomic_load(&holding.broken);
}

void build_fold(struct build *build, size_t keeps)
{
    library_lend(build->library, keeps);
}
