#include "remember.h"

#include "../base/buf.h"
#include "../base/sort.h"
#include "../pages/check_pack.h"

#include <string.h>

struct memory {
    struct remembered **page; /* sorted by path */
    size_t len, cap;
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
    struct buf packed = {0};
    size_t arrays = (ids + facts->hosts) * sizeof(char *) +
                    facts->links * sizeof(struct check_link);
    size_t texts = strlen(path) + 1 +
                   texts_size((const char *const *)facts->id, ids) +
                   texts_size((const char *const *)facts->host, facts->hosts) +
                   links_size(facts->link, facts->links);
    if (facts->is_brief && facts->packed.len)
        buf_str(&packed, facts->packed);
    else if (facts->is_brief)
        check_pack(&packed, facts->run, facts->runs);
    size_t size = sizeof(struct remembered) + arrays + texts + packed.len;
    struct remembered *page = arena ? arena_new(arena, size) : mem_alloc(size);
    struct check_link *link = (struct check_link *)(page + 1);
    const char **id = (const char **)(link + facts->links);
    struct packer packer = {(char *)(id + ids + facts->hosts)};

    *page = (struct remembered){.holders = 1,
                                .is_packed = arena != NULL,
                                .inputs = inputs,
                                .facts = *facts};
    page->facts.path = pack_text(&packer, path);
    page->facts.link = link;
    pack_links(&packer, link, facts->link, facts->links);
    page->facts.id = id;
    pack_texts(&packer, id, (const char *const *)facts->id, ids);
    page->facts.run = NULL;
    page->facts.runs = 0;
    page->facts.host = id + ids;
    pack_texts(&packer, page->facts.host, (const char *const *)facts->host,
               facts->hosts);
    page->facts.packed = (struct str){packer.at, packed.len};
    if (packed.len)
        memcpy(packer.at, packed.data, packed.len);
    buf_free(&packed);
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
    *page = (struct remembered){
        .holders = 1, .is_packed = true, .inputs = inputs, .facts = *facts};
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
    return memory->len;
}

struct remembered *memory_at(const struct memory *memory, size_t index)
{
    return memory->page[index];
}

struct memory *memory_new(void)
{
    return mem_zero(1, sizeof(struct memory));
}

static void forget(struct memory *memory)
{
    for (size_t i = 0; i < memory->len; i++)
        remembered_free(memory->page[i]);
    mem_free(memory->page);
    *memory = (struct memory){0};
}

void memory_free(struct memory *memory)
{
    if (!memory)
        return;
    forget(memory);
    mem_free(memory);
}

/* The place of the first page whose path is not before that one. */
static size_t place_of(const struct memory *memory, const char *path)
{
    size_t low = 0, high = memory->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(memory->page[middle]->facts.path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct remembered *at(const struct memory *memory, size_t place,
                             const char *path)
{
    if (place >= memory->len ||
        strcmp(memory->page[place]->facts.path, path) != 0)
        return NULL;
    return memory->page[place];
}

static struct remembered *find(const struct memory *memory, const char *path)
{
    return at(memory, place_of(memory, path), path);
}

struct remembered *memory_near(const struct memory *memory, const char *path,
                               size_t *near)
{
    struct remembered *page = at(memory, *near, path);
    size_t place = page ? *near : place_of(memory, path);

    page = page ? page : at(memory, place, path);
    *near = place + (page != NULL);
    return page;
}

struct remembered *memory_get(const struct memory *memory, const char *path,
                              struct print inputs)
{
    struct remembered *page = find(memory, path);

    return page && print_equal(page->inputs, inputs) ? page : NULL;
}

bool memory_has(const struct memory *memory, const char *path)
{
    return find(memory, path) != NULL;
}

const struct check_facts *memory_facts(const struct memory *memory,
                                       const char *path)
{
    const struct remembered *page = find(memory, path);

    return page ? &page->facts : NULL;
}

void memory_replace(struct memory *memory, struct remembered *page)
{
    size_t place = place_of(memory, page->facts.path);
    struct remembered *old = at(memory, place, page->facts.path);

    remembered_again(page);
    if (old) {
        memory->page[place] = page;
        remembered_free(old);
        return;
    }
    memory->page = mem_grow(memory->page, memory->len, &memory->cap,
                            sizeof(*memory->page));
    memmove(memory->page + place + 1, memory->page + place,
            (memory->len - place) * sizeof(*memory->page));
    memory->page[place] = page;
    memory->len++;
}

static int by_path(const void *left, const void *right)
{
    const struct remembered *const *a = left, *const *b = right;

    return strcmp((*a)->facts.path, (*b)->facts.path);
}

void memory_set(struct memory *memory, struct remembered *const *page,
                size_t len)
{
    struct memory next = {.page = mem_alloc((len + 1) * sizeof(*next.page)),
                          .len = len,
                          .cap = len + 1};

    for (size_t i = 0; i < len; i++)
        next.page[i] = remembered_again(page[i]);
    sort_stretches(next.page, len, sizeof(*next.page), by_path);
    forget(memory);
    *memory = next;
}
