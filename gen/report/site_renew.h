/*
 * site_renew - what is kept of a joined site so that one report of it can be
 * made anew while all others stand.
 */
#ifndef SITE_RENEW_H
#define SITE_RENEW_H

#include "address.h"

struct section;
struct site;

/* Takes the addresses over. */
void site_rest_new(struct site *site, struct arena *arena,
                   const struct addresses *addresses);

/* Links decide what a page shows, so they are part of its print. */
void site_print_links(struct section *section);

#endif
