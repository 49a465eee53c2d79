#include "prose.h"

#include "../base/mem.h"
#include "../base/seldom.h"
#include "lexicon.h"
#include "prose_aside.h"

#include <string.h>

static bool is_time_of_base(struct str text)
{
    static const char *const words[] = {"",       "年初的", "年初",   "原来的",
                                        "上年的", "去年的", "目前的", "现在的"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (str_is(text, words[i]))
            return true;
    size_t len = phrase_time(text, 0);
    struct str rest = {text.ptr + len, text.len - len};
    if (len && (!rest.len || str_is(rest, "的")))
        return true;
    /* 由去年同期的21.3万元 */
    text.len -= word_before(text, text.len, "的");
    return text.len <= strlen("上一年度同期末") &&
           lexicon_before(LEX_EARLIER, text, text.len) > 0;
}

/*
 * 由82%提高到90%: where 由 or 从 stands in the head of a base; SIZE_MAX. Where
 * the next figure is that of a change, it is 比 or 较: 比上年的4000万元增25%.
 */
static size_t base_mark(struct str head, bool changes)
{
    for (size_t at = head.len; at-- > 0;) {
        size_t len = changes
                         ? word_at(head, at, "比") + word_at(head, at, "较")
                         : word_at(head, at, "由") + word_at(head, at, "从");
        if (!len)
            continue;
        struct str behind = {head.ptr + at + len, head.len - at - len};
        bool told = behind.len > 0 || !changes; /* 比重 is no base */
        return told && is_time_of_base(behind) ? at : SIZE_MAX;
    }
    return SIZE_MAX;
}

/* The head of the figure after a base must lead on to where it went. */
static bool leads_on(struct str head)
{
    if (lexicon_at(LEX_REACH, head, 0) || word_at(head, 0, "到") ||
        word_at(head, 0, "至"))
        return true;
    /* So does any short verb: 跃升至, 压减为. */
    head = word_trim(head);
    return head.len <= strlen("大幅跃升至") &&
           (str_ends(head, "到") || str_ends(head, "至") ||
            str_ends(head, "为"));
}

/* ---- taking a clause apart ---- */

/* What stands between the figures `i - 1` and `i` joins two of a list. */
static bool is_listed(const struct prose *prose, size_t i)
{
    size_t from = prose->part[i - 1].figure.to;
    size_t to = prose->part[i].figure.from;
    struct str between = {prose->text.ptr + from, to > from ? to - from : 0};

    between = word_trim(between);
    return word_is(between, "、") || word_is(between, "和") ||
           word_is(between, "与") || word_is(between, "及");
}

/* 3、5个: a number without a unit has that of the list's next; so has 3.2个和
 * 2.6个百分点. */
static SELDOM void share_units(struct prose *prose)
{
    for (size_t i = prose->parts; i-- > 1;) {
        struct figure *before = &prose->part[i - 1].figure;
        const struct figure *figure = &prose->part[i].figure;
        bool bare = !before->unit.len && !before->scale.len;
        bool points =
            word_is(before->unit, "个") && word_is(figure->unit, "个百分点");
        if (!(bare || points) || !is_listed(prose, i))
            continue;
        before->unit = figure->unit;
        before->scale = figure->scale;
    }
}

static void take_change(struct phrase *phrase, const struct phrase *before)
{
    phrase->change = before->change;
    if (!phrase->base.len)
        phrase->base = before->base;
}

/* 比上年增长5.1%、6.8%: the verb and what is compared with are said once. */
static void share_changes(struct prose *prose)
{
    for (size_t i = 1; i < prose->parts; i++) {
        struct part_of_clause *part = &prose->part[i];
        const struct part_of_clause *before = part - 1;
        if (part->phrase.change == CHANGE_NONE && !part->phrase.name.len &&
            before->phrase.change != CHANGE_NONE && is_listed(prose, i) &&
            str_equal(part->figure.unit, before->figure.unit))
            take_change(&part->phrase, &before->phrase);
    }
}

/* Behind an unmatched ） and before an unmatched （ nothing belongs to the
 * figure: 22.5公里（其中产业路7公里）. */
static SELDOM size_t head_start(struct str text, size_t from, size_t to,
                                bool *opened)
{
    size_t start = from, open = SIZE_MAX;
    int depth = 0;
    uint32_t rune = 0;

    for (size_t at = from, len; at < to; at += len) {
        at = lexicon_skip_han(text, at);
        len = word_decode(text, at, &rune);
        if (at >= to)
            break;
        if (rune_half(rune) == '(') {
            depth++;
            open = at + len;
        } else if (rune_half(rune) == ')') {
            if (depth == 0)
                start = at + len;
            else if (--depth == 0)
                open = SIZE_MAX;
        }
    }
    if (open == SIZE_MAX)
        return start;
    *opened = true;
    return open;
}

/* Where the words behind a figure end: at the next figure or a mark. */
static SELDOM size_t behind_end(struct str text, size_t from, size_t most)
{
    uint32_t rune = 0;

    for (size_t at = from, len; at < most; at += len) {
        at = lexicon_skip_han(text, at);
        if (at >= most)
            return most;
        len = word_decode(text, at, &rune);
        if (rune_is_punct(rune) && rune != 0x201c && rune != 0x201d)
            return at;
    }
    return most;
}

/*
 * What stands between a figure and the next 、 belongs to that figure (146户脱贫、
 * 3个村退出), and what was finished at a 、 is told (小学完工、新增学位540个): the
 * head begins behind.
 */
static SELDOM size_t behind_others(struct str text, size_t from, size_t to,
                                   bool first)
{
    size_t start = from;
    bool told = first;

    for (size_t at = from; at < to; at++) {
        at = lexicon_skip_han(text, at);
        if (at + strlen("、") > to || !word_at(text, at, "、"))
            continue;
        bool behind = !told && at > from;
        if (behind || lexicon_before(LEX_READY, text, at))
            start = at + strlen("、");
        told = true;
    }
    return start;
}

/* 负担不超过上年收入的5%: the bound stands before what it is a share of; the
 * head ends with 的. */
static SELDOM void take_bound(struct part_of_clause *part)
{
    static const enum lexicon lists[] = {LEX_BEFORE_MOST, LEX_BEFORE_LEAST};
    static const enum record_op ops[] = {OP_MOST, OP_LEAST};
    struct str head = part->head;

    if (part->figure.op != OP_EQUAL)
        return;
    for (size_t i = 0; i < 2; i++) {
        size_t len, at = lexicon_find(lists[i], head, &len);
        if (at == SIZE_MAX || at == 0 || !word_at(head, at, "不"))
            continue;
        part->head.len = at;
        part->figure.op = ops[i];
        return;
    }
}

static inline void read_head(const struct prose *prose, struct str head,
                             struct part_of_clause *part)
{
    const struct clause *clause = prose->clause;
    const char *begin = prose->text.ptr - clause->from; /* of the paragraph */

    phrase_read(head, part->share, clause->seen.cues,
                begin + clause->seen.inner, &part->phrase);
}

/* Where the head of a part begins in a clause with brackets or 、, behind the
 * figure before, which ends at `previous`. */
static SELDOM size_t head_begin(const struct prose *prose,
                                struct part_of_clause *part, size_t previous)
{
    struct str text = prose->text;
    size_t start = previous, from = part->figure.from;
    bool first = part == prose->part;

    if (clause_has(prose->clause, LEXICON_KIND_BRACKET))
        start = head_start(text, previous, from, &part->bracket);
    part->glued = start == from && !first;
    if (clause_has(prose->clause, LEXICON_KIND_LIST))
        start = behind_others(text, start, from, first || start != previous);
    return start;
}

/* Reads what stands around a figure, between `previous` and `next`. */
static ALWAYS void take_part(const struct prose *prose,
                             struct part_of_clause *part, size_t previous,
                             size_t next)
{
    const struct figure *figure = &part->figure;
    struct str text = prose->text;
    size_t start = previous;

    part->bracket = false;
    part->glued = start == figure->from && part != prose->part;
    if (clause_has(prose->clause, LEXICON_KIND_BRACKET | LEXICON_KIND_LIST))
        start = head_begin(prose, part, previous);
    part->head = (struct str){text.ptr + start, figure->from - start};
    part->share = figure_is_share(figure);
    if (part->share && word_before(part->head, part->head.len, "的"))
        take_bound(part);
    read_head(prose, part->head, part);
    size_t end = figure->to < next ? behind_end(text, figure->to, next) : next;
    part->behind = (struct str){text.ptr + figure->to, end - figure->to};
    part->site = part->phrase.back & lexicon_set(LEX_PLACE) && aside_site(part);
    if (part->phrase.led)
        aside_means(part);
    part->runs_on = end == next && next < text.len;
}

/* Room for one part more, which counts when prose->parts says so. */
static inline struct part_of_clause *add_part(struct prose *prose)
{
    if (prose->parts == prose->cap)
        prose->part = mem_grow(prose->part, prose->parts, &prose->cap,
                               sizeof(*prose->part));
    struct part_of_clause *part = &prose->part[prose->parts];
    part->skip = part->subject = false;
    return part;
}

static void join_parts(struct prose *prose);

/* The figures behind the first, which ends at `at`. */
static SELDOM void find_others(struct prose *prose, size_t at)
{
    size_t last = prose->clause->seen.last_number - prose->clause->from;

    while (at <= last && number_next(prose->text, at, &add_part(prose)->figure))
        at = prose->part[prose->parts++].figure.to;
}

/* The parts of a clause with several figures. */
static SELDOM void take_several(struct prose *prose)
{
    size_t previous = 0;

    share_units(prose);
    for (size_t i = 0; i < prose->parts; i++) {
        struct part_of_clause *part = &prose->part[i];
        bool last = i + 1 == prose->parts;
        take_part(prose, part, previous,
                  last ? prose->text.len : part[1].figure.from);
        previous = part->figure.to;
    }
    join_parts(prose);
}

/* Takes the bases out: what is left of them goes to the figure they lead to. */
static void take_bases(struct prose *prose)
{
    for (size_t i = 0, end; i + 1 < prose->parts; i = end) {
        struct part_of_clause *part = &prose->part[i];
        struct str verb;
        /* 由84户322人核减为61户240人 */
        for (end = i + 1; end < prose->parts && prose->part[end].glued;)
            end++;
        struct part_of_clause *next = part + (end - i);
        if (end == prose->parts)
            continue;
        bool leads = leads_on(next->head);
        if (!leads && (next->phrase.change == CHANGE_NONE || !next->head.len ||
                       next->phrase.name.len))
            continue;
        size_t mark = base_mark(part->head, !leads);
        if (mark == SIZE_MAX)
            continue;
        for (size_t k = i; k < end; k++)
            prose->part[k].skip = true;
        struct str before = {part->head.ptr, mark};
        phrase_rename(&next->phrase, phrase_lead(before, &verb));
        next->phrase.base =
            (struct str){prose->text.ptr + part->figure.from,
                         next[-1].figure.to - part->figure.from};
        if (!next->figure.unit.len && next->figure.value == 0) {
            next->figure.unit = part->figure.unit;
            next->share = part->share;
        }
    }
}

/* 占年计划2.5万亩的80%: what was asked is no record, and the share is one of
 * the task. */
static void take_asked(struct prose *prose)
{
    for (size_t i = 0; i + 1 < prose->parts; i++) {
        struct part_of_clause *part = &prose->part[i], *next = part + 1;
        struct str head = part->head;
        if (!str_is(part->behind, "的") || !figure_is_share(&next->figure) ||
            !lexicon_before(LEX_TASK, head, head.len))
            continue;
        part->skip = true;
        next->phrase.task = true;
        if (!next->phrase.name.len)
            phrase_rename(&next->phrase, part->phrase.name);
    }
}

/* 参保率、入学率两项指标均达100%: the names are told before they are counted. */
static void pass_counted(struct prose *prose)
{
    for (size_t i = 0; i + 1 < prose->parts; i++) {
        struct part_of_clause *part = &prose->part[i], *next = part + 1;
        if (!word_at(part->behind, 0, "指标") || !part->runs_on ||
            str_find(part->phrase.name, STR("、")) == SIZE_MAX)
            continue;
        part->skip = true;
        phrase_rename(&next->phrase, part->phrase.name);
    }
}

/* In 在2023年完成3.74亿元的基础上增长4% the base stands before the name's own
 * figure: name and base go on to that one. */
static void pass_grounds(struct prose *prose)
{
    for (size_t i = 0; i + 1 < prose->parts; i++) {
        struct str head = prose->part[i].head, verb;
        struct part_of_clause *next = &prose->part[i + 1];
        size_t at =
            prose_ground(prose, i) ? str_find(head, STR("在")) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        size_t from = (size_t)(head.ptr - prose->text.ptr) + at + 3;
        next->phrase.base = (struct str){prose->text.ptr + from,
                                         prose->part[i].figure.to - from};
        struct str rest = next->head;
        size_t ground = str_find(rest, STR("基础上"));
        rest.ptr += ground + strlen("基础上");
        rest.len -= ground + strlen("基础上");
        struct str base = next->phrase.base;
        read_head(prose, rest, next);
        next->phrase.base = base;
        if (!next->phrase.name.len)
            phrase_rename(&next->phrase,
                          phrase_lead((struct str){head.ptr, at}, &verb));
    }
}

/* What one figure leaves to the next. */
static void join_parts(struct prose *prose)
{
    share_changes(prose);
    take_bases(prose);
    take_asked(prose);
    pass_counted(prose);
    pass_grounds(prose);
}

void prose_take_figures(struct prose *prose, struct str text,
                        const struct clause *clause)
{
    size_t begin = clause->from, number = clause->seen.number;
    struct part_of_clause *part = add_part(prose);

    prose->text = text;
    prose->clause = clause;
    if (!number_first(text, number > begin ? number - begin : 0, &part->figure))
        return;
    prose->parts = 1;
    if (begin + part->figure.to <= clause->seen.last_number)
        find_others(prose, part->figure.to);
    if (prose->parts > 1)
        take_several(prose);
    else
        take_part(prose, prose->part, 0, text.len);
    prose_drop(prose);
}

void prose_free(struct prose *prose)
{
    mem_free(prose->part);
    *prose = (struct prose){0};
}
