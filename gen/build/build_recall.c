#include "build_state.h"

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

void build_recall(struct build *build, const struct cache *cache)
{
    struct remembered *lent =
        arena_array(&build->packed[0], cache->pages, sizeof(*lent));
    struct remembered **page = mem_zero(cache->pages, sizeof(*page));

    for (size_t i = 0; i < cache->pages; i++) {
        const struct cache_page *old = &cache->page[i];
        struct check_facts facts = {.path = old->path,
                                    .run = old->run,
                                    .runs = old->runs,
                                    .host = old->host,
                                    .hosts = old->hosts,
                                    .is_html = old->is_html,
                                    .is_brief = true};
        remembered_lend(&lent[i], old->inputs, &facts);
        lent[i].owner = old->owner;
        lent[i].raw = old->raw;
        page[i] = &lent[i];
    }
    memory_set(build->memory, page, cache->pages);
    mem_free(page);
    build->recalled = true;
    build->cache = cache;
}

static void list_pages(const struct build *build, struct cache *cache)
{
    struct arena *arena = &cache->arena;

    cache->pages = memory_len(build->memory);
    cache->page = arena_array(arena, cache->pages, sizeof(*cache->page));
    for (size_t i = 0; i < cache->pages; i++) {
        const struct remembered *page = memory_at(build->memory, i);
        const struct check_facts *facts = &page->facts;
        cache->page[i] = (struct cache_page){
            .path = facts->path,
            .inputs = page->inputs,
            .is_html = facts->is_html,
            .host = facts->host,
            .hosts = facts->hosts,
            .raw = page->raw,
        };
        if (facts->is_brief) {
            cache->page[i].run = facts->run;
            cache->page[i].runs = facts->runs;
        } else {
            cache->page[i].run = check_runs(arena, facts, &cache->page[i].runs);
        }
    }
    build_own_pages(build, cache);
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
