#include "remember.h"

#include "../base/map.h"

#include <string.h>

struct memory {
    struct map pages; /* path → struct remembered */
};

/* Hands out pieces of the one block behind a struct remembered. */
struct packer {
    char *at;
};

static const char *pack_text(struct packer *packer, const char *text)
{
    size_t len = strlen(text) + 1;
    char *copy = memcpy(packer->at, text, len);

    packer->at += len;
    return copy;
}

static size_t texts_size(const char *const *text, size_t len)
{
    size_t size = 0;

    for (size_t i = 0; i < len; i++)
        size += strlen(text[i]) + 1;
    return size;
}

/* Links to one page follow each other and share its name. */
static bool has_same_target(const struct check_link *link, size_t at)
{
    return at > 0 && link[at].target == link[at - 1].target;
}

static size_t links_size(const struct check_link *link, size_t len)
{
    size_t size = 0;

    for (size_t i = 0; i < len; i++)
        size += (has_same_target(link, i) ? 0 : strlen(link[i].target) + 1) +
                (link[i].anchor ? strlen(link[i].anchor) + 1 : 0);
    return size;
}

static void pack_links(struct packer *packer, struct check_link *into,
                       const struct check_link *link, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        into[i] = link[i];
        into[i].target = has_same_target(link, i)
                             ? into[i - 1].target
                             : pack_text(packer, link[i].target);
        if (link[i].anchor)
            into[i].anchor = pack_text(packer, link[i].anchor);
    }
}

static void pack_texts(struct packer *packer, const char **into,
                       const char *const *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        into[i] = pack_text(packer, text[i]);
}

/* In `arena`, or by itself where that is NULL. */
static struct remembered *pack(struct arena *arena, const char *path,
                               struct print inputs,
                               const struct check_facts *facts)
{
    size_t ids = facts->is_brief ? 0 : facts->ids;
    size_t runs = facts->is_brief ? facts->runs : 0;
    size_t arrays = (ids + facts->hosts) * sizeof(char *) +
                    runs * sizeof(struct check_run) +
                    facts->links * sizeof(struct check_link);
    size_t texts = strlen(path) + 1 +
                   texts_size((const char *const *)facts->id, ids) +
                   texts_size((const char *const *)facts->host, facts->hosts) +
                   links_size(facts->link, facts->links);
    size_t size = sizeof(struct remembered) + arrays + texts;
    struct remembered *page = arena ? arena_new(arena, size) : mem_alloc(size);
    struct check_link *link = (struct check_link *)(page + 1);
    const char **id = (const char **)(link + facts->links);
    struct check_run *run = (struct check_run *)(id + ids + facts->hosts);
    struct packer packer = {(char *)(run + runs)};

    *page = (struct remembered){1, arena != NULL, inputs, *facts};
    page->facts.path = pack_text(&packer, path);
    page->facts.link = link;
    pack_links(&packer, link, facts->link, facts->links);
    page->facts.id = id;
    pack_texts(&packer, id, (const char *const *)facts->id, ids);
    page->facts.run = run;
    if (runs)
        memcpy(run, facts->run, runs * sizeof(*run));
    page->facts.host = id + ids;
    pack_texts(&packer, page->facts.host, (const char *const *)facts->host,
               facts->hosts);
    return page;
}

struct remembered *remembered_new(const char *path, struct print inputs,
                                  const struct check_facts *facts)
{
    return pack(NULL, path, inputs, facts);
}

void remembered_lend(struct remembered *page, struct print inputs,
                     const struct check_facts *facts)
{
    *page = (struct remembered){1, true, inputs, *facts};
}

struct remembered *remembered_brief(struct remembered *page, const bool *keeps,
                                    struct arena *arena)
{
    struct arena scratch = {0};
    struct check_facts brief = page->facts;

    brief.run = check_runs(&scratch, &page->facts, &brief.runs);
    brief.is_brief = true;
    brief.ids = 0;
    brief.link = arena_array(&scratch, page->facts.links, sizeof(*brief.link));
    brief.links = 0;
    for (size_t i = 0; i < page->facts.links; i++)
        if (keeps[i])
            brief.link[brief.links++] = page->facts.link[i];
    struct remembered *made =
        pack(arena, page->facts.path, page->inputs, &brief);
    remembered_free(page);
    arena_free(&scratch);
    return made;
}

struct remembered *remembered_again(struct remembered *page)
{
    page->holders++;
    return page;
}

void remembered_free(struct remembered *page)
{
    if (page && --page->holders == 0 && !page->is_packed)
        mem_free(page);
}

size_t memory_len(const struct memory *memory)
{
    return memory->pages.len;
}

const struct remembered *memory_at(const struct memory *memory, size_t index)
{
    return memory->pages.entry[index].value;
}

struct memory *memory_new(void)
{
    return mem_zero(1, sizeof(struct memory));
}

static void forget(struct memory *memory)
{
    for (size_t i = 0; i < memory->pages.len; i++)
        remembered_free(memory->pages.entry[i].value);
    map_free(&memory->pages);
}

void memory_free(struct memory *memory)
{
    if (!memory)
        return;
    forget(memory);
    mem_free(memory);
}

struct remembered *memory_get(const struct memory *memory, const char *path,
                              struct print inputs)
{
    struct remembered *page = map_get(&memory->pages, str_of(path));

    return page && print_equal(page->inputs, inputs) ? page : NULL;
}

bool memory_has(const struct memory *memory, const char *path)
{
    return map_get(&memory->pages, str_of(path)) != NULL;
}

const struct check_facts *memory_facts(const struct memory *memory,
                                       const char *path)
{
    const struct remembered *page = map_get(&memory->pages, str_of(path));

    return page ? &page->facts : NULL;
}

void memory_replace(struct memory *memory, struct remembered *page)
{
    struct str path = str_of(page->facts.path);
    struct remembered *old = map_get(&memory->pages, path);

    map_replace(&memory->pages, path, remembered_again(page));
    remembered_free(old);
}

/* Whether these have the paths that it has, in the same order. */
static bool has_paths(const struct memory *memory,
                      struct remembered *const *page, size_t len)
{
    bool same = memory->pages.len == len;

    for (size_t i = 0; i < len && same; i++)
        same = page[i] == memory->pages.entry[i].value ||
               str_is(memory->pages.entry[i].key, page[i]->facts.path);
    return same;
}

/* Mostly a few pages of many are others: then the map stays. */
static void replace_some(struct memory *memory, struct remembered *const *page)
{
    for (size_t i = 0; i < memory->pages.len; i++)
        if (page[i] != memory->pages.entry[i].value)
            memory_replace(memory, page[i]);
}

void memory_set(struct memory *memory, struct remembered *const *page,
                size_t len)
{
    struct memory next = {0};

    if (has_paths(memory, page, len)) {
        replace_some(memory, page);
        return;
    }
    for (size_t i = 0; i < len; i++)
        map_set(&next.pages, str_of(page[i]->facts.path),
                remembered_again(page[i]));
    forget(memory);
    *memory = next;
}
