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
    memory_set(build->memory, page, pages);
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
    struct arena scratch;
    struct buf packed;
};

/* One of the pages for the cache. */
static struct cache_page page_of(struct paging *paging,
                                 const struct remembered *page)
{
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
    if (!facts.is_brief) {
        size_t runs;
        const struct check_run *run =
            check_runs(&paging->scratch, &facts, &runs);
        buf_cut(&paging->packed, 0);
        check_pack(&paging->packed, run, runs);
        out.packed = buf_view(&paging->packed);
    }
    return out;
}

static bool next_page(void *context, struct cache_page *out)
{
    struct paging *paging = context;
    const struct memory *memory = paging->build->memory;

    arena_reset(&paging->scratch);
    if (paging->next == memory_len(memory)) {
        arena_free(&paging->scratch);
        buf_free(&paging->packed);
        return false;
    }
    *out = page_of(paging, memory_at(memory, paging->next++));
    return true;
}

static void list_pages(const struct build *build, struct cache *cache)
{
    struct paging *paging = arena_new(&cache->arena, sizeof(*paging));

    *paging = (struct paging){.build = build};
    cache->pages = memory_len(build->memory);
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
