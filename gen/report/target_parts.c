#include "paragraph.h"

#include "../base/diag.h"
#include "../base/seldom.h"
#include "lexicon.h"
#include "target_behind.h"
#include "target_record.h"
#include "target_yield.h"

#include <string.h>

/* What money is spent on, where it is a name and not the rest of a sentence. */
#define SPENT_MOST 60

/* ---- whose number it is ---- */

static inline struct str name_behind(const struct part_of_clause *part)
{
    return part->behind.len ? behind_name(part) : (struct str){"", 0};
}

/* The indicators that this clause told, or else those told last. */
static const struct names *last_names(struct paragraph *p)
{
    return p->own.len ? &p->own : paragraph_names(p);
}

static struct str last_name(struct paragraph *p)
{
    const struct names *names = last_names(p);

    return names->len ? names->item[names->len - 1] : (struct str){"", 0};
}

/* 投入1.2亿元实施镇区提升工程: what it was spent on, and that it was. */
static struct str name_spent(struct paragraph *p,
                             const struct part_of_clause *part)
{
    struct str head = part->head, unit = part->figure.unit, verb;
    size_t len = lexicon_final(part->phrase.tail, LEX_SPEND, head);

    if (!len || part->phrase.name.len > len ||
        (unit.len && !word_before(unit, unit.len, "元")))
        return (struct str){"", 0};
    struct str spent = {head.ptr + head.len - len, len};
    struct str behind = word_trim(part->behind);
    behind.len -= word_at(behind, 0, "用于");
    behind.ptr += word_at(behind, 0, "用于");
    struct str on = phrase_lead(behind, &verb);
    /* …完成甲小区、乙小区改造: the first of a list is not all of it. */
    const char *end = part->behind.ptr + part->behind.len;
    if (word_at(p->prose->text, (size_t)(end - p->prose->text.ptr), "、"))
        return spent;
    if (on.len <= strlen("村") || on.len > SPENT_MOST)
        return spent;
    return names_join(p->reader->arena, on, spent);
}

/* 项目开工24个、竣工15个: a state is nobody's name, and one ends another. */
static struct str name_in_state(struct paragraph *p, struct str last,
                                struct str state)
{
    size_t old = lexicon_before(LEX_READY, last, last.len);

    last.len -= old < last.len ? old : 0;
    last.len -= word_before(last, last.len, "已");
    return names_join(p->reader->arena, last, state);
}

/* The longest name that a verb alone can go on telling of, in bytes. */
#define DONE_MOST 30

/* 排查隐患52处，整改49处: the verb tells which of them; of a whole sentence it
 * tells nothing. */
static struct str name_done(struct paragraph *p, struct str last,
                            struct str verb)
{
    if (last.len > DONE_MOST)
        return verb;
    size_t again = word_at(verb, 0, "再");
    verb = (struct str){verb.ptr + again, verb.len - again};
    return names_join(p->reader->arena, last, verb);
}

/* 收缴罚款18万元，复耕19亩: no money is what was tilled again. */
static bool turns_from_money(const struct paragraph *p,
                             const struct part_of_clause *part)
{
    const struct records *records = p->reader->records;
    struct str unit = part->figure.unit;

    if (!records->len || figure_is_share(&part->figure))
        return false;
    const struct record *last = &records->item[records->len - 1];
    return last->block == p->block &&
           word_before(last->unit, last->unit.len, "元") &&
           !word_before(unit, unit.len, "元");
}

/* Whether its name is one word of the list. */
static inline bool phrase_is(const struct phrase *phrase, enum lexicon list)
{
    return phrase->front & lexicon_set(list) && lexicon_is(list, phrase->name);
}

static inline struct str name_alone(struct paragraph *p,
                                    const struct phrase *phrase)
{
    if (phrase->name.len > NAME_MOST)
        return (struct str){"", 0};
    return phrase_is(phrase, LEX_YIELD)
               ? yield_name(p, last_name(p), phrase->name)
               : phrase->name;
}

/* Whether its name is told by the words before the figure alone, as is seen at
 * a glance of most. */
static inline bool is_named(const struct part_of_clause *part)
{
    static const uint64_t fronts = UINT64_C(1) << LEX_VAGUE |
                                   UINT64_C(1) << LEX_READY |
                                   UINT64_C(1) << LEX_YIELD;
    const struct phrase *phrase = &part->phrase;

    return phrase->name.len && !phrase->task && !part->behind.len &&
           !(phrase->front & fronts) &&
           !(phrase->tail & lexicon_set(LEX_SPEND)) &&
           !(part->share && word_at(phrase->name, 0, "占"));
}

