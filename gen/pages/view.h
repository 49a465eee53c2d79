/*
 * view - fills a page's template: turns reports, sections and records into
 * the values that themes/README.md lists, and runs the template.
 */
#ifndef VIEW_H
#define VIEW_H

#include "../base/buf.h"

#include <stdbool.h>

struct arena;
struct diags;
struct page;
struct site;
struct theme;

/*
 * Makes the bytes of `page` into `out` (cut first). `scratch` is used on the
 * way and may be given back afterwards. Not for PAGE_ASSET and
 * PAGE_THEME_FILE, whose bytes are copied. False when a template is wrong
 * (told).
 */
bool view_page(const struct page *page, const struct site *site,
               const struct theme *theme, struct arena *scratch,
               struct buf *out, struct diags *diags);

/*
 * Tells which templates `theme` lacks, as files of `folder` (themes/name).
 * True where it has all that pages are made with.
 */
bool view_can_use(const struct theme *theme, const char *folder,
                  struct diags *diags);

#endif
