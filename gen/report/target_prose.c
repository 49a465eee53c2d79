#include "reader.h"

#include "../base/diag.h"
#include "clause.h"
#include "lexicon.h"
#include "milestone.h"
#include "names.h"
#include "prose.h"

#include <string.h>

/* Names longer than this are sentences that were not understood. */
#define NAME_MOST 120
/* What money is spent on, where it is a name and not the rest of a sentence. */
#define SPENT_MOST 60

/* What is looked for in every clause, at once. */
#define CUES                                                                   \
    (lexicon_set(LEX_AHEAD) | lexicon_set(LEX_GOAL) | lexicon_set(LEX_DONE) |  \
     lexicon_set(LEX_READY) | lexicon_set(LEX_GROUND) | lexicon_set(LEX_YEAR))

/* One paragraph while its clauses are read. */
struct paragraph {
    struct reader *reader;
    const struct node *block;
    struct str text;
    const struct clause *clause;
    struct str quote; /* the clause */
    struct prose prose;
    struct names names; /* indicators told last, for 同比增长 and 分别 */
    struct names own; /* those that this clause tells */
    struct names all; /* every name that this sentence has told */
    struct str bare; /* what the clause before told without figures */
    uint64_t cues; /* the lists of words that the clause has, of CUES */
    enum record_kind kind;
    int year; /* the year its sentence speaks of; 0: none said */
    struct str by; /* the same in words */
    struct str ground; /* 在去年改造1.2万亩的基础上 of the clause before */
    bool ahead; /* its sentence looks ahead, whatever the part */
    bool turned; /* so does all from here on: 下一步，… */
};

/* ---- records ---- */

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

static void place_record(struct paragraph *p, struct record *record)
{
    struct reader *reader = p->reader;
    size_t within;

    record->quote = p->quote;
    record->from = p->clause->from;
    record->len = p->clause->to - p->clause->from;
    record->place =
        flat_place(&reader->flat, reader->doc->source, record->from);
    record->line = p->block->line;
    record->block = p->block;
    record->text = flat_node(&reader->flat, record->from, &within);
}

/* By when: the year that the sentence names, or the main targets' one. */
static struct str by_of(struct paragraph *p)
{
    struct reader *reader = p->reader;

    if (p->kind != RECORD_TARGET)
        return (struct str){"", 0};
    if (p->year)
        return p->by;
    return reader->goal ? reader->by : (struct str){"", 0};
}

static void add_record(struct paragraph *p, const struct part_of_clause *part,
                       struct str indicator)
{
    struct record *record = reader_add(p->reader, p->kind);

    reader_figure(p->reader, record, &part->figure);
    record->measure = measure_of(part, record);
    record->indicator = indicator;
    if (record->measure == MEASURE_LEVEL && grows_unsaid(p, part, indicator))
        record->measure = MEASURE_GROWTH;
    /* 逾期率为零: in whatever unit. */
    if (!record->unit.len && record->value == 0 &&
        word_before(indicator, indicator.len, "率"))
        record->unit = STR("%");
    record->base = part->phrase.base.len ? part->phrase.base : p->ground;
    record->by = by_of(p);
    place_record(p, record);
    if (!record->unit.len)
        diag_str(p->reader->diags, LOST_UNIT, record->place, p->quote);
}

/* ---- whose number it is ---- */

static bool is_counted(const struct figure *figure)
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
        return str_starts(behind, "的") || str_starts(behind, "以上的");
    return part->phrase.make && !lexicon_at(LEX_LEAD, behind, 0);
}

/* What is counted may follow: 完成132户搬迁, 3个贫困村退出. */
static struct str name_behind(const struct part_of_clause *part)
{
    struct str none = {"", 0}, behind = word_trim(part->behind);

