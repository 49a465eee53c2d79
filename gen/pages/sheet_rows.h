/*
 * sheet_rows - the rows of a workbook, as libxlsxwriter would write them.
 *
 * For each cell the library asks for memory three times and prints twice, a
 * number with sixteen digits: an eighth of all that building a site takes. In
 * the way in which it writes workbooks here, its rows go to a temporary file
 * one after the other, and that file is ours (sheet_temp.h). So the library
 * writes the first row and the last, and what lies between is written here, byte
 * for byte as it would be: a test holds the two against each other.
 */
#ifndef SHEET_ROWS_H
#define SHEET_ROWS_H

#include "../base/buf.h"

#include <stdint.h>
#include <stdio.h>

/* Rows on their way to `file`. Starts with that alone set. */
struct sheet_rows {
    FILE *file;
    struct buf xml;
    char name[16]; /* the row's number, as cells bear it */
};

/* Begins the row `row`, counted from 0 as the library does. */
void sheet_row_begin(struct sheet_rows *rows, uint32_t row);

/* Adds a cell to it; `column` is below 26, `style` the format's number. `text`
 * ends with a NUL and is not empty. */
void sheet_row_text(struct sheet_rows *rows, unsigned column, int32_t style,
                    const char *text);
void sheet_row_number(struct sheet_rows *rows, unsigned column, int32_t style,
                      double value, int decimals);

void sheet_row_end(struct sheet_rows *rows);

/* Hands the rest to the file. */
void sheet_rows_finish(struct sheet_rows *rows);

#endif
