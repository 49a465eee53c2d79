/* The second file of a cache: what is otherwise than the first has it. */

#include "cache_part.h"

#include "../base/wire.h"
#include "inventory.h"

#include <string.h>

/* The number changes with the format; the bytes are of this machine. */
#define HEAD "gongkai later 2\n"

/* Beyond this part of the first file's bytes it is better to write that, for
 * it is read at each run; so much is nothing. */
#define PART 16
#define LITTLE ((size_t)64 << 10)

size_t cache_later_most(uint64_t size)
{
    size_t part = (size_t)(size / PART);

    return part > LITTLE ? part : LITTLE;
}

/* ---- writing ---- */

/* A list of which only some things are written, each behind its place. */
struct listing {
    struct buf *out;
    size_t at; /* where their number stands */
    uint64_t number;
};

static struct listing begin_list(struct buf *out)
{
    struct listing listing = {.out = out, .at = out->len};

    wire_put_number(out, 0);
    return listing;
}

static struct buf *next_thing(struct listing *listing, size_t place)
{
    listing->number++;
    wire_put_number(listing->out, place);
    return listing->out;
}

static void end_list(const struct listing *listing)
{
    memcpy(listing->out->data + listing->at, &listing->number,
           sizeof(listing->number));
}

static bool is_later(const bool *later, size_t place)
{
    return later && later[place];
}

static bool put_inputs(const struct cache *cache, const struct cache *before,
                       struct buf *out)
{
    struct listing listing = begin_list(out);
    bool fits = cache->inputs == before->inputs;

    for (size_t i = 0; i < cache->inputs && fits; i++) {
        const struct cache_input *now = &cache->input[i];
        const struct cache_input *then = &before->input[i];
        fits = strcmp(now->path, then->path) == 0;
        if (is_later(before->later_input, i) ||
            !stat_is_same(&now->stat, &then->stat) ||
            !print_equal(now->print, then->print) || now->magic != then->magic)
            cache_put_input(next_thing(&listing, i), now);
    }
    end_list(&listing);
    return fits;
}

static bool put_outputs(const struct cache *cache, const struct cache *before,
                        struct buf *out)
{
    struct listing listing = begin_list(out);
    bool fits = cache->outputs == before->outputs;

    for (size_t i = 0; i < cache->outputs && fits; i++) {
        const struct cache_output *now = &cache->output[i];
        const struct cache_output *then = &before->output[i];
        fits = strcmp(now->path, then->path) == 0;
        if (is_later(before->later_output, i) ||
            !stat_is_same(&now->stat, &then->stat))
            cache_put_stat(next_thing(&listing, i), &now->stat);
    }
    end_list(&listing);
    return fits;
}

/* Reports that are otherwise, by their places. */
struct others {
    struct arena arena;
    const size_t *place;
    size_t len;
};

static bool find_others(const struct cache *cache, const struct cache *before,
                        struct others *out)
{
    const struct cache_knower *knower = cache->knower;

    if (!knower || cache->reports != before->reports)
        return false;
    size_t *place = arena_array(&out->arena, cache->reports, sizeof(*place));
    for (size_t i = 0; i < cache->reports; i++)
        if (!knower->stands(knower->context, i))
            place[out->len++] = i;
    out->place = place;
    return true;
}

static void put_reports(const struct cache *cache, const struct others *others,
                        struct buf *out)
{
    const struct cache_knower *knower = cache->knower;

    if (!knower)
        return;
    knower->begin(knower->context, others->len, out);
    for (size_t i = 0; i < others->len; i++) {
        wire_put_number(out, others->place[i]);
        knower->put(knower->context, others->place[i], out);
    }
}

static void put_said(const struct cache *cache, const struct others *others,
                     struct buf *out)
{
    const struct cache_knower *knower = cache->knower;

    for (size_t i = 0; knower && i < others->len; i++)
        knower->say(knower->context, others->place[i], out);
}

/* Whether a page is the very one that was read from the first file. */
static bool page_stands(const struct cache_page *now,
                        const struct cache_page *then)
{
    return now->raw.len > 0 && now->raw.ptr == then->raw.ptr &&
           now->owner == then->owner && !then->is_later;
}

static bool put_pages(const struct cache *cache, const struct cache *before,
                      struct buf *out)
{
    struct listing listing = begin_list(out);
    bool fits = cache->next_page && cache->pages == before->pages;
    struct cache_page page;

    for (size_t i = 0;
         cache->next_page && cache->next_page(cache->pager, &page);
         i++) { /* all of them, whatever they are */
        fits = fits && strcmp(page.path, before->page[i].path) == 0;
        if (fits && !page_stands(&page, &before->page[i]))
            cache_put_page(next_thing(&listing, i), &page);
    }
    end_list(&listing);
    return fits;
}

