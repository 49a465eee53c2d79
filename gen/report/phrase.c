#include "phrase.h"

#include "phrase_edge.h"
#include "phrase_part.h"

#include <string.h>

/* ---- the front of a name ---- */

/* 总投资3.6亿元的光伏项目: how large it is, then its name. */
static struct str behind_extent(struct str name)
{
    uint64_t money = lexicon_set(LEX_EXTENT) | lexicon_set(LEX_SPEND);
    size_t of = lexicon_all_at(money, name, 0)->all[0] & money
                    ? str_find(name, STR("元的"))
                    : SIZE_MAX;

    if (of == SIZE_MAX || of + strlen("元的") >= name.len)
        return name;
    return phrase_from(name, of + strlen("元的"));
}

/* 以茶叶为主的产业带, of a name that begins with 以: it stands behind what it is
 * built on. */
static struct str behind_focus(struct str name)
{
    size_t of = str_find(name, STR("为"));

    if (of == SIZE_MAX)
        return name;
    struct str rest = {name.ptr + of, name.len - of};
    size_t len = str_find(rest, STR("的"));
    if (len != strlen("为主") && len != strlen("为重点"))
        return name;
    return phrase_from(rest, len + strlen("的"));
}

/* 薯类（含马铃薯）: what is counted in, or not, is no part of the name. */
static struct str without_note(struct str name)
{
    static const char *const opens[] = {"（含", "（不含", "（包括",
                                        "(含",  "(不含",  "(包括"};

    if (!phrase_ends(name, "）") && !phrase_ends(name, ")"))
        return name;
    for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
        size_t at = str_find(name, str_of(opens[i]));
        if (at != SIZE_MAX && at > 0)
            name.len = at;
    }
    return name;
}

/* A name that tells by what means, and then what was done, has more bytes. */
#define MEANS_LEAST 30

/* 通过网格员上门化解矛盾纠纷: what stands behind the last verb. */
static struct str behind_means(struct str name, struct str *verb)
{
    if (!lexicon_at(LEX_MEANS, name, 0))
        return name;
    for (size_t at = name.len, len;
         (at = lexicon_last_begin(LEX_LEAD, name, at, &len)) > 0;) {
        struct str rest = {name.ptr + at + len, name.len - at - len};
        if (len < strlen("化解") || lexicon_at(LEX_LEAD_TRAP, name, at) ||
            rest.len < strlen("纠纷"))
            continue;
        return phrase_lead(rest, verb);
    }
    return name;
}

/*
 * 卫生院增设床位: subject, verb, object. What was made is the name; 土地整治项目
 * is one name, for 项目 alone says nothing.
 */
static struct str behind_verb(struct str name, struct str *verb)
{
    /* 每千名老人拥有床位: of each, which says the most. */
    if (word_at(name, 0, "每"))
        return name;
    for (size_t at = name.len, len;
         (at = lexicon_last_begin(LEX_INNER, name, at, &len)) >=
         strlen("村");) {
        if (lexicon_at(LEX_LEAD_TRAP, name, at) ||
            word_at(name, at + len, "”")) /* “一口受理”比例 */
            continue;
        struct str rest = {name.ptr + at + len, name.len - at - len};
        bool plain = word_at(name, at, "实现") || word_at(name, at, "受理");
        rest = phrase_lead(rest, verb);
        /* 贫困户实现脱贫, 热线受理工单 */
        if (plain && rest.len <= strlen("脱贫"))
            return name;
        if (rest.len <= strlen("村") ||
            lexicon_at(LEX_METRIC, rest, 0) == rest.len ||
            lexicon_at(LEX_TASK, rest, 0) == rest.len || phrase_amount(rest))
            return name;
        return rest;
    }
    return name;
}

