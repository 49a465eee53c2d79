/*
 * ledger_row - what the parts of ledger share: its columns and rows.
 */
#ifndef LEDGER_ROW_H
#define LEDGER_ROW_H

#include "../read/csv.h"
#include "ledger.h"
#include "target.h"

/* The columns, in the order of a new ledger. */
enum ledger_column {
    CELL_ID,
    CELL_INDICATOR,
    CELL_KIND,
    CELL_MEASURE,
    CELL_OP,
    CELL_VALUE,
    CELL_HIGH,
    CELL_UNIT,
    CELL_BASE,
    CELL_BY,
    CELL_OWNER,
    CELL_SECTION,
    CELL_QUOTE,
    CELL_STATUS,
    CELL_RESULT,
    CELL_NOTE,
    CELL_FOUND,
    CELLS
};

enum row_status { ROW_DRAFT, ROW_CONFIRMED, ROW_DROPPED };

struct ledger_row {
    const struct csv_row *csv; /* its cells as they stand in the file */
    struct record record; /* what it says; its place is in the ledger */
    struct str section; /* the heading its quote stands under */
    enum row_status status;
    bool authored; /* the author's, not the machine's (ledger.h) */
};

struct ledger {
    const struct csv *csv;
    size_t column[CELLS]; /* which column of the file; SIZE_MAX: none */
    struct ledger_row *row;
    size_t rows;
};

/* The column of that name, CELLS where it is none of ours; and the name. */
enum ledger_column ledger_column(struct str head);
const char *ledger_column_name(enum ledger_column column);

/*
 * What a word of a column with fixed words means: an index into
 * enum record_kind, record_measure, record_op or row_status. -1: no such word.
 */
int ledger_word(enum ledger_column column, struct str word);

/* All words of such a column as people may write them: "target, result". */
const char *ledger_words(enum ledger_column column);

/*
 * A number as a cell has it: full-width digits and a sign are read, what is
 * doubtful (12，5) is not. "7%" is 7 where `unit` is %.
 */
bool ledger_number(struct str cell, struct str unit, double *value,
                   int *decimals);

/* The cell of a row, as it stands in the file; NULL where it has none. */
const struct csv_cell *ledger_cell(const struct ledger *ledger,
                                   const struct ledger_row *row,
                                   enum ledger_column column);

/* The place of that cell, or of the row's first. */
struct place ledger_place(const struct ledger *ledger,
                          const struct ledger_row *row,
                          enum ledger_column column);

/* The heading of the section a record stands in; empty where in none. */
struct str ledger_section(struct arena *arena, const struct report *report,
                          const struct record *record);

#define FOUND_ROOM 16

/*
 * The print of a proposal as the column `found` has it. It begins with a
 * letter, or a spreadsheet might make a number of it.
 */
void ledger_found(const struct record *record, struct str section,
                  char out[FOUND_ROOM]);

/* What stands before that print, and alone where there is none, once the quote
 * has left the text; and the cell without it. */
#define FOUND_GONE "gone"
struct str found_print(struct str cell);

#endif
