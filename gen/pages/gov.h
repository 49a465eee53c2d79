/*
 * gov - the rules of Chinese government sites, proved on finished pages:
 * which page tags a page of its kind bears and in what form, the form of its
 * title, what its footer says (DOMAIN.md §1).
 *
 * All of it is told as warnings: an offline copy need not have it, and a site
 * that is part of a county's portal takes much of it from there.
 */
#ifndef GOV_H
#define GOV_H

#include "../base/text.h"

struct config;
struct diags;

/* Tells what the settings lack for page tags and footer. Nothing that is not
 * set is ever made up. */
void gov_settings(const struct config *config, struct diags *diags);

/*
 * Judges one page; `path` is its place in the site, `told` as people know it.
 * Of the site's own pages the footer has to say what `config` has; of others
 * (NULL) the items are known by their usual words.
 */
void gov_page(const char *path, const char *told, struct str bytes,
              const struct config *config, struct diags *diags);

#endif
