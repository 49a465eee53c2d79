#include "ledger.h"

#include "../base/print.h"
#include "config.h"
#include "ledger_match.h"
#include "ledger_row.h"
#include "ledger_text.h"
#include "report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A row that no record of the text belongs to. */
struct own {
    struct record record;
    unsigned paper; /* 0, 1; 2: stands in no text */
    size_t row; /* index */
};

struct applier {
    struct arena *arena;
    struct report *report;
    const struct ledger *ledger;
    struct ledger_match match;
    struct passages passages;
    bool has_passages, only; /* only: what the ledger has, nothing else */
    struct own *own;
    size_t owns;
    struct diags *diags;
};

/* ---- what is told ---- */

static const char *place_text(struct arena *arena, struct place place)
{
    return arena_format(arena, "%s:%u:%u", place.source->path, place.line,
                        place.column);
}

/* "6.5–7%" */
static void write_amount(double value, int decimals, bool range, double high,
                         int high_decimals, struct buf *out)
{
    figure_write(value, decimals, out);
    if (!range)
        return;
    buf_text(out, "–");
    figure_write(high, high_decimals, out);
}

static const char *ledger_amount(struct arena *arena,
                                 const struct record *record)
{
    struct buf out = {0};

    write_amount(record->value, record->decimals, record->op == OP_RANGE,
                 record->high, record->high_decimals, &out);
    buf_str(&out, record->unit);
    const char *text = arena_copy(arena, out.data, out.len);
    buf_free(&out);
    return text;
}

/* "8%（content/2020/report.md:21:34）" */
static const char *text_amount(struct arena *arena, const struct record *record,
                               const struct figure *figure)
{
    struct buf out = {0};

    write_amount(figure->value, figure->decimals, figure->op == OP_RANGE,
                 figure->high, figure->high_decimals, &out);
    figure_unit(figure, &out);
    buf_format(&out, "（%s）", place_text(arena, record->place));
    const char *text = arena_copy(arena, out.data, out.len);
    buf_free(&out);
    return text;
}

static void tell_quote(struct applier *applier, const struct ledger_row *row,
                       const struct record *found)
{
    struct place place = {0};
    struct str text = {"", 0};

    if (found) {
        place = found->place;
        text = found->quote;
    } else {
        passages_near(&applier->passages, row->record.quote, &place, &text);
    }
    diag_str(applier->diags, LEDGER_QUOTE,
             ledger_place(applier->ledger, row, CELL_QUOTE), row->record.quote);
    if (place.source)
        diag_detail(applier->diags, "→ %s: %.*s",
                    place_text(applier->arena, place),
                    text.len < 200 ? (int)text.len : 200, text.ptr);
}

/* ---- numbers ---- */

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fabs(a);
}

static bool same_unit(struct str unit, const struct figure *figure)
{
    struct buf out = {0};

    figure_unit(figure, &out);
    bool same = str_equal(unit, buf_view(&out)) ||
                (str_is(unit, "％") && str_is(figure->unit, "%"));
    buf_free(&out);
    return same;
}

static bool agrees(const struct record *record, const struct figure *figure)
{
    if (!is_near(record->value, figure->value) ||
        !same_unit(record->unit, figure))
        return false;
    return record->op != OP_RANGE || figure->op != OP_RANGE ||
           is_near(record->high, figure->high);
}

/* The record as the text has it, were it written out as a figure. */
static bool agrees_found(const struct record *record,
                         const struct record *found)
{
    if (!found || !found->has_value || !is_near(record->value, found->value) ||
        !str_equal(record->unit, str_trim(found->unit)))
        return false;
    return record->op != OP_RANGE || found->op != OP_RANGE ||
           is_near(record->high, found->high);
}

/*
 * An author may well mend what was read wrongly: as long as the ledger's
 * number stands in the sentence the two do not contradict each other.
 */
static void check_value(struct applier *applier, const struct ledger_row *row,
                        const struct record *shown, const struct record *found)
{
    const struct record *record = &row->record;
    struct str text = found ? found->quote : shown->quote;
    struct figure figure, first = {0};
    bool any = false;

    if (!record->has_value || !row->authored || agrees_found(record, found))
        return;
    for (size_t at = 0; number_next(text, at, &figure); at = figure.to) {
        if (agrees(record, &figure))
            return;
        bool unit = same_unit(record->unit, &figure);
        if (!any || (unit && !same_unit(record->unit, &first)))
            first = figure;
        any = true;
    }
    if (any)
        diag_add(applier->diags, LEDGER_VALUE,
                 ledger_place(applier->ledger, row, CELL_VALUE),
                 ledger_amount(applier->arena, record),
                 text_amount(applier->arena, shown, &first));
}

/* ---- rows ---- */

static bool find_quote(struct applier *applier, const struct ledger_row *row,
                       struct record *record)
{
    if (!applier->has_passages)
        passages_read(&applier->passages, applier->arena, applier->report);
    applier->has_passages = true;
    return passages_find(&applier->passages, row->section, record);
}

/* What the author alone says, of any row. */
static void take_remarks(struct record *record, const struct ledger_row *row)
{
    record->id = row->record.id;
    record->owner = row->record.owner;
    record->result = row->record.result;
    record->note = row->record.note;
    record->confirmed = row->record.confirmed;
}

