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

/* A new record at the end, empty but for its kind. */
struct record *reader_add(struct reader *reader, enum record_kind kind);

/* Puts a figure into a record: value, range, unit; measure and op with it. */
void reader_figure(struct reader *reader, struct record *record,
                   const struct figure *figure);

/* The first year that stands in `text` as 2020年, or 0. */
int reader_year_in(struct str text);

/* Whether a text names only units, as 亿元 does in （亿元）. */
bool reader_is_unit(struct str text);

/* Reads the clauses of a paragraph or heading. */
void prose_read(struct reader *reader, const struct node *block);

/* Reads a table whose heads say what is promised and what was reached. */
void table_read(struct reader *reader, const struct node *node);

#endif
