/*
 * imprint - prints of what a report states: a page that shows some of it is
 * stale when they differ, and nobody needs the records themselves to tell.
 */
#ifndef IMPRINT_H
#define IMPRINT_H

struct report;

/* Fills `records`, `results`, `stated` and `villages` of a report, and what
 * each of its sections states. Behind ledger_apply, which has the last word. */
void imprint_report(struct report *report);

/* The same for a report made anew of the texts and the ledger that `folded` was
 * made of: what it states is known. */
void imprint_again(struct report *report, const struct report *folded);

#endif
