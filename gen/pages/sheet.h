/*
 * sheet - targets as a workbook for WPS and Excel, by libxlsxwriter.
 *
 * Numbers are numbers; all that an author wrote is text, whatever it begins
 * with, so that no cell runs as a formula. The same records always give the
 * same bytes: the one date in the file is that of the report.
 */
#ifndef SHEET_H
#define SHEET_H

#include "../base/buf.h"
#include "../base/date.h"
#include "../report/target.h"

#include <stdbool.h>

/* Whether this build can make workbooks: the library may have been left out. */
bool sheet_can(void);

/*
 * Adds the workbook's bytes to `out`. `made` is the date it bears; no date
 * gives that of the first day of 1980. False where the system had no memory or
 * no room for the library's temporary files; `error` then has its errno.
 */
bool sheet_write(const struct record *record, size_t len, struct date made,
                 struct buf *out, int *error);

#endif
