#include "cache.h"

#include "../base/wire.h"

#include <string.h>

/* The number changes with the format; the bytes are of this machine. */
#define HEAD "gongkai cache 2\n"

/* ---- writing ---- */

static void put_stat(struct buf *out, const struct disk_stat *stat)
{
    wire_put_number(out, stat->kind);
    wire_put_number(out, stat->size);
    wire_put_number(out, stat->inode);
    wire_put_number(out, stat->device);
    wire_put_number(out, (uint64_t)stat->mtime);
    wire_put_number(out, (uint64_t)stat->ctime);
}

static void put_page(struct buf *out, const struct cache_page *page)
{
    wire_put_text(out, page->path);
    wire_put_print(out, page->inputs);
    wire_put_number(out, page->is_html);
    wire_put_number(out, page->runs);
    buf_add(out, page->run, page->runs * sizeof(*page->run));
    wire_put_number(out, page->hosts);
    for (size_t i = 0; i < page->hosts; i++)
        wire_put_text(out, page->host[i]);
}

void cache_write(const struct cache *cache, struct buf *out)
{
    size_t from = out->len;

    buf_text(out, HEAD);
    wire_put_print(out, cache->settings);
    wire_put_print(out, cache->manifest);
    wire_put_number(out, (uint64_t)cache->read_at);
    wire_put_number(out, (uint64_t)cache->kept_at);
    wire_put_number(out, cache->reports);
    wire_put_number(out, cache->sections);
    wire_put_number(out, cache->targets);
    wire_put_number(out, cache->inputs);
    for (size_t i = 0; i < cache->inputs; i++) {
        wire_put_text(out, cache->input[i].path);
        put_stat(out, &cache->input[i].stat);
        wire_put_print(out, cache->input[i].print);
    }
    wire_put_number(out, cache->outputs);
    for (size_t i = 0; i < cache->outputs; i++) {
        wire_put_text(out, cache->output[i].path);
        put_stat(out, &cache->output[i].stat);
    }
    wire_put_told(out, &cache->told);
    wire_put_number(out, cache->pages);
    for (size_t i = 0; i < cache->pages; i++)
        put_page(out, &cache->page[i]);
    wire_seal(out, from);
}

/* ---- reading ---- */

static struct disk_stat take_stat(struct wire *wire)
{
    struct disk_stat stat = {0};
    uint64_t kind = wire_number(wire);

    wire->broken = wire->broken || kind > DISK_OTHER;
    stat.kind = wire->broken ? DISK_OTHER : (enum disk_kind)kind;
    stat.size = wire_number(wire);
    stat.inode = wire_number(wire);
    stat.device = wire_number(wire);
    stat.mtime = (int64_t)wire_number(wire);
    stat.ctime = (int64_t)wire_number(wire);
    return stat;
}

#define STAT_LEAST (6 * WIRE_NUMBER)

static void take_inputs(struct wire *wire, struct cache *cache)
{
    cache->inputs = wire_count(wire, WIRE_TEXT + STAT_LEAST + WIRE_PRINT);
    cache->input =
        arena_array(wire->arena, cache->inputs, sizeof(*cache->input));
    for (size_t i = 0; i < cache->inputs; i++) {
        struct cache_input *input = &cache->input[i];
        input->path = wire_path(wire);
        input->stat = take_stat(wire);
        input->print = wire_print(wire);
    }
}

static void take_outputs(struct wire *wire, struct cache *cache)
{
    cache->outputs = wire_count(wire, WIRE_TEXT + STAT_LEAST);
    cache->output =
        arena_array(wire->arena, cache->outputs, sizeof(*cache->output));
    for (size_t i = 0; i < cache->outputs; i++) {
        cache->output[i].path = wire_path(wire);
        cache->output[i].stat = take_stat(wire);
    }
}

static void take_page(struct wire *wire, struct cache_page *page)
{
    page->path = wire_path(wire);
    page->inputs = wire_print(wire);
    page->is_html = wire_number(wire) != 0;
    page->runs = wire_count(wire, sizeof(*page->run));
    struct check_run *kept =
        arena_array(wire->arena, page->runs, sizeof(*kept));
    const char *run = wire_bytes(wire, page->runs * sizeof(*kept));
    if (run && page->runs)
        memcpy(kept, run, page->runs * sizeof(*kept));
    page->run = kept;
    page->hosts = wire_count(wire, WIRE_TEXT);
    page->host = arena_array(wire->arena, page->hosts, sizeof(*page->host));
    for (size_t i = 0; i < page->hosts; i++)
        page->host[i] = wire_path(wire);
}

bool cache_read_pages(struct cache *cache)
{
    struct wire wire = wire_of(cache->unread, &cache->arena);
    size_t pages = wire_count(&wire, WIRE_TEXT + WIRE_PRINT);

    cache->unread = (struct str){"", 0};
    cache->page = arena_array(&cache->arena, pages, sizeof(*cache->page));
    for (size_t i = 0; i < pages && !wire.broken; i++)
        take_page(&wire, &cache->page[i]);
    bool whole = !wire.broken && wire.left == 0;
    cache->pages = whole ? pages : 0;
    return whole;
}

bool cache_decode(struct cache *cache, struct str bytes)
{
    struct wire wire = wire_of(bytes, &cache->arena);
    const char *head = wire_bytes(&wire, strlen(HEAD));

    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0)
        return false;
    cache->settings = wire_print(&wire);
    cache->manifest = wire_print(&wire);
    cache->read_at = (int64_t)wire_number(&wire);
    cache->kept_at = (int64_t)wire_number(&wire);
    cache->reports = wire_number(&wire);
    cache->sections = wire_number(&wire);
    cache->targets = wire_number(&wire);
    take_inputs(&wire, cache);
    take_outputs(&wire, cache);
    wire_told(&wire, &cache->told);
    cache->unread = (struct str){wire.at, wire.left};
    if (wire.broken)
        cache_free(cache);
    return !wire.broken;
}

bool cache_read(struct cache *cache, struct str bytes)
{
    struct str whole;

    return wire_open(bytes, &whole) && cache_decode(cache, whole);
}

void cache_free(struct cache *cache)
{
    diags_free(&cache->told);
    arena_free(&cache->arena);
    *cache = (struct cache){0};
}
