#include "check_note.h"

#include "../base/path.h"
#include "../base/sort.h"

#include <stdlib.h>
#include <string.h>

#define ROOM 64 /* what most pages have of ids, links and targets */
#define SHOWN_MOST 100 /* bytes of an address that are told */

void check_note_start(struct check_note *note, struct arena *arena,
                      const char *path, const struct source *source,
                      const struct check_rules *rules, struct diags *diags)
{
    struct str all = str_of(path);

    *note = (struct check_note){.path = path,
                                .dir = {path, all.len - path_base(all).len},
                                .source = source,
                                .arena = arena,
                                .rules = rules,
                                .diags = diags,
                                .seen = {source, 1, 1},
                                .ids_cap = ROOM,
                                .targets_cap = ROOM,
                                .leads_cap = ROOM};
    note->id = mem_alloc(ROOM * sizeof(*note->id));
    note->target = mem_alloc(ROOM * sizeof(*note->target));
    note->lead = mem_alloc(ROOM * sizeof(*note->lead));
}

struct place check_place(struct check_note *note, size_t at)
{
    struct place place = place_on(note->seen, note->seen_at, at);

    if (at >= note->seen_at) {
        note->seen = place;
        note->seen_at = at;
    }
    return place;
}

void check_tell(struct check_note *note, enum diag_code code, size_t at,
                struct str what)
{
    struct place place = check_place(note, at);
    size_t len = what.len;

