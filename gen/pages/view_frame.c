#include "view_frame.h"

#include "../base/path.h"
#include "../report/config.h"
#include "../report/target.h"
#include "search.h"
#include "sentence.h"
#include "theme.h"
#include "desk.h"
#include "view_tags.h"
#include "words.h"

#include <string.h>

#define NAV_PLAIN_MOST 4

/* All names at the top, so that no page lacks one that another has. */
static const char *const names[] = {
    "kind",     "title",    "head_title", "lang",     "root",      "tags",
    "nav",      "crumbs",   "draft",      "large",    "footer",    "site",
    "t",        "report",   "contents",   "section",  "sections",  "previous",
    "next",     "parts",    "marked",     "targets",  "downloads", "facts",
    "newest",   "past",     "towns",      "reports",  "plains",    "body",
    "lead",     "to",       "canonical",  "scripts",  "dataset",   "reported",
    "chart",    "results",  "digest",     "progress", "search",    "notes",
    "villages", "archived", "feed",       "sign",     "sheets",    "local",
};

#define NAMES (sizeof(names) / sizeof(names[0]))

static const char *const kinds[PAGE_THEME_FILE + 1] = {
    [PAGE_HOME] = "home",         [PAGE_MAP] = "map",
    [PAGE_SHEET] = "map",         [PAGE_MISSING] = "missing",
    [PAGE_PLAIN] = "plain",       [PAGE_REPORT] = "report",
    [PAGE_SECTION] = "section",   [PAGE_ALL] = "all",
    [PAGE_TARGETS] = "targets",   [PAGE_RESULTS] = "results",
    [PAGE_DIGEST] = "digest",     [PAGE_REDIRECT] = "redirect",
    [PAGE_PROGRESS] = "progress", [PAGE_DIGEST_SVG] = "digest",
    [PAGE_SEARCH] = "search",     [PAGE_SEARCH_TEXT] = "search",
};

struct str view_keep(const struct view *view, struct buf *buf)
{
    struct str text = buf_view(buf);
    struct str kept = {
        arena_copy(view->arena, text.len ? text.ptr : "", text.len), text.len};

    buf_free(buf);
    return kept;
}

struct str view_word(const struct view *view, const char *key)
{
    return theme_word(view->theme, key);
}

struct str view_say(const struct view *view, const char *key, struct str a,
                    struct str b)
{
    return words_fill(view->arena, view_word(view, key), a, b);
}

struct str view_link(const struct view *view, const char *path)
{
    return str_of(path_relative(view->arena, view->page->path, path));
}

struct desk_report *view_kept(const struct view *view,
                              const struct report *report, struct view *lasting)
{
    const struct page *page = view->page;

    if (page->report != report ||
        !str_is(path_dir(str_of(page->path)), report->id))
        return NULL;
    struct desk_report *kept = desk_keep(view->desk, report);
    *lasting = *view;
    lasting->arena = &kept->arena;
    return kept;
}

const char *report_page(const struct view *view, const struct report *report,
                        const char *name)
{
    size_t id = strlen(report->id), len = strlen(name);
    char *path = arena_array(view->arena, id + len + 2, 1);

    memcpy(path, report->id, id);
    path[id] = '/';
    memcpy(path + id + 1, name, len);
    return path;
}

void view_date(const struct view *view, struct value *map, const char *key,
               struct date date)
{
    struct buf out = {0};

    date_write(&out, date);
    view_text(view, map, key, view_keep(view, &out));
}

struct value *view_listed(const struct view *view, struct value *list)
{
    if (list->len == 0)
        return value_nothing();
    struct value *wrapper = value_map(view->arena);
    value_set(view->arena, wrapper, "list", list);
    return wrapper;
}

void view_list(const struct view *view, struct value *map, const char *key,
               struct value *list)
{
    value_set(view->arena, map, key, view_listed(view, list));
}

struct str view_number(const struct view *view, size_t number)
{
    return str_of(arena_number(view->arena, number));
}

struct str view_site_title(const struct view *view)
{
    const struct config *config = view->site->config;

    if (config->site.title.len)
        return config->site.title;
    if (config->gov.column_name.len)
        return config->gov.column_name;
    return view_word(view, "nav_home");
}

