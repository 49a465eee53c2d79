#include "view.h"

#include "template.h"
#include "theme.h"
#include "view_home.h"
#include "view_report.h"
#include "view_targets.h"

/* How each kind of page is filled, and the template that shows it. */
static const struct {
    void (*fill)(struct view *view);
    const char *template;
} views[] = {
    [PAGE_HOME] = {view_home, "home"},
    [PAGE_MAP] = {view_map, "map"},
    [PAGE_MISSING] = {view_missing, "missing"},
    [PAGE_PLAIN] = {view_plain, "plain"},
    [PAGE_REPORT] = {view_report, "report"},
    [PAGE_SECTION] = {view_section, "section"},
    [PAGE_ALL] = {view_all, "all"},
    [PAGE_TARGETS] = {view_targets, "targets"},
    [PAGE_REDIRECT] = {view_redirect, "redirect"},
};

static bool view_template(const struct page *page, const struct site *site,
                          const struct theme *theme, struct arena *scratch,
                          struct buf *out, struct diags *diags)
{
    struct view view = frame_begin(page, site, theme, scratch);

    views[page->kind].fill(&view);
    return template_run(theme->templates, str_of(views[page->kind].template),
                        view.root, out, diags);
}

bool view_page(const struct page *page, const struct site *site,
               const struct theme *theme, struct arena *scratch,
               struct buf *out, struct diags *diags)
{
    buf_cut(out, 0);
    switch (page->kind) {
    case PAGE_STYLE: buf_str(out, theme->css); return true;
    case PAGE_TARGETS_CSV: targets_csv(page->report, scratch, out); return true;
    case PAGE_TARGETS_JSON:
        targets_json(page->report, scratch, out);
        return true;
    case PAGE_ASSET:
    case PAGE_THEME_FILE: return false;
    default: return view_template(page, site, theme, scratch, out, diags);
    }
}