/* The name of part `i`, of which `behind` tells one; empty where the text gives
 * none. */
static SELDOM struct str name_told(struct paragraph *p, size_t i,
                                   struct str behind)
{
    const struct part_of_clause *part = &p->prose->part[i];
    struct str name = part->phrase.name;

    if (part->phrase.tail & lexicon_set(LEX_SPEND)) {
        struct str spent = name_spent(p, part);
        behind = spent.len ? spent : behind;
    }
    if (behind.len && !part->phrase.task)
        return behind;
    bool vague = phrase_is(&part->phrase, LEX_VAGUE);
    bool state = i > 0 && phrase_is(&part->phrase, LEX_READY);
    /* 转移劳动力4900人，占总数的66%: whose share it is was told before. */
    bool portion = part->share && word_at(name, 0, "占");
    if (name.len && !part->phrase.task && !vague && !state && !portion)
        return name_alone(p, &part->phrase);
    struct str last = last_name(p);
    if (part->phrase.task)
        return last.len ? last : name;
    if (vague && last.len)
        return names_join(p->reader->arena, last, name);
    if (state && last.len)
        return name_in_state(p, last, name);
    if (portion && last.len)
        return names_join(p->reader->arena, last, name);
    if (name.len)
        return name_alone(p, &part->phrase);
    if (part->phrase.verb.len && part->phrase.change == CHANGE_NONE &&
        turns_from_money(p, part))
        return part->phrase.verb;
    if (part->phrase.verb.len && part->phrase.change == CHANGE_NONE)
        return name_done(p, last, part->phrase.verb);
    return last;
}

static inline struct str name_of(struct paragraph *p, size_t i,
                                 struct str behind)
{
    const struct part_of_clause *part = &p->prose->part[i];

    if (!is_named(part))
        return name_told(p, i, behind);
    return part->phrase.name.len > NAME_MOST ? (struct str){"", 0}
                                             : part->phrase.name;
}

static bool is_list_head(struct str head)
{
    head = word_trim(head);
    return str_is(head, "、") || str_is(head, "和") || str_is(head, "与") ||
           str_is(head, "及") || str_is(head, "，");
}

/* Numbers right behind each other share the name: 12条18.6公里; so do those of
 * 解决100户、360人的饮水问题. */
static size_t glued_end(const struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = p->prose->part;
    bool waits = !part[i].phrase.name.len && !part[i].behind.len &&
                 behind_counts(&part[i].figure);
    size_t end = i + 1;

    while (end < p->prose->parts &&
           (part[end].glued || (waits && is_list_head(part[end].head) &&
                                !part[end - 1].behind.len)))
        end++;
    return end;
}

/*
 * 规模经营率、普及率、满意度提升至50%、92%、95%以上: as many names as numbers, so
 * they pair without 分别. Returns where they end, or 0.
 */
static SELDOM size_t unsaid_end(struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = p->prose->part;
    struct names names;
    size_t end = i + 1;

    if (part[i].phrase.apart || part[i].behind.len)
        return 0;
    while (end < p->prose->parts && is_list_head(part[end].head) &&
           str_equal(part[end].figure.unit, part[i].figure.unit))
        end++;
    if (end == i + 1)
        return 0;
    bool task = part[i].phrase.task;
    if (part[i].phrase.name.len && !task)
        names_split(p->reader->arena, part[i].phrase.name, &names);
    else if (!p->own.len && (part[i].phrase.change != CHANGE_NONE || task ||
                             part[i].figure.growth))
        /* …分别达到A和B，增长5.1%、6.8%; or 完成任务的98%、103% */
        names_copy(&names, paragraph_names(p));
    else
        return 0;
    return names.len == end - i ? end : 0;
}

/* ---- groups ---- */

/* The parts that 分别 governs: those that bring no name of their own. */
static size_t apart_end(const struct paragraph *p, size_t i)
{
    size_t end = i + 1;

    while (end < p->prose->parts && !p->prose->part[end].phrase.name.len &&
           !p->prose->part[end].bracket)
        end++;
    return end;
}

static void tell_counts(struct paragraph *p)
{
    struct place place =
        flat_place(&p->reader->flat, p->reader->doc->source, p->clause->from);

    diag_str(p->reader->diags, TARGET_COUNTS, place, p->quote);
}

/* 接待游客12万人次，收入980万元，分别增长8%和6%: the last that were told. */
static void names_told(const struct paragraph *p, size_t count,
                       struct names *names)
{
    const struct names *all = &p->all;

