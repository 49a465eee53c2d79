#include "reader.h"

#include "../base/diag.h"
#include "lexicon.h"
#include "names.h"
#include "phrase.h"

#include <string.h>

/* More columns than any table of targets; the ones beyond are not read. */
#define COLUMNS_MOST 32

enum role {
    ROLE_NONE,
    ROLE_LABEL,
    ROLE_UNIT,
    ROLE_TARGET,
    ROLE_RESULT,
    ROLE_AMOUNT, /* 数量: promised or reached, as the chapter says */
    ROLE_CHANGE, /* 增长%: how much the column before it changes */
    ROLE_TIME,
};

struct column {
    enum role role;
    bool task; /* 重点任务: figures, or names where figures stand elsewhere */
    bool prose; /* 建设内容: whole sentences, beside the names of the rows */
    bool share; /* 完成率: how much of what was asked, whatever the row is */
    enum record_kind kind; /* of TARGET, RESULT, CHANGE */
    struct str unit, by; /* from the head; may be empty */
};

struct table {
    struct column column[COLUMNS_MOST];
    size_t columns;
    size_t label, unit, time; /* their columns; SIZE_MAX: none */
};

/* One row's cells as text of the row's plain text. */
struct cell {
    const struct node *node;
    size_t start, from; /* of the cell, and of its text without blanks */
    struct str text;
};

struct row {
    const struct node *node;
    struct cell cell[COLUMNS_MOST];
    size_t cells;
};

static void row_read(struct reader *reader, const struct node *node,
                     struct row *row)
{
    size_t piece = 0;

    row->node = node;
    row->cells = 0;
    flat_read(&reader->flat, node);
    struct str all = flat_text(&reader->flat);
    all.ptr = arena_copy(reader->arena, all.len ? all.ptr : "", all.len);
    for (const struct node *cell = node->first;
         cell && row->cells < COLUMNS_MOST; cell = cell->next) {
        struct cell *out = &row->cell[row->cells++];
        size_t to = 0;
        flat_span(&reader->flat, cell, &piece, &out->start, &to);
        struct str text = {all.ptr + out->start, to - out->start};
        out->text = word_trim(text);
        out->from = (size_t)(out->text.ptr - all.ptr);
        out->node = cell;
    }
}

/* The unit in brackets at the end of a head or label, cut off it. */
static struct str bracket_unit(struct str *text)
{
    struct str none = {"", 0};
    size_t wide = strlen("（");
    size_t len = str_ends(*text, "）") ? wide : str_ends(*text, ")") ? 1 : 0;

    if (!len)
        return none;
    for (size_t at = text->len - len; at-- > 0;) {
        bool ascii = text->ptr[at] == '(';
        struct str rest = {text->ptr + at, text->len - at};
        if (!ascii && !str_starts(rest, "（"))
            continue;
        size_t open = ascii ? 1 : wide;
        struct str inner = {rest.ptr + open, rest.len - open - len};
        inner = str_trim(inner);
        if (str_starts(inner, "单位："))
            inner = (struct str){inner.ptr + strlen("单位："),
                                 inner.len - strlen("单位：")};
        if (!reader_is_unit(inner))
            return none;
        text->len = at;
        *text = str_trim(*text);
        return inner;
    }
    return none;
}

/* Where the last word of the list ends; 0: none stands there. */
static size_t last_end(enum lexicon list, struct str head)
{
    size_t end = head.len;

    while (end > 0 && !lexicon_before(list, head, end))
        end--;
    return end;
}

/* Which of two readings stands later in a head: 目标完成情况 is a result, and
 * so is 完成任务比例. */
static enum role later_role(struct str head)
{
    size_t target = last_end(LEX_HEAD_TARGET, head);
    size_t result = last_end(LEX_HEAD_RESULT, head);

    if (!target && !result)
        return ROLE_NONE;
    if (target == result)
        return lexicon_before(LEX_HEAD_TARGET, head, target) >
                       lexicon_before(LEX_HEAD_RESULT, head, target)
                   ? ROLE_TARGET
                   : ROLE_RESULT;
    return target > result ? ROLE_TARGET : ROLE_RESULT;
}

