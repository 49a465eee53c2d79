#include "prose_aside.h"

#include "lexicon.h"

#include <string.h>

/* 居全县第3位，较上年提升5位: a rank; so is 居全市八个街道前列. */
bool aside_rank(const struct part_of_clause *part)
{
    bool few = word_is(part->figure.unit, "个") || part->figure.single ||
               word_is(part->figure.unit, "家");

    if (word_is(part->figure.unit, "位"))
        return part->phrase.change != CHANGE_NONE;
    return few && part->figure.op == OP_EQUAL && part->behind.len &&
           lexicon_in(LEX_RANKED, part->behind);
}

bool aside_frame(const struct part_of_clause *part)
{
    struct str behind = word_trim(part->behind);
    const struct figure *figure = &part->figure;
    const char *digit = part->head.ptr + part->head.len;
    bool spelt = (unsigned char)digit[figure->digits - figure->from] >= 0x80;

    if (word_is(part->figure.unit, "项") && word_at(behind, 0, "工作"))
        return true;
    return spelt && lexicon_is(LEX_FRAME, behind);
}

/* 完成东村4公里的水渠: the name behind the verb is a place. */
bool aside_site(const struct part_of_clause *part)
{
    struct str head = part->head, name = part->phrase.name;

    if (!name.len || part->share || !lexicon_before(LEX_PLACE, name, name.len))
        return false;
    size_t at = str_find(head, name);
    if (at == SIZE_MAX)
        return false;
    /* 东沟镇1200人参加了合作医疗 */
    return lexicon_before(LEX_MAKE, head, at) ||
           (lexicon_is(LEX_PEOPLE, part->figure.unit) &&
            lexicon_before(LEX_TOWN, name, name.len) &&
            name.len <= strlen("某某民族乡") &&
            !lexicon_at(LEX_LEAD, part->behind, 0));
}

void aside_means(struct part_of_clause *part)
{
    struct phrase *phrase = &part->phrase;
    struct str behind = part->behind;

    if (!phrase->led || part->share || behind.len <= strlen("个") ||
        lexicon_at(LEX_NOT_NOUN, behind, 0))
        return;
    phrase->change = CHANGE_NONE;
    phrase->name.len = 0;
    phrase->make = true;
}

bool prose_listed(const struct part_of_clause *part, struct str behind)
{
    struct str head = word_trim(part->head), name = part->phrase.name;

    if (part->share || part->runs_on || lexicon_at(LEX_LEAD, behind, 0))
        return false;
    return lexicon_before(LEX_JOINT, head, head.len) ||
           str_find(name, STR("、")) != SIZE_MAX;
}

bool aside_denied(struct str behind)
{
    size_t len, at = lexicon_find(LEX_NEGATION, behind, &len);

    if (at == SIZE_MAX)
        return false;
    struct str rest = {behind.ptr + at, behind.len - at};
    return str_find(rest, STR("的")) == SIZE_MAX;
}

void aside_subject(struct part_of_clause *part)
{
    struct str unit = part->figure.unit;
    bool people = lexicon_is(LEX_PEOPLE, unit) && !word_is(unit, "家");

    if (part->share || people || part->phrase.verb.len ||
        lexicon_before(LEX_AMOUNT_UNIT, unit, unit.len) ||
        part->behind.len < strlen("单位信") ||
        lexicon_at(LEX_LEAD, part->behind, 0))
        return;
    phrase_rename(&part->phrase, (struct str){part->phrase.name.ptr, 0});
}

bool aside_base(const struct part_of_clause *part)
{
    struct str head = word_trim(part->head);
    size_t len = word_at(head, 0, "比") + word_at(head, 0, "较");

    if (!len || part->share)
        return false;
    size_t time = phrase_time(head, len);
    return time && len + time + word_at(head, len + time, "的") == head.len;
}

size_t prose_first(struct str behind)
{
    size_t joint = str_find(behind, STR("并"));

    if (joint == SIZE_MAX || joint == 0 ||
        !lexicon_at(LEX_LEAD, behind, joint + strlen("并")))
        return behind.len;
    return joint;
}

/*
 * 日加工50吨的冷库, 长5公里的水渠: what a thing is like. The share of a task
 * (完成任务的85%) has its 的 before it.
 */
bool aside_attribute(const struct part_of_clause *part)
{
    struct str behind = part->behind;

    if (part->share || !part->phrase.name.len || !str_starts(behind, "的"))
        return false;
    /* 解决4个村3200人的饮水困难 */
    if (part->glued || lexicon_is(LEX_KIND, part->phrase.name))
        return false;
    if (part->site)
        return false;
    behind.ptr += strlen("的");
    behind.len -= strlen("的");
    return behind.len > 0 && !lexicon_at(LEX_TASK, behind, 0);
}

/* 2家企业没能上报, 抓好3个方面: nothing was reached, or counted. */
bool aside_talk(const struct part_of_clause *part)
{
    struct str behind = part->behind, name = part->phrase.name;
    size_t big = word_at(behind, 0, "大");
    bool examples = word_before(name, name.len, "等"); /* 甲、乙等2家企业 */

    if (aside_frame(part))
        return true;
    if (lexicon_at(LEX_ABSTRACT, behind, 0) ||
        (big && lexicon_at(LEX_ABSTRACT, behind, big)))
        return true;
    return (examples || name.len <= strlen("村")) && aside_denied(behind);
}
