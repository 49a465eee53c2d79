/*
 * target - the targets and results that a report states, as records.
 *
 * DESIGN.md §6 has the record, DOMAIN.md §6 the rules. Nothing is guessed:
 * where indicators and numbers do not pair up, both stand as they are and the
 * author is asked.
 */
#ifndef TARGET_H
#define TARGET_H

#include "../read/doc.h"
#include "number.h" /* enum record_op */

#include <stdbool.h>

struct diags;
struct report;
struct paper;

enum record_kind { RECORD_TARGET, RECORD_RESULT };

enum record_measure {
    MEASURE_LEVEL,
    MEASURE_GROWTH,
    MEASURE_DECLINE,
    MEASURE_RISE,
    MEASURE_FALL,
    MEASURE_MILESTONE,
};

struct record {
    enum record_kind kind;
    enum record_measure measure;
    enum record_op op;
    bool has_value;
    double value, high; /* high: for OP_RANGE */
    int decimals, high_decimals; /* as written, so that they are shown so */
    struct str indicator, unit, base, by; /* empty: none */
    struct str quote; /* the clause, verbatim */
    struct place place; /* of the clause */
    uint32_t line; /* of the paragraph or table row */
    const struct node *block; /* the paragraph, heading, item or row */
    const struct node *text; /* the text node the clause begins in; may be
                                NULL for rows */
    size_t from, len; /* the clause's bytes in the block's plain text */
    /* what the ledger adds (ledger.h); empty where it has nothing to say */
    struct str id, owner, result, note;
    bool confirmed; /* an author has looked at it */
};

struct records {
    struct record *item;
    size_t len, cap;
};

const char *record_kind_name(enum record_kind kind); /* "target" */
const char *record_measure_name(enum record_measure measure); /* "growth" */
const char *record_op_name(enum record_op op); /* ">=", "range" */

/*
 * All records of a document, in the order of its text, in `arena`. `year` is
 * the report's year or 0; `title` is what its front matter calls it, for
 * documents without a # heading. Works on any Markdown, with headings that say
 * which part is plan (计划, 打算, 目标, 下步…) and which summary.
 */
struct records *targets_read(struct arena *arena, const struct doc *doc,
                             struct str title, int year, struct diags *diags);

#endif
