/*
 * check_page - judges one page or picture as a browser would act on it, and
 * notes what the judgement of links between pages needs.
 */
#ifndef CHECK_PAGE_H
#define CHECK_PAGE_H

#include "check.h"

struct source;
struct html;

/* Judges a page that has been read. `path` is its place in the site. */
void check_page(struct arena *arena, const char *path,
                const struct source *source, const struct html *html,
                const struct check_rules *rules, struct check_facts *facts,
                struct diags *diags);

#endif
