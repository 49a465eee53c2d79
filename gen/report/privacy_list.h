/* privacy_list - tables that list people. Private to privacy. */
#ifndef PRIVACY_LIST_H
#define PRIVACY_LIST_H

#include "../base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* One cell; line 0 where the source has no lines to tell. */
struct privacy_cell {
    struct str text;
    uint32_t line, column;
};

/* What a cell spans beside its own place is empty. */
struct privacy_row {
    struct privacy_cell *cell;
    size_t cells;
};

struct privacy_table {
    struct privacy_row *row;
    size_t rows;
    uint32_t line, column; /* of the table */
    /* found by privacy_list_head */
    size_t columns; /* of the widest row */
    size_t head, first; /* the rows of its head, and the first one behind it */
};

/* Finds the table's head; above it there may be a title. */
void privacy_list_head(struct privacy_table *table);

/*
 * True where the table lists people with what is nobody's business: a column
 * of names beside one of identity, phone, account, address, health or poverty.
 * `*what` is that column's head. A column that is empty or masked is none.
 * The table's head has been found.
 */
bool privacy_lists_people(const struct privacy_table *table, struct str *what);

/* True where a paragraph lists names behind a word of households; the names
 * begin at `*at`. */
bool privacy_names_people(struct str text, size_t *at);

#endif
