#include "paragraph.h"

#include "../base/diag.h"
#include "lexicon.h"

#include <string.h>

/* 主要预期目标：财政收入4%: an amount cannot be 4 %, so it grows by that. */
static bool grows_unsaid(const struct paragraph *p,
                         const struct part_of_clause *part, struct str name)
{
    return p->reader->goal && p->kind == RECORD_TARGET &&
           word_is(part->figure.unit, "%") && !part->phrase.portion &&
           !part->phrase.task && lexicon_before(LEX_AMOUNT, name, name.len) > 0;
}

static enum record_measure measure_of(const struct part_of_clause *part,
                                      struct record *record)
{
    enum change change = part->phrase.change;
    /* Where the unit was lost, 增长 more often is meant as a share. */
    bool share = word_is(record->unit, "%") || word_is(record->unit, "‰") ||
                 !record->unit.len;

    if (part->figure.growth)
        return MEASURE_GROWTH;
    /* 同比-3.5% */
    if (change == CHANGE_NONE && record->value < 0 && part->phrase.base.len) {
        record->value = -record->value;
        return share ? MEASURE_DECLINE : MEASURE_FALL;
    }
    if (change == CHANGE_NONE)
        return MEASURE_LEVEL;
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

void paragraph_place(struct paragraph *p, struct record *record)
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

struct str paragraph_by(struct paragraph *p)
{
    struct reader *reader = p->reader;

    if (p->kind != RECORD_TARGET)
        return (struct str){"", 0};
    if (p->year)
        return p->by;
    return reader->goal ? reader->by : (struct str){"", 0};
}

/* 每村至少培育1个, 至少有1人: only verbs stand between 至少 and the number. */
static bool said_at_least(struct str head)
{
    size_t at =
        head.len > strlen("至少") ? str_find(head, STR("少")) : SIZE_MAX;
    size_t verb;

    if (at == SIZE_MAX ||
        !(word_before(head, at, "至") || word_before(head, at, "最")))
        return false;
    for (at += strlen("少"); at < head.len; at += verb) {
        verb = lexicon_at(LEX_LEAD, head, at);
        if (!verb)
            verb = lexicon_at(LEX_MAKE, head, at);
        if (!verb)
            return false;
    }
    return true;
}

/* 米业力争实现产值: subject and measure, without the promise between them. */
static struct str without_pledge(struct arena *arena, struct str name)
{
    static const char *const pledges[] = {"力争", "确保", "力求"};
    size_t at = SIZE_MAX;

    if (name.len < strlen("米业力争产值"))
        return name;
    for (size_t i = 0; i < sizeof(pledges) / sizeof(pledges[0]); i++)
        if (at == SIZE_MAX)
            at = str_find(name, str_of(pledges[i]));
    if (at == SIZE_MAX || at < strlen("米业"))
        return name;
    size_t behind = at + strlen("力争");
    for (size_t len; (len = lexicon_at(LEX_MAKE, name, behind)) > 0;)
        behind += len;
    struct str rest = {name.ptr + behind, name.len - behind};
    return lexicon_before(LEX_METRIC, rest, rest.len)
               ? names_join(arena, (struct str){name.ptr, at}, rest)
               : name;
}

/* 产值31亿元，占工业总产值的78%，增长9%: it is the 产值 that grew, for a share
 * grows by 个百分点. */
static struct str without_portion(const struct part_of_clause *part,
                                  const struct record *record, struct str name)
{
    if (part->phrase.name.len || record->measure == MEASURE_LEVEL ||
        word_before(record->unit, record->unit.len, "百分点"))
        return name;
    size_t at = str_find(name, STR("占"));
    if (at == SIZE_MAX || at < strlen("产值") || word_at(name, at, "占比") ||
        word_at(name, at, "占地") || word_before(name, name.len, "比重") ||
        word_before(name, name.len, "比例"))
        return name;
    return (struct str){name.ptr, at};
}

void paragraph_add(struct paragraph *p, const struct part_of_clause *part,
                   struct str indicator)
{
    struct record *record = reader_add(p->reader, p->kind);

    reader_figure(p->reader, record, &part->figure);
    if (record->op == OP_EQUAL && said_at_least(part->head))
        record->op = OP_LEAST;
    record->measure = measure_of(part, record);
    indicator = without_portion(part, record, indicator);
    record->indicator = p->kind == RECORD_TARGET
                            ? without_pledge(p->reader->arena, indicator)
                            : indicator;
    if (record->measure == MEASURE_LEVEL && grows_unsaid(p, part, indicator))
        record->measure = MEASURE_GROWTH;
    /* 逾期率为零: in whatever unit. */
    if (!record->unit.len && record->value == 0 &&
        word_before(indicator, indicator.len, "率"))
        record->unit = STR("%");
    record->base = part->phrase.base.len ? part->phrase.base : p->ground;
    record->by = paragraph_by(p);
    paragraph_place(p, record);
    if (!record->unit.len)
        diag_str(p->reader->diags, LOST_UNIT, record->place, p->quote);
}