    if (!behind.len || lexicon_at(LEX_NOT_NOUN, behind, 0) > 0)
        return none;
    if (!is_counted(&part->figure) && !is_amount_of(part, behind))
        return none;
    /* 对15条道路进行硬化: the object of 对 is what is counted. */
    size_t done = str_find(behind, STR("进行"));
    if (done != SIZE_MAX && str_find(part->head, STR("对")) != SIZE_MAX)
        return (struct str){behind.ptr, done};
    bool lacks = part->phrase.name.len <= strlen("村");
    if (!lacks && !part->phrase.make)
        return none;
    if (str_starts(behind, "的"))
        behind = (struct str){behind.ptr + 3, behind.len - 3};
    if (part->runs_on)
        behind.len -= lexicon_before(LEX_JOINT, behind, behind.len);
    return behind.len > 3 && behind.len <= NAME_MOST ? behind : none;
}

static struct str last_name(const struct paragraph *p)
{
    const struct names *names = p->own.len ? &p->own : &p->names;

    return names->len ? names->item[names->len - 1] : (struct str){"", 0};
}

/* 投入1.2亿元实施镇区提升工程: what it was spent on, and that it was. */
static struct str name_spent(struct paragraph *p,
                             const struct part_of_clause *part)
{
    struct str head = part->head, unit = part->figure.unit, verb;
    size_t len = lexicon_before(LEX_SPEND, head, head.len);

    if (!len || part->phrase.name.len > len ||
        !lexicon_before(LEX_AMOUNT_UNIT, unit, unit.len) ||
        !word_before(unit, unit.len, "元"))
        return (struct str){"", 0};
    struct str spent = {head.ptr + head.len - len, len};
    struct str behind = word_trim(part->behind);
    behind.len -= word_at(behind, 0, "用于");
    behind.ptr += word_at(behind, 0, "用于");
    struct str on = phrase_lead(behind, &verb);
    if (on.len <= strlen("村") || on.len > SPENT_MOST)
        return spent;
    return names_join(p->reader->arena, on, spent);
}

/* The name of part `i`; empty where the text gives none. */
static struct str name_of(struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = &p->prose.part[i];
    struct str name = part->phrase.name, behind = name_spent(p, part);
    struct str last = last_name(p);

    if (!behind.len)
        behind = name_behind(part);
    if (part->phrase.task)
        return last.len ? last : name;
    if (behind.len)
        return behind;
    if (lexicon_at(LEX_VAGUE, name, 0) == name.len && name.len && last.len)
        return names_join(p->reader->arena, last, name);
    if (name.len)
        return name.len <= NAME_MOST ? name : (struct str){"", 0};
    /* 排查隐患52处，整改49处: the verb tells which of them. */
    if (part->phrase.verb.len && last.len && part->phrase.change == CHANGE_NONE)
        return names_join(p->reader->arena, last, part->phrase.verb);
    return last;
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
    const struct part_of_clause *part = p->prose.part;
    bool waits = !part[i].phrase.name.len && !part[i].behind.len &&
                 is_counted(&part[i].figure);
    size_t end = i + 1;

    while (end < p->prose.parts &&
           (part[end].glued || (waits && is_list_head(part[end].head) &&
                                !part[end - 1].behind.len)))
        end++;
    return end;
}

/*
 * 规模经营率、普及率、满意度提升至50%、92%、95%以上: as many names as numbers, so
 * they pair without 分别. Returns where they end, or 0.
 */
static size_t unsaid_end(struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = p->prose.part;
    struct names names;
    size_t end = i + 1;

    if (part[i].phrase.apart || part[i].behind.len)
        return 0;
    while (end < p->prose.parts && is_list_head(part[end].head) &&
           str_equal(part[end].figure.unit, part[i].figure.unit))
        end++;
    if (end == i + 1)
        return 0;
    names_split(p->reader->arena, part[i].phrase.name, &names);
    return names.len == end - i ? end : 0;
}

/* ---- groups ---- */

/* The parts that 分别 governs: those that bring no name of their own. */
static size_t apart_end(const struct paragraph *p, size_t i)
{
    size_t end = i + 1;

    while (end < p->prose.parts && !p->prose.part[end].phrase.name.len &&
           !p->prose.part[end].bracket)
        end++;
    return end;
}

static void tell_counts(struct paragraph *p)
{
    struct place place =
        flat_place(&p->reader->flat, p->reader->doc->source, p->clause->from);

    diag_str(p->reader->diags, TARGET_COUNTS, place, p->quote);
}