struct str view_url(const struct view *view, const char *path)
{
    struct str base = view->site->config->site.base_url;
    const char *slash = str_ends(base, "/") ? "" : "/";

    if (base.len == 0)
        return STR("");
    return str_of(arena_format(view->arena, "%.*s%s%s", (int)base.len, base.ptr,
                               slash, path));
}

/* "../" for each folder a page stands in. */
static struct str root_of(const struct view *view)
{
    struct buf out = {0};

    for (const char *at = view->page->path; *at; at++)
        if (*at == '/')
            buf_text(&out, "../");
    return view_keep(view, &out);
}

struct view frame_begin(const struct page *page, const struct site *site,
                        const struct theme *theme, struct desk *desk)
{
    struct arena *arena = &desk->page;
    struct view view = {page, site,  theme,
                        desk, arena, value_map_for(arena, NAMES)};
    struct str root = root_of(&view);

    desk->rows = (struct desk_rows){0};
    for (size_t i = 0; i < NAMES; i++)
        value_set(arena, view.root, names[i], value_nothing());
    value_set(arena, view.root, "t", theme->words);
    value_set(arena, view.root, "root", value_text(arena, root));
    view_text(&view, view.root, "kind", str_of(kinds[page->kind]));
    view_text(&view, view.root, "lang", site->config->site.language);
    return view;
}

void frame_crumb(struct view *view, struct str label, const char *path)
{
    struct value *crumb = value_map(view->arena);
    struct value *crumbs = value_get(view->root, STR("crumbs"));
    struct value *list = value_get(crumbs, STR("list"));

    if (!list)
        list = value_list(view->arena);
    view_text(view, crumb, "label", label);
    view_text(view, crumb, "href", path ? view_link(view, path) : STR(""));
    value_push(view->arena, list, crumb);
    view_list(view, view->root, "crumbs", list);
}

void frame_script(struct view *view, const char *name)
{
    struct value *scripts = value_get(view->root, STR("scripts"));
    struct value *list = value_get(scripts, STR("list"));

    struct value *script = value_map(view->arena);

    list = list ? list : value_list(view->arena);
    view_text(view, script, "src", view_link(view, name));
    value_push(view->arena, list, script);
    view_list(view, view->root, "scripts", list);
}

static void add_nav(const struct view *view, struct value *nav,
                    struct str label, const char *path)
{
    struct value *item = value_map(view->arena);
    bool is_here = strcmp(path, view->page->path) == 0;

    view_text(view, item, "label", label);
    view_text(view, item, "href", view_link(view, path));
    value_set(view->arena, item, "current", value_bool(is_here));
    value_push(view->arena, nav, item);
}

/* The pages of a report, which its navigation leads through; those it has. */
static struct value *local_value(const struct view *view,
                                 const struct report *report)
{
    struct value *nav = value_list(view->arena);
    struct str year = view_number(view, (size_t)report->year);
    const struct {
        bool is_there;
        struct str label;
        const char *name;
    } page[] = {
        {true, view_say(view, "nav_report", year, STR("")), "index.html"},
        {report->records > 0, view_word(view, "nav_digest"), "digest.html"},
        {report->promises, view_word(view, "nav_targets"), "targets.html"},
        {report->results, view_word(view, "nav_results"), "results.html"},
        {report->follows, view_word(view, "nav_progress"), "progress.html"},
        {true, view_word(view, "nav_all"), "all.html"},
    };

    for (size_t i = 0; i < sizeof(page) / sizeof(page[0]); i++)
        if (page[i].is_there)
            add_nav(view, nav, page[i].label,
                    report_page(view, report, page[i].name));
    return nav;
}

/* The newest report; a site of many towns has none. */
static const struct report *newest_of(const struct site *site)
{
    if (site->reports == 0 || strchr(site->report[0]->id, '/'))
        return NULL;
    return site->report[0];
}

/* The site's own pages. */
static struct value *nav_value(const struct view *view)
{
    const struct report *newest = newest_of(view->site);
    struct value *nav = value_list(view->arena);
    size_t plains = 0;

