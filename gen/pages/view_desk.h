/*
 * view_desk - what one thread keeps while it makes pages: what several pages
 * of a report show is made once, for as long as pages of that report come.
 *
 * The pages of a report and those of the year before are made one after the
 * other, and a page of progress speaks of both: so two are kept.
 */
#ifndef VIEW_DESK_H
#define VIEW_DESK_H

#include "../base/mem.h"
#include "sentence.h"

struct view_desk_report {
    struct arena arena;
    const struct report *report; /* NULL: free */
    struct promises promises;
};

/* Starts as {0}; each thread has its own. */
struct view_desk {
    struct arena page; /* of the page at hand; reset behind each */
    struct view_desk_report kept[2];
    unsigned oldest;
};

/* The records of `report` with the marks of all its pages. */
const struct promises *desk_promises(struct view_desk *desk,
                                     const struct report *report,
                                     const struct sentence_links *links);

void view_desk_free(struct view_desk *desk);

#endif
