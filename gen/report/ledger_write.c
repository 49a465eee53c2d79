#include "ledger.h"

#include "../base/escape.h"
#include "../base/map.h"
#include "../base/print.h"
#include "ledger_match.h"
#include "ledger_row.h"
#include "ledger_text.h"
#include "report.h"

#include <string.h>

/* The rows and columns that are written. */
struct ledger_writer {
    struct arena arena;
    const struct report *report;
    const struct ledger *ledger; /* NULL: a new one */
    struct ledger_match match;
    struct map ids; /* all that are taken */
    struct ledger_review done;
    struct buf *csv, *lines;
};

/* One row on its way out: what it has in place of its cells in the file. */
struct line {
    const struct ledger_row *row; /* NULL: a new one */
    const struct record *proposal; /* NULL: its own cells stand */
    struct str id, found, section;
};

/* ---- ids ---- */

/* No vowels, so that no letters make a month or a word. */
static const char consonants[] = "bcdfghjkmnpqrstvwxz";

#define LETTERS 5

static const char *make_id(struct ledger_writer *writer,
                           const struct record *record, uint64_t salt)
{
    struct print print = {0};
    char letters[LETTERS + 1] = "";

    print_number(&print, record->kind);
    print_number(&print, record->measure);
    print_add(&print, str_trim(record->indicator));
    print_add(&print, str_trim(record->unit));
    print_number(&print, salt);
    for (int i = 0; i < LETTERS; i++) {
        letters[i] = consonants[print.low % (sizeof(consonants) - 1)];
        print.low /= sizeof(consonants) - 1;
    }
    return arena_format(&writer->arena, "%d-%s", writer->report->year, letters);
}

static struct str new_id(struct ledger_writer *writer,
                         const struct record *record)
{
    const char *id = NULL;

    for (uint64_t salt = 0; !id || map_get(&writer->ids, str_of(id)); salt++)
        id = make_id(writer, record, salt);
    map_set(&writer->ids, str_of(id), writer);
    return str_of(id);
}

/* ---- cells ---- */

static void put_number(double value, int decimals, bool has, struct buf *out)
{
    if (has)
        figure_write(value, decimals, out);
}

/* A cell of what is proposed. */
static void put_proposal(const struct record *record, struct str section,
                         enum ledger_column column, struct buf *out)
{
    bool range = record->has_value && record->op == OP_RANGE;

    switch (column) {
    case CELL_INDICATOR: escape_csv(out, str_trim(record->indicator)); break;
    case CELL_KIND: buf_text(out, record_kind_name(record->kind)); break;
    case CELL_MEASURE:
        buf_text(out, record_measure_name(record->measure));
        break;
    case CELL_OP:
        if (record->has_value || record->op != OP_EQUAL)
            buf_text(out, record_op_name(record->op));
        break;
    case CELL_VALUE:
        put_number(record->value, record->decimals, record->has_value, out);
        break;
    case CELL_HIGH:
        put_number(record->high, record->high_decimals, range, out);
        break;
    case CELL_UNIT: escape_csv(out, str_trim(record->unit)); break;
    case CELL_BASE: escape_csv(out, str_trim(record->base)); break;
    case CELL_BY: escape_csv(out, str_trim(record->by)); break;
    case CELL_SECTION: escape_csv(out, section); break;
    case CELL_QUOTE: escape_csv(out, str_trim(record->quote)); break;
    default: break;
    }
}

/* The columns that are proposed; the others are the author's. */
static bool is_proposed(enum ledger_column column)
{
    return (column >= CELL_INDICATOR && column <= CELL_BY) ||
           column == CELL_SECTION || column == CELL_QUOTE;
}

static void put_cell(const struct line *line, enum ledger_column column,
                     const struct csv_cell *cell, struct buf *out)
{
    if (column == CELL_ID)
        escape_csv(out, line->id);
    else if (column == CELL_FOUND)
        buf_str(out, line->found);
    else if (line->proposal && is_proposed(column))
        put_proposal(line->proposal, line->section, column, out);
    else if (cell)
        csv_put(out, cell->text);
    else if (!line->row && column == CELL_STATUS)
        buf_text(out, "draft");
}

static size_t head_cells(const struct ledger *ledger)
{
    return ledger ? ledger->csv->row[0].cells : 0;
}

/* Which of our columns the file's `index` is; CELLS: none. */
static enum ledger_column column_at(const struct ledger *ledger, size_t index)
{
    for (int column = 0; column < CELLS; column++)
        if (ledger->column[column] == index)
            return (enum ledger_column)column;
    return CELLS;
}

/* The file's columns in its order, then those of ours that it lacks. */
static void put_line(const struct ledger_writer *writer,
                     const struct line *line, struct buf *out)
{
    const struct ledger *ledger = writer->ledger;
    size_t heads = head_cells(ledger);
    const char *comma = "";

    for (size_t i = 0; i < heads; i++, comma = ",") {
        const struct csv_row *csv = line->row ? line->row->csv : NULL;
        buf_text(out, comma);
        put_cell(line, column_at(ledger, i),
                 csv && i < csv->cells ? &csv->cell[i] : NULL, out);
    }
    for (int column = 0; column < CELLS; column++) {
        if (ledger && ledger->column[column] != SIZE_MAX)
            continue;
        buf_text(out, comma);
        comma = ",";
        put_cell(line, (enum ledger_column)column, NULL, out);
    }
    buf_text(out, "\r\n");
}

