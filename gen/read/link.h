/*
 * link - where links and images may lead.
 *
 * Links go to http, https, mailto, tel or a place in the site; images are
 * files of the site, since a picture from elsewhere tells that host who reads.
 */
#ifndef LINK_H
#define LINK_H

#include "doc.h"

struct diags;

enum link_kind {
    LINK_LOCAL, /* a relative address or an anchor */
    LINK_REMOTE, /* http, https, or //host */
    LINK_OTHER, /* mailto, tel */
    LINK_REFUSED,
};

/* What a browser would take `url` for. */
enum link_kind link_kind(struct str url);

/* Tells addresses in `doc` that may not be, and empties them. */
void link_judge(struct doc *doc, struct diags *diags);

/* Tells images without a description. */
void link_descriptions(const struct doc *doc, struct diags *diags);

#endif
