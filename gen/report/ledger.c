#include "ledger.h"

#include "../base/map.h"
#include "../base/path.h"
#include "../base/print.h"
#include "ledger_row.h"
#include "report.h"

#include <string.h>

#define TEXT_MOST 10000 /* bytes of a cell: a page of Chinese */
#define HEAD_MOST 120 /* of a head */

struct ledger_reader {
    struct arena *arena;
    struct ledger *ledger;
    struct map ids; /* id → struct ledger_row */
    struct diags *diags;
    bool bad;
};

bool ledger_is_named(struct str path)
{
    return str_is(path_base(path), "targets.csv") && path_dir(path).len > 0;
}

/* ---- cells ---- */

const struct csv_cell *ledger_cell(const struct ledger *ledger,
                                   const struct ledger_row *row,
                                   enum ledger_column column)
{
    size_t at = ledger->column[column];

    return at < row->csv->cells ? &row->csv->cell[at] : NULL;
}

struct place ledger_place(const struct ledger *ledger,
                          const struct ledger_row *row,
                          enum ledger_column column)
{
    const struct csv_cell *cell = ledger_cell(ledger, row, column);

    return csv_place(ledger->csv, cell ? cell : row->csv->cell);
}

/* The apostrophe that keeps a spreadsheet from running a cell. */
static struct str unguarded(struct str text)
{
    if (text.len > 1 && text.ptr[0] == '\'' && strchr("=+-@", text.ptr[1]))
        return (struct str){text.ptr + 1, text.len - 1};
    return text;
}

static struct str cell_text(const struct ledger *ledger,
                            const struct ledger_row *row,
                            enum ledger_column column)
{
    const struct csv_cell *cell = ledger_cell(ledger, row, column);

    return cell ? str_trim(unguarded(str_trim(cell->text))) : STR("");
}

static void tell_cell(struct ledger_reader *reader,
                      const struct ledger_row *row, enum ledger_column column,
                      const char *what)
{
    reader->bad = true;
    diag_add(reader->diags, LEDGER_CELL,
             ledger_place(reader->ledger, row, column),
             ledger_column_name(column), what);
}

/* ---- rows ---- */

static int read_word(struct ledger_reader *reader, struct ledger_row *row,
                     enum ledger_column column, int preset)
{
    struct str text = cell_text(reader->ledger, row, column);
    int means = text.len ? ledger_word(column, text) : preset;

    if (means >= 0)
        return means;
    tell_cell(reader, row, column,
              arena_format(reader->arena, "%.*s", (int)text.len, text.ptr));
    diag_detail(reader->diags, "→ %s", ledger_words(column));
    return preset;
}

/* False where the cell is empty or no number (told). */
static bool read_number(struct ledger_reader *reader, struct ledger_row *row,
                        enum ledger_column column, double *value, int *decimals)
{
    struct str text = cell_text(reader->ledger, row, column);

    if (text.len == 0)
        return false;
    if (ledger_number(text, row->record.unit, value, decimals))
        return true;
    tell_cell(reader, row, column,
              arena_format(reader->arena, "%.*s", (int)text.len, text.ptr));
    diag_detail(reader->diags,
                BOTH("→ 只写一个数，小数点用“.”，单位写在单位一列",
                     "one number, its unit in the column for units"));
    return false;
}

static void read_numbers(struct ledger_reader *reader, struct ledger_row *row)
{
    struct record *record = &row->record;
    size_t before = reader->diags->len;

    record->has_value =
        read_number(reader, row, CELL_VALUE, &record->value, &record->decimals);
    bool has_high = read_number(reader, row, CELL_HIGH, &record->high,
                                &record->high_decimals);
    record->op = (enum record_op)read_word(reader, row, CELL_OP,
                                           has_high ? OP_RANGE : OP_EQUAL);
    if (reader->diags->len > before)
        return;
    if (record->op == OP_RANGE && (!has_high || !record->has_value))
        tell_cell(reader, row, has_high ? CELL_VALUE : CELL_HIGH,
                  BOTH("区间要有两个数", "a range has two numbers"));
    else if (record->op != OP_RANGE && has_high)
        tell_cell(reader, row, CELL_OP,
                  BOTH("有上限时写 range", "with `high` it is range"));
}

