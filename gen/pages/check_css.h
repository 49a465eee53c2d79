/*
 * check_css - judges a style sheet: nothing from elsewhere, and what it loads
 * from the site is there.
 */
#ifndef CHECK_CSS_H
#define CHECK_CSS_H

#include "check.h"

struct source;

/* Judges a style sheet. `path` is its place in the site. */
void check_css(struct arena *arena, const char *path,
               const struct source *source, const struct check_rules *rules,
               struct check_facts *facts, struct diags *diags);

#endif
