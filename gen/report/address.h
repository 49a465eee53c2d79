/*
 * address - who has which address in the site, and where a link that an
 * author wrote leads.
 *
 * Authors link to what they see: another text (../2019/report.md, with #r0302
 * for a section), a page's name (r0302.html), a folder (../2019/), a section
 * of the same report (#r0302), a file beside the text (road.jpg).
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "../base/map.h"
#include "site.h"

/* Starts as {0}. Keys and values live in the caller's arena. */
struct addresses {
    struct arena *arena;
    struct str root; /* the content folder: "content" */
    struct map page; /* page path → what it is, as told to people; a report's
                        own pages are known by the report */
    struct map text; /* content/2019/report.md → 2019/index.html */
    struct map draft; /* content paths of drafts */
    struct map report; /* id → struct report */
    struct map file; /* content path → struct asset_file */
    struct map asset; /* content path → struct asset in use */
    struct map *used; /* files that the report at hand uses; may be NULL */
    bool incomplete; /* a text was refused: some pages are not known */
};

/* Gives `path` to `owner`; tells at `place` where somebody has it already. */
void address_take(struct addresses *addresses, const char *path,
                  const char *owner, struct place place, struct diags *diags);

/*
 * Resolves every link and image of `paper`, whose pages lie in folder `folder`
 * of the site: sets node->href. What leads nowhere is told at its place with
 * the nearest name that exists.
 */
void address_links(struct addresses *addresses, const struct paper *paper,
                   const char *folder, const struct report *report,
                   struct diags *diags);

/* Whether a paper has links or images that lead, or should, into the site. */
bool address_has_links(const struct paper *paper);

/*
 * A print of all that decides where a link leads: who has an address, what
 * files there are. The order in which they came is nothing.
 */
struct print addresses_print(const struct addresses *addresses);

void addresses_free(struct addresses *addresses);

#endif
