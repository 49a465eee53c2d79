/*
 * export - records as data: JSON, CSV, and a table for the terminal.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "../base/buf.h"
#include "../report/target.h"

/* A JSON array of DESIGN.md §6 records. */
void export_json(const struct record *record, size_t len, struct buf *out);

/* The same fields as CSV (RFC 4180). With `bom`, so that Excel and WPS take it
 * for UTF-8. Column heads are the JSON names. */
void export_csv(const struct record *record, size_t len, bool bom,
                struct buf *out);

/* Columns aligned by screen width, for people. */
void export_table(const struct record *record, size_t len, struct buf *out);

/* A record's value as written: "7", "6.5–7", "30"; nothing for a milestone. */
void export_value(const struct record *record, struct buf *out);

#endif