    if (all->len < count)
        return;
    memcpy(names->item, all->item + all->len - count,
           count * sizeof(names->item[0]));
    names->len = count;
}

static SELDOM void read_apart(struct paragraph *p, size_t from, size_t to)
{
    struct part_of_clause *part = p->prose->part;
    struct names names;

    names_copy(&names, last_names(p));
    if (!p->own.len) {
        struct names bare;
        names_split(p->reader->arena, paragraph_bare(p), &bare);
        if (bare.len > 1)
            names_copy(&names, &bare);
    }
    struct str written = part[from].phrase.name;

    /* 分别完成目标任务的103%、120%: the task is no name. */
    if (part[from].phrase.task &&
        lexicon_before(LEX_TASK, written, written.len))
        written.len = 0;
    /* 分别占总产值的42%、35%: nor is what they are shares of. */
    if (part[from].share && word_at(written, 0, "占"))
        written.len = 0;
    if (written.len)
        names_split_for(p->reader->arena, written, to - from, &names);
    else if (names.len != to - from)
        names_told(p, to - from, &names);
    names_split_towns(p->reader->arena, to - from, &names);
    bool pairs = names.len == to - from;
    struct str all =
        written.len ? written : names_all(p->reader->arena, &names);
    if (!names.len)
        return;
    if (!pairs)
        tell_counts(p);
    for (size_t i = from; i < to; i++) {
        /* 分别减少2起、3人: the verb is said once. */
        if (i > from && part[i].phrase.change == CHANGE_NONE &&
            is_list_head(part[i].head))
            part[i].phrase.change = part[i - 1].phrase.change;
        if (!part[i].phrase.base.len)
            part[i].phrase.base = part[from].phrase.base;
        if (!part[i].skip)
            paragraph_add(p, &part[i], pairs ? names.item[i - from] : all);
    }
    if (written.len)
        p->own = names;
}

/* 均, 各: the same number for each name. */
static SELDOM bool read_each(struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = &p->prose->part[i];
    struct names names;

    names_split(p->reader->arena, part->phrase.name, &names);
    /* 产值和税收分别达到A和B，增幅均在15%以上: each of those told last. */
    if (!part->phrase.name.len && part->phrase.change != CHANGE_NONE)
        names_copy(&names, last_names(p));
    if (names.len < 2)
        return false;
    for (size_t k = 0; k < names.len; k++)
        paragraph_add(p, part, names.item[k]);
    p->own = names;
    return true;
}

/* 财政收入任务1400万元 in a summary is what was asked, not what was reached:
 * the name goes on to the figure that follows. */
static SELDOM bool is_task(struct paragraph *p, struct str head,
                           struct str name)
{
    static const char *const words[] = {"计划投资", "计划总投资"};
    size_t len = lexicon_before(LEX_TASK, name, name.len);
    struct str thing = {name.ptr, name.len - len};

    if (lexicon_before(LEX_PROGRAMME, name, name.len))
        return false;
    for (size_t i = 0; !len && i < 2 && str_ends(name, "投资"); i++)
        if (str_ends(name, words[i])) {
            len = strlen(words[i]);
            thing =
                names_join(p->reader->arena,
                           (struct str){name.ptr, name.len - len}, STR("投资"));
        }
    if (!len || !thing.len || str_find(head, STR("完成")) != SIZE_MAX ||
        str_find(name, STR("完成")) != SIZE_MAX)
        return false;
    names_add(&p->own, thing);
    return true;
}

/* `back` is lexicon_back of the name. */
static inline bool is_asked(struct paragraph *p, struct str head,
                            struct str name, uint64_t back)
{
    static const uint64_t lists = UINT64_C(1) << LEX_TASK | UINT64_C(1)
                                                                << LEX_ASKED;

    return back & lists && is_task(p, head, name);
}

/* 0.6公里河堤和150亩农田: 河堤和 is no name of the second. */
static SELDOM void pass_joint(struct paragraph *p, size_t i)
{
    struct str behind = p->prose->part[i].behind;

    if (!p->prose->part[i].runs_on || i + 1 >= p->prose->parts ||
        !lexicon_before(LEX_JOINT, behind, behind.len))
        return;
    struct part_of_clause *next = &p->prose->part[i + 1];
    phrase_rename(&next->phrase, (struct str){"", 0});
    next->phrase.make = true;
}

/* 收入5846元，人均增收412元，增长7.6%: the growth is the income's. */
static inline bool is_aside(struct str name, uint64_t back)
{
    return back & lexicon_set(LEX_NAME_END) &&
           (word_before(name, name.len, "增收") ||
            word_before(name, name.len, "增产"));
}