static void read_apart(struct paragraph *p, size_t from, size_t to)
{
    struct part_of_clause *part = p->prose.part;
    struct names names = p->own.len ? p->own : p->names, bare;

    names_split(p->reader->arena, p->bare, &bare);
    if (!p->own.len && bare.len > 1)
        names = bare;
    struct str written = part[from].phrase.name;

    if (written.len)
        names_split(p->reader->arena, written, &names);
    /* 接待游客12万人次，收入980万元，分别增长8%和6%: those of the sentence. */
    else if (names.len != to - from && p->all.len == to - from)
        names = p->all;
    bool pairs = names.len == to - from;
    struct str all =
        written.len ? written : names_all(p->reader->arena, &names);
    if (!names.len)
        return;
    if (!pairs)
        tell_counts(p);
    for (size_t i = from; i < to; i++) {
        /* 分别下降了29%、64%: the verb is said once. */
        if (i > from && part[i].phrase.change == CHANGE_NONE &&
            is_list_head(part[i].head))
            part[i].phrase.change = part[i - 1].phrase.change;
        if (!part[i].phrase.base.len)
            part[i].phrase.base = part[from].phrase.base;
        if (!part[i].skip)
            add_record(p, &part[i], pairs ? names.item[i - from] : all);
    }
    if (written.len)
        p->own = names;
}

/* 均, 各: the same number for each name. */
static bool read_each(struct paragraph *p, size_t i)
{
    const struct part_of_clause *part = &p->prose.part[i];
    struct names names;

    names_split(p->reader->arena, part->phrase.name, &names);
    if (names.len < 2)
        return false;
    for (size_t k = 0; k < names.len; k++)
        add_record(p, part, names.item[k]);
    p->own = names;
    return true;
}

/* 财政收入任务1400万元 in a summary is what was asked, not what was reached:
 * the name goes on to the figure that follows. */
static bool is_asked(struct paragraph *p, struct str head, struct str name)
{
    static const char *const words[] = {"计划投资", "计划总投资"};
    size_t len = lexicon_before(LEX_TASK, name, name.len);
    struct str thing = {name.ptr, name.len - len};

    if (p->kind != RECORD_RESULT)
        return false;
    for (size_t i = 0; !len && i < 2; i++)
        if (str_ends(name, words[i])) {
            len = strlen(words[i]);
            thing =
                names_join(p->reader->arena,
                           (struct str){name.ptr, name.len - len}, STR("投资"));
        }
    if (!len || !thing.len || str_find(head, STR("完成")) != SIZE_MAX)
        return false;
    names_add(&p->own, thing);
    return true;
}

/* 0.6公里河堤和150亩农田: 河堤和 is no name of the second. */
static void pass_joint(struct paragraph *p, size_t i)
{
    struct str behind = p->prose.part[i].behind;

    if (!p->prose.part[i].runs_on || i + 1 >= p->prose.parts ||
        !lexicon_before(LEX_JOINT, behind, behind.len))
        return;
    struct part_of_clause *next = &p->prose.part[i + 1];
    next->phrase.name.len = 0;
    next->phrase.make = true;
}

static void read_one(struct paragraph *p, size_t i, size_t end)
{
    struct prose *prose = &p->prose;
    struct part_of_clause *part = &prose->part[i];
    struct str name = name_of(p, i);

    /* 587户1943人脱贫: the name may stand behind the last of them. */
    if (!part->phrase.name.len && end > i + 1) {
        struct part_of_clause last = prose->part[end - 1];
        last.phrase = part->phrase;
        last.head = part->head;
        if (is_counted(&part->figure))
            last.figure.unit = part->figure.unit;
        struct str behind = name_behind(&last);
        name = behind.len ? behind : name;
    }
    if (!name.len || word_at(name, 0, "同比"))
        return;
    if (!part->phrase.task && is_asked(p, part->head, name))
        return;
    for (size_t k = i; k < end; k++) {
        if (k > i)
            prose->part[k].phrase.change = part->phrase.change;
        if (!prose->part[k].skip)
            add_record(p, &prose->part[k], name);
    }
    bool told = part->phrase.name.len && !part->phrase.task;
    if (told || name_behind(part).len)
        names_add(&p->own, name);
    if (name_behind(part).len)
        pass_joint(p, end - 1);
}

