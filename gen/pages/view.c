#include "view.h"

#include "../base/diag.h"
#include "../base/disk.h"
#include "broadcast.h"
#include "schema.h"
#include "sheet.h"
#include "template.h"
#include "theme.h"
#include "desk.h"
#include "view_digest.h"
#include "view_home.h"
#include "view_notice.h"
#include "view_progress.h"
#include "view_report.h"
#include "view_results.h"
#include "view_search.h"
#include "view_targets.h"

/* How each kind of page is filled, and the template that shows it. */
static const struct {
    void (*fill)(struct view *view);
    const char *template;
} views[] = {
    [PAGE_HOME] = {view_home, "home"},
    [PAGE_MAP] = {view_map, "map"},
    [PAGE_SHEET] = {view_map_sheet, "map"},
    [PAGE_SEARCH] = {view_search, "search"},
    [PAGE_MISSING] = {view_missing, "missing"},
    [PAGE_PLAIN] = {view_plain, "plain"},
    [PAGE_REPORT] = {view_report, "report"},
    [PAGE_SECTION] = {view_section, "section"},
    [PAGE_ALL] = {view_all, "all"},
    [PAGE_TARGETS] = {view_targets, "targets"},
    [PAGE_RESULTS] = {view_results, "results"},
    [PAGE_DIGEST] = {view_digest, "digest"},
    [PAGE_PROGRESS] = {view_progress, "progress"},
    [PAGE_REDIRECT] = {view_redirect, "redirect"},
};

/* What a theme shows a page with that has no template of its own. */
#define ANY_PAGE "page"

static struct str template_of(const struct theme *theme, enum page_kind kind)
{
    struct str own = str_of(views[kind].template);

    return templates_have(theme->templates, own) ? own : STR(ANY_PAGE);
}

static bool view_template(const struct page *page, const struct site *site,
                          const struct theme *theme, struct desk *desk,
                          struct buf *out, struct diags *diags)
{
    struct view view = frame_begin(page, site, theme, desk);

    views[page->kind].fill(&view);
    return template_run(theme->templates, template_of(theme, page->kind),
                        view.root, out, diags);
}

/* The one page that the system can refuse: its library needs a file. */
static bool view_sheet(const struct page *page, struct desk *desk,
                       struct buf *out, struct diags *diags)
{
    size_t len;
    const struct record *record = desk_promised(desk, page->report, &len);
    int error;

    if (sheet_write(record, len, page->report->published, out, &error))
        return true;
    disk_tell_write(diags, error, page->path);
    return false;
}

bool view_page(const struct page *page, const struct site *site,
               const struct theme *theme, struct desk *desk, struct buf *out,
               struct diags *diags)
{
    buf_cut(out, 0);
    switch (page->kind) {
    case PAGE_STYLE: buf_str(out, theme->css); return true;
    case PAGE_TARGETS_CSV: targets_csv(page->report, desk, out); return true;
    case PAGE_TARGETS_JSON: targets_json(page->report, desk, out); return true;
    case PAGE_TARGETS_XLSX: return view_sheet(page, desk, out, diags);
    case PAGE_SCHEMA: schema_write(out); return true;
    case PAGE_DIGEST_SVG: {
        struct view view = frame_begin(page, site, theme, desk);
        digest_svg(&view, out);
        return true;
    }
    case PAGE_SITEMAP:
    case PAGE_FEED:
    case PAGE_ROBOTS: {
        struct view view = frame_begin(page, site, theme, desk);
        notice_write(&view, out);
        return true;
    }
    case PAGE_SEARCH_TEXT: {
        struct view view = frame_begin(page, site, theme, desk);
        search_text(&view, out);
        return true;
    }
    case PAGE_BROADCAST: broadcast_write(page->report, out); return true;
    case PAGE_ASSET:
    case PAGE_THEME_FILE: return false;
    default: return view_template(page, site, theme, desk, out, diags);
    }
}

bool view_can_use(const struct theme *theme, const char *folder,
                  struct diags *diags)
{
    struct arena scratch = {0};
    bool whole = true;

    for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
        const char *name = views[i].template;
        if (!name || templates_have(theme->templates, str_of(name)) ||
            templates_have(theme->templates, STR(ANY_PAGE)))
            continue;
        diag_path(diags, THEME_FILE, folder,
                  arena_format(&scratch, "%s.html", name), NULL);
        whole = false;
    }
    arena_free(&scratch);
    return whole;
}
