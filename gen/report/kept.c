#include "kept.h"

#include "../base/wire.h"
#include "flat.h"
#include "target.h"

#include <math.h>
#include <string.h>

/* What a record has: its first byte. */
enum {
    IS_RESULT = 1,
    SAME_CLAUSE = 2, /* stands where the one before does */
    HAS_NODE = 4, /* the text node that its clause begins in */
    HAS_VALUE = 8,
    HAS_HIGH = 16,
    WHOLE_BITS = 32, /* the value is no decimal number */
    HAS_BASE = 64,
    HAS_BY = 128,
};

/* How a text is kept: the lower bits of its first number, its length above. */
enum { TEXT_SPELT, TEXT_QUOTED, TEXT_SAME, TEXT_BITS = 2 };

#define MEASURE_BITS 3

/* More decimals than any record has. */
#define DECIMALS_MOST 15

/* Where the walk over the records of a document stands. */
struct walk {
    const struct doc *doc;
    const struct node *block; /* NULL: before the first */
    struct flat flat; /* of the block */
    struct record last; /* the record before; empty at first */
};

static struct walk walk_begin(const struct doc *doc)
{
    struct str none = {"", 0};

    return (struct walk){.doc = doc, .last = {.indicator = none, .unit = none}};
}

/* Goes on to the next block of the document; false at its end. */
static bool walk_step(struct walk *walk)
{
    const struct node *root = walk->doc->root;

    walk->block = walk->block ? doc_next(root, walk->block) : root;
    return walk->block != NULL;
}

static double power_of_ten(int decimals)
{
    double power = 1;

    for (int i = 0; i < decimals; i++)
        power *= 10;
    return power;
}

/* ---- numbers ---- */

