#include "sheet.h"

#include "../base/late.h"
#include "../base/mem.h"
#include "sheet_guard.h"
#include "sheet_rows.h"
#include "sheet_temp.h"
#include "sheet_zip.h"

#include <xlsxwriter.h>

/* clang-format off */
#define SHEET(name) \
    name(format_set_align) name(format_set_bold) name(format_set_bottom) \
    name(format_set_num_format) name(format_set_text_wrap) \
    name(lxw_format_get_xf_index) \
    name(workbook_add_format) name(workbook_add_worksheet) \
    name(workbook_close) name(workbook_new_opt) \
    name(workbook_set_properties) \
    name(worksheet_autofilter) name(worksheet_fit_to_pages) \
    name(worksheet_freeze_panes) name(worksheet_repeat_rows) \
    name(worksheet_set_column) name(worksheet_set_landscape) \
    name(worksheet_set_paper) name(worksheet_write_number) \
    name(worksheet_write_string)
/* clang-format on */
LATE_LIBRARY_READY("xlsxwriter", SHEET, start);

static void start(void)
{
    sheet_zip_start(late_library.handle);
}

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* No date: the first day that the zip in a workbook can bear. */
#define FIRST_DAY 315532800

#define DECIMALS_MOST 6

/* What a cell of Excel and WPS can hold, in characters. */
#define CELL_MOST 32767

enum column {
    COLUMN_NUMBER,
    COLUMN_INDICATOR,
    COLUMN_ASK,
    COLUMN_VALUE,
    COLUMN_HIGH,
    COLUMN_UNIT,
    COLUMN_BASE,
    COLUMN_BY,
    COLUMN_QUOTE,
    COLUMN_FILE,
    COLUMN_LINE,
    COLUMNS
};

static const struct {
    const char *head;
    double width; /* in characters of the standard face */
} columns[COLUMNS] = {
    [COLUMN_NUMBER] = {"序号", 6}, [COLUMN_INDICATOR] = {"指标", 32},
    [COLUMN_ASK] = {"要求", 14},   [COLUMN_VALUE] = {"数值", 12},
    [COLUMN_HIGH] = {"上限", 12},  [COLUMN_UNIT] = {"单位", 12},
    [COLUMN_BASE] = {"基数", 12},  [COLUMN_BY] = {"时限", 12},
    [COLUMN_QUOTE] = {"原句", 60}, [COLUMN_FILE] = {"出处文件", 26},
    [COLUMN_LINE] = {"行", 6},
};

static const char *const measures[] = {
    [MEASURE_LEVEL] = "达到",   [MEASURE_GROWTH] = "增长",
    [MEASURE_DECLINE] = "下降", [MEASURE_RISE] = "增加",
    [MEASURE_FALL] = "减少",    [MEASURE_MILESTONE] = "办成",
};

static const char *const ops[] = {
    [OP_EQUAL] = "",     [OP_LEAST] = "不低于", [OP_MOST] = "不超过",
    [OP_ABOUT] = "大约", [OP_RANGE] = "",
};

/* A workbook on its way. */
struct sheets {
    lxw_workbook *book;
    lxw_format *head, *text, *number[DECIMALS_MOST + 1];
    const char *ask[MEASURE_MILESTONE + 1][OP_RANGE + 1]; /* NULL: not yet */
    struct sheet_rows *rows; /* the row at hand is ours; NULL: the library's */
    struct arena scratch;
    bool failed;
};

static void keep_error(struct sheets *sheets, lxw_error error)
{
    sheets->failed = sheets->failed || error != LXW_NO_ERROR;
}

/* The library takes texts that end with a NUL and refuses longer ones. */
static const char *cell_text(struct sheets *sheets, struct str text)
{
    size_t at = 0, len;
    uint32_t rune;

    if (text.len <= CELL_MOST)
        return arena_copy(&sheets->scratch, text.ptr, text.len);
    for (size_t i = 0; i < CELL_MOST; i++, at += len)
        if ((len = text_decode(text, at, &rune)) == 0)
            break;
    return arena_copy(&sheets->scratch, text.ptr, at);
}

/* The number that cells name a format by. It is given to it when first asked
 * for, by the library as by us: in the order of the cells. */
static int32_t style_of(lxw_format *format)
{
    return late.lxw_format_get_xf_index(format);
}

static void put_text(struct sheets *sheets, lxw_worksheet *sheet, lxw_row_t row,
                     enum column column, struct str text)
{
    if (text.len == 0)
        return;
    const char *cell = cell_text(sheets, text);
    if (sheets->rows)
        sheet_row_text(sheets->rows, column, style_of(sheets->text), cell);
    else
        keep_error(sheets,
                   late.worksheet_write_string(sheet, row, (lxw_col_t)column,
                                               cell, sheets->text));
}

