#include "build_state.h"

#include "../pages/check_pack.h"
#include "cache.h"
#include "library.h"
#include "remember.h"
#include "theming.h"

struct disk *build_disk(const struct build *build)
{
    return build->disk;
}

struct str build_content(const struct build *build)
{
    return build->config->build.content_dir;
}

const enum diag_level *build_levels(const struct build *build)
{
    return build->config->check.level;
}

struct print build_settings(const struct build *build)
{
    struct print print = theming_print(build->theming);

    config_print_whole(build->config, &print);
    return print;
}

void build_lend_inventory(struct build *build,
                          const struct inventory *inventory, int64_t looked_at)
{
    build->lent = inventory;
    build->lent_at = looked_at;
}

void build_recall_style(struct build *build, const struct cache *cache)
{
    theming_recall(build->theming, cache->styled, cache->css);
}

void build_recall(struct build *build, const struct cache *cache,
                  const struct build_recaller *recaller)
{
    build->cache = cache;
    build->recaller = *recaller;
}

void build_tell_few(struct build *build)
{
    library_tell_few(build->library);
}

static void lend_pages(struct build *build, const struct cache *cache)
{
    struct remembered *lent =
        arena_array(&build->packed[0], cache->pages, sizeof(*lent));
    struct remembered **page = mem_zero(cache->pages, sizeof(*page));
    size_t pages = 0;

    for (size_t i = 0; i < cache->pages; i++) {
        const struct cache_page *old = &cache->page[i];
        if (old->is_torn)
            continue;
        struct check_facts facts = {.path = old->path,
                                    .packed = old->packed,
                                    .host = old->host,
                                    .hosts = old->hosts,
                                    .is_html = old->is_html,
                                    .is_brief = true};
        remembered_lend(&lent[i], old->inputs, &facts, &build->packed[0]);
        page[pages++] = &lent[i];
    }
    memory_set_sorted(build->memory, page, pages); /* as the cache lists them */
    mem_free(page);
    build->lent_page = lent;
}

static bool is_torn(const struct cache *cache, size_t report)
{
    return report + 1 < cache->owners && cache->torn[report + 1];
}

/* Pages of a report of which one was changed are planned, all of them. The
 * plan that did not know that has left its mark on each report. */
static void plan_torn(struct known *known, const struct cache *cache,
                      const struct site *site)
{
    for (size_t i = 0; i < site->reports; i++)
        site->report[i]->planned = (struct print){0};
    for (size_t i = 0; i < known->reports; i++)
        if (known->report[i].is_used && !is_torn(cache, i))
            known->report[i].report->planned = known->report[i].planned;
}

void build_take_pages(struct build *build)
{
    lend_pages(build, build->lender);
    build->recalled = true;
}

bool build_pages_stand(struct build *build)
{
    bool stand = build->recaller.judge(build->recaller.context);

    build->recaller.judge = NULL;
    if (!stand) {
        lend_pages(build, build->lender);
        plan_torn(&build->known, build->lender, build->standing.site);
    }
    return stand;
}

/* Pages on their way into the cache, one after the other. */
struct paging {
    const struct build *build;
    size_t next;
    struct str *packed; /* anchors of those that are not brief; NULL: few */
    struct arena own[POOL_MOST]; /* they stand here */
};

#define PACKS 128 /* pages that one thread packs in one go */

static struct str packed_of(const struct remembered *page, struct arena *arena)
{
    const struct check_facts facts = remembered_facts(page);
    struct arena scratch = {0};
    struct buf bytes = {0};
    size_t runs;
    const struct check_run *run = check_runs(&scratch, &facts, &runs);

    check_pack(&bytes, run, runs);
    struct str packed = {arena_copy(arena, bytes.data, bytes.len), bytes.len};
    buf_free(&bytes);
    arena_free(&scratch);
    return packed;
}

static void pack_some(void *context, size_t index, unsigned worker)
{
    struct paging *paging = context;
    const struct memory *memory = paging->build->memory;

    for (size_t i = index * PACKS;
         i < memory_len(memory) && i < (index + 1) * PACKS; i++) {
        const struct remembered *page = memory_at(memory, i);
        if (!remembered_facts(page).is_brief)
            paging->packed[i] = packed_of(page, &paging->own[worker]);
    }
}

static bool has_many_to_pack(const struct memory *memory)
{
    size_t many = 0;

    for (size_t i = 0; i < memory_len(memory) && many < PACKS; i++)
        many += !remembered_facts(memory_at(memory, i)).is_brief;
    return many == PACKS;
}

static void pack_all(struct paging *paging, struct arena *arena)
{
    size_t pages = memory_len(paging->build->memory);

    paging->packed = arena_array(arena, pages, sizeof(*paging->packed));
    pool_run(pool_threads(paging->build->config->build.jobs),
             (pages + PACKS - 1) / PACKS, pack_some, paging);
}

/* One of the pages for the cache. */
static struct cache_page page_of(struct paging *paging, size_t index)
{
    const struct remembered *page = memory_at(paging->build->memory, index);
    const struct check_facts facts = remembered_facts(page);
    const struct cache_page *lent = build_lent(paging->build, page);
    struct cache_page out = {
        .path = page->path,
        .inputs = page->inputs,
        .is_html = facts.is_html,
        .packed = facts.packed,
        .host = facts.host,
        .hosts = facts.hosts,
        .owner = page->owner,
    };

    if (lent)
        out.raw = lent->raw;
    if (!facts.is_brief)
        out.packed = paging->packed ? paging->packed[index]
                                    : packed_of(page, &paging->own[0]);
    return out;
}

static bool next_page(void *context, struct cache_page *out)
{
    struct paging *paging = context;
    if (paging->next < memory_len(paging->build->memory)) {
        *out = page_of(paging, paging->next++);
        return true;
    }
    for (unsigned i = 0; i < POOL_MOST; i++)
        arena_free(&paging->own[i]);
    return false;
}

static void list_pages(const struct build *build, struct cache *cache)
{
    struct paging *paging = arena_new(&cache->arena, sizeof(*paging));

    *paging = (struct paging){.build = build};
    cache->pages = memory_len(build->memory);
    if (has_many_to_pack(build->memory))
        pack_all(paging, &cache->arena);
    cache->next_page = next_page;
    cache->pager = paging;
}

bool build_remember(const struct build *build, struct cache *cache)
{
    if (!library_inputs(build->library, &cache->arena, &cache->input,
                        &cache->inputs))
        return false;
    cache->read_at = build->read_at;
    build_put_known(build, cache);
    theming_style(build->theming, &cache->styled, &cache->css);
    if (!build->pages_told)
        list_pages(build, cache);
    return true;
}
