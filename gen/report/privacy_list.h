/* privacy_list - tables that list people. Private to privacy. */
#ifndef PRIVACY_LIST_H
#define PRIVACY_LIST_H

#include "../base/text.h"

#include <stdbool.h>

/* A table's cells, row by row, the head first. */
struct privacy_table {
    const struct str *cell;
    size_t rows, columns;
};

/*
 * True where the table lists people with what is nobody's business: a column
 * of names beside one of identity, phone, account, address, health or poverty.
 * `*what` is that column's head. A column that is empty or masked is none.
 */
bool privacy_lists_people(const struct privacy_table *table, struct str *what);

/* True where a paragraph lists names behind a word of households; the names
 * begin at `*at`. */
bool privacy_names_people(struct str text, size_t *at);

#endif
