#include "cache_part.h"

#include "../base/wire.h"
#include "inventory.h"

#include <string.h>

/* The number changes with the format; the bytes are of this machine. */
#define HEAD "gongkai cache 8\n"

/* Some file systems keep times in steps of two seconds. */
#define STEP ((int64_t)2 * 1000000000)

/* A part's print is that of its pieces' prints, each of which has so much but
 * the last. */
#define PIECE ((size_t)1 << 20)

/* ---- writing ---- */

/* A part on its way. */
struct writing {
    cache_put *put;
    void *context;
    struct buf bytes; /* not handed on yet */
    struct cache_place place;
};

static void put_piece(struct writing *writing, struct str piece)
{
    print_add(&writing->place.print, piece);
    writing->place.len += piece.len;
    writing->put(writing->context, piece);
}

/* Hands on what is whole: behind each thing of a list. */
static void hand_on(struct writing *writing)
{
    struct buf *bytes = &writing->bytes;
    size_t done = 0;

    for (; bytes->len - done >= PIECE; done += PIECE)
        put_piece(writing, (struct str){bytes->data + done, PIECE});
    if (done)
        memmove(bytes->data, bytes->data + done, bytes->len - done);
    buf_cut(bytes, bytes->len - done);
}

static void hand_on_rest(struct writing *writing)
{
    hand_on(writing);
    if (writing->bytes.len)
        put_piece(writing, buf_view(&writing->bytes));
    buf_cut(&writing->bytes, 0);
}

void cache_put_stat(struct buf *out, const struct disk_stat *stat)
{
    wire_put_number(out, stat->kind);
    wire_put_number(out, stat->size);
    wire_put_number(out, stat->inode);
    wire_put_number(out, stat->device);
    wire_put_number(out, (uint64_t)stat->mtime);
    wire_put_number(out, (uint64_t)stat->ctime);
}

void cache_put_input(struct buf *out, const struct cache_input *input)
{
    cache_put_stat(out, &input->stat);
    wire_put_print(out, input->print);
    wire_put_number(out, input->magic);
}

void cache_put_page(struct buf *out, const struct cache_page *page)
{
    wire_put_number(out, page->owner);
    if (page->raw.len) {
        buf_str(out, page->raw);
        return;
    }
    wire_put_print(out, page->inputs);
    wire_put_number(out, page->is_html);
    wire_put_text(out, page->path);
    wire_put_number(out, page->packed.len);
    if (page->packed.len)
        buf_str(out, page->packed);
    wire_put_number(out, page->hosts);
    for (size_t i = 0; i < page->hosts; i++)
        wire_put_text(out, page->host[i]);
}

static void put_inputs(const struct cache *cache, struct writing *writing)
{
    struct buf *out = &writing->bytes;

    wire_put_number(out, cache->inputs);
    for (size_t i = 0; i < cache->inputs; i++) {
        wire_put_text(out, cache->input[i].path);
        cache_put_input(out, &cache->input[i]);
        hand_on(writing);
    }
}

static void put_outputs(const struct cache *cache, struct writing *writing)
{
    struct buf *out = &writing->bytes;

    wire_put_number(out, cache->outputs);
    for (size_t i = 0; i < cache->outputs; i++) {
        wire_put_text(out, cache->output[i].path);
        cache_put_stat(out, &cache->output[i].stat);
        hand_on(writing);
    }
}

static void put_pages(const struct cache *cache, struct writing *writing)
{
    struct buf *out = &writing->bytes;
    struct cache_page page;

    wire_put_number(out, cache->pages);
    for (size_t i = 0; i < cache->pages && !cache->next_page; i++) {
        cache_put_page(out, &cache->page[i]);
        hand_on(writing);
    }
    while (cache->next_page && cache->next_page(cache->pager, &page)) {
        cache_put_page(out, &page);
        hand_on(writing);
    }
}

static void put_known(const struct cache *cache, struct writing *writing)
{
    const struct cache_knower *knower = cache->knower;

    if (knower)
        knower->begin(knower->context, cache->reports, &writing->bytes);
    else if (cache->known.len)
        buf_str(&writing->bytes, cache->known);
    for (size_t i = 0; knower && i < cache->reports; i++) {
        knower->put(knower->context, i, &writing->bytes);
        hand_on(writing);
    }
}

static void put_said(const struct cache *cache, struct writing *writing)
{
    const struct cache_knower *knower = cache->knower;

    if (!knower && cache->said.len)
        buf_str(&writing->bytes, cache->said);
    for (size_t i = 0; knower && i < cache->reports; i++) {
        knower->say(knower->context, i, &writing->bytes);
        hand_on(writing);
    }
}

/* How many of what was told people are shown at most. */
static size_t first_of(const struct diags *told)
{
    return told->len < DIAG_SHOWN ? told->len : DIAG_SHOWN;
}

/* The problems from the `from`th on, before the `to`th. */
static struct diags some_told(const struct diags *told, size_t from, size_t to)
{
    return (struct diags){.item = told->item ? told->item + from : NULL,
                          .len = to - from};
}

