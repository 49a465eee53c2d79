#include "target_yield.h"

#include "lexicon.h"

#include <string.h>

/* The longest name that a harvest is put behind: 烤烟1200亩、产量180吨. */
#define CROP_MOST 15

/* 改造老园3500亩: what a work was done to yields nothing yet. */
static bool was_made(const struct paragraph *p, struct str name)
{
    static const char *const works[] = {"改造", "新建", "新植", "新栽",  "建成",
                                        "新种", "补植", "扩建", "改扩建"};

    if (name.ptr <= p->text.ptr || name.ptr >= p->text.ptr + p->text.len)
        return false;
    for (size_t i = 0; i < sizeof(works) / sizeof(works[0]); i++)
        if (word_before(p->text, (size_t)(name.ptr - p->text.ptr), works[i]))
            return true;
    return false;
}

/* 苹果面积, which the sentence told before: the last of such a measure, or
 * `other`. */
static struct str last_yield(const struct paragraph *p, struct str other)
{
    for (size_t i = p->all.len; i-- > 0;)
        if (lexicon_before(LEX_YIELD, p->all.item[i], p->all.item[i].len))
            return p->all.item[i];
    return other;
}

struct str yield_name(const struct paragraph *p, struct str last,
                      struct str name)
{
    if (!last.len)
        return name;
    size_t old = lexicon_before(LEX_YIELD, last, last.len);
    bool harvest = word_before(name, name.len, "产") ||
                   word_before(name, name.len, "产量");
    bool crop = harvest && last.len <= CROP_MOST &&
                !lexicon_before(LEX_METRIC, last, last.len);
    if (!old && crop && was_made(p, last))
        last = last_yield(p, last);
    old = lexicon_before(LEX_YIELD, last, last.len);
    if (old ? old == last.len : !crop)
        return name;
    last.len -= old;
    return names_join(p->reader->arena, last, name);
}
