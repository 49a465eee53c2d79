#include "target.h"

#include "../base/diag.h"
#include "lexicon.h"
#include "names.h"
#include "phrase.h"
#include "reader.h"

#include <string.h>

const char *record_kind_name(enum record_kind kind)
{
    return kind == RECORD_TARGET ? "target" : "result";
}

const char *record_measure_name(enum record_measure measure)
{
    static const char *const names[] = {
        [MEASURE_LEVEL] = "level",     [MEASURE_GROWTH] = "growth",
        [MEASURE_DECLINE] = "decline", [MEASURE_RISE] = "rise",
        [MEASURE_FALL] = "fall",       [MEASURE_MILESTONE] = "milestone",
    };

    return names[measure];
}

const char *record_op_name(enum record_op op)
{
    static const char *const names[] = {
        [OP_EQUAL] = "=", [OP_LEAST] = ">=",    [OP_MOST] = "<=",
        [OP_ABOUT] = "~", [OP_RANGE] = "range",
    };

    return names[op];
}

/* ---- what the rooms share ---- */

/* Makes room for `cap` records. They lie alone in their arena: so it is given
 * over to the records' own in the end, and nothing has to be copied. */
static void make_room(struct reader *reader, size_t cap)
{
    struct records *records = reader->records;
    struct arena room = {0};
    struct record *item = arena_room(&room, cap * sizeof(*item));

    if (records->len)
        memcpy(item, records->item, records->len * sizeof(*item));
    records->item = item;
    records->cap = cap;
    arena_free(&reader->room);
    reader->room = room;
}

void reader_make_room(struct reader *reader)
{
    make_room(reader, 2 * reader->records->cap);
}

struct str reader_scaled(struct reader *reader, struct str scale,
                         struct str unit)
{
    /* As it mostly stands in the text. */
    if (scale.ptr + scale.len == unit.ptr)
        return (struct str){scale.ptr, scale.len + unit.len};
    return names_join(reader->arena, scale, unit);
}

int reader_year_in(struct str text)
{
    for (size_t at = 0; at < text.len; at++) {
        bool digit = text.ptr[at] >= '0' && text.ptr[at] <= '9';
        bool first =
            at == 0 || text.ptr[at - 1] < '0' || text.ptr[at - 1] > '9';
        int year = digit && first ? phrase_year(text, at) : 0;
        if (year)
            return year;
    }
    return 0;
}

bool reader_is_unit(struct str text)
{
    static const char *const scales[] = {"万亿", "万", "亿"};

    if (str_is(text, "%") || str_is(text, "％") || str_is(text, "‰"))
        return true;
    if (str_is(text, "个百分点") || str_is(text, "百分点"))
        return true;
    for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++)
        if (str_starts(text, scales[i])) {
            text.ptr += strlen(scales[i]);
            text.len -= strlen(scales[i]);
            break;
        }
    size_t len = text.len ? lexicon_at(LEX_UNIT, text, 0) : 0;
    if (len && len < text.len && text.ptr[len] == '/')
        return reader_is_unit(
            (struct str){text.ptr + len + 1, text.len - len - 1});
    return len && len == text.len;
}

/* ---- the walk ---- */

/* A text full of figures has one in so many bytes. */
#define FIGURE_BYTES 40

static bool node_within(const struct node *node, enum node_kind kind)
{
    for (node = node->parent; node; node = node->parent)
        if (node->kind == kind)
            return true;
    return false;
}

static void turn(struct reader *reader, enum part part)
{
    reader->part = part;
    reader->goal = false;
    reader->by = (struct str){"", 0};
}

/* A list right behind the opening sentence still is what it opens. */
static void end_goal(struct reader *reader, const struct node *block)
{
    if (!node_within(block, NODE_ITEM))
        reader->goal = false;
}

static void read_block(struct reader *reader, const struct node *block)
{
    switch (block->kind) {
    case NODE_TABLE: table_read(reader, block); break;
    case NODE_PARAGRAPH:
        if (node_within(block, NODE_FOOTNOTE))
            break;
        end_goal(reader, block);
        prose_read(reader, block);
        break;
    default: break;
    }
}

static void keep_records(struct reader *reader)
{
    struct records *records = reader->records;

    records->cap = records->len;
    records->item =
        arena_fit(&reader->room, records->len * sizeof(*records->item));
    arena_adopt(reader->arena, &reader->room);
}

struct records *targets_read(struct arena *arena, const struct doc *doc,
                             struct str title, int year, struct diags *diags)
{
    struct records *records = arena_new(arena, sizeof(*records));
    struct reader reader = {.arena = arena,
                            .doc = doc,
                            .diags = diags,
                            .records = records,
                            .year = year,
                            .by = {"", 0}};
    struct parts parts = parts_read(arena, doc, title);
    size_t next = 0;

    /* Room for as many as a text full of figures has. */
    make_room(&reader, doc->source->text.len / FIGURE_BYTES + 1);
    if (!year)
        reader.year = parts.year;
    reader.turns = parts.many_years && reader.year == parts.year;
    for (struct node *at = doc->root; at; at = doc_next_block(doc->root, at)) {
        if (next < parts.len && parts.turn[next].block == at)
            turn(&reader, parts.turn[next++].part);
        read_block(&reader, at);
    }
    clauses_free(&reader.clauses);
    prose_free(&reader.prose);
    flat_free(&reader.flat);
    keep_records(&reader);
    return records;
}
