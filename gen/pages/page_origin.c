/* Where pages come from. */

#include "page.h"

#include "../report/report.h"
#include "theme.h"

const char *page_origin(const struct page *page, const struct theme *theme)
{
    switch (page->kind) {
    case PAGE_PLAIN: return page->plain->paper->path;
    case PAGE_SECTION: return page->section->paper->path;
    case PAGE_REDIRECT: return page->redirect->place.source->path;
    case PAGE_ASSET: return page->asset->from;
    case PAGE_STYLE: return "scss/site.scss";
    case PAGE_THEME_FILE: return theme->file[page->theme_file].path;
    default: return page->report ? page->report->paper[0]->path : "";
    }
}