static void read_parts(struct paragraph *p)
{
    struct prose *prose = &p->prose;

    p->own.len = 0;
    for (size_t i = 0, end; i < prose->parts; i = end) {
        const struct part_of_clause *part = &prose->part[i];
        size_t unsaid = unsaid_end(p, i);
        end = part->phrase.apart ? apart_end(p, i) : glued_end(p, i);
        if (part->skip && !part->phrase.apart && end == i + 1)
            continue;
        if (unsaid)
            end = unsaid;
        if (unsaid || (part->phrase.apart && end > i + 1))
            read_apart(p, i, end);
        else if (!part->phrase.each || end > i + 1 || !read_each(p, i))
            read_one(p, i, end);
    }
    for (size_t i = 0; i < p->own.len; i++)
        names_add(&p->all, p->own.item[i]);
    if (p->own.len)
        p->names = p->own;
}

/* ---- clauses ---- */

static bool has_cue(const struct paragraph *p, enum lexicon list)
{
    return p->cues & lexicon_set(list);
}

/* A word of the list stands first, or behind a scope: 全镇明年… */
static bool opens_with(struct str text, enum lexicon list)
{
    for (size_t at = 0, len; at < text.len; at += len) {
        if (lexicon_at(list, text, at))
            return true;
        len = lexicon_at(LEX_LEAD, text, at);
        if (!len)
            break;
    }
    return false;
}

/* A year that has passed, or 已完成, is told as reached even in a plan. */
static enum record_kind kind_in_plan(const struct paragraph *p)
{
    int planned = p->reader->year;

    if (planned && p->year && p->year < planned)
        return RECORD_RESULT;
    if (opens_with(p->quote, LEX_PAST) && !has_cue(p, LEX_GROUND))
        return RECORD_RESULT;
    return has_cue(p, LEX_DONE) ? RECORD_RESULT : RECORD_TARGET;
}

static enum record_kind kind_of(const struct paragraph *p)
{
    int year = p->reader->year;

    if (p->reader->part == PART_PLAN)
        return kind_in_plan(p);
    if (p->reader->goal || p->ahead || p->turned)
        return RECORD_TARGET;
    return year && p->year > year ? RECORD_TARGET : RECORD_RESULT;
}

/* The year that the clause itself speaks of, at its beginning. */
static int clause_year(struct str text)
{
    size_t at = 0;

    for (size_t len; at < text.len; at += len) {
        int year = phrase_year(text, at);
        if (year)
            return year;
        len = lexicon_at(LEX_LEAD, text, at);
        if (!len)
            len = word_at(text, at, "到");
        if (!len)
            break;
    }
    return 0;
}

/* What was told in the last sentence is no subject of this one. */
static void begin_sentence(struct paragraph *p)
{
    p->ground = (struct str){"", 0};
    p->names.len = p->bare.len = p->all.len = 0;
    p->year = 0;
    p->by = (struct str){"", 0};
    p->ahead = false;
}

/* 茶农人均收入首次迈上万元台阶: what is measured, without what is told of it. */
static struct str measured_front(struct str text)
{
    for (size_t end = text.len; end > 0; end--) {
        struct str front = {text.ptr, end};
        if (end == text.len || !lexicon_before(LEX_METRIC, text, end))
            continue;
        if (lexicon_at(LEX_TELLS, text, end))
            return front;
    }
    return text;
}

/* 规模以上企业营业收入、利润，较去年分别…: names without a number. What is no
 * list may be any words, so it counts only when it ends as a measure does. */
static void keep_names(struct paragraph *p)
{
    struct str verb, text = phrase_lead(p->quote, &verb);

    if (!text.len || text.len > NAME_MOST)
        return;
    text = measured_front(text);
    p->bare = text;
    if (lexicon_before(LEX_METRIC, text, text.len))
        names_split(p->reader->arena, text, &p->names);
}

