/*
 * reader - what the rooms of target share while one document is read.
 */
#ifndef READER_H
#define READER_H

#include "clause.h"
#include "flat.h"
#include "part.h"
#include "prose.h"
#include "target.h"

struct reader {
    struct arena *arena; /* of the records and their texts */
    const struct doc *doc;
    struct diags *diags;
    struct records *records;
    struct arena room; /* where the records lie, and nothing else */
    int year; /* the year that is planned for (or told of); 0: unknown */
    bool turns; /* that year is the later one of two that the headings name */
    enum part part;
    bool goal; /* behind the sentence that opens the main targets */
    struct str by; /* the year that sentence names */
    struct flat flat;
    struct clauses clauses; /* of the paragraph that is being read */
    struct prose prose; /* the last of them that was taken apart */
};

/* What reader_add does where there is no room for one more. */
void reader_make_room(struct reader *reader);

/* A new record at the end, of which only that is set which no text tells: who
 * asks for it sets all the rest. */
static inline struct record *reader_new(struct reader *reader)
{
    struct records *records = reader->records;
    struct str unset = {NULL, 0};

    if (records->len == records->cap)
        reader_make_room(reader);
    struct record *record = &records->item[records->len++];
    record->confirmed = false;
    record->id = record->owner = record->result = record->note = unset;
    return record;
}

/* A new record at the end, empty but for its kind. */
static inline struct record *reader_add(struct reader *reader,
                                        enum record_kind kind)
{
    struct record *record = reader_new(reader);
    struct str none = {"", 0};

    record->kind = kind;
    record->measure = MEASURE_LEVEL;
    record->op = OP_EQUAL;
    record->has_value = false;
    record->value = record->high = 0;
    record->decimals = record->high_decimals = 0;
    record->indicator = record->unit = record->base = record->by = none;
    record->quote = none;
    record->place = (struct place){0};
    record->line = 0;
    record->block = record->text = NULL;
    record->from = record->len = 0;
    return record;
}

/* The unit of a figure with its scale, as it is recorded. */
struct str reader_scaled(struct reader *reader, struct str scale,
                         struct str unit);

/* Puts a figure into a record: value, range, unit; measure and op with it. */
static inline void reader_figure(struct reader *reader, struct record *record,
                                 const struct figure *figure)
{
    record->has_value = true;
    record->value = figure->value;
    record->high = figure->high;
    record->decimals = figure->decimals;
    record->high_decimals = figure->high_decimals;
    record->op = figure->op;
    record->unit = figure->scale.len
                       ? reader_scaled(reader, figure->scale, figure->unit)
                       : figure->unit;
}

/* The first year that stands in `text` as 2020年, or 0. */
int reader_year_in(struct str text);

/* Whether a text names only units, as 亿元 does in （亿元）. */
bool reader_is_unit(struct str text);

/* Reads the clauses of a paragraph or heading. */
void prose_read(struct reader *reader, const struct node *block);

/* Reads a table whose heads say what is promised and what was reached. */
void table_read(struct reader *reader, const struct node *node);

#endif