void cache_put_told(const struct cache *cache, enum cache_part part,
                    struct buf *out)
{
    const struct diags *told = &cache->told;
    size_t first = first_of(told);
    struct diags some = some_told(told, 0, first);

    if (part == CACHE_TOLD) {
        some = some_told(told, first, cache->is_short ? first : told->len);
        some.dropped = told->dropped + told->len - first - some.len;
    }
    wire_put_told(out, &some);
}

static void put_part(const struct cache *cache, enum cache_part part,
                     struct writing *writing)
{
    struct buf *out = &writing->bytes;

    switch (part) {
    case CACHE_INPUTS: put_inputs(cache, writing); break;
    case CACHE_OUTPUTS: put_outputs(cache, writing); break;
    case CACHE_FIRST:
    case CACHE_TOLD: cache_put_told(cache, part, out); break;
    case CACHE_STYLE:
        wire_put_print(out, cache->styled);
        if (cache->css.len)
            buf_str(out, cache->css);
        break;
    case CACHE_REPORTS: put_known(cache, writing); break;
    case CACHE_PAGES: put_pages(cache, writing); break;
    case CACHE_SAID: put_said(cache, writing); break;
    case CACHE_PARTS: break;
    }
}

void cache_put_numbers(const struct cache *cache, struct buf *out)
{
    wire_put_print(out, cache->settings);
    wire_put_print(out, cache->manifest);
    wire_put_number(out, (uint64_t)cache->read_at);
    wire_put_number(out, (uint64_t)cache->kept_at);
    wire_put_number(out, cache->reports);
    wire_put_number(out, cache->sections);
    wire_put_number(out, cache->targets);
    wire_put_number(out, cache->more);
    wire_put_number(out, cache->is_short);
}

static void put_foot(const struct cache *cache, struct buf *out)
{
    buf_text(out, HEAD);
    cache_put_numbers(cache, out);
    for (int part = 0; part < CACHE_PARTS; part++) {
        wire_put_number(out, cache->place[part].from);
        wire_put_number(out, cache->place[part].len);
        wire_put_print(out, cache->place[part].print);
    }
    wire_seal(out, 0);
}

void cache_count_told(struct cache *cache)
{
    cache->more =
        cache->told.len - first_of(&cache->told) + cache->told.dropped;
    cache->is_short =
        cache->more > 0 && (cache->pages > 0 || cache->told.passed > 0);
}

void cache_write(struct cache *cache, cache_put *put, void *context)
{
    struct writing writing = {.put = put, .context = context};
    uint64_t at = 0;

    cache_count_told(cache);
    for (int part = 0; part < CACHE_PARTS; part++) {
        writing.place = (struct cache_place){.from = at};
        put_part(cache, (enum cache_part)part, &writing);
        hand_on_rest(&writing);
        cache->place[part] = writing.place;
        at += writing.place.len;
    }
    put_foot(cache, &writing.bytes);
    put(context, buf_view(&writing.bytes));
    buf_free(&writing.bytes);
}

/* ---- reading ---- */

struct disk_stat cache_take_stat(struct wire *wire)
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

void cache_take_input(struct wire *wire, struct cache_input *input)
{
    input->stat = cache_take_stat(wire);
    input->print = wire_print(wire);
    uint64_t magic = wire_number(wire);
    wire->broken = wire->broken || magic > MAGIC_HTML;
    input->magic = wire->broken ? MAGIC_OTHER : (enum file_magic)magic;
}

static void take_inputs(struct wire *wire, struct cache *cache)
{
    cache->inputs = wire_count(wire, WIRE_TEXT + CACHE_STAT_LEAST + WIRE_PRINT +
                                         WIRE_NUMBER);
    cache->input =
        arena_array(wire->arena, cache->inputs, sizeof(*cache->input));
    for (size_t i = 0; i < cache->inputs; i++) {
        struct cache_input *input = &cache->input[i];
        input->path = wire_path(wire);
        cache_take_input(wire, input);
    }
}

static void take_outputs(struct wire *wire, struct cache *cache)
{
    cache->outputs = wire_count(wire, WIRE_TEXT + CACHE_STAT_LEAST);
    cache->output =
        arena_array(wire->arena, cache->outputs, sizeof(*cache->output));
    for (size_t i = 0; i < cache->outputs; i++) {
        cache->output[i].path = wire_path(wire);
        cache->output[i].stat = cache_take_stat(wire);
    }
}

void cache_take_page(struct wire *wire, struct cache_page *page)
{
    page->owner = wire_number(wire);
    const char *from = wire->at;
    page->inputs = wire_print(wire);
    page->is_html = wire_number(wire) != 0;
    page->path = wire_path(wire);
    page->packed.len = wire_count(wire, 1);
    page->packed.ptr = wire_bytes(wire, page->packed.len);
    page->hosts = wire_count(wire, WIRE_TEXT);
    if (page->hosts)
        page->host = arena_array(wire->arena, page->hosts, sizeof(*page->host));
    for (size_t i = 0; i < page->hosts; i++)
        page->host[i] = wire_path(wire);
    page->raw = str_range(from, wire->at);
}