static void take_values(struct record *record, const struct record *said)
{
    record->kind = said->kind;
    record->measure = said->measure;
    record->op = said->op;
    record->has_value = said->has_value;
    record->value = said->value;
    record->high = said->high;
    record->decimals = said->decimals;
    record->high_decimals = said->high_decimals;
    record->indicator = said->indicator;
    record->unit = said->unit;
    record->base = said->base;
    record->by = said->by;
}

/*
 * A record of the text as its row has it. The quote is what the text says: a
 * ledger's that stands nowhere any more is told and not shown.
 */
static void put_row(struct applier *applier, const struct ledger_row *row,
                    const struct record *found, struct record *out)
{
    struct str quote = row->record.quote;

    *out = *found;
    take_remarks(out, row);
    if (!row->authored)
        return;
    take_values(out, &row->record);
    if (quote.len && !str_equal(quote, str_trim(found->quote))) {
        struct record look = row->record;
        if (find_quote(applier, row, &look))
            out->quote = quote;
        else
            tell_quote(applier, row, found);
    }
    check_value(applier, row, out, found);
}

static unsigned paper_of(const struct report *report, struct place place)
{
    for (unsigned i = 0; i < 2 && report->paper[i]; i++)
        if (report->paper[i]->source == place.source)
            return i;
    return 2;
}

/*
 * A proposal whose sentence has gone was never more than a proposal, and is
 * not shown; what the author wrote is.
 */
static void add_own(struct applier *applier, const struct ledger_row *row)
{
    struct record record = row->record;
    bool stands = record.quote.len > 0 && find_quote(applier, row, &record);

    if (record.quote.len && !stands)
        tell_quote(applier, row, NULL);
    if (!row->authored && !stands)
        return;
    if (stands)
        check_value(applier, row, &record, NULL);
    applier->own[applier->owns++] =
        (struct own){record, paper_of(applier->report, record.place),
                     (size_t)(row - applier->ledger->row)};
}

/* ---- the order of the text ---- */

static int compare_places(unsigned left_paper, const struct record *left,
                          unsigned right_paper, const struct record *right)
{
    const struct place *a = &left->place, *b = &right->place;

    if (left_paper != right_paper)
        return left_paper < right_paper ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

static int by_place(const void *left, const void *right)
{
    const struct own *a = left, *b = right;
    int order = compare_places(a->paper, &a->record, b->paper, &b->record);

    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static void add_found(struct applier *applier, size_t index,
                      struct records *out)
{
    const struct record *found = &applier->report->found->item[index];
    size_t row = applier->match.row[index];

    if (row == SIZE_MAX && !applier->only)
        out->item[out->len++] = *found;
    if (row == SIZE_MAX || applier->ledger->row[row].status == ROW_DROPPED)
        return;
    put_row(applier, &applier->ledger->row[row], found, &out->item[out->len++]);
}

/* The text's records as they come, the author's own between them. */
static void merge(struct applier *applier, struct records *out)
{
    const struct records *found = applier->report->found;
    size_t own = 0;

    for (size_t i = 0; i < found->len; i++) {
        const struct record *next = &found->item[i];
        unsigned paper = paper_of(applier->report, next->place);
        while (own < applier->owns &&
               compare_places(applier->own[own].paper,
                              &applier->own[own].record, paper, next) < 0)
            out->item[out->len++] = applier->own[own++].record;
        add_found(applier, i, out);
    }
    while (own < applier->owns)
        out->item[out->len++] = applier->own[own++].record;
}

static void apply(struct applier *applier, struct records *out)
{
    const struct ledger *ledger = applier->ledger;

    applier->match = ledger_match(applier->arena, ledger, applier->report);
    applier->own =
        arena_array(applier->arena, ledger->rows, sizeof(*applier->own));
    for (size_t i = 0; i < ledger->rows; i++)
        if (applier->match.found[i] == SIZE_MAX &&
            ledger->row[i].status != ROW_DROPPED)
            add_own(applier, &ledger->row[i]);
    if (applier->owns)
        qsort(applier->own, applier->owns, sizeof(*applier->own), by_place);
    out->cap = applier->report->found->len + applier->owns;
    out->item = arena_array(applier->arena, out->cap, sizeof(*out->item));
    merge(applier, out);
    passages_free(&applier->passages);
}

void ledger_apply(struct arena *arena, const struct config *config,
                  struct report *report, const struct ledger *ledger,
                  struct diags *diags)
{
    struct applier applier = {.arena = arena,
                              .report = report,
                              .ledger = ledger,
                              .only = config->targets.extract == 2,
                              .diags = diags};
    struct records *out = arena_new(arena, sizeof(*out));

    report->ledger = ledger;
    if (config->targets.extract == 0 || (!ledger && !applier.only))
        return;
    if (ledger)
        apply(&applier, out);
    report->targets = out;
    report->promises = false;
    bool results = false;
    for (size_t i = 0; i < out->len; i++) {
        bool promised = out->item[i].kind == RECORD_TARGET;
        report->promises = report->promises || promised;
        results = results || !promised;
    }
    /* whether it has these pages shows wherever it is listed */
    print_number(&report->head, report->promises);
    print_number(&report->head, results);
}
