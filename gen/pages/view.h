/*
 * view - fills a page's template: turns reports, sections and records into
 * the values that themes/README.md lists, and runs the template.
 */
#ifndef VIEW_H
#define VIEW_H

#include "../base/buf.h"

#include <stdbool.h>

struct diags;
struct page;
struct site;
struct theme;
struct desk;

/*
 * Makes the bytes of `page` into `out` (cut first). `desk` is the thread's
 * own; its arena `page` may be reset afterwards. Not for PAGE_ASSET and
 * PAGE_THEME_FILE, whose bytes are copied. False when a template is wrong
 * (told).
 */
bool view_page(const struct page *page, const struct site *site,
               const struct theme *theme, struct desk *desk, struct buf *out,
               struct diags *diags);

/*
 * Tells which templates `theme` lacks, as files of `folder` (themes/name).
 * True where it has all that pages are made with.
 */
bool view_can_use(const struct theme *theme, const char *folder,
                  struct diags *diags);

#endif
