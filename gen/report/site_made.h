/*
 * site_made - takes reports into a site whose own texts are not at hand.
 */
#ifndef SITE_MADE_H
#define SITE_MADE_H

#include "site_join.h"

/* Adds a folder for each, so that what else lies there is known for what it
 * is. */
void site_made_folders(struct joiner *joiner);

/* Adds the folder's report to the site's reports, for which there is room. */
void site_take_made(struct joiner *joiner, const struct folder *folder);

/* What the content has of a report that was made before; NULL: nothing. */
const struct made_report *site_made_of(const struct joiner *joiner,
                                       const struct report *report);

/* Gives the files that it uses their addresses. */
void site_link_made(struct joiner *joiner, const struct made_report *made);

#endif
