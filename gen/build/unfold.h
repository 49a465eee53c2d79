/*
 * unfold - whole reports for the thread that makes their pages, while the site
 * has only folded ones: read again from their files and kept for a while.
 */
#ifndef UNFOLD_H
#define UNFOLD_H

#include "../base/mem.h"
#include "../pages/desk.h"
#include "../report/report.h"

struct diags;
struct library;
struct site;

/* The pages of a report, of those of the years before and of the home page
 * may be made in turns. */
#define UNFOLD_KEPT 6

struct unfolded {
    const struct report *folded; /* NULL: free */
    const struct report *whole;
    struct paper paper[2];
    struct arena arena;
    size_t asked; /* when it was asked for last */
};

/* Starts with `site`, `library` and `diags` alone set; each thread has its
 * own. */
struct unfold {
    const struct site *site;
    const struct library *library;
    struct diags *diags; /* a file that is not what it was is told into */
    struct unfolded kept[UNFOLD_KEPT];
    size_t asked;
    struct desk_shelf shelf;
    bool failed; /* a report could not be had */
};

/* Has `desk` find whole reports here. */
void unfold_serve(struct unfold *unfold, struct desk *desk);

void unfold_free(struct unfold *unfold);

#endif
