#include "parcel.h"

#include "../base/path.h"
#include "../base/wire.h"
#include "../report/config.h"
#include "../report/site.h"
#include "parcel_head.h"

#include <string.h>

/* The number changes with the format. */
#define KIND "gongkai parcel "
#define HEAD KIND "3\n"

#define ENDING ".parcel"

/* ---- writing ---- */

static void put_facts(struct buf *out, const struct check_facts *facts)
{
    wire_put_text(out, facts->path);
    wire_put_number(out, facts->is_html);
    wire_put_number(out, facts->runs);
    for (size_t i = 0; i < facts->runs; i++) {
        wire_put_number(out, facts->run[i].name);
        wire_put_number(out, (uint64_t)facts->run[i].first << 32 |
                                 facts->run[i].last);
    }
    wire_put_number(out, facts->hosts);
    for (size_t i = 0; i < facts->hosts; i++)
        wire_put_text(out, facts->host[i]);
    wire_put_number(out, facts->links);
    for (size_t i = 0; i < facts->links; i++) {
        const struct check_link *link = &facts->link[i];
        wire_put_text(out, link->target);
        wire_put_text(out, link->anchor);
        wire_put_number(out, (uint64_t)link->line << 32 | link->column);
    }
}

static void put_page(struct buf *out, const struct parcel_page *page)
{
    put_facts(out, &page->facts);
    wire_put_number(out, page->bytes.len);
    if (page->bytes.len)
        buf_str(out, page->bytes);
}

void parcel_write(const struct parcel *parcel, struct buf *out)
{
    size_t from = out->len;

    buf_text(out, HEAD);
    wire_put_print(out, parcel->program);
    wire_put_print(out, parcel->settings);
    wire_put_print(out, parcel->around);
    wire_put_text(out, parcel->id);
    wire_put_text(out, parcel->before);
    wire_put_number(out, parcel->targets);
    wire_put_number(out, parcel->inputs);
    for (size_t i = 0; i < parcel->inputs; i++) {
        wire_put_text(out, parcel->input[i].path);
        wire_put_print(out, parcel->input[i].print);
    }
    wire_put_number(out, parcel->assets);
    for (size_t i = 0; i < parcel->assets; i++)
        parcel_put_asset(out, &parcel->asset[i]);
    wire_put_told(out, &parcel->told);
    parcel_put_head(out, parcel->report);
    wire_put_number(out, parcel->pages);
    for (size_t i = 0; i < parcel->pages; i++)
        put_page(out, &parcel->page[i]);
    wire_seal(out, from);
}

/* ---- reading ---- */

static void take_inputs(struct wire *wire, struct parcel *parcel)
{
    parcel->inputs = wire_count(wire, WIRE_TEXT + WIRE_PRINT);
    parcel->input =
        arena_array(wire->arena, parcel->inputs, sizeof(*parcel->input));
    for (size_t i = 0; i < parcel->inputs; i++) {
        parcel->input[i].path = wire_path(wire);
        parcel->input[i].print = wire_print(wire);
    }
}

static void take_links(struct wire *wire, struct check_facts *facts)
{
    facts->links = wire_count(wire, 2 * WIRE_TEXT + WIRE_NUMBER);
    facts->link = arena_array(wire->arena, facts->links, sizeof(*facts->link));
    for (size_t i = 0; i < facts->links; i++) {
        struct check_link *link = &facts->link[i];
        link->target = wire_path(wire);
        link->anchor = wire_text(wire);
        uint64_t place = wire_number(wire);
        link->line = (uint32_t)(place >> 32);
        link->column = (uint32_t)place;
    }
}

static void take_runs(struct wire *wire, struct check_facts *facts)
{
    facts->runs = wire_count(wire, 2 * WIRE_NUMBER);
    struct check_run *run = arena_array(wire->arena, facts->runs, sizeof(*run));

    for (size_t i = 0; i < facts->runs; i++) {
        run[i].name = (uint32_t)wire_number(wire);
        uint64_t ends = wire_number(wire);
        run[i].first = (uint32_t)(ends >> 32);
        run[i].last = (uint32_t)ends;
    }
    facts->run = run;
}