static void read_milestones(struct paragraph *p)
{
    struct milestone milestone = {.name = {"", 0}};
    struct reader *reader = p->reader;

    bool works = !p->prose.parts && str_find(p->quote, STR("完成")) != SIZE_MAX;
    if (p->kind != RECORD_TARGET || (!has_cue(p, LEX_READY) && !works))
        return;
    for (size_t at = 0; milestone_next(reader->arena, p->quote, at, &milestone);
         at = milestone.to) {
        struct record *record = reader_add(reader, RECORD_TARGET);
        record->measure = MEASURE_MILESTONE;
        record->indicator = milestone.what;
        record->by = milestone.by.len ? milestone.by : by_of(p);
        place_record(p, record);
    }
}

static void open_goal(struct paragraph *p)
{
    if (!has_cue(p, LEX_GOAL) || p->reader->part == PART_SUMMARY)
        return;
    p->kind = RECORD_TARGET;
    p->reader->goal = true;
    p->reader->by = by_of(p);
}

/* The base that a clause of its own tells holds for the next clause. */
static void keep_ground(struct paragraph *p)
{
    struct str text = p->quote;

    p->ground = (struct str){"", 0};
    if (!has_cue(p, LEX_GROUND))
        return;
    size_t at = str_find(text, STR("在"));
    if (!str_ends(text, "的基础上") || at == SIZE_MAX)
        return;
    at += strlen("在");
    p->ground = (struct str){text.ptr + at, text.len - at - strlen("的基础上")};
}

/* The year that a clause names holds for the rest of its sentence; but not
 * that of a mere base: 在2020年的基础上. */
static void note_year(struct paragraph *p)
{
    bool may = has_cue(p, LEX_YEAR) && !has_cue(p, LEX_GROUND);
    int year = may ? clause_year(p->quote) : 0;

    if (!year)
        return;
    p->year = year;
    p->by = str_of(arena_format(p->reader->arena, "%d", year));
}

/*
 * 下一步，我们将… turns to what is to come for the rest of its paragraph; 2021年，
 * in a text without headings, for all that follows.
 */
static void note_turn(struct paragraph *p, bool begins)
{
    struct reader *reader = p->reader;

    if (!begins || reader->part == PART_PLAN)
        return;
    p->turned |= has_cue(p, LEX_AHEAD) && opens_with(p->quote, LEX_AHEAD);
    if (reader->part == PART_UNKNOWN && reader->turns &&
        p->year == reader->year)
        reader->part = PART_PLAN;
}

static void read_clause(struct paragraph *p, bool begins)
{
    p->cues = lexicon_any(CUES, p->quote);
    note_year(p);
    note_turn(p, begins);
    p->ahead |= has_cue(p, LEX_AHEAD);
    open_goal(p);
    p->kind = kind_of(p);
    p->prose.text = p->quote;
    prose_take(&p->prose);
    if (p->prose.parts)
        read_parts(p);
    p->bare.len = 0;
    if (!p->prose.parts)
        keep_names(p);
    read_milestones(p);
    keep_ground(p);
}

static void read_clauses(struct paragraph *p, const struct clauses *clauses)
{
    uint32_t sentence = UINT32_MAX;

    for (size_t i = 0; i < clauses->len; i++) {
        p->clause = &clauses->item[i];
        p->quote = clause_text(p->text, p->clause);
        bool begins = p->clause->sentence != sentence;
        if (begins)
            begin_sentence(p);
        sentence = p->clause->sentence;
        read_clause(p, begins);
        if (p->clause->end == 0xff1b)
            p->names.len = 0;
    }
}

void prose_read(struct reader *reader, const struct node *block)
{
    struct paragraph p = {.reader = reader, .block = block};
    struct arena scratch = {0};

    flat_read(&reader->flat, block);
    p.text = flat_text(&reader->flat);
    /* Records point into the text; the buffer is used again. */
    p.text.ptr =
        arena_copy(reader->arena, p.text.len ? p.text.ptr : "", p.text.len);
    struct clauses clauses = clause_cut(&scratch, p.text);
    read_clauses(&p, &clauses);
    mem_free(p.prose.part);
    arena_free(&scratch);
}
