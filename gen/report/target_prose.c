#include "paragraph.h"

#include "../base/seldom.h"
#include "lexicon.h"
#include "milestone.h"

#include <string.h>

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
    if (has_cue(p, LEX_PAST) && !has_cue(p, LEX_GROUND) &&
        opens_with(p->quote, LEX_PAST))
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
    p->names.len = p->all.len = 0;
    p->untold = p->bare = NULL;
    p->year = 0;
    p->by = (struct str){"", 0};
    p->ahead = false;
}

/* 茶农人均收入首次迈上万元台阶: what is measured, without what is told of it. */
static struct str measured_front(struct str text)
{
    for (size_t end = text.len, len;
         (end = lexicon_last_begin(LEX_TELLS, text, end, &len)) > 0;)
        if (lexicon_before(LEX_METRIC, text, end))
            return (struct str){text.ptr, end};
    return text;
}

/*
 * 规模以上企业营业收入、利润，较去年分别…: what a clause names without a number;
 * empty where it is no name. What is no list may be any words, so it counts
 * only when it ends as a measure does.
 */
static struct str bare_of(struct str quote)
{
    struct str verb, text = phrase_lead(quote, &verb);

    if (!text.len || text.len > NAME_MOST)
        return (struct str){"", 0};
    return measured_front(text);
}

struct str paragraph_bare(const struct paragraph *p)
{
    return p->bare ? bare_of(clause_text(p->text, p->bare))
                   : (struct str){"", 0};
}

/* The names of the last clause from `from` up to `end` that ends in a measure
 * are those that were told last. */
static void read_untold(struct paragraph *p, const struct clause *from,
                        const struct clause *end)
{
    while (end-- > from) {
        struct str quote = clause_text(p->text, end);
        if (!lexicon_in(LEX_METRIC, quote))
            continue;
        struct str bare = bare_of(quote);
        if (!lexicon_before(LEX_METRIC, bare, bare.len))
            continue;
        names_split(p->reader->arena, bare, &p->names);
        return;
    }
}

struct names *paragraph_names(struct paragraph *p)
{
    const struct clause *from = p->untold;

    p->untold = NULL;
    if (from)
        read_untold(p, from, p->bare + 1);
    return &p->names;
}

/* 新建工厂1座，9月份投产: what was told last, unless it is an amount. */
static struct str last_thing(struct paragraph *p)
{
    const struct names *names = paragraph_names(p);
    struct str last =
        names->len ? names->item[names->len - 1] : (struct str){"", 0};

    return lexicon_before(LEX_AMOUNT, last, last.len) ? (struct str){"", 0}
                                                      : last;
}

static bool is_one_of(const char *const *words, struct str text, bool first)
{
    while (*words &&
           !(first ? str_starts(text, *words) : str_ends(text, *words)))
        words++;
    return *words != NULL;
}

/* 推进集中供水工程: a work or a building that a clause without figures begins. */
static struct str thing_begun(struct str quote)
{
    static const char *const verbs[] = {"推进", "推动", "加快", "实施",
                                        "启动", "建设", "新建", "谋划",
                                        "力促", "开工", "改造", NULL};
    static const char *const things[] = {"工程", "厂", "站",   "园",   "中心",
                                         "学校", "路", "桥",   "馆",   "院",
                                         "水库", "渠", "广场", "市场", NULL};
    struct str none = {"", 0}, name = bare_of(quote);

    if (!is_one_of(verbs, quote, true) ||
        !(is_one_of(things, name, false) ||
          lexicon_before(LEX_WORKS, name, name.len)))
        return none;
    return name;
}

/* 推进供水工程，3月开工，10月通水: what the clause before began or brought to a
 * state. */
static struct str thing_before(const struct paragraph *p)
{
    const struct records *records = p->reader->records;

    if (p->clause == p->reader->clauses.item)
        return (struct str){"", 0};
    const struct clause *before = p->clause - 1;
    if (before->sentence != p->clause->sentence || before->end == 0xff1b)
        return (struct str){"", 0};
    const struct record *last =
        records->len ? &records->item[records->len - 1] : NULL;
    if (!last || last->block != p->block || last->from != before->from)
        return thing_begun(clause_text(p->text, before));
    struct str name = last->indicator;
    if (last->measure != MEASURE_MILESTONE)
        return (struct str){"", 0};
    name.len -= lexicon_before(LEX_READY, name, name.len);
    return name;
}

/* What a state without a name is of. */
static struct str thing_told(struct paragraph *p)
{
    struct str before = thing_before(p);

    return before.len ? before : last_thing(p);
}

static void add_milestone(struct paragraph *p,
                          const struct milestone *milestone)
{
    struct record *record = reader_add(p->reader, RECORD_TARGET);

    record->measure = MEASURE_MILESTONE;
    record->indicator = milestone->what;
    record->by = milestone->by.len ? milestone->by : paragraph_by(p);
    paragraph_place(p, record);
}

static SELDOM void find_milestones(struct paragraph *p, bool opens)
{
    struct milestone milestone = {0};
    size_t at = 0;

    for (;;) {
        if (milestone_next(p->reader->arena, p->quote, at, opens, &milestone)) {
            add_milestone(p, &milestone);
            at = milestone.to;
        } else if (milestone.wants_name) {
            milestone.name = thing_told(p);
            milestone.named = true;
            at = milestone.from;
        } else {
            return;
        }
    }
}

/* Whether a clause without another state may begin one of its pieces with 启动,
 * perhaps behind a time, a promise or a joint, or end one so. Most have one
 * piece, whose first rune tells. */