static enum role head_role(struct str head)
{
    if (lexicon_in(LEX_HEAD_TIME, head))
        return ROLE_TIME;
    if (lexicon_in(LEX_HEAD_OTHER, head))
        return ROLE_NONE;
    if (lexicon_at(LEX_HEAD_UNIT, head, 0) == head.len)
        return ROLE_UNIT;
    /* 目标任务 and 2020年计划完成 are figures, 主要指标 and 项目名称 names. */
    if (lexicon_before(LEX_HEAD_LABEL, head, head.len))
        return ROLE_LABEL;
    enum role role = later_role(head);
    if (role != ROLE_NONE)
        return role;
    if (lexicon_in(LEX_HEAD_CHANGE, head))
        return ROLE_CHANGE;
    if (lexicon_in(LEX_HEAD_AMOUNT, head))
        return ROLE_AMOUNT;
    return lexicon_in(LEX_HEAD_LABEL, head) ? ROLE_LABEL : ROLE_NONE;
}

/* A bare 2020年: what the year that is planned for has is promised. */
static enum role year_role(const struct reader *reader, int year)
{
    if (!year || !reader->year)
        return ROLE_NONE;
    bool ahead = year > reader->year ||
                 (year == reader->year && reader->part == PART_PLAN);
    return ahead ? ROLE_TARGET : ROLE_RESULT;
}

static struct str year_text(struct reader *reader, int year)
{
    if (!year)
        return (struct str){"", 0};
    return str_of(arena_format(reader->arena, "%d", year));
}

/* 指 标: the blanks that spread a head are none of its words. */
static struct str without_blanks(struct reader *reader, struct str head)
{
    char *text = arena_new(reader->arena, head.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < head.len;) {
        size_t blank = word_at(head, at, "　");
        if (!blank && (head.ptr[at] == ' ' || head.ptr[at] == '\t'))
            blank = 1;
        if (!blank)
            text[len++] = head.ptr[at];
        at += blank ? blank : 1;
    }
    return (struct str){text, len};
}

static enum role role_in_part(enum role role, enum part part)
{
    if (role != ROLE_AMOUNT)
        return role;
    if (part == PART_PLAN)
        return ROLE_TARGET;
    return part == PART_SUMMARY ? ROLE_RESULT : ROLE_NONE;
}

static void read_head(struct reader *reader, struct table *table,
                      struct str head)
{
    struct column *column = &table->column[table->columns];
    size_t at = table->columns++;
    int year = reader_year_in(head);

    head = without_blanks(reader, head);

    *column = (struct column){.unit = bracket_unit(&head), .by = {"", 0}};
    column->role = head.len ? head_role(head) : ROLE_NONE;
    if (column->role == ROLE_NONE && !lexicon_in(LEX_HEAD_OTHER, head))
        column->role = year_role(reader, year);
    column->role = role_in_part(column->role, reader->part);
    column->task =
        column->role == ROLE_TARGET && word_before(head, head.len, "任务") > 0;
    column->share =
        column->role == ROLE_RESULT && (word_before(head, head.len, "率") ||
                                        word_before(head, head.len, "比例"));
    column->kind = column->role == ROLE_TARGET ? RECORD_TARGET : RECORD_RESULT;
    if (column->role == ROLE_TARGET)
        column->by = year_text(reader, year);
    /* A change belongs to the kind of the column it follows. */
    if (column->role == ROLE_CHANGE && at > 0)
        column->kind = table->column[at - 1].kind;
    column->prose = column->role == ROLE_LABEL && table->label != SIZE_MAX &&
                    word_before(head, head.len, "内容") > 0;
    if (column->role == ROLE_LABEL && table->label == SIZE_MAX)
        table->label = at;
    if (column->role == ROLE_UNIT)
        table->unit = at;
    if (column->role == ROLE_TIME)
        table->time = at;
}

static bool table_has_figures(const struct table *table)
{
    for (size_t i = 0; i < table->columns; i++)
        if (table->column[i].role == ROLE_TARGET ||
            table->column[i].role == ROLE_RESULT || table->column[i].prose)
            return true;
    return false;
}

/* 任务 | 目标值 | 时限: nothing else names the rows, so 任务 does. */
static void find_label(struct table *table)
{
    for (size_t i = 0; i < table->columns; i++) {
        struct column *column = &table->column[i];
        if (!column->task)
            continue;
        column->role = ROLE_LABEL;
        table->label = i;
        return;
    }
}

static bool read_heads(struct reader *reader, const struct row *head,
                       struct table *table)
{
    table->label = table->unit = table->time = SIZE_MAX;
    for (size_t i = 0; i < head->cells; i++)
        read_head(reader, table, head->cell[i].text);
    if (table->label == SIZE_MAX)
        find_label(table);
    return table->label != SIZE_MAX && table_has_figures(table);
}

/* ---- cells ---- */

