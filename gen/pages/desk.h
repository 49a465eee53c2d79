/*
 * desk - what one thread keeps while it makes pages: what several pages
 * of a report show is made once, for as long as pages of that report come.
 *
 * The pages of a report and those of the year before are made one after the
 * other, and a page of progress speaks of both: so two are kept.
 */
#ifndef DESK_H
#define DESK_H

#include "../base/mem.h"
#include "sentence.h"

struct desk_report {
    struct arena arena;
    const struct report *report; /* NULL: free */
    struct promises promises;
};

/* Starts as {0}; each thread has its own. */
struct desk {
    struct arena page; /* of the page at hand; reset behind each */
    struct desk_report kept[2];
    unsigned oldest;
};

/* The records of `report` with the marks of all its pages. */
const struct promises *desk_promises(struct desk *desk,
                                     const struct report *report,
                                     const struct sentence_links *links);

void desk_free(struct desk *desk);

#endif
