/*
 * digest - what of a report goes on one page: a few of the figures it reports,
 * some of its targets, what it says of daily life.
 *
 * Nobody is asked and nothing is weighed: the choice follows the order of the
 * text and two lists of words, and the page prints the rule.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include "sentence.h"

#include <stdbool.h>

#define DIGEST_FIGURES 6
#define DIGEST_TARGETS 12
#define DIGEST_LIVES 8

/* A figure, and how it changed where the text says so right behind it. */
struct digest_figure {
    const struct promise *level, *change; /* change may be NULL */
};

struct digest {
    struct digest_figure figure[DIGEST_FIGURES];
    size_t figures;
    struct promise target[DIGEST_TARGETS]; /* but those of `life` */
    size_t targets;
    struct promise life[DIGEST_LIVES];
    size_t lives;
    bool lives_promised; /* `life` are targets; else results */
};

/*
 * Chooses, in the order of the text:
 * - figures: of the results outside of sections on problems, one for each
 *   indicator; those of leading indicators (output, revenue, investment,
 *   income, grain, jobs …) first, then, until there are six, others whose name
 *   has at least four characters: shorter ones seldom say what was counted;
 * - life: the targets that stand in sections on daily life (民生, 教育, 医疗 …),
 *   one for each sentence; where there are none, the results that do;
 * - targets: one for each indicator and measure, of leading indicators first,
 *   then of others until there are twelve.
 */
struct digest digest_of(const struct promises *all);

#endif