/* A cell that is read: what its row and column give to it. */
struct value {
    struct str label, unit, by;
    enum record_kind kind;
    bool change; /* the column or the label itself tells a change */
    enum change direction;
};

static enum record_measure measure_of(const struct value *value,
                                      const struct phrase *phrase,
                                      const struct record *record,
                                      const struct figure *figure)
{
    enum change change = phrase->change;
    bool share = str_is(record->unit, "%") || str_is(record->unit, "‰");

    if (figure->growth)
        return MEASURE_GROWTH;
    if (change == CHANGE_NONE && value->change && !phrase->name.len)
        change = value->direction;
    if (change == CHANGE_NONE)
        return MEASURE_LEVEL;
    if (change == CHANGE_UP)
        return share ? MEASURE_GROWTH : MEASURE_RISE;
    return share ? MEASURE_DECLINE : MEASURE_FALL;
}

static void place_cell(struct reader *reader, struct record *record,
                       const struct row *row, const struct cell *cell)
{
    record->quote = cell->text;
    record->place = cell->text.len ? flat_place(&reader->flat,
                                                reader->doc->source, cell->from)
                                   : node_place(reader->doc, cell->node);
    record->line = row->node->line ? row->node->line : record->place.line;
    record->block = row->node;
    record->from = cell->from;
    record->len = cell->text.len;
}

/* 序时进度（80%）, 2020年: what stands in a cell without being its value. */
static void read_figure(struct reader *reader, const struct row *row,
                        const struct cell *cell, const struct value *value,
                        const struct phrase *phrase,
                        const struct figure *figure)
{
    struct record *record = reader_add(reader, value->kind);

    reader_figure(reader, record, figure);
    if (!figure->unit.len && !figure->scale.len)
        record->unit = lexicon_unit(value->unit);
    record->measure = measure_of(value, phrase, record, figure);
    record->indicator = value->label;
    record->base = phrase->base;
    record->by = value->by;
    place_cell(reader, record, row, cell);
    if (!record->unit.len)
        diag_str(reader->diags, LOST_UNIT, record->place, cell->text);
}

/* Text before a figure inside its cell, without an opening bracket. */
static struct str cell_head(struct str text, size_t from, size_t to)
{
    struct str head = {text.ptr + from, to - from};
    struct str trimmed = str_trim(head);

    if (str_starts(trimmed, "（"))
        return (struct str){trimmed.ptr + 3, trimmed.len - 3};
    if (str_starts(trimmed, "("))
        return (struct str){trimmed.ptr + 1, trimmed.len - 1};
    return trimmed;
}

/* 12，5亿元 may be 12.5 or two numbers, 1，234 a thousand: that the comma at
 * `at` stands between digits. */
static bool is_split(struct str text, size_t at)
{
    static const struct str comma = {"，", sizeof("，") - 1};
    struct str rest = {text.ptr + at, text.len - at};
    uint32_t after = 0;

    if (!str_starts(rest, comma.ptr) || rest.len == comma.len)
        return false;
    text_decode(text, at + comma.len, &after);
    return rune_is_digit(text_before(text, at)) && rune_is_digit(after);
}

static bool is_doubtful(struct str text, const struct figure *figure)
{
    size_t comma = sizeof("，") - 1;

    return is_split(text, figure->to) ||
           (figure->digits >= comma && is_split(text, figure->digits - comma));
}

/*
 * Reads every figure of a cell. One with words of its own before it (竣工3个) is
 * not the cell's number; only verbs and approximations may stand there.
 */
static void read_cell(struct reader *reader, const struct row *row,
                      const struct cell *cell, const struct value *value)
{
    struct figure figure;
    bool doubtful = false;
    size_t at = 0;

    while (at < cell->text.len && number_next(cell->text, at, &figure)) {
        struct str head = cell_head(cell->text, at, figure.from);
        struct phrase phrase = {.name = {"", 0}, .base = {"", 0}};
        if (head.len)
            phrase_read(head, str_is(figure.unit, "%"), LEXICON_CUES,
                        head.ptr + head.len, &phrase);
        at = figure.to;
        if (is_doubtful(cell->text, &figure))
            doubtful = true;
        else if (!phrase.name.len)
            read_figure(reader, row, cell, value, &phrase, &figure);
    }
    if (doubtful)
        diag_str(reader->diags, SPLIT_NUMBER,
                 flat_place(&reader->flat, reader->doc->source, cell->from),
                 cell->text);
}