static void take_page(struct wire *wire, struct parcel_page *page)
{
    struct check_facts *facts = &page->facts;

    facts->path = wire_path(wire);
    facts->is_html = wire_number(wire) != 0;
    facts->is_brief = true;
    take_runs(wire, facts);
    facts->hosts = wire_count(wire, WIRE_TEXT);
    facts->host = arena_array(wire->arena, facts->hosts, sizeof(*facts->host));
    for (size_t i = 0; i < facts->hosts; i++)
        facts->host[i] = wire_path(wire);
    take_links(wire, facts);
    size_t len = wire_count(wire, 1);
    const char *bytes = wire_bytes(wire, len);
    page->bytes = bytes ? (struct str){bytes, len} : STR("");
}

#define PAGE_LEAST (WIRE_TEXT + 5 * WIRE_NUMBER)

bool parcel_decode(struct parcel *parcel, struct str bytes)
{
    struct wire wire = wire_of(bytes, &parcel->arena);
    const char *head = wire_bytes(&wire, strlen(HEAD));

    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0)
        return false;
    parcel->program = wire_print(&wire);
    parcel->settings = wire_print(&wire);
    parcel->around = wire_print(&wire);
    parcel->id = wire_path(&wire);
    parcel->before = wire_path(&wire);
    parcel->targets = wire_number(&wire);
    take_inputs(&wire, parcel);
    parcel->assets = parcel_take_assets(&wire, &parcel->asset);
    wire_told(&wire, &parcel->told);
    parcel->report = parcel_take_head(&wire, parcel->id);
    parcel->pages = wire_count(&wire, PAGE_LEAST);
    parcel->page =
        arena_array(&parcel->arena, parcel->pages, sizeof(*parcel->page));
    for (size_t i = 0; i < parcel->pages; i++)
        take_page(&wire, &parcel->page[i]);
    bool whole = !wire.broken && wire.left == 0;
    if (!whole)
        parcel_free(parcel);
    return whole;
}

enum parcel_fault parcel_read(struct parcel *parcel, struct str bytes)
{
    struct str inside;

    if (!str_starts(bytes, HEAD))
        return str_starts(bytes, KIND) ? PARCEL_OTHER : PARCEL_DAMAGED;
    if (!wire_open(bytes, &inside) || !parcel_decode(parcel, inside))
        return PARCEL_DAMAGED;
    return PARCEL_FINE;
}

void parcel_free(struct parcel *parcel)
{
    diags_free(&parcel->told);
    arena_free(&parcel->arena);
    *parcel = (struct parcel){0};
}

/* ---- looking ---- */

struct print parcel_around(const struct site *site)
{
    struct print print = {0};
    bool feed = site->config->site.base_url.len && site->newest.year;

    print_number(&print, feed);
    for (size_t i = 0; i < site->plains; i++) {
        const struct plain_page *plain = &site->plain[i];
        if (strchr(plain->path, '/'))
            continue; /* not in the navigation */
        print_add(&print, str_of(plain->path));
        print_add(&print, plain->title);
    }
    return print;
}

const struct parcel_page *parcel_find(const struct parcel *parcel,
                                      const char *path)
{
    size_t low = 0, high = parcel->pages;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(parcel->page[middle].facts.path, path);
        if (order == 0)
            return &parcel->page[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct print *parcel_input(const struct parcel *parcel, const char *path)
{
    size_t low = 0, high = parcel->inputs;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(parcel->input[middle].path, path);
        if (order == 0)
            return &parcel->input[middle].print;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- places ---- */

const char *parcel_folder(struct arena *arena, const char *site)
{
    struct str path = str_of(site), dir = path_dir(path),
               base = path_base(path);
    char *name = arena_format(arena, ".%.*s.parcels", (int)base.len, base.ptr);

    return path_join(arena, arena_copy(arena, dir.ptr, dir.len), str_of(name));
}

const char *parcel_place(struct arena *arena, const char *folder,
                         const char *id)
{
    return path_join(arena, folder,
                     str_of(arena_format(arena, "%s" ENDING, id)));
}

const char *parcel_owner(struct arena *arena, const char *path)
{
    struct str name = str_of(path);

    if (!str_ends(name, ENDING))
        return NULL;
    return arena_copy(arena, path, name.len - strlen(ENDING));
}
