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

/* A page that is not at hand any more has its anchors packed. */
static size_t ids_of(const struct check_facts *facts)
{
    return facts->is_brief ? 0 : facts->ids;
}

static bool has_more(const struct check_facts *facts)
{
    return ids_of(facts) + facts->links + facts->hosts > 0;
}

/* The facts, and the arrays behind them. */
static size_t facts_size(const struct check_facts *facts)
{
    return sizeof(*facts) + facts->links * sizeof(*facts->link) +
           (ids_of(facts) + facts->hosts) * sizeof(char *);
}

static size_t facts_texts_size(const struct check_facts *facts)
{
    return texts_size((const char *const *)facts->id, ids_of(facts)) +
           texts_size((const char *const *)facts->host, facts->hosts) +
           links_size(facts->link, facts->links);
}

static void pack_facts(struct packer *packer, struct check_facts *into,
                       const struct check_facts *facts)
{
    size_t ids = ids_of(facts);

    *into = *facts;
    into->link = (struct check_link *)(into + 1);
    pack_links(packer, into->link, facts->link, facts->links);
    into->id = (const char **)(into->link + facts->links);
    pack_texts(packer, into->id, (const char *const *)facts->id, ids);
    into->host = into->id + ids;
    pack_texts(packer, into->host, (const char *const *)facts->host,
               facts->hosts);
    into->run = NULL;
    into->runs = 0;
}

static void pack_anchors(struct buf *out, const struct check_facts *facts)
{
    if (facts->is_brief && facts->packed.len)
        buf_str(out, facts->packed);
    else if (facts->is_brief)
        check_pack(out, facts->run, facts->runs);
}

/* In `arena`, or by itself where that is NULL. */
static struct remembered *pack(struct arena *arena, const char *path,
                               struct print inputs,
                               const struct check_facts *facts)
{
    bool more = has_more(facts);
    struct buf anchors = {0};

    pack_anchors(&anchors, facts);
    size_t head = sizeof(struct remembered) + (more ? facts_size(facts) : 0);
    size_t size = head + strlen(path) + 1 +
                  (more ? facts_texts_size(facts) : 0) + anchors.len;
    struct remembered *page = arena ? arena_room(arena, size) : mem_alloc(size);
    struct check_facts *into = (struct check_facts *)(page + 1);
    struct packer packer = {(char *)page + head};

    *page = (struct remembered){.inputs = inputs,
                                .path = pack_text(&packer, path),
                                .anchors = (uint32_t)anchors.len,
                                .holders = 1,
                                .has_more = more,
                                .is_html = facts->is_html,
                                .is_packed = arena != NULL};
    if (more)
        pack_facts(&packer, into, facts);
    page->anchor = packer.at;
    if (anchors.len)
        memcpy(packer.at, anchors.data, anchors.len);
    if (more) {
        into->path = page->path;
        into->packed = (struct str){packer.at, anchors.len};
        page->more = into;
    }
    buf_free(&anchors);
    return page;
}

struct remembered *remembered_new(const char *path, struct print inputs,
                                  const struct check_facts *facts)
{
    return pack(NULL, path, inputs, facts);
}

void remembered_lend(struct remembered *page, struct print inputs,
                     const struct check_facts *facts, struct arena *arena)
{
    *page = (struct remembered){.inputs = inputs,
                                .path = facts->path,
                                .anchor = facts->packed.ptr,
                                .anchors = (uint32_t)facts->packed.len,
                                .holders = 1,
                                .has_more = has_more(facts),
                                .is_html = facts->is_html,
                                .is_packed = true};
    if (page->has_more) {
        struct check_facts *more = arena_new(arena, sizeof(*more));
        *more = *facts;
        page->more = more;
    }
}

struct check_facts remembered_whole(const struct remembered *page,
                                    struct arena *arena)
{
    struct check_facts facts = remembered_facts(page);

    return check_unpack(arena, &facts);
}

struct remembered *remembered_brief(struct remembered *page, const bool *keeps,
                                    struct arena *arena)
{
    struct arena scratch = {0};
    struct check_facts facts = remembered_facts(page), brief = facts;

    if (!facts.is_brief)
        brief.run = check_runs(&scratch, &facts, &brief.runs);
    brief.is_brief = true;
    brief.link = arena_array(&scratch, facts.links, sizeof(*brief.link));
    brief.links = 0;
    for (size_t i = 0; i < facts.links; i++)
        if (keeps[i])
            brief.link[brief.links++] = facts.link[i];
    struct remembered *made = pack(arena, page->path, page->inputs, &brief);
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
        if (strcmp(memory->page[middle]->path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct remembered *at(const struct memory *memory, size_t place,
                             const char *path)
{
    if (place >= memory->len || strcmp(memory->page[place]->path, path) != 0)
        return NULL;
    return memory->page[place];
}

struct remembered *memory_find(const struct memory *memory, const char *path)
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

void memory_replace(struct memory *memory, struct remembered *page)
{
    size_t place = place_of(memory, page->path);
    struct remembered *old = at(memory, place, page->path);

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

    return strcmp((*a)->path, (*b)->path);
}

void memory_set_sorted(struct memory *memory, struct remembered *const *page,
                       size_t len)
{
    struct memory next = {.page = mem_alloc((len + 1) * sizeof(*next.page)),
                          .len = len,
                          .cap = len + 1};

    for (size_t i = 0; i < len; i++)
        next.page[i] = remembered_again(page[i]);
    forget(memory);
    *memory = next;
}

void memory_set(struct memory *memory, struct remembered *const *page,
                size_t len)
{
    memory_set_sorted(memory, page, len);
    sort_stretches(memory->page, len, sizeof(*memory->page), by_path);
}