/* Shown with the digits that were written: 6.50 is not 6.5. */
static lxw_format *number_format(struct sheets *sheets, int decimals)
{
    static const char *const form[] = {"0",      "0.0",     "0.00",    "0.000",
                                       "0.0000", "0.00000", "0.000000"};
    int at = decimals < 0 ? 0 : decimals;

    if (at > DECIMALS_MOST)
        at = DECIMALS_MOST;
    if (!sheets->number[at]) {
        sheets->number[at] = late.workbook_add_format(sheets->book);
        late.format_set_num_format(sheets->number[at], form[at]);
        late.format_set_align(sheets->number[at], LXW_ALIGN_VERTICAL_TOP);
    }
    return sheets->number[at];
}

static void put_number(struct sheets *sheets, lxw_worksheet *sheet,
                       lxw_row_t row, enum column column, double value,
                       int decimals)
{
    lxw_format *format = number_format(sheets, decimals);

    if (sheets->rows)
        sheet_row_number(sheets->rows, column, style_of(format), value,
                         decimals < 0 ? 0 : decimals);
    else
        keep_error(sheets, late.worksheet_write_number(
                               sheet, row, (lxw_col_t)column, value, format));
}

/* "增长不低于": what the number is to be. */
static void put_ask(struct sheets *sheets, lxw_worksheet *sheet, lxw_row_t row,
                    const struct record *record)
{
    enum record_op op = record->has_value ? record->op : OP_EQUAL;
    const char **ask = &sheets->ask[record->measure][op];

    if (!*ask)
        *ask = arena_format(&sheets->scratch, "%s%s", measures[record->measure],
                            ops[op]);
    put_text(sheets, sheet, row, COLUMN_ASK, str_of(*ask));
}

static void put_values(struct sheets *sheets, lxw_worksheet *sheet,
                       lxw_row_t row, const struct record *record)
{
    if (!record->has_value)
        return;
    put_number(sheets, sheet, row, COLUMN_VALUE, record->value,
               record->decimals);
    if (record->op == OP_RANGE)
        put_number(sheets, sheet, row, COLUMN_HIGH, record->high,
                   record->high_decimals);
}

static void put_record(struct sheets *sheets, lxw_worksheet *sheet,
                       lxw_row_t row, const struct record *record)
{
    const struct source *source = record->place.source;

    put_number(sheets, sheet, row, COLUMN_NUMBER, row, 0);
    put_text(sheets, sheet, row, COLUMN_INDICATOR, record->indicator);
    put_ask(sheets, sheet, row, record);
    put_values(sheets, sheet, row, record);
    put_text(sheets, sheet, row, COLUMN_UNIT, record->unit);
    put_text(sheets, sheet, row, COLUMN_BASE, record->base);
    put_text(sheets, sheet, row, COLUMN_BY, record->by);
    put_text(sheets, sheet, row, COLUMN_QUOTE, record->quote);
    put_text(sheets, sheet, row, COLUMN_FILE,
             str_of(source ? source->path : NULL));
    put_number(sheets, sheet, row, COLUMN_LINE, record->line, 0);
}

static void put_heads(struct sheets *sheets, lxw_worksheet *sheet)
{
    for (int i = 0; i < COLUMNS; i++) {
        lxw_col_t column = (lxw_col_t)i;
        keep_error(sheets, late.worksheet_set_column(sheet, column, column,
                                                     columns[i].width, NULL));
        keep_error(sheets,
                   late.worksheet_write_string(sheet, 0, column,
                                               columns[i].head, sheets->head));
    }
    late.worksheet_freeze_panes(sheet, 1, 0);
    keep_error(sheets, late.worksheet_repeat_rows(sheet, 0, 0));
    late.worksheet_set_landscape(sheet);
    late.worksheet_set_paper(sheet, 9); /* A4 */
    late.worksheet_fit_to_pages(sheet, 1, 0);
}

/*
 * The rows from 1 on but the last, into the file where the library has put the
 * row of heads by now: it puts a row there when it is given a later one.
 */
static void put_rows(struct sheets *sheets, FILE *file,
                     const struct record *record, size_t len)
{
    struct sheet_rows rows = {.file = file};

    sheets->rows = &rows;
    for (size_t i = 0; i < len; i++) {
        sheet_row_begin(&rows, (lxw_row_t)i + 1);
        put_record(sheets, NULL, (lxw_row_t)i + 1, &record[i]);
        sheet_row_end(&rows);
    }
    sheet_rows_finish(&rows);
    sheets->rows = NULL;
}

static void add_sheet(struct sheets *sheets, const struct record *record,
                      size_t len)
{
    lxw_worksheet *sheet = late.workbook_add_worksheet(sheets->book, "目标");
    FILE *file = sheet_temp_newest();
    lxw_row_t last = (lxw_row_t)len;

    put_heads(sheets, sheet);
    for (size_t i = file && len ? len - 1 : 0; i < len; i++)
        put_record(sheets, sheet, (lxw_row_t)i + 1, &record[i]);
    if (file && len)
        put_rows(sheets, file, record, len - 1);
    keep_error(sheets,
               late.worksheet_autofilter(sheet, 0, 0, last, COLUMNS - 1));
}