/* It may have bytes of any kind, so it has all that are left. */
static void take_style(struct wire *wire, struct cache *cache)
{
    cache->styled = wire_print(wire);
    cache->css = (struct str){wire->at, wire->left};
    wire_bytes(wire, wire->left);
}

static void take_pages(struct wire *wire, struct cache *cache)
{
    cache->pages = wire_count(wire, WIRE_TEXT + WIRE_PRINT + WIRE_NUMBER);
    cache->page = arena_array(wire->arena, cache->pages, sizeof(*cache->page));
    for (size_t i = 0; i < cache->pages && !wire->broken; i++) {
        cache_take_page(wire, &cache->page[i]);
        wire->broken = wire->broken || cache->page[i].owner > cache->pages;
    }
    if (wire->broken)
        cache->pages = 0;
}

bool cache_decode_part(struct cache *cache, enum cache_part part,
                       struct str bytes)
{
    struct wire wire = wire_of(bytes, &cache->arena);

    switch (part) {
    case CACHE_INPUTS: take_inputs(&wire, cache); break;
    case CACHE_OUTPUTS: take_outputs(&wire, cache); break;
    case CACHE_FIRST:
    case CACHE_TOLD: wire_told(&wire, &cache->told); break;
    case CACHE_STYLE: take_style(&wire, cache); break;
    case CACHE_REPORTS: cache->known = bytes; return true;
    case CACHE_SAID: cache->said = bytes; return true;
    case CACHE_PAGES: take_pages(&wire, cache); break;
    case CACHE_PARTS: return false;
    }
    return !wire.broken && wire.left == 0;
}

static struct print part_print(struct str bytes)
{
    struct print print = {0};

    while (bytes.len) {
        struct str piece = {bytes.ptr, bytes.len < PIECE ? bytes.len : PIECE};
        print_add(&print, piece);
        bytes.ptr += piece.len;
        bytes.len -= piece.len;
    }
    return print;
}

static bool is_proved(const struct cache *cache, enum cache_part part,
                      struct str bytes)
{
    const struct cache_place *place = &cache->place[part];

    return bytes.len == place->len &&
           (part == CACHE_SAID || print_equal(part_print(bytes), place->print));
}

/* What was told is not so long that only a part of it would be written. */
static bool is_replaced(const struct cache *cache, enum cache_part part)
{
    return cache->has_later && (part == CACHE_FIRST || part == CACHE_TOLD);
}

bool cache_read_part(struct cache *cache, enum cache_part part,
                     struct str bytes)
{
    return is_proved(cache, part, bytes) &&
           (is_replaced(cache, part) ||
            cache_decode_part(cache, part, bytes)) &&
           (!cache->has_later || cache_decode_later(cache, part));
}

/* Head, prints and numbers, the places, and the print of all. */
size_t cache_foot(void)
{
    return strlen(HEAD) + CACHE_NUMBERS +
           CACHE_PARTS * (2 * WIRE_NUMBER + WIRE_PRINT) + WIRE_PRINT;
}

void cache_take_numbers(struct wire *wire, struct cache *cache)
{
    cache->settings = wire_print(wire);
    cache->manifest = wire_print(wire);
    cache->read_at = (int64_t)wire_number(wire);
    cache->kept_at = (int64_t)wire_number(wire);
    cache->reports = wire_number(wire);
    cache->sections = wire_number(wire);
    cache->targets = wire_number(wire);
    cache->more = wire_number(wire);
    cache->is_short = wire_number(wire) != 0;
}

static bool take_foot(struct cache *cache, struct str bytes)
{
    struct wire wire = wire_of(bytes, &cache->arena);
    const char *head = wire_bytes(&wire, strlen(HEAD));

    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0)
        return false;
    cache_take_numbers(&wire, cache);
    for (int part = 0; part < CACHE_PARTS; part++) {
        cache->place[part].from = wire_number(&wire);
        cache->place[part].len = wire_number(&wire);
        cache->place[part].print = wire_print(&wire);
    }
    return !wire.broken && wire.left == 0;
}

bool cache_read(struct cache *cache, struct str foot)
{
    struct str whole;
    bool good = wire_open(foot, &whole) && take_foot(cache, whole);

    cache->foot = print_of(foot);
    if (!good)
        cache_free(cache);
    return good;
}

const struct cache_input *cache_input(const struct cache *cache,
                                      const char *path)
{
    size_t low = 0, high = cache->inputs;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(cache->input[middle].path, path);
        if (order == 0)
            return &cache->input[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool cache_proves(const struct cache *cache, const struct cache_input *input,
                  const struct disk_stat *now)
{
    return stat_is_same(&input->stat, now) &&
           input->stat.mtime < cache->read_at - STEP;
}

void cache_free(struct cache *cache)
{
    diags_free(&cache->told);
    arena_free(&cache->arena);
    *cache = (struct cache){0};
}
