/*
 * lint - slips in the numbers of a report that its own text shows: a growth
 * that its two numbers do not give, a part above its whole, one indicator with
 * two values, a target below the result it builds on.
 *
 * Only what cannot be explained by rounding, or by words that we do not read,
 * is told; a false alarm costs more trust than a slip that is missed.
 */
#ifndef LINT_H
#define LINT_H

#include "../read/doc.h"
#include "target.h"

struct config;
struct diags;
struct report;

/*
 * Looks through a document and its records (NULL: not read). In the time of
 * its length.
 */
void lint_document(const struct doc *doc, const struct records *records,
                   struct diags *diags);

/* Looks at the records of a report whose summary and plan are two papers:
 * what each has alone was looked at by lint_document. */
void lint_report(const struct report *report, struct diags *diags);

#endif
