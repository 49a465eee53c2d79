/*
 * progress_judge - one promise held against many results; a private part of
 * progress. What is the promise's own is worked out once.
 */
#ifndef PROGRESS_JUDGE_H
#define PROGRESS_JUDGE_H

#include "measured.h"
#include "progress.h"

#include <stdbool.h>

struct asked {
    const struct record *target;
    struct measured amount;
    bool turns; /* less is better */
    bool turns_known; /* looked for where a result can be compared */
};

struct asked asked_of(const struct record *target);

/* As progress_judge; `reached` is measured_record of the result. */
enum verdict asked_judge(struct asked *asked, const struct record *result,
                         struct measured reached);

#endif
