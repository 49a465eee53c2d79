/*
 * csv - a table that a spreadsheet saved, cell by cell, with places.
 *
 * RFC 4180, and what Excel, WPS and LibreOffice make of it: comma, semicolon
 * or tab (the head line tells which), line ends of any kind, a BOM or none,
 * and GB18030, in which Chinese Windows saves CSV without asking. This is the
 * one place where a text in another encoding is taken: a clerk cannot choose
 * it there. It is told as a note.
 */
#ifndef CSV_H
#define CSV_H

#include "../base/buf.h"
#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/source.h"

#define CSV_COLUMNS_MOST 200

struct csv_cell {
    struct str text; /* without its quotes */
    size_t offset; /* where it begins in the source */
};

struct csv_row {
    const struct csv_cell *cell;
    size_t cells;
};

struct csv {
    const struct source *source;
    char separator;
    struct csv_row *row; /* the head first; rows of blanks are left out */
    size_t rows;
};

/*
 * Makes a source of a CSV file's bytes. Bytes that are not UTF-8 but Chinese
 * in GB18030 are decoded and noted; all else as source_load does it. NULL when
 * the bytes cannot be taken as text (told).
 */
struct source *csv_load(struct arena *arena, const char *path, struct str bytes,
                        struct diags *diags);

/*
 * Reads all cells in one pass, in `arena`. NULL when a quote never ends, when
 * text follows a closing quote or when a row is wider than CSV_COLUMNS_MOST:
 * each is told with its place.
 */
struct csv *csv_read(struct arena *arena, const struct source *source,
                     struct diags *diags);

struct place csv_place(const struct csv *csv, const struct csv_cell *cell);

/* Writes a cell as it is, so that the line it stands in is read with commas
 * again; unlike escape_csv it guards against no formula. */
void csv_put(struct buf *out, struct str text);

#endif
