#include "target_record.h"

#include "../base/diag.h"
#include "lexicon.h"

#include <string.h>

/* 主要预期目标：财政收入4%: an amount cannot be 4 %, so it grows by that. */
bool record_grows(const struct paragraph *p, const struct part_of_clause *part,
                  struct str name)
{
    return p->reader->goal && p->kind == RECORD_TARGET &&
           word_is(part->figure.unit, "%") && !part->phrase.portion &&
           !part->phrase.task && lexicon_before(LEX_AMOUNT, name, name.len) > 0;
}

enum record_measure record_change(const struct part_of_clause *part,
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

void record_find_place(struct paragraph *p)
{
    struct reader *reader = p->reader;

    p->place = flat_place_rune(&reader->flat, reader->doc->source,
                               p->clause->from, p->clause->rune, &p->node);
    if (!p->place.line) /* of an inline that the library does not place */
        p->place = node_place(reader->doc, p->block);
    p->placed = p->clause;
}

void record_mend_unit(struct paragraph *p, struct record *record)
{
    struct str name = record->indicator;

    if (record->value == 0 && word_before(name, name.len, "率"))
        record->unit = STR("%");
    else
        diag_str(p->reader->diags, LOST_UNIT, record->place, p->quote);
}

void paragraph_place(struct paragraph *p, struct record *record)
{
    record_put_place(p, record);
}

struct str paragraph_by(struct paragraph *p)
{
    return record_by(p);
}

/* 每村至少培育1个, 至少有1人: only verbs stand between 至少 and the number. */
bool record_is_least(struct str head)
{
    size_t at = str_find(head, STR("少")), verb;

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
struct str record_without_pledge(struct arena *arena, struct str name)
{
    size_t at = str_find(name, STR("力"));

    if (at != SIZE_MAX && !word_at(name, at, "力争") &&
        !word_at(name, at, "力求"))
        at = SIZE_MAX;
    if (at == SIZE_MAX)
        at = str_find(name, STR("确保"));
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
struct str record_without_portion(const struct record *record, struct str name)
{
    if (word_before(record->unit, record->unit.len, "百分点"))
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
    record_add(p, part, indicator);
}