static void read_texts(struct ledger_reader *reader, struct ledger_row *row)
{
    const struct ledger *ledger = reader->ledger;
    struct record *record = &row->record;

    record->id = cell_text(ledger, row, CELL_ID);
    record->indicator = cell_text(ledger, row, CELL_INDICATOR);
    record->unit = cell_text(ledger, row, CELL_UNIT);
    record->base = cell_text(ledger, row, CELL_BASE);
    record->by = cell_text(ledger, row, CELL_BY);
    record->owner = cell_text(ledger, row, CELL_OWNER);
    record->quote = cell_text(ledger, row, CELL_QUOTE);
    record->result = cell_text(ledger, row, CELL_RESULT);
    record->note = cell_text(ledger, row, CELL_NOTE);
    row->section = cell_text(ledger, row, CELL_SECTION);
}

/* Whether the cells are no longer those that were proposed. */
static bool is_changed(struct ledger_reader *reader,
                       const struct ledger_row *row)
{
    struct str found = cell_text(reader->ledger, row, CELL_FOUND);
    char print[FOUND_ROOM];

    ledger_found(&row->record, row->section, print);
    return !str_is(found_print(found), print);
}

/* All cells: too long, or beyond the head. */
static void check_cells(struct ledger_reader *reader, const struct csv_row *row)
{
    const struct csv *csv = reader->ledger->csv;

    for (size_t i = 0; i < row->cells; i++) {
        const struct csv_cell *cell = &row->cell[i];
        bool beyond = i >= csv->row[0].cells && str_trim(cell->text).len > 0;
        if (!beyond && cell->text.len <= TEXT_MOST)
            continue;
        reader->bad = true;
        if (beyond) {
            diag_str(reader->diags, LEDGER_WIDTH, csv_place(csv, cell),
                     cell->text);
            return; /* the others are of the same stray comma */
        }
        struct str head = str_trim(csv->row[0].cell[i].text);
        diag_add(reader->diags, LEDGER_CELL, csv_place(csv, cell),
                 arena_copy(reader->arena, head.ptr, head.len),
                 arena_format(reader->arena, "%zu > %d " BOTH("字节", "bytes"),
                              cell->text.len, TEXT_MOST));
    }
}

static void check_id(struct ledger_reader *reader, struct ledger_row *row)
{
    if (row->record.id.len == 0)
        return;
    struct ledger_row *other = map_add(&reader->ids, row->record.id, row);
    if (other == row)
        return;
    struct str id = row->record.id;
    struct place first = ledger_place(reader->ledger, other, CELL_ID);
    reader->bad = true;
    diag_add(reader->diags, LEDGER_ID,
             ledger_place(reader->ledger, row, CELL_ID),
             arena_copy(reader->arena, id.ptr, id.len),
             arena_format(reader->arena, "%u", first.line));
}

static void read_row(struct ledger_reader *reader, struct ledger_row *row)
{
    struct record *record = &row->record;

    check_cells(reader, row->csv);
    read_texts(reader, row);
    record->kind =
        (enum record_kind)read_word(reader, row, CELL_KIND, RECORD_TARGET);
    read_numbers(reader, row);
    record->measure = (enum record_measure)read_word(
        reader, row, CELL_MEASURE,
        record->has_value ? MEASURE_LEVEL : MEASURE_MILESTONE);
    row->status =
        (enum row_status)read_word(reader, row, CELL_STATUS, ROW_DRAFT);
    record->confirmed = row->status == ROW_CONFIRMED;
    record->place = ledger_place(reader->ledger, row, CELL_INDICATOR);
    record->line = record->place.line;
    if (!record->indicator.len && !record->quote.len)
        tell_cell(reader, row, CELL_INDICATOR, BOTH("没有写", "empty"));
    check_id(reader, row);
    row->authored = record->confirmed || is_changed(reader, row);
}

/* ---- the head ---- */

static void tell_head(struct ledger_reader *reader, const struct csv_cell *cell,
                      const char *what)
{
    const struct csv *csv = reader->ledger->csv;

    reader->bad = true;
    diag_add(reader->diags, LEDGER_HEAD,
             cell ? csv_place(csv, cell) : place_file(csv->source), what, NULL);
}