/* Small numbers of either sign. */
static void put_signed(struct buf *out, int64_t number)
{
    wire_put_short(out, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

/* What is left to be read; nothing once it is broken. */
struct input {
    struct str bytes;
    bool broken;
};

static uint64_t take_number(struct input *in)
{
    uint64_t number;

    in->broken |= !wire_take_short(&in->bytes, &number);
    return number;
}

static int64_t take_signed(struct input *in)
{
    uint64_t number = take_number(in);

    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

static unsigned take_byte(struct input *in)
{
    in->broken |= in->bytes.len == 0;
    if (in->broken)
        return 0;
    in->bytes.len--;
    return (unsigned char)*in->bytes.ptr++;
}

/* ---- values ---- */

static uint64_t bits_of(double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

static bool same_bits(double a, double b)
{
    return bits_of(a) == bits_of(b);
}

/* `value` as a whole number of its last decimals; false where it is none. */
static bool as_units(double value, int decimals, int64_t *units)
{
    if (decimals < 0 || decimals > DECIMALS_MOST)
        return false;
    double power = power_of_ten(decimals), whole = round(value * power);
    if (!(fabs(whole) < 9e15))
        return false;
    *units = (int64_t)whole;
    return same_bits((double)*units / power, value);
}

static void put_value(struct buf *out, double value, int decimals, bool bits)
{
    int64_t units = 0;

    put_signed(out, decimals);
    if (!bits && as_units(value, decimals, &units))
        put_signed(out, units);
    else
        buf_add(out, &value, sizeof(value));
}

static double take_value(struct input *in, int *decimals, bool bits)
{
    double value = 0;

    *decimals = (int)take_signed(in);
    if (!bits)
        return (double)take_signed(in) / power_of_ten(*decimals);
    if (in->bytes.len < sizeof(value)) {
        in->broken = true;
        return 0;
    }
    memcpy(&value, in->bytes.ptr, sizeof(value));
    in->bytes.ptr += sizeof(value);
    in->bytes.len -= sizeof(value);
    return value;
}

/* ---- texts ---- */

/* `last` is what the record before had in its place. */
static void put_text(struct buf *out, struct str text, struct str quote,
                     struct str last)
{
    size_t at = SIZE_MAX;

    if (str_equal(text, last)) {
        wire_put_short(out, TEXT_SAME);
        return;
    }
    if (text.len)
        at = str_find(quote, text);
    wire_put_short(out, text.len << TEXT_BITS |
                            (at == SIZE_MAX ? TEXT_SPELT : TEXT_QUOTED));
    if (at == SIZE_MAX)
        buf_str(out, text);
    else
        wire_put_short(out, at);
}

static struct str take_text(struct arena *arena, struct input *in,
                            struct str quote, struct str last)
{
    uint64_t head = take_number(in), len = head >> TEXT_BITS;
    unsigned how = head & ((1U << TEXT_BITS) - 1);
    struct str none = {"", 0};

    if (how == TEXT_SAME)
        return last;
    if (how == TEXT_QUOTED) {
        uint64_t at = take_number(in);
        in->broken |= len > quote.len || at > quote.len - len;
        return in->broken ? none : (struct str){quote.ptr + at, len};
    }
    if (len > in->bytes.len)
        in->broken = true;
    if (in->broken || !len)
        return none;
    const char *bytes = in->bytes.ptr;
    in->bytes.ptr += len;
    in->bytes.len -= len;
    return (struct str){arena_copy(arena, bytes, len), len};
}

/* ---- clauses ---- */

static bool same_clause(const struct record *a, const struct record *b)
{
    return a->block == b->block && a->from == b->from && a->len == b->len &&
           a->text == b->text && a->line == b->line &&
           a->place.line == b->place.line && a->place.column == b->place.column;
}

/* Brings the walk to the record's block and writes how far that was. */
static bool put_block(struct walk *walk, const struct node *block,
                      struct buf *out)
{
    size_t steps = 0;

    for (; walk->block != block || !walk->block; steps++)
        if (!walk_step(walk))
            return false;
    if (steps)
        flat_read(&walk->flat, block);
    wire_put_short(out, steps);
    return true;
}

static bool take_block(struct walk *walk, struct input *in)
{
    uint64_t steps = take_number(in);

    for (uint64_t i = 0; i < steps; i++)
        if (!walk_step(walk))
            return false;
    return walk->block != NULL;
}

/* Whether the quote is what stands at its place, beginning in its node. */
static bool is_there(const struct walk *walk, const struct record *record)
{
    struct str text = flat_text(&walk->flat);
    size_t within;

    if (record->place.source != walk->doc->source ||
        record->len != record->quote.len || record->from > text.len ||
        record->len > text.len - record->from ||
        (record->text &&
         flat_node(&walk->flat, record->from, &within) != record->text))
        return false;
    text = (struct str){text.ptr + record->from, record->len};
    return str_equal(text, record->quote);
}

static bool put_clause(struct walk *walk, const struct record *record,
                       struct buf *out)
{
    if (!put_block(walk, record->block, out) || !is_there(walk, record))
        return false;
    wire_put_short(out, record->from);
    wire_put_short(out, record->len);
    put_signed(out, (int64_t)record->line - walk->block->line);
    put_signed(out, (int64_t)record->place.line - record->line);
    wire_put_short(out, record->place.column);
    return true;
}

/* The block's text where it lives as long as the records. */
static struct str lasting_text(struct arena *arena, struct walk *walk)
{
    flat_read(&walk->flat, walk->block);
    struct str text = flat_text(&walk->flat);
    return (struct str){arena_copy(arena, text.len ? text.ptr : "", text.len),
                        text.len};
}

static void take_clause(struct arena *arena, struct walk *walk,
                        struct input *in, struct str *text, bool has_node,
                        struct record *record)
{
    const struct node *before = walk->block;
    size_t within;

    if (!take_block(walk, in) || !walk->block) {
        in->broken = true;
        return;
    }
    if (walk->block != before)
        *text = lasting_text(arena, walk);
    record->block = walk->block;
    record->from = take_number(in);
    record->len = take_number(in);
    record->line = (uint32_t)(walk->block->line + take_signed(in));
    record->place.source = walk->doc->source;
    record->place.line = (uint32_t)(record->line + take_signed(in));
    record->place.column = (uint32_t)take_number(in);
    in->broken |=
        record->from > text->len || record->len > text->len - record->from;
    if (in->broken)
        return;
    record->quote = (struct str){text->ptr + record->from, record->len};
    if (has_node)
        record->text = flat_node(&walk->flat, record->from, &within);
}

/* ---- records ---- */

static unsigned marks_of(const struct walk *walk, const struct record *record)
{
    unsigned marks = record->kind == RECORD_RESULT ? IS_RESULT : 0;
    int64_t units;
    bool high = !same_bits(record->high, 0) || record->high_decimals;

    marks |= walk->block && same_clause(&walk->last, record) ? SAME_CLAUSE : 0;
    marks |= record->text ? HAS_NODE : 0;
    marks |= record->has_value ? HAS_VALUE : 0;
    marks |= high ? HAS_HIGH : 0;
    marks |= record->base.len ? HAS_BASE : 0;
    marks |= record->by.len ? HAS_BY : 0;
    if (!as_units(record->value, record->decimals, &units) ||
        !as_units(record->high, record->high_decimals, &units))
        marks |= WHOLE_BITS;
    return marks;
}

static bool put_record(struct walk *walk, const struct record *record,
                       struct buf *out)
{
    struct str none = {"", 0}, quote = record->quote;
    unsigned marks = marks_of(walk, record);

    if (!record->has_value && (record->value != 0 || record->decimals))
        return false;
    buf_char(out, (char)marks);
    buf_char(out, (char)(record->op << MEASURE_BITS | record->measure));
    if (!(marks & SAME_CLAUSE) && !put_clause(walk, record, out))
        return false;
    if (marks & HAS_VALUE)
        put_value(out, record->value, record->decimals, marks & WHOLE_BITS);
    if (marks & HAS_HIGH)
        put_value(out, record->high, record->high_decimals, marks & WHOLE_BITS);
    put_text(out, record->indicator, quote, walk->last.indicator);
    put_text(out, record->unit, quote, walk->last.unit);
    if (marks & HAS_BASE)
        put_text(out, record->base, quote, none);
    if (marks & HAS_BY)
        put_text(out, record->by, quote, none);
    walk->last = *record;
    return true;
}

bool kept_write(const struct doc *doc, const struct records *records,
                struct buf *out)
{
    struct walk walk = walk_begin(doc);
    bool ok = true;

    wire_put_short(out, records->len);
    for (size_t i = 0; i < records->len && ok; i++)
        ok = put_record(&walk, &records->item[i], out);
    flat_free(&walk.flat);
    return ok;
}

static void take_values(struct input *in, unsigned marks, struct record *record)
{
    bool bits = marks & WHOLE_BITS;

    record->has_value = marks & HAS_VALUE;
    if (marks & HAS_VALUE)
        record->value = take_value(in, &record->decimals, bits);
    if (marks & HAS_HIGH)
        record->high = take_value(in, &record->high_decimals, bits);
}

/* Reads a record behind `last`; all that is the same for both is in it. */
static void take_record(struct arena *arena, struct walk *walk,
                        struct input *in, struct str *text,
                        struct record *record)
{
    struct str none = {"", 0};
    const struct record *last = &walk->last;
    unsigned marks = take_byte(in), how = take_byte(in);

    if (marks & SAME_CLAUSE)
        *record = (struct record){.quote = last->quote,
                                  .place = last->place,
                                  .line = last->line,
                                  .block = last->block,
                                  .text = last->text,
                                  .from = last->from,
                                  .len = last->len};
    else
        take_clause(arena, walk, in, text, marks & HAS_NODE, record);
    record->kind = marks & IS_RESULT ? RECORD_RESULT : RECORD_TARGET;
    record->measure = how & ((1U << MEASURE_BITS) - 1);
    record->op = how >> MEASURE_BITS;
    take_values(in, marks, record);
    record->indicator = take_text(arena, in, record->quote, last->indicator);
    record->unit = take_text(arena, in, record->quote, last->unit);
    record->base =
        marks & HAS_BASE ? take_text(arena, in, record->quote, none) : none;
    record->by =
        marks & HAS_BY ? take_text(arena, in, record->quote, none) : none;
    walk->last = *record;
}

struct records *kept_read(struct arena *arena, const struct doc *doc,
                          struct str bytes)
{
    struct records *records = arena_new(arena, sizeof(*records));
    struct input in = {bytes, false};
    struct walk walk = walk_begin(doc);
    struct str text = {"", 0};

    uint64_t len = take_number(&in);
    if (len > bytes.len) /* each takes more than a byte */
        return NULL;
    records->len = records->cap = len;
    records->item = arena_array(arena, len, sizeof(*records->item));
    for (size_t i = 0; i < len && !in.broken; i++)
        take_record(arena, &walk, &in, &text, &records->item[i]);
    flat_free(&walk.flat);
    if (!len)
        records->item = NULL;
    return in.broken ? NULL : records;
}
