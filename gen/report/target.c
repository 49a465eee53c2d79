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

/* ---- which part is plan ---- */

/* What a heading says of the part it opens, and whether it says both. */
struct cue {
    enum part part;
    bool both;
};

/* Where both stand, the last one is what the heading is about: 存在的问题及下步
 * 打算 looks ahead, 目标任务完成情况 looks back. */
static struct cue heading_cue(struct str heading, enum lexicon plan_words)
{
    size_t plan = lexicon_last(plan_words, heading);
    size_t past = lexicon_last(LEX_SUMMARY, heading);
    bool has_plan = plan != SIZE_MAX, has_past = past != SIZE_MAX;

    if (!has_plan && !has_past)
        return (struct cue){PART_UNKNOWN, false};
    if (!has_plan)
        return (struct cue){PART_SUMMARY, false};
    if (!has_past)
        return (struct cue){PART_PLAN, false};
    return (struct cue){plan > past ? PART_PLAN : PART_SUMMARY, true};
}

bool heading_is_plan(struct str heading)
{
    lexicon_prepare();
    return heading_cue(heading, LEX_PLAN).part == PART_PLAN;
}

/* What the headings above say, from the title down. */
struct outline {
    struct cue title, chapter, section;
};

/*
 * The chapter decides. A section does where the chapter says nothing or both;
 * the title, of a document that is all plan or all summary, comes last.
 */
static enum part outline_part(const struct outline *outline)
{
    if (outline->chapter.part != PART_UNKNOWN && !outline->chapter.both)
        return outline->chapter.part;
    if (outline->section.part != PART_UNKNOWN)
        return outline->section.part;
    if (outline->chapter.part != PART_UNKNOWN)
        return outline->chapter.part;
    return outline->title.both ? PART_UNKNOWN : outline->title.part;
}

static void outline_heading(struct outline *outline, int level,
                            struct str heading)
{
    struct cue none = {PART_UNKNOWN, false};

    if (level == 1) {
        *outline = (struct outline){.title = heading_cue(heading, LEX_PLAN)};
    } else if (level == 2) {
        outline->chapter = heading_cue(heading, LEX_PLAN);
        outline->section = none;
    } else if (level == 3) {
        /* Below a chapter, 聚焦目标 is a slogan: only clear words count. */
        outline->section = heading_cue(heading, LEX_PLAN_STRICT);
    }
}

/* ---- what the rooms share ---- */

struct record *reader_add(struct reader *reader, enum record_kind kind)
{
    struct records *records = reader->records;

    records->item = mem_grow(records->item, records->len, &records->cap,
                             sizeof(*records->item));
    struct record *record = &records->item[records->len++];
    *record = (struct record){.kind = kind};
    record->indicator = record->unit = record->base = record->by =
        record->quote = (struct str){"", 0};
    return record;
}

void reader_figure(struct reader *reader, struct record *record,
                   const struct figure *figure)
{
    record->has_value = true;
    record->value = figure->value;
    record->high = figure->high;
    record->decimals = figure->decimals;
    record->high_decimals = figure->high_decimals;
    record->op = figure->op;
    record->unit = figure->unit;
    if (figure->scale.len)
        record->unit = names_join(reader->arena, figure->scale, figure->unit);
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

/* The latest year that a heading names: of 2019年总结暨2020年计划, 2020. */
static int latest_year(struct reader *reader)
{
    struct node *root = reader->doc->root;
    int latest = 0;

    for (struct node *at = root; at; at = doc_next(root, at)) {
        if (at->kind != NODE_HEADING)
            continue;
        flat_read(&reader->flat, at);
        struct str text = flat_text(&reader->flat);
        for (size_t i = 0; i < text.len; i++) {
            int year = phrase_year(text, i);
            latest = year > latest ? year : latest;
        }
    }
    return latest;
}

static void read_heading(struct reader *reader, struct outline *outline,
                         const struct node *heading)
{
    flat_read(&reader->flat, heading);
    outline_heading(outline, heading->level, flat_text(&reader->flat));
    reader->part = outline_part(outline);
    reader->goal = false;
    reader->by = (struct str){"", 0};
}

static bool node_within(const struct node *node, enum node_kind kind)
{
    for (node = node->parent; node; node = node->parent)
        if (node->kind == kind)
            return true;
    return false;
}

/* A list right behind the opening sentence still is what it opens. */
static void end_goal(struct reader *reader, const struct node *block)
{
    if (!node_within(block, NODE_ITEM))
        reader->goal = false;
}

static void read_block(struct reader *reader, struct outline *outline,
                       const struct node *block)
{
    switch (block->kind) {
    case NODE_HEADING: read_heading(reader, outline, block); break;
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

/* While it grows the array is on the heap; the arena gets it once, whole. */
static void keep_records(struct arena *arena, struct records *records)
{
    struct record *item = records->item;
    size_t bytes = records->len * sizeof(*item);

    records->item = bytes ? arena_new(arena, bytes) : NULL;
    records->cap = records->len;
    if (bytes)
        memcpy(records->item, item, bytes);
    mem_free(item);
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
    struct outline outline = {0};

    lexicon_prepare();
    outline.title = heading_cue(title, LEX_PLAN);
    if (!year)
        reader.year = latest_year(&reader);
    for (struct node *at = doc->root; at; at = doc_next(doc->root, at))
        read_block(&reader, &outline, at);
    flat_free(&reader.flat);
    keep_records(arena, records);
    return records;
}