/* The label's own change: 固定资产投资增速 | % | 7 is a growth. */
static void label_change(struct value *value)
{
    size_t len = lexicon_before(LEX_RATE, value->label, value->label.len);

    if (!len || len == value->label.len)
        return;
    struct str word = {value->label.ptr + value->label.len - len, len};
    value->change = true;
    value->direction = str_starts(word, "降") || str_starts(word, "减")
                           ? CHANGE_DOWN
                           : CHANGE_UP;
    value->label.len -= len;
}

/* A state in a cell, behind a day: 9月底前完工, 年内路基贯通. */
#define STATE_MOST 30

/* 环湖公交专线 | 开通运营: a state that can be seen on the spot. Under a head
 * that asks for the time it has its day before it, and perhaps a part's name. */
static void read_state(struct reader *reader, const struct row *row,
                       const struct cell *cell, const struct value *value,
                       bool dated)
{
    if (value->kind != RECORD_TARGET ||
        !(lexicon_back(cell->text) & lexicon_set(LEX_READY)))
        return;
    size_t time = phrase_time(cell->text, 0);
    struct str state = {cell->text.ptr + time, cell->text.len - time};
    bool seen =
        dated ? time && state.len <= STATE_MOST : lexicon_is(LEX_READY, state);

    if (!seen)
        return;
    struct record *record = reader_add(reader, RECORD_TARGET);
    record->measure = MEASURE_MILESTONE;
    record->indicator = names_join(reader->arena, value->label, state);
    record->by = time ? phrase_deadline(cell->text, &(size_t){0}, &(size_t){0})
                      : value->by;
    place_cell(reader, record, row, cell);
}

/* 提升改造农房120户，安装路灯200盏: a cell of sentences is read as they are. */
static void read_sentences(struct reader *reader, const struct table *table,
                           const struct row *row)
{
    for (size_t i = 0; i < row->cells && i < table->columns; i++) {
        size_t from = reader->records->len;
        if (!table->column[i].prose || reader->part == PART_UNKNOWN)
            continue;
        prose_read(reader, row->cell[i].node);
        for (size_t k = from; k < reader->records->len; k++) {
            struct record *record = &reader->records->item[k];
            record->line =
                row->node->line ? row->node->line : record->place.line;
            record->block = row->node;
            record->from += row->cell[i].start;
        }
    }
}

static struct str cell_text(const struct row *row, size_t column)
{
    return column < row->cells ? row->cell[column].text : (struct str){"", 0};
}

/* By when: what stands in the column for it, without the state behind a day. */
static struct str day_of(const struct row *row, const struct table *table)
{
    struct str text = cell_text(row, table->time);
    size_t from, to;
    struct str day = phrase_deadline(text, &from, &to);

    return day.len && lexicon_before(LEX_READY, text, text.len) ? day : text;
}

static void read_row(struct reader *reader, const struct table *table,
                     const struct row *row)
{
    struct value common = {.label = cell_text(row, table->label),
                           .unit = cell_text(row, table->unit)};
    struct str own = bracket_unit(&common.label);

    if (!common.label.len)
        return;
    if (!common.unit.len || !reader_is_unit(common.unit))
        common.unit = own;
    struct value whole = common;
    label_change(&common);
    for (size_t i = 0; i < row->cells && i < table->columns; i++) {
        const struct column *column = &table->column[i];
        struct value value = column->share ? whole : common;
        value.kind = column->kind;
        if (column->role == ROLE_TIME && reader->part == PART_PLAN) {
            value.kind = RECORD_TARGET;
            read_state(reader, row, &row->cell[i], &value, true);
        }
        if (column->role != ROLE_TARGET && column->role != ROLE_RESULT &&
            column->role != ROLE_CHANGE)
            continue;
        if (!value.unit.len || column->role == ROLE_CHANGE)
            value.unit = column->unit;
        value.by = column->kind == RECORD_TARGET && table->time != SIZE_MAX
                       ? day_of(row, table)
                       : column->by;
        if (column->role == ROLE_CHANGE) {
            value.change = true;
            value.direction = CHANGE_UP;
        }
        read_cell(reader, row, &row->cell[i], &value);
        read_state(reader, row, &row->cell[i], &value, false);
    }
    read_sentences(reader, table, row);
}

void table_read(struct reader *reader, const struct node *node)
{
    struct table table = {0};
    struct row row;

    if (!node->first)
        return;
    row_read(reader, node->first, &row);
    if (!read_heads(reader, &row, &table))
        return;
    for (const struct node *at = node->first->next; at; at = at->next) {
        row_read(reader, at, &row);
        read_row(reader, &table, &row);
    }
}