static void add_formats(struct sheets *sheets)
{
    sheets->head = late.workbook_add_format(sheets->book);
    late.format_set_bold(sheets->head);
    late.format_set_bottom(sheets->head, LXW_BORDER_MEDIUM);
    sheets->text = late.workbook_add_format(sheets->book);
    late.format_set_text_wrap(sheets->text);
    late.format_set_align(sheets->text, LXW_ALIGN_VERTICAL_TOP);
}

/* The library takes the clock's time where no other is set. */
static void set_date(struct sheets *sheets, struct date made)
{
    lxw_doc_properties properties = {
        .created = made.year ? (time_t)date_seconds(made) : FIRST_DAY};

    if (properties.created <= 0)
        properties.created = FIRST_DAY;
    keep_error(sheets, late.workbook_set_properties(sheets->book, &properties));
}

/*
 * The library puts each part into a temporary file and does not look whether
 * that could be written and read again: what fails leaves a workbook that no
 * program opens, and this.
 */
static bool disk_failed(int error)
{
    return error == EIO || error == ENOSPC || error == EDQUOT ||
           error == EFBIG || error == EINTR || error == ENOMEM;
}

enum outcome { WRITTEN, FAILED, WANTING };

/*
 * Libxlsxwriter 1.1 writes to a name only: that of a file in memory. While it
 * closes a workbook it calls gmtime, whose result all threads share.
 */
static enum outcome write_book(const char *name, const struct record *record,
                               size_t len, struct date made)
{
    static pthread_mutex_t closing = PTHREAD_MUTEX_INITIALIZER;
    /* Each row goes out once it is whole, its texts within it: no table of
     * texts is built, searched and written. */
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};

    errno = 0;
    struct sheets sheets = {.book = late.workbook_new_opt(name, &options)};
    if (!sheets.book)
        return errno == ENOMEM ? WANTING : FAILED;
    add_formats(&sheets);
    set_date(&sheets, made);
    add_sheet(&sheets, record, len);
    arena_free(&sheets.scratch);
    /* Some functions that want for memory only leave a word of it; others leave
     * what closing the workbook, or giving it back, would fall over. */
    if (errno == ENOMEM)
        return WANTING;
    pthread_mutex_lock(&closing);
    errno = 0;
    keep_error(&sheets, late.workbook_close(sheets.book));
    sheets.failed = sheets.failed || disk_failed(errno);
    pthread_mutex_unlock(&closing);
    return sheets.failed ? FAILED : WRITTEN;
}

/* Memory that malloc has at hand when this returns. */
static void make_room(void)
{
    void *piece[32];
    const size_t pieces = sizeof(piece) / sizeof(piece[0]);

    for (size_t i = 0; i < pieces; i++)
        piece[i] = mem_alloc((size_t)64 << 10);
    for (size_t i = pieces; i-- > 0;)
        mem_free(piece[i]);
}

/*
 * malloc leaves ENOMEM behind, too, where the heap cannot grow and memory is
 * mapped elsewhere in its place. So what seems to want for memory is left lying
 * and written once more where there is room.
 */
static bool write_surely(int file, const struct record *record, size_t len,
                         struct date made)
{
    struct arena scratch = {0};
    char *name = arena_format(&scratch, "/proc/self/fd/%d", file);
    enum outcome end = write_book(name, record, len, made);

    sheet_temp_clear();
    if (end == WANTING) {
        make_room();
        end = write_book(name, record, len, made);
        sheet_temp_clear();
    }
    if (end == WANTING)
        mem_exhausted();
    arena_free(&scratch);
    return end == WRITTEN;
}

static bool take_bytes(int file, struct buf *out)
{
    char bytes[1 << 14];
    ssize_t len;
    off_t at = 0;

    while ((len = pread(file, bytes, sizeof(bytes), at)) > 0) {
        buf_add(out, bytes, (size_t)len);
        at += len;
    }
    return len == 0 && at > 0;
}

bool sheet_can(void)
{
    return true;
}

bool sheet_write(const struct record *record, size_t len, struct date made,
                 struct buf *out, int *error)
{
    int file = memfd_create("sheet", MFD_CLOEXEC);
    bool good = false;

    late_load(&late_library);
    sheet_zip_load();
    if (file >= 0) {
        sheet_guard(true);
        good = write_surely(file, record, len, made);
        sheet_guard(false);
        good = good && take_bytes(file, out);
    }
    *error = good ? 0 : errno ? errno : ENOMEM;
    if (file >= 0)
        close(file);
    return good;
}