static bool put_part(const struct cache *cache, const struct cache *before,
                     const struct others *others, enum cache_part part,
                     struct buf *out)
{
    switch (part) {
    case CACHE_INPUTS: return put_inputs(cache, before, out);
    case CACHE_OUTPUTS: return put_outputs(cache, before, out);
    case CACHE_FIRST:
    case CACHE_TOLD: cache_put_told(cache, part, out); return true;
    case CACHE_STYLE:
        return print_equal(cache->styled, before->styled) &&
               str_equal(cache->css, before->css);
    case CACHE_REPORTS: put_reports(cache, others, out); return true;
    case CACHE_PAGES: return put_pages(cache, before, out);
    case CACHE_SAID: put_said(cache, others, out); return true;
    case CACHE_PARTS: break;
    }
    return false;
}

/* The size of the first file. */
static uint64_t size_of(const struct cache *cache)
{
    const struct cache_place *last = &cache->place[CACHE_PARTS - 1];

    return last->from + last->len + cache_foot();
}

bool cache_write_later(struct cache *cache, const struct cache *before,
                       struct buf *out)
{
    size_t from = out->len;
    struct others others = {0};
    bool fits = find_others(cache, before, &others);

    cache_count_told(cache);
    buf_text(out, HEAD);
    wire_put_print(out, before->foot);
    cache_put_numbers(cache, out);
    for (int part = 0; part < CACHE_PARTS; part++) {
        size_t at = out->len;
        wire_put_number(out, 0);
        fits = put_part(cache, before, &others, (enum cache_part)part, out) &&
               fits;
        uint64_t len = out->len - at - WIRE_NUMBER;
        memcpy(out->data + at, &len, sizeof(len));
    }
    wire_seal(out, from);
    arena_free(&others.arena);
    return fits && out->len - from <= cache_later_most(size_of(before));
}

/* ---- reading ---- */

static bool take_later(struct cache *cache, struct wire *wire)
{
    const char *head = wire_bytes(wire, strlen(HEAD));

    if (!head || memcmp(head, HEAD, strlen(HEAD)) != 0 ||
        !print_equal(wire_print(wire), cache->foot))
        return false;
    cache_take_numbers(wire, cache);
    for (int part = 0; part < CACHE_PARTS; part++) {
        size_t len = wire_count(wire, 1);
        const char *bytes = wire_bytes(wire, len);
        cache->later[part] = (struct str){bytes, bytes ? len : 0};
    }
    return !wire->broken && wire->left == 0;
}

bool cache_read_later(struct cache *cache, struct str bytes)
{
    struct cache with = *cache;
    struct str whole;

    if (!wire_open(bytes, &whole))
        return false;
    struct wire wire = wire_of(whole, NULL);
    if (!take_later(&with, &wire))
        return false;
    *cache = with;
    cache->has_later = true;
    return true;
}

/* The place of the next thing in a list of `len`; it is broken where it lies
 * beyond, and then no place may be used. */
static size_t take_place(struct wire *wire, size_t len)
{
    uint64_t place = wire_number(wire);

    wire->broken = wire->broken || place >= len;
    return wire->broken ? 0 : (size_t)place;
}

static void take_inputs(struct wire *wire, struct cache *cache)
{
    size_t later = wire_count(wire, WIRE_NUMBER);

    cache->later_input =
        arena_array(wire->arena, cache->inputs, sizeof(*cache->later_input));
    for (size_t i = 0; i < later; i++) {
        size_t place = take_place(wire, cache->inputs);
        if (wire->broken)
            return;
        cache_take_input(wire, &cache->input[place]);
        cache->later_input[place] = true;
    }
}

static void take_outputs(struct wire *wire, struct cache *cache)
{
    size_t later = wire_count(wire, WIRE_NUMBER);

    cache->later_output =
        arena_array(wire->arena, cache->outputs, sizeof(*cache->later_output));
    for (size_t i = 0; i < later; i++) {
        size_t place = take_place(wire, cache->outputs);
        if (wire->broken)
            return;
        cache->output[place].stat = cache_take_stat(wire);
        cache->later_output[place] = true;
    }
}

static void take_pages(struct wire *wire, struct cache *cache)
{
    size_t later = wire_count(wire, WIRE_NUMBER);

    for (size_t i = 0; i < later; i++) {
        size_t place = take_place(wire, cache->pages);
        struct cache_page page = {.is_later = true};
        if (!wire->broken)
            cache_take_page(wire, &page);
        wire->broken = wire->broken || page.owner > cache->pages ||
                       strcmp(page.path, cache->page[place].path) != 0;
        if (wire->broken)
            return;
        cache->page[place] = page;
    }
}

bool cache_decode_later(struct cache *cache, enum cache_part part)
{
    struct wire wire = wire_of(cache->later[part], &cache->arena);

    switch (part) {
    case CACHE_INPUTS: take_inputs(&wire, cache); break;
    case CACHE_OUTPUTS: take_outputs(&wire, cache); break;
    case CACHE_FIRST:
    case CACHE_TOLD: wire_told(&wire, &cache->told); break;
    case CACHE_STYLE: break;
    case CACHE_REPORTS: /* recollect reads both */
    case CACHE_SAID: return true;
    case CACHE_PAGES: take_pages(&wire, cache); break;
    case CACHE_PARTS: return false;
    }
    return !wire.broken && wire.left == 0;
}
