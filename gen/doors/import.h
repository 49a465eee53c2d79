/*
 * import - scraped pages, plain text and Word documents into a report of
 * clean Markdown, with its pictures, and a list of all that was left out.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "../base/diag.h"

#include <stdbool.h>

struct import_job {
    const char *const *path; /* the pages of one article, in order */
    size_t len;
    const char *folder; /* where report.md is to be */
    bool punctuation; /* set full-width between Han characters */
    enum lang lang; /* of the list of losses */
};

/*
 * Imports all files as one report. `told` gets the list of what was left out
 * and the files that were written. False when nothing was written; an error
 * about a figure is told, too, when the report was written.
 */
bool import_run(const struct import_job *job, struct buf *told,
                struct diags *diags);

#endif
