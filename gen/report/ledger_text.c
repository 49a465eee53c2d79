#include "ledger_text.h"

#include "flat.h"
#include "ledger_row.h"
#include "report.h"

#include <string.h>

#define NEAR_LEAST 50 /* percent of a quote's pairs */
#define NEAR_MOST 200 /* quotes that are looked for */
#define CLAUSE_MOST 1000 /* bytes of a sentence that are looked at */

/* ---- how alike two texts are ---- */

static void sketch_pair(struct sketch *sketch, uint32_t before, uint32_t rune)
{
    uint64_t hash = ((uint64_t)before << 32 | rune) * 0x9E3779B97F4A7C15u;
    unsigned bit = (unsigned)(hash >> 55);

    sketch->bit[bit / 64] |= (uint64_t)1 << bit % 64;
}

static unsigned ones(uint64_t bits)
{
    return (unsigned)__builtin_popcountll(bits);
}

struct sketch sketch_of(struct str text)
{
    struct sketch sketch = {0};
    uint32_t rune, before = 0;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len) {
        if (rune == ' ' || rune == 0x3000)
            continue;
        sketch_pair(&sketch, before, rune);
        before = rune;
    }
    for (int i = 0; i < 8; i++)
        sketch.count += ones(sketch.bit[i]);
    return sketch;
}

static unsigned common(const struct sketch *a, const struct sketch *b)
{
    unsigned both = 0;

    for (int i = 0; i < 8; i++)
        both += ones(a->bit[i] & b->bit[i]);
    return both;
}

unsigned sketch_alike(const struct sketch *a, const struct sketch *b)
{
    unsigned all = a->count + b->count;

    return all ? 200 * common(a, b) / all : 100;
}

unsigned sketch_within(const struct sketch *part, const struct sketch *whole)
{
    return part->count ? 100 * common(part, whole) / part->count : 0;
}

/* ---- the text ---- */

static void add_passage(struct passages *passages, struct flat *flat,
                        const struct report *report, const struct paper *paper,
                        const struct node *block)
{
    struct record here = {.place = {paper->source, block->line, 1},
                          .line = block->line};

    flat_read(flat, block);
    struct str text = flat_text(flat);
    if (text.len == 0)
        return;
    passages->item = mem_grow(passages->item, passages->len, &passages->cap,
                              sizeof(*passages->item));
    passages->item[passages->len++] = (struct passage){
        .source = paper->source,
        .block = block,
        .text = {arena_copy(passages->arena, text.ptr, text.len), text.len},
        .section = ledger_section(passages->arena, report, &here)};
}

void passages_read(struct passages *passages, struct arena *arena,
                   const struct report *report)
{
    struct flat flat = {0};

    passages->arena = arena;
    for (int i = 0; i < 2 && report->paper[i]; i++) {
        const struct node *root = report->paper[i]->doc->root;
        for (const struct node *at = root; at; at = doc_next(root, at)) {
            if (at->kind == NODE_FOOTNOTE) /* all behind the text */
                break;
            if (at->kind == NODE_PARAGRAPH || at->kind == NODE_HEADING ||
                at->kind == NODE_ROW)
                add_passage(passages, &flat, report, report->paper[i], at);
        }
    }
    flat_free(&flat);
}

static void put_place(const struct passage *passage, size_t from, size_t len,
                      struct record *record)
{
    struct flat flat = {0};
    size_t within;

    flat_read(&flat, passage->block);
    record->place = flat_place(&flat, passage->source, from);
    record->line =
        passage->block->line ? passage->block->line : record->place.line;
    record->block = passage->block;
    record->text = flat_node(&flat, from, &within);
    record->from = from;
    record->len = len;
    flat_free(&flat);
}

bool passages_find(const struct passages *passages, struct str section,
                   struct record *record)
{
    const struct passage *found = NULL;
    size_t from = 0;

    for (size_t i = 0; i < passages->len; i++) {
        const struct passage *passage = &passages->item[i];
        bool here = str_equal(section, passage->section);
        if (found && !here)
            continue;
        size_t at = str_find(passage->text, record->quote);
        if (at == SIZE_MAX)
            continue;
        found = passage;
        from = at;
        if (here)
            break;
    }
    if (found)
        put_place(found, from, record->quote.len, record);
    return found != NULL;
}

/* ---- what is like it ---- */

/* The length of the sentence that begins `text`, its stop left out. */
static size_t sentence_length(struct str text)
{
    static const char *const stop[] = {"。", "；", "！", "？", ";"};

    for (size_t at = 0; at < text.len; at++)
        for (size_t i = 0; i < sizeof(stop) / sizeof(stop[0]); i++)
            if (str_starts((struct str){text.ptr + at, text.len - at}, stop[i]))
                return at;
    return text.len;
}

static void add_spot(struct passages *passages, const struct passage *passage,
                     size_t from, size_t len)
{
    struct str text = {passage->text.ptr + from,
                       len < CLAUSE_MOST ? len : CLAUSE_MOST};

    passages->spot = mem_grow(passages->spot, passages->spots,
                              &passages->spot_cap, sizeof(*passages->spot));
    passages->spot[passages->spots++] =
        (struct clause_spot){passage, from, len, sketch_of(text)};
}

static void list_spots(struct passages *passages)
{
    for (size_t i = 0; i < passages->len; i++) {
        const struct passage *passage = &passages->item[i];
        size_t at = 0;
        while (at < passage->text.len) {
            struct str rest = {passage->text.ptr + at, passage->text.len - at};
            size_t len = sentence_length(rest);
            if (len)
                add_spot(passages, passage, at, len);
            /* the stop is one byte or three */
            at += len + (len < rest.len && rest.ptr[len] == ';' ? 1 : 3);
        }
    }
}

bool passages_near(struct passages *passages, struct str quote,
                   struct place *place, struct str *text)
{
    struct sketch sketch = sketch_of(quote);
    const struct clause_spot *best = NULL;
    unsigned most = NEAR_LEAST - 1;
    struct record record = {0};

    if (passages->asked++ >= NEAR_MOST)
        return false;
    if (!passages->spots)
        list_spots(passages);
    for (size_t i = 0; i < passages->spots; i++) {
        unsigned has = sketch_within(&sketch, &passages->spot[i].sketch);
        if (has > most) {
            most = has;
            best = &passages->spot[i];
        }
    }
    if (!best)
        return false;
    put_place(best->passage, best->from, best->len, &record);
    *place = record.place;
    *text = (struct str){best->passage->text.ptr + best->from, best->len};
    return true;
}

void passages_free(struct passages *passages)
{
    mem_free(passages->item);
    mem_free(passages->spot);
}
