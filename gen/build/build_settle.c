/* What is kept of pages that many more are made after. */

#include "build_state.h"

#include "../pages/check_pack.h"
#include "library.h"
#include "remember.h"

#include <string.h>

/* Pages that are made together, and the one that the last link led to. */
struct seeker {
    const struct update *update;
    size_t from, to;
    const char *target; /* links to one page have its name in common */
    size_t at;
};

/* Most links lead to the same report, whose pages are those at hand. */
static size_t find_planned(struct seeker *seeker, const char *path)
{
    const struct plan *plan = &seeker->update->plan;

    if (path != seeker->target) {
        seeker->target = path;
        seeker->at = plan_find(plan, path, seeker->from, seeker->to);
        if (seeker->at == plan->len)
            seeker->at = plan_find(plan, path, 0, plan->len);
    }
    return seeker->at;
}

static bool holds(const struct check_link *link, const struct remembered *to)
{
    struct arena scratch = {0};
    struct check_facts facts = remembered_whole(to, &scratch);
    bool there = check_link_holds(link, &facts);

    arena_free(&scratch);
    return there;
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
        return holds(link, stood);
    if (at == update->plan.len)
        return false;
    if (!link->anchor)
        return true;
    bool known = (at >= seeker->from && at < seeker->to) ||
                 atomic_load(&update->settled[at]);
    return known && holds(link, update->page[at]);
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
    for (size_t i = from; i < to; i++) {
        if (!update->page[i]->is_packed)
            update->page[i] =
                remembered_brief(update->page[i], left[i - from], packed);
        mem_free(left[i - from]);
        atomic_store(&update->settled[i], 1);
    }
    mem_free(left);
}

void build_fold(struct build *build, size_t keeps)
{
    library_lend(build->library, keeps);
}