static void put_head(struct ledger_writer *writer)
{
    const struct ledger *ledger = writer->ledger;
    const char *comma = "";

    buf_text(writer->csv, "\xef\xbb\xbf");
    for (size_t i = 0; i < head_cells(ledger); i++, comma = ",") {
        buf_text(writer->csv, comma);
        csv_put(writer->csv, ledger->csv->row[0].cell[i].text);
    }
    for (int column = 0; column < CELLS; column++) {
        if (ledger && ledger->column[column] != SIZE_MAX)
            continue;
        buf_format(writer->csv, "%s%s", comma,
                   ledger_column_name((enum ledger_column)column));
        comma = ",";
    }
    buf_text(writer->csv, "\r\n");
}

/* ---- rows ---- */

static void tell_line(struct ledger_writer *writer, char sign, struct str id,
                      const struct record *record)
{
    buf_format(writer->lines, "%c ", sign);
    escape_terminal(writer->lines, id);
    buf_text(writer->lines, "  ");
    escape_terminal(writer->lines, record->indicator);
    buf_text(writer->lines, "  ");
    escape_terminal(writer->lines, record->quote);
    buf_char(writer->lines, '\n');
}

static void propose(struct ledger_writer *writer, const struct record *record,
                    struct line *line)
{
    char found[FOUND_ROOM];

    line->proposal = record;
    line->section = ledger_section(&writer->arena, writer->report, record);
    ledger_found(record, line->section, found);
    line->found = str_of(arena_copy(&writer->arena, found, strlen(found)));
}

static struct str found_cell(const struct ledger *ledger,
                             const struct ledger_row *row)
{
    const struct csv_cell *cell = ledger_cell(ledger, row, CELL_FOUND);

    return cell ? str_trim(cell->text) : STR("");
}

/* Whether the quote of a row without a record stands in no text any more. */
static bool is_gone(const struct passages *passages,
                    const struct ledger_row *row)
{
    struct record look = row->record;

    return row->status != ROW_DROPPED && look.quote.len > 0 &&
           !passages_find(passages, row->section, &look);
}

/* Marks or unmarks a row whose quote has gone; its print stays behind it. */
static void mark_gone(struct ledger_writer *writer, struct line *line,
                      bool gone)
{
    struct str print = found_print(line->found);

    line->found = print;
    if (gone)
        line->found = str_of(arena_format(&writer->arena, FOUND_GONE "%s%.*s",
                                          print.len ? " " : "", (int)print.len,
                                          print.ptr));
}

static void put_row(struct ledger_writer *writer,
                    const struct passages *passages, size_t index)
{
    const struct ledger_row *row = &writer->ledger->row[index];
    size_t partner = writer->match.found[index];
    const struct record *found =
        partner == SIZE_MAX ? NULL : &writer->report->found->item[partner];
    struct line line = {.row = row,
                        .id = row->record.id,
                        .found = found_cell(writer->ledger, row),
                        .section = STR("")};
    bool gone = !found && is_gone(passages, row);

    if (line.id.len == 0)
        line.id = new_id(writer, found ? found : &row->record);
    mark_gone(writer, &line, gone);
    if (found && row->status == ROW_DRAFT && !row->authored) {
        struct str before = line.found;
        propose(writer, found, &line);
        if (!str_equal(before, line.found)) {
            writer->done.changed++;
            tell_line(writer, '~', line.id, found);
        }
    }
    if (gone) {
        writer->done.gone++;
        tell_line(writer, '?', line.id, &row->record);
    }
    writer->done.rows++;
    put_line(writer, &line, writer->csv);
}

static void put_new(struct ledger_writer *writer, const struct record *record)
{
    struct line line = {0};

    propose(writer, record, &line);
    line.id = new_id(writer, record);
    writer->done.rows++;
    writer->done.added++;
    tell_line(writer, '+', line.id, record);
    put_line(writer, &line, writer->csv);
}

static void put_rows(struct ledger_writer *writer)
{
    const struct ledger *ledger = writer->ledger;
    struct passages passages = {0};

    writer->match = ledger_match(&writer->arena, ledger, writer->report);
    passages_read(&passages, &writer->arena, writer->report);
    for (size_t i = 0; i < ledger->rows; i++)
        if (ledger->row[i].record.id.len)
            map_set(&writer->ids, ledger->row[i].record.id, writer);
    for (size_t i = 0; i < ledger->rows; i++)
        put_row(writer, &passages, i);
    passages_free(&passages);
}

struct ledger_review ledger_write(const struct report *report,
                                  const struct ledger *ledger, struct buf *csv,
                                  struct buf *lines)
{
    struct ledger_writer writer = {
        .report = report, .ledger = ledger, .csv = csv, .lines = lines};
    const struct records *found = report->found;

    put_head(&writer);
    if (ledger)
        put_rows(&writer);
    for (size_t i = 0; i < found->len; i++)
        if (!ledger || writer.match.row[i] == SIZE_MAX)
            put_new(&writer, &found->item[i]);
    map_free(&writer.ids);
    arena_free(&writer.arena);
    return writer.done;
}
