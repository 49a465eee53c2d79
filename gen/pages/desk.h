/*
 * desk - what one thread keeps while it makes pages: what several pages
 * of a report show is made once, for as long as pages of that report come.
 *
 * The pages of a report and those of the year before are made one after the
 * other, and a page of progress speaks of both: so two are kept.
 */
#ifndef DESK_H
#define DESK_H

#include "../base/buf.h"
#include "../base/mem.h"
#include "../report/target.h"
#include "digest.h"
#include "sentence.h"

struct desk;
struct value;

/* Where whole reports come from while the site has only folded ones. */
struct desk_shelf {
    /* The report whole; NULL where it cannot be had. Good until five further
     * ones were asked for. */
    const struct report *(*whole)(void *context, struct desk *desk,
                                  const struct report *folded);
    void *context;
};

struct desk_report {
    struct arena arena;
    const struct report *report; /* NULL: free */
    bool has_promises, has_digest;
    struct promises promises;
    struct digest digest;
    struct record *promised; /* its targets, for downloads; NULL: not yet */
    size_t promised_len;
    /* of pages in the report's own folder, made by the views: */
    struct value *value; /* what it is called and where its pages are */
    struct value *contents, **entry; /* its list of contents, by section */
    struct value *current; /* the entry of the page at hand */
};

/* What the rows of one page have in common; unset when a page begins. */
struct desk_rows {
    const struct section *section; /* that of the row before, */
    struct str link; /* and where its page is */
    struct value *ask[MEASURE_MILESTONE + 1][OP_RANGE + 1];
};

/* Starts as {0}; each thread has its own. */
struct desk {
    struct arena page; /* of the page at hand; reset behind each */
    struct desk_rows rows;
    struct buf text; /* where short texts are put together */
    struct desk_report kept[2];
    unsigned oldest;
    const struct desk_shelf *shelf; /* NULL: the site's reports are whole */
};

/* The report with its texts, whether the site has it folded or not; NULL where
 * they cannot be had: the update fails then. */
const struct report *desk_whole(struct desk *desk, const struct report *report);

/* Forgets what was made of a report that is going to be given back. */
void desk_forget(struct desk *desk, const struct report *report);

/* What is kept of `report`; anew, with all but `report` unset, when it is first
 * asked for. */
struct desk_report *desk_keep(struct desk *desk, const struct report *report);

/* The records of `report` with the marks of all its pages. */
const struct promises *desk_promises(struct desk *desk,
                                     const struct report *report,
                                     const struct sentence_links *links);

/* What goes onto one page of all that stands in `report`. */
const struct digest *desk_digest(struct desk *desk, const struct report *report,
                                 const struct sentence_links *links);

/* The records of `report` that promise something, side by side. */
const struct record *desk_promised(struct desk *desk,
                                   const struct report *report, size_t *len);

void desk_free(struct desk *desk);

#endif