/* The length of a digit, a point or a scale that ends at `end`, or 0. */
static inline size_t amount_sign(struct str text, size_t end)
{
    bool digit = end && ((unsigned char)(text.ptr[end - 1] - '0') < 10 ||
                         text.ptr[end - 1] == '.');

    return digit ? 1
                 : word_before(text, end, "万") + word_before(text, end, "亿");
}

/* The length of what 占全年任务1500万元的 ends with: how much was asked. */
static size_t asked_amount(struct str name)
{
    size_t end = name.len - lexicon_before(LEX_UNIT, name, name.len);

    for (size_t len; (len = amount_sign(name, end)) > 0;)
        end -= len;
    return name.len - end;
}

/* 完成年度任务的, 占目标任务: how much of what was asked is fulfilled. */
static bool asks_task(struct str name)
{
    if (phrase_ends(name, "的")) {
        name.len -= strlen("的");
        name.len -= asked_amount(name);
        name.len -= phrase_remark(name);
    }
    /* 指标, 计划投资; 的 alone asks nothing. */
    return lexicon_before(LEX_TASK, name, name.len) ||
           lexicon_before(LEX_ASKED, name, name.len) > strlen("的");
}

/* 电商、月嫂等技能培训: examples, then the name of what they are. Of 收入、利润
 * 等指标 the names are those listed: the word for all of them says nothing. */
static struct str behind_examples(struct str name)
{
    for (size_t at = name.len; at-- > 0;) {
        struct str rest = {name.ptr + at, name.len - at};
        if (!str_starts(rest, "等"))
            continue;
        struct str kind = {rest.ptr + 3, rest.len - 3};
        struct str list = {name.ptr, at};
        if (str_find(list, STR("、")) == SIZE_MAX)
            return name;
        if (phrase_ends(kind, "指标"))
            return list;
        return kind.len >= strlen("培训") ? kind : name;
    }
    return name;
}

/* The base of 在…基础上, wherever it stands, is cut out of `left`. */
static struct str cut_ground(struct str left, struct str *base)
{
    size_t at = str_find(left, STR("在"));

    if (at == SIZE_MAX)
        return left;
    struct str tail = {left.ptr + at, left.len - at};
    if (phrase_ground(tail, base) == tail.len)
        left.len = at;
    else if (word_at(left, 0, "在"))
        phrase_ground(left, base);
    return left;
}

/* 比省定标准高出, 较全市平均增幅快: no year is looked back to. */
static bool beside_others(struct str left, const struct phrase *p)
{
    static const char *const ends[] = {"高", "低",   "高出", "低出",
                                       "快", "高于", "低于", "超出"};

    if (p->base.len || !(word_at(left, 0, "比") || word_at(left, 0, "较")) ||
        word_at(left, 0, "比重") || word_at(left, 0, "比例"))
        return false;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (phrase_ends(left, ends[i]))
            return true;
    return false;
}

/* Whom it reached, what it is compared with: 高于全县平均 is no level of its
 * own. */
static bool tells_scope(struct str left, const struct phrase *p,
                        uint64_t within, bool share)
{
    /* 5G网络覆盖90%的行政村: a share of them is what was reached. */
    if (beside_others(left, p))
        return true;
    if (share && phrase_ends(left, "覆盖") && left.len > strlen("覆盖") &&
        !within)
        return false;
    return within & lexicon_set(LEX_OTHERS) ||
           lexicon_final(p->back, LEX_SCOPE, left) ||
           (lexicon_first(p->front, LEX_SCOPE, left) &&
            !lexicon_final(p->back, LEX_METRIC, left));
}

void phrase_rename(struct phrase *p, struct str name)
{
    p->name = name;
    p->front = lexicon_front(name);
    p->back = lexicon_back(name);
}

/* The name without what was taken off one of its ends. */
static inline void shorten(struct phrase *p, struct str name)
{
    if (name.ptr != p->name.ptr)
        p->front = lexicon_front(name);
    if (name.ptr + name.len != p->name.ptr + p->name.len)
        p->back = lexicon_back(name);
    p->name = name;
}

