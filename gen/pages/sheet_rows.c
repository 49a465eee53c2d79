#include "sheet_rows.h"

#include "../report/figure.h"
#include "sheet_text.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define HANDED_ON ((size_t)16 << 10) /* bytes */
#define CELL_ROOM 512 /* of a cell but for its text: more than it can take */

/* A request for room that was met in a second way leaves ENOMEM. The library
 * leaves it, too, where it went without: that alone is to be seen. */
static void keep_room(struct sheet_rows *rows, size_t text)
{
    int before = errno;

    buf_reserve(&rows->xml, text + CELL_ROOM);
    errno = before;
}

static void hand_on(struct sheet_rows *rows)
{
    if (rows->xml.len)
        fwrite(rows->xml.data, 1, rows->xml.len, rows->file);
    buf_cut(&rows->xml, 0);
}

void sheet_row_begin(struct sheet_rows *rows, uint32_t row)
{
    keep_room(rows, 0);
    buf_text(&rows->xml, "<row r=\"");
    size_t from = rows->xml.len;
    buf_number(&rows->xml, row + (size_t)1);
    memcpy(rows->name, rows->xml.data + from, rows->xml.len - from + 1);
    buf_text(&rows->xml, "\">");
}

/* <c r="B12" s="3" */
static void begin_cell(struct sheet_rows *rows, unsigned column, int32_t style)
{
    keep_room(rows, 0);
    buf_text(&rows->xml, "<c r=\"");
    buf_char(&rows->xml, (char)('A' + column));
    buf_text(&rows->xml, rows->name);
    buf_text(&rows->xml, "\" s=\"");
    buf_number(&rows->xml, (size_t)style);
    buf_char(&rows->xml, '"');
}

/* The library keeps blanks at the ends, where XML would not. */
static bool has_blank_end(const char *text, size_t len)
{
    return isspace((unsigned char)text[0]) ||
           isspace((unsigned char)text[len - 1]);
}

static void add_escaped(struct buf *xml, const char *text)
{
    char *printable = lxw_escape_control_characters(text);
    char *escaped = lxw_escape_data(printable);

    buf_text(xml, escaped);
    free(escaped);
    free(printable);
}

void sheet_row_text(struct sheet_rows *rows, unsigned column, int32_t style,
                    const char *text)
{
    size_t len = strlen(text);

    begin_cell(rows, column, style);
    buf_text(&rows->xml, " t=\"inlineStr\"><is><t");
    if (has_blank_end(text, len))
        buf_text(&rows->xml, " xml:space=\"preserve\"");
    buf_char(&rows->xml, '>');
    keep_room(rows, len);
    if (sheet_text_is_plain(text, len))
        buf_add(&rows->xml, text, len);
    else
        add_escaped(&rows->xml, text);
    buf_text(&rows->xml, "</t></is></c>");
}

/* How many digits are to be shown is said by the format. */
static void drop_zeros(struct buf *xml, size_t from)
{
    if (!memchr(xml->data + from, '.', xml->len - from))
        return;
    size_t len = xml->len;
    while (xml->data[len - 1] == '0')
        len--;
    buf_cut(xml, xml->data[len - 1] == '.' ? len - 1 : len);
}

void sheet_row_number(struct sheet_rows *rows, unsigned column, int32_t style,
                      double value, int decimals)
{
    begin_cell(rows, column, style);
    buf_text(&rows->xml, "><v>");
    size_t from = rows->xml.len;
    figure_write(value, decimals, &rows->xml);
    drop_zeros(&rows->xml, from);
    buf_text(&rows->xml, "</v></c>");
}

void sheet_row_end(struct sheet_rows *rows)
{
    buf_text(&rows->xml, "</row>");
    if (rows->xml.len >= HANDED_ON)
        hand_on(rows);
}

void sheet_rows_finish(struct sheet_rows *rows)
{
    hand_on(rows);
    buf_free(&rows->xml);
}
