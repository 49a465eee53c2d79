/*
 * target_record - the record of one figure, put together where it was read.
 */
#ifndef TARGET_RECORD_H
#define TARGET_RECORD_H

#include "../base/seldom.h"
#include "lexicon.h"
#include "paragraph.h"

#include <string.h>

/* What a figure that tells a change measures. */
enum record_measure record_change(const struct part_of_clause *part,
                                  struct record *record);

/* Whether a share of an amount is meant as its growth. */
bool record_grows(const struct paragraph *p, const struct part_of_clause *part,
                  struct str name);

/* Finds the clause's place. */
void record_find_place(struct paragraph *p);

/* Tells what a record without a unit may have lost; in whatever unit,
 * 逾期率为零 has none to lose. */
void record_mend_unit(struct paragraph *p, struct record *record);

/* Whether 至少 stands before the number, with verbs alone between. */
bool record_is_least(struct str head);

/* A name without the promise between subject and measure: 米业力争实现产值. */
struct str record_without_pledge(struct arena *arena, struct str name);

/* The name of a change without what it is a share of: 产值占总产值. */
struct str record_without_portion(const struct record *record, struct str name);

static inline enum record_measure
record_measure_of(const struct part_of_clause *part, struct record *record)
{
    if (part->figure.growth)
        return MEASURE_GROWTH;
    if (part->phrase.change == CHANGE_NONE &&
        !(record->value < 0 && part->phrase.base.len))
        return MEASURE_LEVEL;
    return record_change(part, record);
}

static inline void record_put_place(struct paragraph *p, struct record *record)
{
    if (p->placed != p->clause)
        record_find_place(p);
    record->quote = p->quote;
    record->from = p->clause->from;
    record->len = p->clause->to - p->clause->from;
    record->place = p->place;
    record->line = p->block->line;
    record->block = p->block;
    record->text = p->node;
}

/* Nearly no head has 至少, of which this asks for the last byte; and it ends in
 * that word, or in a verb behind it. */
static inline bool record_may_be_least(const struct part_of_clause *part)
{
    static const uint64_t ends = UINT64_C(1) << LEX_BEFORE_LEAST |
                                 UINT64_C(1) << LEX_LEAD |
                                 UINT64_C(1) << LEX_MAKE;
    struct str head = part->head;

    if (!(part->phrase.tail & ends) || head.len <= strlen("至少"))
        return false;
    const char *p = head.ptr + strlen("至"), *end = head.ptr + head.len;
    while ((p = memchr(p, "少"[2], (size_t)(end - p))) &&
           memcmp(p - 2, "少", 2) != 0)
        p++;
    return p && (p[-3] == "至"[2] || p[-3] == "最"[2]);
}

/* Whether the name of a promise may have one in it: 力争 and 力求 are cues, which
 * a name from elsewhere says nothing of. */
static inline bool record_may_be_pledged(const struct paragraph *p,
                                         struct str name)
{
    bool own =
        name.ptr >= p->quote.ptr && name.ptr < p->quote.ptr + p->quote.len;

    return name.len >= strlen("米业力争产值") &&
           lexicon_back(name) & lexicon_set(LEX_METRIC) &&
           (!own || p->cues & lexicon_set(LEX_STRIVES) ||
            str_find(name, STR("确保")) != SIZE_MAX);
}

static inline struct str record_by(struct paragraph *p)
{
    struct reader *reader = p->reader;

    if (p->kind != RECORD_TARGET)
        return (struct str){"", 0};
    if (p->year)
        return p->by;
    return reader->goal ? reader->by : (struct str){"", 0};
}

/* What paragraph_add does, as a part of who calls it. */
static ALWAYS void record_add(struct paragraph *p,
                              const struct part_of_clause *part,
                              struct str indicator)
{
    struct record *record = reader_new(p->reader);

    record->kind = p->kind;
    reader_figure(p->reader, record, &part->figure);
    if (record->op == OP_EQUAL && record_may_be_least(part) &&
        record_is_least(part->head))
        record->op = OP_LEAST;
    record->measure = record_measure_of(part, record);
    if (record->measure != MEASURE_LEVEL && !part->phrase.name.len)
        indicator = record_without_portion(record, indicator);
    if (p->kind == RECORD_TARGET && record_may_be_pledged(p, indicator))
        indicator = record_without_pledge(p->reader->arena, indicator);
    record->indicator = indicator;
    if (record->measure == MEASURE_LEVEL && p->reader->goal &&
        record_grows(p, part, indicator))
        record->measure = MEASURE_GROWTH;
    record->base = part->phrase.base.len ? part->phrase.base : p->ground;
    record->by = record_by(p);
    record_put_place(p, record);
    if (!record->unit.len)
        record_mend_unit(p, record);
}

#endif
