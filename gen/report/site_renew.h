/*
 * site_renew - what is kept of a joined site so that one report of it can be
 * made anew while all others stand.
 */
#ifndef SITE_RENEW_H
#define SITE_RENEW_H

#include "address.h"

struct ledger;
struct section;
struct site;

/* A report of its papers and its ledger (NULL: none), all but its links. */
struct report *site_make_report(struct arena *arena,
                                const struct config *config, const char *id,
                                const struct paper *const paper[2],
                                const struct ledger *ledger,
                                struct diags *diags);

/* Finds where a report's links lead; what they use lives in the arena of
 * `addresses`. */
void site_link_report(struct addresses *addresses, struct report *report,
                      struct diags *diags);

/* Takes the addresses over. */
void site_rest_new(struct site *site, struct arena *arena,
                   const struct addresses *addresses);

#endif
