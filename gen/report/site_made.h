/*
 * site_made - takes reports into a site whose own texts are not at hand.
 */
#ifndef SITE_MADE_H
#define SITE_MADE_H

#include "address.h"

/* Adds them to the site's reports, for which there is room, and gives them
 * and the files they use their addresses. */
void site_take_made(struct site *site, struct addresses *addresses,
                    const struct content *content, struct diags *diags);

#endif