static void read_head(struct ledger_reader *reader)
{
    struct ledger *ledger = reader->ledger;
    const struct csv_row *head = &ledger->csv->row[0];
    struct map seen = {0};

    for (size_t i = 0; i < head->cells; i++) {
        const struct csv_cell *cell = &head->cell[i];
        struct str name = str_trim(cell->text);
        enum ledger_column column = ledger_column(name);
        bool twice = column < CELLS && ledger->column[column] != SIZE_MAX;
        if (name.len && map_get(&seen, name))
            twice = true;
        map_set(&seen, name, reader);
        if (twice)
            tell_head(reader, cell,
                      arena_format(reader->arena,
                                   BOTH("“%.*s”有两列", "“%.*s” names two"),
                                   (int)name.len, name.ptr, (int)name.len,
                                   name.ptr));
        else if (name.len > HEAD_MOST)
            tell_head(reader, cell, BOTH("太长", "too long"));
        else if (column < CELLS)
            ledger->column[column] = i;
    }
    if (ledger->column[CELL_INDICATOR] == SIZE_MAX)
        tell_head(reader, head->cell,
                  BOTH("没有“指标”一列", "no column `indicator`"));
    map_free(&seen);
}

static void read_rows(struct ledger_reader *reader)
{
    struct ledger *ledger = reader->ledger;
    const struct csv *csv = ledger->csv;
    size_t rows = csv->rows - 1;

    if (rows > LEDGER_MOST) {
        reader->bad = true;
        diag_add(reader->diags, LEDGER_ROWS,
                 csv_place(csv, csv->row[LEDGER_MOST + 1].cell),
                 arena_format(reader->arena, "%d", LEDGER_MOST), NULL);
        return;
    }
    ledger->row = arena_array(reader->arena, rows, sizeof(*ledger->row));
    for (size_t i = 0; i < rows; i++) {
        struct ledger_row *row = &ledger->row[ledger->rows++];
        row->csv = &csv->row[i + 1];
        read_row(reader, row);
    }
}

struct ledger *ledger_read(struct arena *arena, const struct source *source,
                           struct diags *diags)
{
    struct ledger *ledger = arena_new(arena, sizeof(*ledger));
    struct ledger_reader reader = {
        .arena = arena, .ledger = ledger, .diags = diags};

    ledger->csv = csv_read(arena, source, diags);
    if (!ledger->csv)
        return NULL;
    for (int i = 0; i < CELLS; i++)
        ledger->column[i] = SIZE_MAX;
    if (ledger->csv->rows == 0)
        diag_add(diags, EMPTY_FILE, place_file(source), NULL, NULL);
    if (ledger->csv->rows == 0)
        return NULL;
    read_head(&reader);
    if (!reader.bad)
        read_rows(&reader);
    map_free(&reader.ids);
    return reader.bad ? NULL : ledger;
}

/* ---- prints ---- */

static void print_value(struct print *print, double value)
{
    struct buf out = {0};

    /* As a number, not as written: a spreadsheet makes 7 of 7.0. */
    figure_write(value, 0, &out);
    print_add(print, buf_view(&out));
    buf_free(&out);
}

static void print_proposal(const struct record *record, struct print *print)
{
    print_number(print, record->kind);
    print_number(print, record->measure);
    print_number(print, record->op);
    print_number(print, record->has_value);
    if (record->has_value)
        print_value(print, record->value);
    if (record->has_value && record->op == OP_RANGE)
        print_value(print, record->high);
    print_add(print, str_trim(record->indicator));
    print_add(print, str_trim(record->unit));
    print_add(print, str_trim(record->base));
    print_add(print, str_trim(record->by));
    print_add(print, str_trim(record->quote));
}

struct str found_print(struct str cell)
{
    size_t len = strlen(FOUND_GONE);

    if (str_starts(cell, FOUND_GONE))
        cell = (struct str){cell.ptr + len, cell.len - len};
    return str_trim(cell);
}

void ledger_found(const struct record *record, struct str section,
                  char out[FOUND_ROOM])
{
    struct print print = {0};
    char digits[33];

    print_proposal(record, &print);
    print_add(&print, str_trim(section));
    print_write(print, digits);
    out[0] = 'f';
    memcpy(out + 1, digits, 12);
    out[13] = '\0';
}

struct str ledger_section(struct arena *arena, const struct report *report,
                          const struct record *record)
{
    const struct section *section = NULL;

    for (int i = 0; i < 2 && report->paper[i]; i++)
        if (report->paper[i]->source == record->place.source)
            section = report_section_at(report, report->paper[i], record->line);
    if (!section || !section->heading)
        return STR("");
    return str_trim(str_of(arena_format(
        arena, "%.*s%.*s", (int)section->number.len, section->number.ptr,
        (int)section->title.len, section->title.ptr)));
}
