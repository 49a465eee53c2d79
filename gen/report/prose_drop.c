#include "prose_aside.h"

#include "lexicon.h"

/* 一个, 一次 before a noun are articles; 体检一次 tells that it is done. */
static bool is_article(const struct part_of_clause *part)
{
    return part->figure.single &&
           (part->behind.len > 0 || word_is(part->figure.unit, "次"));
}

/* 13个村集体收入超过30万元: the first number tells of whom, not how much. */
static bool is_subject(const struct prose *prose, size_t i)
{
    const struct part_of_clause *part = &prose->part[i];

    if (!part->behind.len || !part->runs_on || part->phrase.name.len)
        return false;
    /* 为300多户发放了: 为 is not the verb of what it is done for. */
    bool for_whom = word_is(part->head, "为") || word_is(part->head, "向");
    return (!part->phrase.make || for_whom) &&
           part->phrase.change == CHANGE_NONE && !part->share &&
           i + 1 < prose->parts && !prose->part[i + 1].glued &&
           !part->bracket && !lexicon_at(LEX_NOT_NOUN, part->behind, 0) &&
           !lexicon_final(part->phrase.tail, LEX_SPEND, part->head);
}

/* 为300户脱贫户发放了450万元贷款: the object stands behind its amount. */
static void clear_whom(struct part_of_clause *part)
{
    struct part_of_clause *next = part + 1;
    struct str none = {"", 0};

    if (word_is(part->head, "为") && next->behind.len &&
        word_before(next->head, next->head.len, "了"))
        phrase_rename(&next->phrase, none);
}

static bool is_joint_subject(const struct prose *prose, size_t i)
{
    if (i == 0 || !prose->part[i - 1].subject)
        return false;
    struct str head = word_trim(prose->part[i].head);
    return str_ends(head, "与") || str_ends(head, "和");
}

/* （2019年为21.4亿元）: the year before, for comparison. */
static bool is_past_note(const struct prose *prose, size_t i)
{
    const struct part_of_clause *part = &prose->part[i];

    return part->bracket && phrase_year(part->head, 0) > 0;
}

bool prose_ground(const struct prose *prose, size_t i)
{
    size_t at = prose->part[i].figure.to;

    return word_at(prose->text, at, "的基础上") ||
           word_at(prose->text, at, "基础上");
}

/* A lost unit is told where the words show that a number was meant. */
static bool is_stray(const struct part_of_clause *part)
{
    if (prose_has_unit(&part->figure))
        return false;
    struct str name = part->phrase.name;
    return part->phrase.change == CHANGE_NONE &&
           !lexicon_before(LEX_METRIC, name, name.len);
}

/* 主要有以下3个: what is going to be told. */
static bool is_topic(const struct part_of_clause *part)
{
    return !part->share &&
           lexicon_final(part->phrase.tail, LEX_TOPIC, part->head) > 0 &&
           !word_before(part->head, part->head.len, "岁以下");
}

/* 总投资6亿元 describes; 总投资不少于60亿元 is aimed at. */
static bool is_extent(const struct part_of_clause *part)
{
    struct str name = part->phrase.name;
    bool bound = part->figure.op == OP_LEAST || part->figure.op == OP_RANGE;

    return part->phrase.scope &&
           !(bound && lexicon_at(LEX_EXTENT, name, 0) == name.len && name.len);
}

/* What the words behind a figure tell, where there are any. */
static bool is_told_behind(const struct prose *prose, size_t i)
{
    const struct part_of_clause *part = &prose->part[i];

    return part->behind.len > 0 &&
           (prose_ground(prose, i) || aside_attribute(part) ||
            (!part->share && aside_talk(part)) || aside_rank(part));
}

static bool is_no_record(const struct prose *prose, size_t i)
{
    const struct part_of_clause *part = &prose->part[i];

    return part->subject || is_article(part) || is_past_note(prose, i) ||
           is_stray(part) || is_extent(part) || is_topic(part) ||
           aside_base(part) ||
           (part->phrase.change != CHANGE_NONE && aside_rank(part)) ||
           is_told_behind(prose, i);
}

void prose_drop_part(struct prose *prose, size_t i)
{
    struct part_of_clause *part = &prose->part[i];

    part->subject = is_subject(prose, i) || is_joint_subject(prose, i);
    if (part->subject)
        clear_whom(part);
    if (i > 0 && part[-1].subject)
        aside_subject(part);
    part->skip |= is_no_record(prose, i);
}