static inline bool may_end(const struct phrase *p, enum lexicon list)
{
    return p->back & lexicon_set(list);
}

/* Whether the name is one word of the list. */
static inline bool is_whole(const struct phrase *p, enum lexicon list)
{
    return p->front & p->back & lexicon_set(list) && lexicon_is(list, p->name);
}

/* 增速, 涨幅 at the end: the name goes without it. */
static void cut_rate(struct phrase *p)
{
    size_t len = lexicon_before(LEX_RATE, p->name, p->name.len);

    if (lexicon_is(LEX_RATE_ALONE, p->name))
        len = p->name.len;
    if (!len)
        return;
    struct str word = {p->name.ptr + p->name.len - len, len};
    p->rate = true;
    if (p->change == CHANGE_NONE)
        p->change = lexicon_at(LEX_DOWN, word, 0) || str_starts(word, "降") ||
                            str_starts(word, "减")
                        ? CHANGE_DOWN
                        : CHANGE_UP;
    shorten(p, (struct str){p->name.ptr, p->name.len - len});
}

/* 年均增幅, 其中明年改500户: no name of their own. */
static bool is_no_name(const struct phrase *p)
{
    return is_whole(p, LEX_ALONE) ||
           (may_end(p, LEX_NAME_END) &&
            (phrase_ends(p->name, "后") || phrase_ends(p->name, "内"))) ||
           (p->front & lexicon_set(LEX_EXCEPT) && phrase_except(p->name));
}

/* 的 at the end of a name is no part of it, and 增收 tells a change. */
static void read_name_end(struct phrase *p)
{
    size_t of = word_before(p->name, p->name.len, "的");

    shorten(p, (struct str){p->name.ptr, p->name.len - of});
    if (p->change == CHANGE_NONE &&
        (phrase_ends(p->name, "增收") || phrase_ends(p->name, "增产")))
        p->change = CHANGE_UP;
}

void phrase_finish(struct phrase *p, bool share, uint64_t cues, uint64_t within)
{
    size_t len = p->name.len;
    struct str verb;

    if (p->name.len >= MEANS_LEAST && p->front & lexicon_set(LEX_MEANS))
        shorten(p, behind_means(p->name, &verb));
    if (p->front & (lexicon_set(LEX_EXTENT) | lexicon_set(LEX_SPEND)))
        shorten(p, behind_extent(p->name));
    if (p->front & lexicon_set(LEX_FOCUS))
        shorten(p, behind_focus(p->name));
    if (may_end(p, LEX_NAME_END))
        shorten(p, without_note(p->name));
    if (cues & lexicon_set(LEX_INNER))
        shorten(p, behind_verb(p->name, &verb));
    p->scope |= is_whole(p, LEX_EXTENT);
    if (share &&
        (may_end(p, LEX_RATE) || p->front & lexicon_set(LEX_RATE_ALONE)))
        cut_rate(p);
    if (p->name.len != len)
        shorten(p, word_trim(p->name));
    if (is_no_name(p))
        shorten(p, (struct str){p->name.ptr, 0});
    if (within & lexicon_set(LEX_EXAMPLES))
        shorten(p, behind_examples(p->name));
    if (may_end(p, LEX_NAME_END))
        read_name_end(p);
}

struct str phrase_read_edges(struct phrase *p, struct str left, bool share,
                             uint64_t within)
{
    p->scope = tells_scope(left, p, within, share);
    p->task = share && asks_task(left);
    p->apart |= word_at(left, 0, "分别") > 0;
    if (within & lexicon_set(LEX_GROUND)) {
        left = word_trim(cut_ground(left, &p->base));
        p->front = lexicon_front(left);
        p->back = lexicon_back(left);
    }
    if (p->change == CHANGE_NONE && word_at(left, 0, "净增"))
        p->change = CHANGE_UP;
    return left;
}
