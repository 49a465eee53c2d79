/*
 * privacy_look - looks at texts and tables, wherever they come from, and tells
 * what it finds, masked. Private to privacy.
 */
#ifndef PRIVACY_LOOK_H
#define PRIVACY_LOOK_H

#include "privacy.h"
#include "privacy_list.h"

/* Who looks through one file. */
struct looker {
    const struct privacy_rules *rules;
    struct diags *diags;
    const char *path; /* as it is told */
    size_t told;
};

/* Tells a number without the source's line, which must not be shown. */
void looker_tell(struct looker *looker, const struct privacy_hit *hit,
                 uint32_t line, uint32_t column);

/* Looks at a text by itself, whose numbers are all told at one place. */
void looker_text(struct looker *looker, struct str text, uint32_t line,
                 uint32_t column);

/* Looks at each cell with its column's head, at identity numbers that are
 * split over cells, and at whether people are listed. */
void looker_table(struct looker *looker, struct privacy_table *table);

#endif
