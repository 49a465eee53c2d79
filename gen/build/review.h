/*
 * review - brings the ledger of one report up to its text.
 */
#ifndef REVIEW_H
#define REVIEW_H

#include "../base/buf.h"
#include "../report/config.h"

#include <stdbool.h>

struct disk;

/* What was done; starts as {0}. */
struct review {
    struct buf path; /* content/2020/targets.csv */
    struct buf lines; /* one for each row added, changed or gone */
    size_t rows, added, changed, gone;
    bool wrote; /* the file was not as it should be */
};

/*
 * Writes or updates the ledger of the report `name`: 2020, content/2020, or a
 * file in that folder. Drafts are reports, too. The file is replaced whole, and
 * only where its bytes differ. False when there is no such report, when its
 * text or ledger is wrong, when the ledger was saved meanwhile, or when it
 * could not be written: all told, and nothing written then.
 */
bool review_report(struct disk *disk, const struct config *config,
                   const char *name, struct review *out, struct diags *diags);

void review_free(struct review *review);

#endif
