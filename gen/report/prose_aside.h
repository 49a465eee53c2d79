/*
 * prose_aside - figures that tell something other than what was reached: how
 * many rivals there are, where a work was done.
 */
#ifndef PROSE_ASIDE_H
#define PROSE_ASIDE_H

#include "prose.h"

/* What prose_drop does with a part that may be no record. */
void prose_drop_part(struct prose *prose, size_t i);

static inline bool prose_has_unit(const struct figure *figure)
{
    return figure->unit.len || figure->scale.len;
}

/* Whether a part that no subject stands before is a record, as is seen at a
 * glance of most: nothing stands behind it, and nothing odd before. */
static inline bool prose_is_record(const struct part_of_clause *part)
{
    static const uint64_t tails = UINT64_C(1) << LEX_TOPIC;
    static const uint64_t opens = UINT64_C(1) << LEX_OPENING;
    const struct phrase *phrase = &part->phrase;

    return !part->behind.len && !part->bracket && !part->figure.single &&
           prose_has_unit(&part->figure) && !phrase->scope &&
           !(phrase->tail & tails) && !(phrase->open & opens) &&
           (phrase->change == CHANGE_NONE || !word_is(part->figure.unit, "位"));
}

/* Marks the figures that are no record. */
static inline void prose_drop(struct prose *prose)
{
    for (size_t i = 0; i < prose->parts; i++)
        if ((i > 0 && prose->part[i - 1].subject) ||
            !prose_is_record(&prose->part[i]))
            prose_drop_part(prose, i);
}

/* Whether 的基础上 stands behind figure `i`. 总投资6亿元的项目 and 年产2万吨 are
 * read as no figures; a figure in 在…基础上 is a base, and a bare number
 * counts only behind a change. */
bool prose_ground(const struct prose *prose, size_t i);

/* Whether the figure is a rank, or counts those among whom one is told. */
bool aside_rank(const struct part_of_clause *part);

/* Whether the figure counts the heads of a speech: 三项重点, 四项工作. */
bool aside_frame(const struct part_of_clause *part);

/* Whether the name before the figure is only where its object was made, which
 * stands behind. */
bool aside_site(const struct part_of_clause *part);

/* 采集12座楼宇400家单位信息: what stands before the second figure is the noun
 * of the first, and what it counts behind it. */
void aside_subject(struct part_of_clause *part);

/* 比2002年的32.1亿元: a base, with a clause of its own. */
bool aside_base(const struct part_of_clause *part);

/* 没能按时上报, but not 无法就业的残疾人. */
bool aside_denied(struct str behind);

/* 降低成本的35条措施: what is counted is what stands behind. */
void aside_means(struct part_of_clause *part);

/* 日加工50吨的冷库: what a thing is like, of a figure with words behind. */
bool aside_attribute(const struct part_of_clause *part);

/* 2家企业没能上报, 抓好3个方面: nothing was reached, or counted; the same. */
bool aside_talk(const struct part_of_clause *part);

#endif
