#include "cache.h"

#include <string.h>

/* The number changes with the format; the bytes are of this machine. */
#define HEAD "gongkai cache 2\n"

/* ---- writing ---- */

static void put_bytes(struct buf *out, const void *bytes, size_t len)
{
    buf_add(out, bytes, len);
}

static void put_number(struct buf *out, uint64_t number)
{
    put_bytes(out, &number, sizeof(number));
}

/* With its NUL, behind its length; NULL is a length of its own. */
static void put_text(struct buf *out, const char *text)
{
    uint32_t len = text ? (uint32_t)strlen(text) : UINT32_MAX;

    put_bytes(out, &len, sizeof(len));
    if (text)
        put_bytes(out, text, len + 1U);
}

static void put_print(struct buf *out, struct print print)
{
    put_number(out, print.low);
    put_number(out, print.high);
}

static void put_stat(struct buf *out, const struct disk_stat *stat)
{
    put_number(out, stat->kind);
    put_number(out, stat->size);
    put_number(out, stat->inode);
    put_number(out, stat->device);
    put_number(out, (uint64_t)stat->mtime);
    put_number(out, (uint64_t)stat->ctime);
}

static void put_told(struct buf *out, const struct diags *told)
{
    put_number(out, told->dropped);
    put_number(out, told->len);
    for (size_t i = 0; i < told->len; i++) {
        const struct diag *diag = &told->item[i];
        put_number(out, diag->code);
        put_number(out, (uint64_t)diag->line << 32 | diag->column);
        put_text(out, diag->path);
        put_text(out, diag->a);
        put_text(out, diag->b);
        put_text(out, diag->excerpt);
        put_text(out, diag->detail);
    }
}

static void put_page(struct buf *out, const struct cache_page *page)
{
    put_text(out, page->path);
    put_print(out, page->inputs);
    put_number(out, page->is_html);
    put_number(out, page->runs);
    put_bytes(out, page->run, page->runs * sizeof(*page->run));
    put_number(out, page->hosts);
    for (size_t i = 0; i < page->hosts; i++)
        put_text(out, page->host[i]);
}

void cache_write(const struct cache *cache, struct buf *out)
{
    size_t from = out->len;

    buf_text(out, HEAD);
    put_print(out, cache->settings);
    put_print(out, cache->manifest);
    put_number(out, (uint64_t)cache->read_at);
    put_number(out, (uint64_t)cache->kept_at);
    put_number(out, cache->reports);
    put_number(out, cache->sections);
    put_number(out, cache->targets);
    put_number(out, cache->inputs);
    for (size_t i = 0; i < cache->inputs; i++) {
        put_text(out, cache->input[i].path);
        put_stat(out, &cache->input[i].stat);
        put_print(out, cache->input[i].print);
    }
    put_number(out, cache->outputs);
    for (size_t i = 0; i < cache->outputs; i++) {
        put_text(out, cache->output[i].path);
        put_stat(out, &cache->output[i].stat);
    }
    put_told(out, &cache->told);
    put_number(out, cache->pages);
    for (size_t i = 0; i < cache->pages; i++)
        put_page(out, &cache->page[i]);
    put_print(out, print_of((struct str){out->data + from, out->len - from}));
}

/* ---- reading ---- */

struct reader {
    struct arena *arena;
    const char *at;
    size_t left;
    bool broken; /* whatever is read from here on is nothing */
};

static const char *take(struct reader *reader, size_t len)
{
    const char *at = reader->at;

    if (reader->broken || len > reader->left) {
        reader->broken = true;
        return NULL;
    }
    reader->at += len;
    reader->left -= len;
    return at;
}

static uint64_t take_number(struct reader *reader)
{
    const char *at = take(reader, sizeof(uint64_t));
    uint64_t number = 0;

    if (at)
        memcpy(&number, at, sizeof(number));
    return number;
}

/* A number of things of which each takes `least` bytes of what is left. */
static size_t take_count(struct reader *reader, size_t least)
{
    uint64_t count = take_number(reader);

    if (count > reader->left / least) {
        reader->broken = true;
        return 0;
    }
    return (size_t)count;
}

static const char *take_text(struct reader *reader)
{
    const char *at = take(reader, sizeof(uint32_t));
    uint32_t len = 0;

    if (!at)
        return NULL;
    memcpy(&len, at, sizeof(len));
    if (len == UINT32_MAX)
        return NULL;
    at = take(reader, (size_t)len + 1);
    if (!at || memchr(at, '\0', (size_t)len + 1) != at + len) {
        reader->broken = true;
        return NULL;
    }
    return at;
}

static const char *take_path(struct reader *reader)
{
    const char *path = take_text(reader);

    reader->broken = reader->broken || !path;
    return path ? path : "";
}

static struct print take_print(struct reader *reader)
{
    struct print print = {take_number(reader), 0};

    print.high = take_number(reader);
    return print;
}

static struct disk_stat take_stat(struct reader *reader)
{
    struct disk_stat stat = {0};
    uint64_t kind = take_number(reader);

