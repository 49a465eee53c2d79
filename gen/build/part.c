#include "part.h"

#include "../base/path.h"
#include "../base/wire.h"
#include "../report/config.h"
#include "../report/site.h"
#include "part_head.h"

#include <string.h>

/* The number changes with the format. */
#define KIND "gongkai part "
#define HEAD KIND "1\n"

#define ENDING ".part"

/* ---- writing ---- */

static void put_facts(struct buf *out, const struct check_facts *facts)
{
    wire_put_text(out, facts->path);
    wire_put_number(out, facts->is_html);
    wire_put_words(out, facts->id_print, facts->ids);
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

static void put_page(struct buf *out, const struct part_page *page)
{
    put_facts(out, &page->facts);
    wire_put_number(out, page->bytes.len);
    if (page->bytes.len)
        buf_str(out, page->bytes);
}

static void put_asset(struct buf *out, const struct asset *asset)
{
    wire_put_text(out, asset->from);
    wire_put_text(out, asset->to);
    wire_put_print(out, asset->print);
    wire_put_number(out, asset->size);
}

void part_write(const struct part *part, struct buf *out)
{
    size_t from = out->len;

    buf_text(out, HEAD);
    wire_put_print(out, part->program);
    wire_put_print(out, part->settings);
    wire_put_print(out, part->around);
    wire_put_text(out, part->id);
    wire_put_text(out, part->before);
    wire_put_number(out, part->targets);
    wire_put_number(out, part->inputs);
    for (size_t i = 0; i < part->inputs; i++) {
        wire_put_text(out, part->input[i].path);
        wire_put_print(out, part->input[i].print);
    }
    wire_put_number(out, part->assets);
    for (size_t i = 0; i < part->assets; i++)
        put_asset(out, &part->asset[i]);
    wire_put_told(out, &part->told);
    part_put_head(out, part->report);
    wire_put_number(out, part->pages);
    for (size_t i = 0; i < part->pages; i++)
        put_page(out, &part->page[i]);
    wire_seal(out, from);
}

/* ---- reading ---- */

static void take_inputs(struct wire *wire, struct part *part)
{
    part->inputs = wire_count(wire, WIRE_TEXT + WIRE_PRINT);
    part->input = arena_array(wire->arena, part->inputs, sizeof(*part->input));
    for (size_t i = 0; i < part->inputs; i++) {
        part->input[i].path = wire_path(wire);
        part->input[i].print = wire_print(wire);
    }
}

static void take_assets(struct wire *wire, struct part *part)
{
    part->assets = wire_count(wire, 2 * WIRE_TEXT + WIRE_PRINT + WIRE_NUMBER);
    part->asset = arena_array(wire->arena, part->assets, sizeof(*part->asset));
    for (size_t i = 0; i < part->assets; i++) {
        struct asset *asset = &part->asset[i];
        asset->from = wire_path(wire);
        asset->to = wire_path(wire);
        asset->print = wire_print(wire);
        asset->size = wire_number(wire);
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

static void take_page(struct wire *wire, struct part_page *page)
{
    struct check_facts *facts = &page->facts;

    facts->path = wire_path(wire);
    facts->is_html = wire_number(wire) != 0;
    facts->is_brief = true;
    facts->id_print = wire_words(wire, &facts->ids);
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

bool part_decode(struct part *part, struct str bytes)
{
    struct wire wire = wire_of(bytes, &part->arena);
    const char *head = wire_bytes(&wire, strlen(HEAD));

    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0)
        return false;
    part->program = wire_print(&wire);
    part->settings = wire_print(&wire);
    part->around = wire_print(&wire);
    part->id = wire_path(&wire);
    part->before = wire_path(&wire);
    part->targets = wire_number(&wire);
    take_inputs(&wire, part);
    take_assets(&wire, part);
    wire_told(&wire, &part->told);
    part->report = part_take_head(&wire, part->id);
    part->pages = wire_count(&wire, PAGE_LEAST);
    part->page = arena_array(&part->arena, part->pages, sizeof(*part->page));
    for (size_t i = 0; i < part->pages; i++)
        take_page(&wire, &part->page[i]);
    bool whole = !wire.broken && wire.left == 0;
    if (!whole)
        part_free(part);
    return whole;
}

enum part_fault part_read(struct part *part, struct str bytes)
{
    struct str inside;

    if (!str_starts(bytes, HEAD))
        return str_starts(bytes, KIND) ? PART_OTHER : PART_DAMAGED;
    if (!wire_open(bytes, &inside) || !part_decode(part, inside))
        return PART_DAMAGED;
    return PART_FINE;
}

void part_free(struct part *part)
{
    diags_free(&part->told);
    arena_free(&part->arena);
    *part = (struct part){0};
}

/* ---- looking ---- */

struct print part_around(const struct site *site)
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

const struct part_page *part_find(const struct part *part, const char *path)
{
    size_t low = 0, high = part->pages;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(part->page[middle].facts.path, path);
        if (order == 0)
            return &part->page[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct print *part_input(const struct part *part, const char *path)
{
    size_t low = 0, high = part->inputs;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(part->input[middle].path, path);
        if (order == 0)
            return &part->input[middle].print;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* ---- places ---- */

const char *part_folder(struct arena *arena, const char *site)
{
    struct str path = str_of(site), dir = path_dir(path),
               base = path_base(path);
    char *name = arena_format(arena, ".%.*s.parts", (int)base.len, base.ptr);

    return path_join(arena, arena_copy(arena, dir.ptr, dir.len), str_of(name));
}

const char *part_place(struct arena *arena, const char *folder, const char *id)
{
    return path_join(arena, folder,
                     str_of(arena_format(arena, "%s" ENDING, id)));
}

const char *part_owner(struct arena *arena, const char *path)
{
    struct str name = str_of(path);

    if (!str_ends(name, ENDING))
        return NULL;
    return arena_copy(arena, path, name.len - strlen(ENDING));
}