static SELDOM bool may_start(const struct paragraph *p)
{
    static const uint64_t fronts =
        UINT64_C(1) << LEX_SPAN | UINT64_C(1) << LEX_TIME_OPEN |
        UINT64_C(1) << LEX_NUMERAL | UINT64_C(1) << LEX_LABEL;
    static const uint64_t alone = UINT64_C(1) << (LEX_OPENS - LEXICON_BANK) |
                                  UINT64_C(1) << (LEX_PLEDGE - LEXICON_BANK) |
                                  UINT64_C(1)
                                      << (LEX_PIECE_LEAD - LEXICON_BANK);
    unsigned class = lexicon_first_class(p->quote);

    if (word_before(p->quote, p->quote.len, "启动"))
        return true;
    return (clause_has(p->clause, LEXICON_KIND_LIST) ||
            lexicon_begins[0][class] & fronts ||
            lexicon_begins[1][class] & alone) &&
           str_find(p->quote, STR("启动")) != SIZE_MAX;
}

static void read_milestones(struct paragraph *p)
{
    bool opens = !p->prose->parts;

    /* 完成 is one of LEX_INNER: lexicon_table sees to it. */
    if (!has_cue(p, LEX_READY) &&
        !(opens && ((has_cue(p, LEX_INNER) &&
                     str_find(p->quote, STR("完成")) != SIZE_MAX) ||
                    may_start(p))))
        return;
    find_milestones(p, opens);
}

static void open_goal(struct paragraph *p)
{
    if (!has_cue(p, LEX_GOAL) || p->reader->part == PART_SUMMARY)
        return;
    p->kind = RECORD_TARGET;
    p->reader->goal = true;
    p->reader->by = paragraph_by(p);
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

/* 一年来, 今年以来: whatever the chapter, its sentence tells of what was done. */
static SELDOM bool looks_back(struct str quote)
{
    static const char *const spans[] = {
        "一年来", "一年多来", "今年以来", "半年来",   "近年来",  "几年来",
        "三年来", "五年来",   "过去一年", "一年以来", "近几年来"};

    switch (word_short_rune(quote, 0)) {
    case 0x4e00: /* 一 */
    case 0x4eca: /* 今 */
    case 0x534a: /* 半 */
    case 0x8fd1: /* 近 */
    case 0x51e0: /* 几 */
    case 0x4e09: /* 三 */
    case 0x4e94: /* 五 */
    case 0x8fc7: break; /* 过 */
    default: return false;
    }
    for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++)
        if (str_starts(quote, spans[i]))
            return true;
    return false;
}

/* The year that a clause names holds for the rest of its sentence; but not
 * that of a mere base: 在2020年的基础上. */
static void note_year(struct paragraph *p)
{
    bool may = has_cue(p, LEX_YEAR) && !has_cue(p, LEX_GROUND);
    int year = may ? clause_year(p->quote) : 0;

    if (!year && may && p->reader->year && looks_back(p->quote))
        year = p->reader->year - 1;
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

/* Without one of them a clause tells nothing of its time: its sentence has no
 * year then. */
#define TIME_CUES                                                              \
    (lexicon_set(LEX_YEAR) | lexicon_set(LEX_AHEAD) | lexicon_set(LEX_GOAL) |  \
     lexicon_set(LEX_STRIVES))

/* 力争…: a promise, whatever the chapter. A clause that was too long is several,
 * of which one has the word. */
static bool strives(const struct paragraph *p)
{
    return has_cue(p, LEX_STRIVES) &&
           clause_has(p->clause, LEXICON_KIND_FIGURE) &&
           p->reader->part != PART_PLAN && lexicon_in(LEX_STRIVES, p->quote);
}

/* Of what time a clause speaks, and all that follows it. */
static void read_time(struct paragraph *p, bool begins)
{
    note_year(p);
    note_turn(p, begins);
    p->ahead |= has_cue(p, LEX_AHEAD) || strives(p);
    open_goal(p);
}

/* A clause without figures: its names are read if one builds on them. */
static void leave_untold(struct paragraph *p)
{
    if (!p->untold)
        p->untold = p->clause;
    p->bare = p->clause;
}

/* 有的农户一年挣了3万元: of somebody; what is told of the place is no such. */
static bool is_anecdote(struct str quote)
{
    if (!word_at(quote, 0, "有"))
        return false;
    return (word_at(quote, 0, "有的") && !word_at(quote, 0, "有的放矢")) ||
           word_at(quote, 0, "有些") || word_at(quote, 0, "有人");
}

static void read_clause(struct paragraph *p, bool begins)
{
    p->cues = p->clause->seen.cues;
    if (p->cues & TIME_CUES)
        read_time(p, begins);
    p->kind = kind_of(p);
    prose_take(p->prose, p->quote, p->clause);
    if (p->prose->parts && !is_anecdote(p->quote))
        paragraph_parts(p);
    else
        leave_untold(p);
    if (p->kind == RECORD_TARGET)
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
        if (p->clause->end == 0xff1b) {
            p->untold = NULL;
            p->names.len = p->all.len = 0;
        }
    }
}

void prose_read(struct reader *reader, const struct node *block)
{
    struct paragraph p;

    p.reader = reader;
    p.block = block;
    p.prose = &reader->prose;
    p.placed = NULL;
    p.turned = false;
    begin_sentence(&p);
    flat_read(&reader->flat, block);
    p.text = flat_text(&reader->flat);
    /* Records point into the text; the buffer is used again. */
    p.text.ptr =
        arena_copy(reader->arena, p.text.len ? p.text.ptr : "", p.text.len);
    clause_cut(&reader->clauses, p.text);
    reader->flat.simple = !(reader->clauses.kinds & LEXICON_KIND_MARKUP);
    read_clauses(&p, &reader->clauses);
}
