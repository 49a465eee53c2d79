#include "target_behind.h"

#include "lexicon.h"
#include "paragraph.h"
#include "phrase.h"

#include <string.h>

bool behind_counts(const struct figure *figure)
{
    struct str unit = figure->unit;

    return unit.len && !figure_is_share(figure) &&
           !lexicon_before(LEX_AMOUNT_UNIT, unit, unit.len);
}

/* 硬化2公里村道, 七成以上的嘎查: an amount, too, may stand before its name. */
static bool is_amount_of(const struct part_of_clause *part, struct str behind)
{
    if (part->phrase.name.len || part->phrase.change != CHANGE_NONE ||
        part->phrase.task)
        return false;
    if (figure_is_share(&part->figure))
        return str_starts(behind, "的") || lexicon_at(LEX_KIND, behind, 0);
    bool first = !part->head.len && !part->glued;
    return (part->phrase.make || part->phrase.verb.len || first) &&
           !lexicon_at(LEX_LEAD, behind, word_at(behind, 0, "的"));
}

/* 开工, 全部化解: what becomes of a thing up to a day. */
static bool is_fate(struct str text)
{
    return lexicon_in(LEX_READY, text) ||
           (word_at(text, 0, "全部") && text.len <= strlen("全部化解"));
}

/* 63户危房6月底前全部开工: up to the day. 14户全部脱贫: without 全部. */
static struct str without_time(struct str behind)
{
    size_t all = word_at(behind, 0, "全部"), from = 0, to = 0;
    struct str name = {behind.ptr + all, behind.len - all};
    bool may = lexicon_back(name) & lexicon_set(LEX_READY) ||
               str_find(name, STR("全部")) != SIZE_MAX;

    if (may && phrase_deadline(name, &from, &to).len && from > strlen("村") &&
        is_fate((struct str){name.ptr + to, name.len - to}))
        name.len = from;
    return name.len ? name : behind;
}

/* What is counted may follow: 完成132户搬迁, 3个贫困村退出. */
struct str behind_name(const struct part_of_clause *part)
{
    struct str none = {"", 0}, behind = word_trim(part->behind);

    if (!behind.len || lexicon_at(LEX_NOT_NOUN, behind, 0) > 0)
        return none;
    /* 对15条道路进行硬化: the object of 对 is what is counted. */
    size_t done = str_find(behind, STR("进行"));
    if (done != SIZE_MAX && str_find(part->head, STR("对")) != SIZE_MAX) {
        size_t of = word_at(behind, 0, "的");
        return (struct str){behind.ptr + of, done - of};
    }
    bool examples =
        word_before(part->phrase.name, part->phrase.name.len, "等") &&
        prose_listed(part, behind);
    if (!part->site && !examples && !behind_counts(&part->figure) &&
        !is_amount_of(part, behind))
        return none;
    behind.len = prose_first(behind);
    behind = without_time(behind);
    bool lacks =
        part->phrase.name.len <= strlen("村") || prose_listed(part, behind);
    if (!lacks && !part->phrase.make && !part->site)
        return none;
    if (str_starts(behind, "的"))
        behind = (struct str){behind.ptr + 3, behind.len - 3};
    if (part->runs_on)
        behind.len -= lexicon_before(LEX_JOINT, behind, behind.len);
    /* One character is rarely a name: 搬迁2个村166户. */
    bool long_enough = behind.len > 3 || (part->phrase.make && part->runs_on &&
                                          lexicon_is(LEX_KIND, behind));
    return long_enough && behind.len <= NAME_MOST ? behind : none;
}
