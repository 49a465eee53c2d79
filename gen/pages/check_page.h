/*
 * check_page - judges one page or picture as a browser would act on it, and
 * notes what the judgement of links between pages needs.
 */
#ifndef CHECK_PAGE_H
#define CHECK_PAGE_H

#include "check.h"

struct source;

/*
 * Reads and judges a page (facts->is_html) or a picture. `path` is its place in
 * the site. False, told, where it cannot be read.
 */
bool check_page(struct arena *arena, const char *path,
                const struct source *source, const struct check_rules *rules,
                struct check_facts *facts, struct diags *diags);

#endif
