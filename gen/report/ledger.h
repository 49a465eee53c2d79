/*
 * ledger - targets.csv beside a report: the author's word on its targets.
 *
 * What is found in the text is a proposal; the ledger keeps the proposals, the
 * author mends, confirms or drops them, and from then on the author wins.
 *
 * To tell a proposal from an edit, each row carries in its last column,
 * `found`, a print of what was proposed. A draft whose cells still have that
 * print is the machine's and follows the text. Any other row is the author's:
 * one that is confirmed, one with a cell changed, one whose print was lost or
 * never was there. So a doubt always ends with the author, and no run can take
 * an edit for a proposal. `owner`, `result`, `note`, `status`, and columns that
 * we do not know are the author's in every row.
 *
 * An id is the year and five consonants made of indicator, measure, unit and
 * kind: spreadsheets turn 2020-01 into a date, but let 2020-bcdfg stand. It is
 * made once and stays with its row however that changes; a row that was
 * deleted and is found again gets the same one.
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "../base/buf.h"
#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

struct config;
struct diags;
struct ledger;
struct report;
struct source;

#define LEDGER_MOST 2000 /* rows */

/* True for ID/targets.csv, below the content folder. */
bool ledger_is_named(struct str path);

/*
 * Reads a ledger in `arena`. Columns are known by their heads, Chinese or
 * English, in any order. NULL where anything in it is wrong: every bad cell is
 * told with its place.
 */
struct ledger *ledger_read(struct arena *arena, const struct source *source,
                           struct diags *diags);

/*
 * Puts the ledger (NULL: none) over what was found in the report: changes
 * report->targets, ->promises and ->head. Tells quotes that the text no longer
 * has and numbers that text and ledger state differently, with both places.
 */
void ledger_apply(struct arena *arena, const struct config *config,
                  struct report *report, const struct ledger *ledger,
                  struct diags *diags);

/* What a review did to the ledger; gone: rows whose quote left the text. */
struct ledger_review {
    size_t rows, added, changed, gone;
};

/*
 * Writes the ledger, brought up to what is found in the report, into `csv`
 * (UTF-8 with BOM, CRLF: so that Excel and WPS open it rightly), and into
 * `lines` a line for each row that was added (+), changed (~) or is gone (?).
 * Where nothing changed, the bytes are the same.
 */
struct ledger_review ledger_write(const struct report *report,
                                  const struct ledger *ledger, struct buf *csv,
                                  struct buf *lines);
#endif