/* 完成6个村1387户4102人搬迁: 村 between two counts is whose they are. */
static bool is_whose(const struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = &p->prose->part[i];
    struct str name = part->phrase.name;

    return i > 0 && str_equal(name, word_trim(part->head)) &&
           str_equal(name, word_trim(part[-1].behind)) &&
           (lexicon_is(LEX_TOWN, name) || lexicon_is(LEX_KIND, name));
}

/* 587户1943人脱贫: the name may stand behind the last of them. */
static SELDOM struct str name_behind_last(const struct part_of_clause *part,
                                          const struct part_of_clause *last)
{
    struct part_of_clause final = *last;

    final.phrase = part->phrase;
    phrase_rename(&final.phrase, (struct str){"", 0});
    final.head = part->head;
    if (behind_counts(&part->figure))
        final.figure.unit = part->figure.unit;
    return name_behind(&final);
}

static inline void read_one(struct paragraph *p, size_t i, size_t end)
{
    struct prose *prose = p->prose;
    struct part_of_clause *part = &prose->part[i];
    struct str behind = name_behind(part);
    struct str name = name_of(p, i, behind);

    if (end > i + 1 && (!part->phrase.name.len || is_whose(p, i))) {
        struct str last = name_behind_last(part, &prose->part[end - 1]);
        name = last.len ? last : name;
    }
    size_t same = word_at(name, 0, "同比");
    name = (struct str){name.ptr + same, name.len - same};
    /* 同比批次下降12%, but nobody knows what 同比改善3.3% did. */
    if (!name.len || (same && !lexicon_is(LEX_UNIT, name)))
        return;
    bool own =
        name.ptr == part->phrase.name.ptr && name.len == part->phrase.name.len;
    uint64_t back = own ? part->phrase.back : lexicon_back(name);
    if (p->kind == RECORD_RESULT && !part->phrase.task &&
        is_asked(p, part->head, name, back))
        return;
    struct part_of_clause *at = part, *behind_all = &prose->part[end];
    do {
        at->phrase.change = part->phrase.change;
        if (!at->skip)
            record_add(p, at, name);
    } while (++at < behind_all);
    /* A share of a task and an aside are told of what was named before. */
    bool other =
        (part->phrase.task || is_aside(name, back)) && last_name(p).len > 0;
    bool told = part->phrase.name.len && !other;
    if (told || behind.len)
        names_add(&p->own, name);
    if (behind.len)
        pass_joint(p, end - 1);
}

/*
 * Where the figures end that are read together with part `i`; `*apart`: each is
 * of a name of its own. Of one part alone that is known.
 */
static SELDOM size_t group_end(struct paragraph *p, size_t i, bool *apart)
{
    const struct part_of_clause *part = &p->prose->part[i];
    size_t end = i + 1, unsaid = 0;

    if (end < p->prose->parts) {
        unsaid = unsaid_end(p, i);
        end = part->phrase.apart ? apart_end(p, i) : glued_end(p, i);
    }
    if (part->skip && !part->phrase.apart && end == i + 1)
        return end;
    *apart = unsaid || (part->phrase.apart && end > i + 1);
    return unsaid ? unsaid : end;
}

/* 在拆除违建8000平方米的基础上，再拆除1.1万平方米: the base names what is to
 * come, too. */
static SELDOM void keep_base_name(struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = &p->prose->part[i];
    struct str name = part->phrase.name;

    if (name.len && name.len <= NAME_MOST &&
        word_at(p->prose->text, part->figure.to, "的基础上"))
        names_add(&p->own, name);
}

void paragraph_parts(struct paragraph *p)
{
    struct prose *prose = p->prose;

    p->own.len = 0;
    for (size_t i = 0, end; i < prose->parts; i = end) {
        const struct part_of_clause *part = &prose->part[i];
        bool apart = false;
        end = prose->parts == 1 ? 1 : group_end(p, i, &apart);
        if (part->skip && !part->phrase.apart && end == i + 1) {
            keep_base_name(p, i);
            continue;
        }
        if (apart)
            read_apart(p, i, end);
        else if (!part->phrase.each || end > i + 1 || !read_each(p, i))
            read_one(p, i, end);
    }
    for (size_t i = 0; i < p->own.len; i++)
        names_add(&p->all, p->own.item[i]);
    if (p->own.len)
        names_copy(&p->names, &p->own);
    else if (p->untold)
        paragraph_names(p);
    p->untold = p->bare = NULL;
}