    reader->broken = reader->broken || kind > DISK_OTHER;
    stat.kind = reader->broken ? DISK_OTHER : (enum disk_kind)kind;
    stat.size = take_number(reader);
    stat.inode = take_number(reader);
    stat.device = take_number(reader);
    stat.mtime = (int64_t)take_number(reader);
    stat.ctime = (int64_t)take_number(reader);
    return stat;
}

#define TEXT_LEAST (sizeof(uint32_t))
#define STAT_LEAST (6 * sizeof(uint64_t))
#define PRINT_LEAST (2 * sizeof(uint64_t))

static void take_inputs(struct reader *reader, struct cache *cache)
{
    cache->inputs = take_count(reader, TEXT_LEAST + STAT_LEAST + PRINT_LEAST);
    cache->input =
        arena_array(reader->arena, cache->inputs, sizeof(*cache->input));
    for (size_t i = 0; i < cache->inputs; i++) {
        struct cache_input *input = &cache->input[i];
        input->path = take_path(reader);
        input->stat = take_stat(reader);
        input->print = take_print(reader);
    }
}

static void take_outputs(struct reader *reader, struct cache *cache)
{
    cache->outputs = take_count(reader, TEXT_LEAST + STAT_LEAST);
    cache->output =
        arena_array(reader->arena, cache->outputs, sizeof(*cache->output));
    for (size_t i = 0; i < cache->outputs; i++) {
        cache->output[i].path = take_path(reader);
        cache->output[i].stat = take_stat(reader);
    }
}

static void take_told(struct reader *reader, struct diags *told)
{
    size_t dropped = (size_t)take_number(reader);
    size_t len = take_count(reader, 5 * TEXT_LEAST + 2 * sizeof(uint64_t));

    for (size_t i = 0; i < len && !reader->broken; i++) {
        uint64_t code = take_number(reader);
        uint64_t place = take_number(reader);
        const char *path = take_path(reader);
        const char *a = take_text(reader), *b = take_text(reader);
        const char *excerpt = take_text(reader), *detail = take_text(reader);
        if (reader->broken || code >= DIAG_CODES) {
            reader->broken = true;
            return;
        }
        struct diag diag = {.code = (enum diag_code)code,
                            .level = diag_rule((enum diag_code)code)->level,
                            .path = path,
                            .line = (uint32_t)(place >> 32),
                            .column = (uint32_t)place,
                            .a = a,
                            .b = b,
                            .excerpt = excerpt,
                            .detail = detail};
        diags_copy(told, &(struct diags){.item = &diag, .len = 1, .cap = 1});
    }
    told->dropped += dropped;
}

static void take_page(struct reader *reader, struct cache_page *page)
{
    page->path = take_path(reader);
    page->inputs = take_print(reader);
    page->is_html = take_number(reader) != 0;
    page->runs = take_count(reader, sizeof(*page->run));
    page->run = arena_array(reader->arena, page->runs, sizeof(*page->run));
    const char *run = take(reader, page->runs * sizeof(*page->run));
    if (run && page->runs)
        memcpy(page->run, run, page->runs * sizeof(*page->run));
    page->hosts = take_count(reader, TEXT_LEAST);
    page->host = arena_array(reader->arena, page->hosts, sizeof(*page->host));
    for (size_t i = 0; i < page->hosts; i++)
        page->host[i] = take_path(reader);
}

bool cache_read_pages(struct cache *cache)
{
    struct reader reader = {&cache->arena, cache->unread.ptr, cache->unread.len,
                            false};
    size_t pages = take_count(&reader, TEXT_LEAST + PRINT_LEAST);

    cache->unread = (struct str){"", 0};
    cache->page = arena_array(&cache->arena, pages, sizeof(*cache->page));
    for (size_t i = 0; i < pages && !reader.broken; i++)
        take_page(&reader, &cache->page[i]);
    bool whole = !reader.broken && reader.left == 0;
    cache->pages = whole ? pages : 0;
    return whole;
}

bool cache_decode(struct cache *cache, struct str bytes)
{
    struct reader reader = {&cache->arena, bytes.ptr, bytes.len, false};
    const char *head = take(&reader, strlen(HEAD));

    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0)
        return false;
    cache->settings = take_print(&reader);
    cache->manifest = take_print(&reader);
    cache->read_at = (int64_t)take_number(&reader);
    cache->kept_at = (int64_t)take_number(&reader);
    cache->reports = take_number(&reader);
    cache->sections = take_number(&reader);
    cache->targets = take_number(&reader);
    take_inputs(&reader, cache);
    take_outputs(&reader, cache);
    take_told(&reader, &cache->told);
    cache->unread = (struct str){reader.at, reader.left};
    if (reader.broken)
        cache_free(cache);
    return !reader.broken;
}

bool cache_read(struct cache *cache, struct str bytes)
{
    struct print print;

    if (bytes.len < sizeof(print))
        return false;
    bytes.len -= sizeof(print);
    struct reader guard = {NULL, bytes.ptr + bytes.len, sizeof(print), false};
    print = take_print(&guard);
    return print_equal(print, print_of(bytes)) && cache_decode(cache, bytes);
}

void cache_free(struct cache *cache)
{
    diags_free(&cache->told);
    arena_free(&cache->arena);
    *cache = (struct cache){0};
}