    if (len > SHOWN_MOST) {
        len = SHOWN_MOST;
        while (len > 0 && ((unsigned char)what.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    diag_add(note->diags, code, place,
             arena_format(&note->scratch, "%.*s%s", (int)len, what.ptr,
                          len < what.len ? "…" : ""),
             NULL);
}

static const char *kept(struct arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

/* A file of the same folder, as most are: "r03.html". */
static const char *beside(struct check_note *note, struct str name)
{
    size_t len = note->dir.len + name.len;
    char *path = arena_new(note->arena, len + 1);

    memcpy(path, note->dir.ptr, note->dir.len);
    memcpy(path + note->dir.len, name.ptr, name.len);
    return path;
}

/* Where the path of an address leads; NULL, told, where that is no file. */
static const char *resolve(struct check_note *note, const struct url *url,
                           size_t at)
{
    if (url->path.ptr[0] != '.' && !memchr(url->path.ptr, '/', url->path.len))
        return beside(note, url->path);
    struct str base = path_base(url->path);
    const char *target = path_resolve(note->arena, note->path, url->path);

    if (!target) {
        check_tell(note, PAGE_LINK, at, url->text);
        return NULL;
    }
    if (base.len == 0 || str_is(base, ".") || str_is(base, "..")) {
        check_tell(note, PAGE_FOLDER, at, url->text);
        return NULL;
    }
    return target;
}

/* Where a path may be known; its ends tell most apart. */
static size_t slot_of(struct str path)
{
    uint64_t first = 0, last = 0;

    if (path.len < sizeof(first))
        memcpy(&first, path.ptr, path.len);
    else {
        memcpy(&first, path.ptr, sizeof(first));
        memcpy(&last, path.ptr + path.len - sizeof(last), sizeof(last));
    }
    return ((first ^ last * 31) * 0x9E3779B97F4A7C15U >> 32) % CHECK_KNOWN;
}

/* The target of an address; NULL, told, where it has none. A page leads to few
 * others, to each of them often. */
static const struct check_target *target_of(struct check_note *note,
                                            const struct url *url, size_t at)
{
    struct str path = url->path;
    uint32_t *known = &note->known[slot_of(path)];

    if (*known && str_equal(note->target[*known - 1].path, path))
        return &note->target[*known - 1];
    const char *target =
        path.len ? resolve(note, url, at) : kept(note->arena, note->path);
    if (!target)
        return NULL;
    note->target = mem_grow(note->target, note->targets, &note->targets_cap,
                            sizeof(*note->target));
    note->target[note->targets] = (struct check_target){path, target, 0};
    *known = (uint32_t)++note->targets;
    return &note->target[*known - 1];
}

const char *check_add_link(struct check_note *note, const struct url *url,
                           size_t at)
{
    const struct check_target *target = target_of(note, url, at);

    if (!target)
        return NULL;
    uint32_t number = (uint32_t)(target - note->target);
    const struct check_lead *last =
        note->leads ? &note->lead[note->leads - 1] : NULL;
    if (last && last->target == number && str_equal(last->anchor, url->anchor))
        return target->target;
    struct place place = check_place(note, at);
    note->lead = mem_grow(note->lead, note->leads, &note->leads_cap,
                          sizeof(*note->lead));
    note->lead[note->leads++] =
        (struct check_lead){number, place.line, place.column, url->anchor};
    return target->target;
}

static uint64_t head_of(struct str name)
{
    uint64_t head = 0;
    size_t at = 0;

    for (; at < name.len && at < sizeof(head); at++)
        head = head << 8 | (unsigned char)name.ptr[at];
    return at ? head << 8 * (sizeof(head) - at) : 0;
}

void check_add_id(struct check_note *note, struct str name, size_t at,
                  bool is_name)
{
    if (name.len == 0)
        return;
    note->id = mem_grow(note->id, note->ids, &note->ids_cap, sizeof(*note->id));
    note->id[note->ids++] =
        (struct check_id){name, head_of(name), (uint32_t)at, is_name};
}

void check_add_host(struct check_note *note, struct str host)
{
    note->host = mem_grow(note->host, note->hosts, &note->hosts_cap,
                          sizeof(*note->host));
    note->host[note->hosts++] = arena_copy(&note->scratch, host.ptr, host.len);
}

static int compare_names(const struct check_id *a, const struct check_id *b)
{
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    if (a->name.len <= sizeof(a->head) && b->name.len <= sizeof(b->head))
        return 0;
    return str_compare(a->name, b->name);
}

static int by_name(const void *left, const void *right)
{
    const struct check_id *a = left, *b = right;
    int order = compare_names(a, b);

    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static int by_offset(const void *left, const void *right)
{
    const struct check_id *a = left, *b = right;

    return (a->at > b->at) - (a->at < b->at);
}

static int by_target(const void *left, const void *right)
{
    const struct check_target *const *a = left, *const *b = right;

    return strcmp((*a)->target, (*b)->target);
}

static bool same_lead(const struct check_lead *a, const struct check_lead *b)
{
    return a->target == b->target && str_equal(a->anchor, b->anchor);
}

static int by_rank(const void *left, const void *right)
{
    const struct check_lead *a = left, *b = right;

    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    int order = str_compare(a->anchor, b->anchor);
    if (order)
        return order;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Places are counted on from each other: so in the order of the text. */
static void tell_twins(struct check_note *note, size_t twins)
{
    qsort(note->id, twins, sizeof(*note->id), by_offset);
    for (size_t i = 0; i < twins; i++)
        diag_str(note->diags, TWIN_ID, check_place(note, note->id[i].at),
                 note->id[i].name);
}

static void finish_ids(struct check_note *note, struct check_facts *facts)
{
    struct arena *arena = note->arena;
    struct check_id last = {0};
    size_t twins = 0;

    if (note->ids == 0)
        return;
    sort_stretches(note->id, note->ids, sizeof(*note->id), by_name);
    facts->id = arena_array(arena, note->ids, sizeof(*facts->id));
    for (size_t i = 0; i < note->ids; i++) {
        struct check_id id = note->id[i];
        if (i == 0 || compare_names(&last, &id) != 0)
            facts->id[facts->ids++] =
                arena_copy(arena, id.name.ptr, id.name.len);
        else if (!id.is_name && !last.is_name)
            note->id[twins++] = id;
        last = id;
    }
    tell_twins(note, twins);
}

/* Sorts the few targets, and gives each its rank; those that are written in two
 * ways have the same. Returns one of each rank. */
static struct check_target **rank_targets(struct check_note *note)
{
    struct check_target **order =
        arena_array(&note->scratch, note->targets, sizeof(*order));
    uint32_t rank = 0;

    for (size_t i = 0; i < note->targets; i++)
        order[i] = &note->target[i];
    sort_stretches(order, note->targets, sizeof(*order), by_target);
    for (size_t i = 0; i < note->targets; i++) {
        if (i > 0 && strcmp(order[i]->target, order[rank]->target) != 0)
            order[++rank] = order[i];
        order[i]->rank = rank;
    }
    return order;
}

/* Sorts the leads by the ranks of their targets, which they get for numbers. */
static void sort_leads(struct check_note *note)
{
    struct check_lead *sorted = mem_alloc(note->leads * sizeof(*sorted));
    size_t *end = arena_array(&note->scratch, note->targets + 1, sizeof(*end));

    for (size_t i = 0; i < note->leads; i++) {
        uint32_t *target = &note->lead[i].target;
        *target = note->target[*target].rank;
        end[*target + 1]++;
    }
    for (size_t i = 0; i < note->targets; i++)
        end[i + 1] += end[i]; /* so far they are where each begins */
    for (size_t i = 0; i < note->leads; i++)
        sorted[end[note->lead[i].target]++] = note->lead[i];
    mem_free(note->lead);
    note->lead = sorted;
    note->leads_cap = note->leads;
    sort_stretches(note->lead, note->leads, sizeof(*note->lead), by_rank);
}

/* Of links to one place the first is kept. */
static void finish_links(struct check_note *note, struct check_facts *facts)
{
    struct arena *arena = note->arena;
    const struct check_lead *last = NULL;

    if (note->leads == 0)
        return;
    struct check_target *const *of_rank = rank_targets(note);

    sort_leads(note);
    facts->link = arena_array(arena, note->leads, sizeof(*facts->link));
    for (size_t i = 0; i < note->leads; i++) {
        const struct check_lead *lead = &note->lead[i];
        if (last && same_lead(last, lead))
            continue;
        struct check_link *link = &facts->link[facts->links++];
        bool same = last && lead->target == last->target;
        link->target = same ? link[-1].target : of_rank[lead->target]->target;
        if (lead->anchor.len)
            link->anchor =
                arena_copy(arena, lead->anchor.ptr, lead->anchor.len);
        link->line = lead->line;
        link->column = lead->column;
        last = lead;
    }
}

static void finish_hosts(struct check_note *note, struct check_facts *facts)
{
    struct arena *arena = note->arena;

    if (note->hosts == 0)
        return;
    qsort(note->host, note->hosts, sizeof(*note->host), compare_texts);
    facts->host = arena_array(arena, note->hosts, sizeof(*facts->host));
    for (size_t i = 0; i < note->hosts; i++)
        if (i == 0 || strcmp(note->host[i - 1], note->host[i]) != 0)
            facts->host[facts->hosts++] = kept(arena, note->host[i]);
}

void check_note_forget(struct check_note *note)
{
    note->ids = note->leads = note->targets = note->hosts = 0;
    memset(note->known, 0, sizeof(note->known));
    note->seen = (struct place){note->source, 1, 1};
    note->seen_at = 0;
}

void check_note_finish(struct check_note *note, struct check_facts *facts)
{
    finish_ids(note, facts);
    finish_links(note, facts);
    finish_hosts(note, facts);
}

void check_note_free(struct check_note *note)
{
    mem_free(note->host);
    mem_free(note->lead);
    mem_free(note->target);
    mem_free(note->id);
    arena_free(&note->scratch);
}
