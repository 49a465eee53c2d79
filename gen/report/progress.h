/*
 * progress - last year's promises held against this year's results.
 *
 * A promise of the report before is paired with a result of this one: by the
 * ledger's ids first, then by the names of the indicators. What is judged, and
 * how, follows one rule that the page prints; where it does not decide,
 * nothing is guessed.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include "report.h"
#include "target.h"

/* Names must agree in this part of their characters, 0 to 100: see below. */
#define PROGRESS_LIKENESS 75

/* 约, 左右 are kept within this part of the promise, in percent. */
#define PROGRESS_ABOUT 5

/*
 * How a promise was kept. An upper bound and a lower one are kept or not; only
 * a plain number, about a number and a range can be exceeded. Less is more for
 * what is to fall: unemployment, accidents, energy.
 */
enum verdict {
    VERDICT_MET,
    VERDICT_EXCEEDED,
    VERDICT_MISSED,
    VERDICT_UNREPORTED, /* no result, or several that contradict each other */
    VERDICT_DIFFERENT, /* other unit or measure, or not exact enough */
    VERDICTS
};

/* A promise, and the result that answers it. */
struct pledge {
    const struct record *target;
    size_t number; /* of the target among those of its report, from 1 */
    const struct record *result; /* NULL: none, or told in words only */
    size_t result_number; /* among the results of the later report, from 1 */
    struct str words; /* for a milestone: the clause that tells it was done */
    const struct section *section; /* where that clause stands */
    enum verdict verdict;
    bool ambiguous; /* several results would answer it */
};

struct progress {
    const struct report *before;
    struct pledge *item; /* in the order of the promises' text */
    size_t len;
    size_t count[VERDICTS];
};

/*
 * The report of the same town (folder and office) and the year before whose
 * plan `report` can be held against; NULL where there is none, or `report`
 * tells no results. `list` is sorted: newest year first, then by id.
 */
const struct report *progress_before(struct report *const *list, size_t len,
                                     const struct report *report);

/* Pairs and judges, in `arena`. Promises for a later year are left out. */
struct progress progress_new(struct arena *arena, const struct report *before,
                             const struct report *report);

/*
 * How alike two indicators are: 100 where they are the same but for words that
 * say nothing of what is measured (全镇, 新建, 完成) and what is in brackets.
 * Else the longer one must have all characters of the shorter in their order,
 * and none of the words that make another indicator of it (人均, 农村); then
 * the part of characters that agree. 0: not alike.
 */
unsigned progress_likeness(struct str a, struct str b);

/* Judges a result by a promise of the same indicator. */
enum verdict progress_judge(const struct record *target,
                            const struct record *result);

#endif