    add_nav(view, nav, view_word(view, "nav_home"), "index.html");
    if (newest)
        add_nav(view, nav, view_word(view, "newest"),
                report_page(view, newest, "index.html"));
    for (size_t i = 0; i < view->site->plains; i++) {
        const struct plain_page *plain = &view->site->plain[i];
        if (strchr(plain->path, '/') || plains++ == NAV_PLAIN_MOST)
            continue;
        add_nav(view, nav, plain->title, plain->path);
    }
    if (search_is_made(view->site, view->theme))
        add_nav(view, nav, view_word(view, "nav_search"), "search.html");
    else
        add_nav(view, nav, view_word(view, "nav_map"), "map.html");
    return nav;
}

static struct value *site_value(const struct view *view)
{
    struct value *site = value_map(view->arena);

    view_text(view, site, "title", view_site_title(view));
    view_text(view, site, "organisation",
              view->site->config->site.organisation);
    return site;
}

/* A line of the footer: `text` put into the sentence `key`, if there is any. */
static void add_foot(const struct view *view, struct value *items,
                     const char *key, struct str text)
{
    if (text.len == 0)
        return;
    struct value *item = value_map(view->arena);
    view_text(view, item, "text", view_say(view, key, text, STR("")));
    value_push(view->arena, items, item);
}

static void add_foot_link(const struct view *view, struct value *links,
                          const char *key, struct str href)
{
    if (href.len == 0)
        return;
    struct value *link = value_map(view->arena);
    bool external = str_find(href, STR("://")) != SIZE_MAX;
    view_text(view, link, "label", view_word(view, key));
    view_text(view, link, "href", href);
    value_set(view->arena, link, "external", value_bool(external));
    value_push(view->arena, links, link);
}

/* The items of DOMAIN.md §1.4: only those the site has. */
static struct value *footer_value(const struct view *view)
{
    const struct config *config = view->site->config;
    struct value *footer = value_map(view->arena);
    struct value *items = value_list(view->arena);
    struct value *links = value_list(view->arena);

    add_foot(view, items, "foot_host", config->site.organisation);
    add_foot(view, items, "foot_contact", config->site.contact);
    add_foot(view, items, "foot_id", config->gov.site_id_code);
    add_foot(view, items, "foot_icp", config->gov.icp);
    add_foot(view, items, "foot_police", config->gov.police);
    add_foot(view, items, "foot_licence", config->site.licence);
    add_foot_link(view, links, "nav_map", view_link(view, "map.html"));
    add_foot_link(view, links, "foot_badge", config->gov.party_badge);
    add_foot_link(view, links, "foot_error", config->gov.report_error_url);
    view_list(view, footer, "items", items);
    view_list(view, footer, "links", links);
    return footer;
}

/* The full address, where the site has one. */
static void set_canonical(struct view *view)
{
    if (view->page->kind == PAGE_MISSING)
        return;
    view_text(view, view->root, "canonical", view_url(view, view->page->path));
    if (view->site->config->site.base_url.len && view->site->newest.year)
        view_text(view, view->root, "feed", view_link(view, "feed.xml"));
}

/* "归档时间：2023年6月15日。", where what a page shows is kept as history. */
static void set_archived(struct view *view, const struct frame *frame)
{
    struct buf date = {0};

    if (!frame->front || frame->front->archived.year == 0)
        return;
    date_write_chinese(&date, frame->front->archived);
    view_text(view, view->root, "archived",
              view_say(view, "archived", view_keep(view, &date), STR("")));
}

void frame_set(struct view *view, const struct frame *frame)
{
    const struct config *config = view->site->config;
    struct value *root = view->root;

    view_text(view, root, "title", frame->title);
    view_text(view, root, "head_title", tags_title(view, frame));
    value_set(view->arena, root, "tags", tags_value(view, frame));
    value_set(view->arena, root, "site", site_value(view));
    value_set(view->arena, root, "nav", nav_value(view));
    if (view->page->report)
        view_list(view, root, "local", local_value(view, view->page->report));
    value_set(view->arena, root, "footer", footer_value(view));
    value_set(view->arena, root, "draft", value_bool(frame->draft));
    value_set(view->arena, root, "large",
              value_bool(config->theme.large_print));
    set_archived(view, frame);
    set_canonical(view);
}
