#include "export.h"

#include "../base/escape.h"

#include <string.h>

/* ---- values ---- */

static void write_low(const struct record *record, struct buf *out)
{
    figure_write(record->value, record->decimals, out);
}

static void write_high(const struct record *record, struct buf *out)
{
    figure_write(record->high, record->high_decimals, out);
}

static bool has_range(const struct record *record)
{
    return record->has_value && record->op == OP_RANGE;
}

void export_value(const struct record *record, struct buf *out)
{
    if (!record->has_value)
        return;
    write_low(record, out);
    if (!has_range(record))
        return;
    buf_text(out, "–");
    write_high(record, out);
}

/* ---- JSON ---- */

/* A text, or null where there is none; `head` is its name, ", \"unit\": ". */
static void json_text(struct buf *out, struct str head, struct str text)
{
    buf_str(out, head);
    if (text.len)
        escape_json_string(out, text);
    else
        buf_text(out, "null");
}

static void json_numbers(const struct record *record, struct buf *out)
{
    buf_text(out, ", \"value\": ");
    if (record->has_value)
        write_low(record, out);
    else
        buf_text(out, "null");
    buf_text(out, ", \"high\": ");
    if (has_range(record))
        write_high(record, out);
    else
        buf_text(out, "null");
}

static struct str record_file(const struct record *record)
{
    const struct source *source = record->place.source;

    return str_of(source ? source->path : NULL);
}

static void json_record(const struct record *record, struct buf *out)
{
    buf_text(out, "{\"kind\": \"");
    buf_text(out, record_kind_name(record->kind));
    buf_text(out, "\"");
    json_text(out, STR(", \"indicator\": "), record->indicator);
    json_text(out, STR(", \"measure\": "),
              str_of(record_measure_name(record->measure)));
    json_text(out, STR(", \"op\": "), str_of(record_op_name(record->op)));
    json_numbers(record, out);
    json_text(out, STR(", \"unit\": "), record->unit);
    json_text(out, STR(", \"base\": "), record->base);
    json_text(out, STR(", \"by\": "), record->by);
    json_text(out, STR(", \"quote\": "), record->quote);
    json_text(out, STR(", \"file\": "), record_file(record));
    buf_text(out, ", \"line\": ");
    buf_number(out, record->line);
    buf_text(out, ", \"column\": ");
    buf_number(out, record->place.column);
    buf_char(out, '}');
}

void export_json(const struct record *record, size_t len, struct buf *out)
{
    buf_char(out, '[');
    for (size_t i = 0; i < len; i++) {
        buf_text(out, i ? ",\n " : "\n ");
        json_record(&record[i], out);
    }
    buf_text(out, len ? "\n]\n" : "]\n");
}

/* ---- CSV ---- */

static void csv_field(struct buf *out, struct str text)
{
    buf_char(out, ',');
    escape_csv(out, text);
}

static void csv_record(const struct record *record, struct buf *out)
{
    buf_text(out, record_kind_name(record->kind));
    csv_field(out, record->indicator);
    csv_field(out, str_of(record_measure_name(record->measure)));
    /* A word of ours: "=" alone runs no formula and must stay as it is. */
    buf_char(out, ',');
    buf_text(out, record_op_name(record->op));
    buf_char(out, ',');
    if (record->has_value)
        write_low(record, out);
    buf_char(out, ',');
    if (has_range(record))
        write_high(record, out);
    csv_field(out, record->unit);
    csv_field(out, record->base);
    csv_field(out, record->by);
    csv_field(out, record->quote);
    csv_field(out, record_file(record));
    buf_char(out, ',');
    buf_number(out, record->line);
    buf_char(out, ',');
    buf_number(out, record->place.column);
    buf_text(out, "\r\n");
}

void export_csv(const struct record *record, size_t len, bool bom,
                struct buf *out)
{
    if (bom)
        buf_text(out, "\xef\xbb\xbf");
    buf_text(out, "kind,indicator,measure,op,value,high,unit,base,by,quote,"
                  "file,line,column\r\n");
    for (size_t i = 0; i < len; i++)
        csv_record(&record[i], out);
}

/* ---- table ---- */

enum {
    COLUMN_KIND,
    COLUMN_INDICATOR,
    COLUMN_VALUE,
    COLUMN_BY,
    COLUMN_PLACE,
    COLUMNS
};

static const char *const heads[COLUMNS] = {"类别", "指标", "数值", "时限",
                                           "出处"};

/* Before the number, what it means: 增长 ≥ 8%. */
static void write_meaning(const struct record *record, struct buf *out)
{
    static const char *const measures[] = {
        [MEASURE_LEVEL] = "",        [MEASURE_GROWTH] = "增长 ",
        [MEASURE_DECLINE] = "下降 ", [MEASURE_RISE] = "增加 ",
        [MEASURE_FALL] = "减少 ",    [MEASURE_MILESTONE] = "办成",
    };
    static const char *const ops[] = {
        [OP_EQUAL] = "",    [OP_LEAST] = "≥ ", [OP_MOST] = "≤ ",
        [OP_ABOUT] = "约 ", [OP_RANGE] = "",
    };

    buf_text(out, measures[record->measure]);
    if (!record->has_value)
        return;
    buf_text(out, ops[record->op]);
    export_value(record, out);
    if (record->unit.len && !str_is(record->unit, "%"))
        buf_char(out, ' ');
    buf_str(out, record->unit);
}

static void write_cell(const struct record *record, int column, struct buf *out)
{
    switch (column) {
    case COLUMN_KIND:
        buf_text(out, record->kind == RECORD_TARGET ? "目标" : "完成");
        break;
    case COLUMN_INDICATOR: escape_terminal(out, record->indicator); break;
    case COLUMN_VALUE: write_meaning(record, out); break;
    case COLUMN_BY: escape_terminal(out, record->by); break;
    case COLUMN_PLACE:
        escape_terminal(out, record_file(record));
        buf_format(out, ":%u:%u", record->line, record->place.column);
        break;
    default: break;
    }
}

static void pad(struct buf *out, struct str text, size_t width, bool last)
{
    size_t has = text_width(text);

    buf_str(out, text);
    if (!last)
        buf_repeat(out, ' ', width + 2 - has);
}

static void measure_columns(const struct record *record, size_t len,
                            size_t width[COLUMNS])
{
    struct buf cell = {0};

    for (int c = 0; c < COLUMNS; c++) {
        width[c] = text_width(str_of(heads[c]));
        for (size_t i = 0; i < len; i++) {
            buf_cut(&cell, 0);
            write_cell(&record[i], c, &cell);
            size_t has = text_width(buf_view(&cell));
            width[c] = has > width[c] ? has : width[c];
        }
    }
    buf_free(&cell);
}

void export_table(const struct record *record, size_t len, struct buf *out)
{
    size_t width[COLUMNS];
    struct buf cell = {0};

    measure_columns(record, len, width);
    for (int c = 0; c < COLUMNS; c++)
        pad(out, str_of(heads[c]), width[c], c + 1 == COLUMNS);
    buf_char(out, '\n');
    for (size_t i = 0; i < len; i++) {
        for (int c = 0; c < COLUMNS; c++) {
            buf_cut(&cell, 0);
            write_cell(&record[i], c, &cell);
            pad(out, buf_view(&cell), width[c], c + 1 == COLUMNS);
        }
        buf_char(out, '\n');
    }
    buf_free(&cell);
}
