#include "paragraph.h"

#include "../base/diag.h"
#include "lexicon.h"

/* 主要预期目标：财政收入4%: an amount cannot be 4 %, so it grows by that. */
static bool grows_unsaid(const struct paragraph *p,
                         const struct part_of_clause *part, struct str name)
{
    return p->reader->goal && p->kind == RECORD_TARGET &&
           word_is(part->figure.unit, "%") && !part->phrase.portion &&
           !part->phrase.task && lexicon_before(LEX_AMOUNT, name, name.len) > 0;
}

/* What a figure that tells a change measures. */
static enum record_measure measure_change(const struct part_of_clause *part,
                                          struct record *record)
{
    enum change change = part->phrase.change;
    /* Where the unit was lost, 增长 more often is meant as a share. */
    bool share = word_is(record->unit, "%") || word_is(record->unit, "‰") ||
                 !record->unit.len;

    /* 同比-3.5% */
    if (change == CHANGE_NONE) {
        record->value = -record->value;
        return share ? MEASURE_DECLINE : MEASURE_FALL;
    }
    /* 增长1.5倍 is a growth of 150 %. */
    if (word_is(record->unit, "倍") && change == CHANGE_UP) {
        record->value *= 100;
        record->high *= 100;
        record->decimals = record->high_decimals = 0;
        record->unit = STR("%");
        share = true;
    }
    if (change == CHANGE_UP)
        return share ? MEASURE_GROWTH : MEASURE_RISE;
    return share ? MEASURE_DECLINE : MEASURE_FALL;
}

static inline enum record_measure measure_of(const struct part_of_clause *part,
                                             struct record *record)
{
    if (part->figure.growth)
        return MEASURE_GROWTH;
    if (part->phrase.change == CHANGE_NONE &&
        !(record->value < 0 && part->phrase.base.len))
        return MEASURE_LEVEL;
    return measure_change(part, record);
}

/* Finds the clause's place; most clauses with figures have more than one. */
static void place_clause(struct paragraph *p)
{
    struct reader *reader = p->reader;

    p->place = flat_place_rune(&reader->flat, reader->doc->source,
                               p->clause->from, p->clause->rune, &p->node);
    if (!p->place.line) /* of an inline that the library does not place */
        p->place = node_place(reader->doc, p->block);
    p->placed = p->clause;
}

static inline void put_place(struct paragraph *p, struct record *record)
{
    if (p->placed != p->clause)
        place_clause(p);
    record->quote = p->quote;
    record->from = p->clause->from;
    record->len = p->clause->to - p->clause->from;
    record->place = p->place;
    record->line = p->block->line;
    record->block = p->block;
    record->text = p->node;
}

void paragraph_place(struct paragraph *p, struct record *record)
{
    put_place(p, record);
}

struct str paragraph_by(struct paragraph *p)
{
    struct reader *reader = p->reader;

    if (p->kind != RECORD_TARGET)
        return (struct str){"", 0};
    if (p->year)
        return p->by;
    return reader->goal ? reader->by : (struct str){"", 0};
}

void paragraph_add(struct paragraph *p, const struct part_of_clause *part,
                   struct str indicator)
{
    struct record *record = reader_add(p->reader, p->kind);

    reader_figure(p->reader, record, &part->figure);
    record->measure = measure_of(part, record);
    record->indicator = indicator;
    if (record->measure == MEASURE_LEVEL && grows_unsaid(p, part, indicator))
        record->measure = MEASURE_GROWTH;
    /* 逾期率为零: in whatever unit. */
    if (!record->unit.len && record->value == 0 &&
        word_before(indicator, indicator.len, "率"))
        record->unit = STR("%");
    record->base = part->phrase.base.len ? part->phrase.base : p->ground;
    record->by = paragraph_by(p);
    put_place(p, record);
    if (!record->unit.len)
        diag_str(p->reader->diags, LOST_UNIT, record->place, p->quote);
}
