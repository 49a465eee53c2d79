#include "page.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/sort.h"
#include "../report/progress.h"
#include "atlas.h"
#include "page_whole.h"
#include "search.h"
#include "sheet.h"
#include "theme.h"

#include <stdio.h>
#include <string.h>

/* Pages and files of a report beside its sections; of a site beside all that
 * is counted. */
#define REPORT_MOST 12
#define COMMON_MOST 16

/*
 * What each kind of page reads is folded into its print, and no more: an
 * index reads only the heads of reports, so a typo mended in chapter 3
 * rebuilds that section's page and the full text, not the pages that list it.
 */
struct planner {
    struct arena *arena;
    const struct site *site;
    const struct theme *theme;
    struct page *page; /* room for all: a site may have a million */
    size_t len;
    struct print frame; /* what every page shows: head, foot, navigation */
    struct search_extent extent;
    bool leaves; /* out the pages of reports for which they stand */
    const char **script; /* of those */
    size_t scripts;
};

static struct page *add(struct planner *planner, enum page_kind kind,
                        const char *path)
{
    struct page *page = &planner->page[planner->len++];

    *page = (struct page){.path = path, .kind = kind};
    page->inputs = planner->frame;
    print_number(&page->inputs, kind);
    print_add(&page->inputs, str_of(path));
    return page;
}

/* 2020/r0302.html */
static char *section_path(struct arena *arena, const struct report *report,
                          const struct section *section)
{
    size_t id = strlen(report->id), name = strlen(section->name);
    char *path = arena_text(arena, id + 1 + name + sizeof(".html"));

    memcpy(path, report->id, id);
    path[id] = '/';
    memcpy(path + id + 1, section->name, name);
    memcpy(path + id + 1 + name, ".html", sizeof(".html"));
    return path;
}

static void add_section(struct planner *planner, const struct report *report,
                        const struct section *section)
{
    char *path = section_path(planner->arena, report, section);
    struct page *page = add(planner, PAGE_SECTION, path);

    page->report = report;
    page->section = section;
    print_join(&page->inputs, report->head);
    page_print_kinds(&page->inputs, report);
    print_join(&page->inputs, section->print);
    print_join(&page->inputs, section->stated);
}

static struct page *add_report_page(struct planner *planner,
                                    const struct report *report,
                                    enum page_kind kind, const char *name)
{
    char *path = path_join(planner->arena, report->id, str_of(name));
    struct page *page = add(planner, kind, path);

    page->report = report;
    print_join(&page->inputs, report->head);
    page_print_kinds(&page->inputs, report);
    return page;
}

/* The pages and files that show what a report states. */
static void add_records(struct planner *planner, const struct report *report)
{
    static const struct {
        const char *name;
        enum page_kind kind;
        bool targets, results; /* with either of those marked */
    } data[] = {{"targets.html", PAGE_TARGETS, true, false},
                {"data/targets.csv", PAGE_TARGETS_CSV, true, false},
                {"data/targets.json", PAGE_TARGETS_JSON, true, false},
                {"data/targets.xlsx", PAGE_TARGETS_XLSX, true, false},
                {"data/schema.json", PAGE_SCHEMA, true, false},
                {"results.html", PAGE_RESULTS, false, true},
                {"digest.html", PAGE_DIGEST, true, true},
                {"digest.svg", PAGE_DIGEST_SVG, true, true}};

    for (size_t i = 0; i < sizeof(data) / sizeof(data[0]); i++) {
        if (!(data[i].targets && report->promises) &&
            !(data[i].results && report->results))
            continue;
        if (data[i].kind == PAGE_TARGETS_XLSX && !sheet_can())
            continue;
        struct page *page =
            add_report_page(planner, report, data[i].kind, data[i].name);
        print_join(&page->inputs, report->stated);
    }
}

/* What is read aloud: all text, without what other pages add to it. */
static void add_script(struct planner *planner, const struct report *report)
{
    struct page *page =
        add_report_page(planner, report, PAGE_BROADCAST, "script.txt");

    for (size_t i = 0; i < report->sections; i++)
        print_join(&page->inputs, report->section[i].print);
}

/* Both years' records, and all of this year's text: that a milestone was
 * reached is told in words. */
static void add_progress(struct planner *planner, const struct report *report,
                         const struct report *before)
{
    struct page *page =
        add_report_page(planner, report, PAGE_PROGRESS, "progress.html");

    print_join(&page->inputs, report->stated);
    for (size_t i = 0; i < report->sections; i++)
        print_join(&page->inputs, report->section[i].print);
    print_join(&page->inputs, before->head);
    print_join(&page->inputs, before->stated);
}

static void add_report(struct planner *planner, const struct report *report)
{
    const struct site *site = planner->site;
    const struct report *before =
        progress_before(site->report, site->reports, report);
    struct page *index =
        add_report_page(planner, report, PAGE_REPORT, "index.html");
    print_join(&index->inputs, report->stated);
    print_join(&index->inputs, report->villages);
    print_number(&index->inputs, before ? (uint64_t)before->year : 0);
    if (report->sections > 0 && !report->section[0].heading)
        print_join(&index->inputs, report->section[0].print);

    struct page *all = add_report_page(planner, report, PAGE_ALL, "all.html");
    print_join(&all->inputs, report->stated);
    for (size_t i = 0; i < report->sections; i++)
        print_join(&all->inputs, report->section[i].print);

    for (size_t i = 0; i < report->sections; i++)
        add_section(planner, report, &report->section[i]);
    add_records(planner, report);
    add_script(planner, report);
    if (before)
        add_progress(planner, report, before);
}

static void add_plain(struct planner *planner, const struct plain_page *plain)
{
    const struct paper *paper = plain->paper;
    struct page *page = add(planner, PAGE_PLAIN, plain->path);

    page->plain = plain;
    print_join(&page->inputs, paper->print);
    struct node *root = paper->doc->root;
    for (struct node *node = root; node; node = doc_next(root, node))
        if (node->href)
            print_add(&page->inputs, str_of(node->href));
}

static void add_redirect(struct planner *planner,
                         const struct redirect *redirect)
{
    struct page *page = add(planner, PAGE_REDIRECT, redirect->path);

    page->redirect = redirect;
    print_add(&page->inputs, str_of(redirect->to));
}

/* A file that is copied depends on its own bytes alone. */
static void add_asset(struct planner *planner, const struct asset *asset)
{
    struct page *page = add(planner, PAGE_ASSET, asset->to);

    page->asset = asset;
    page->inputs = asset->print;
}

static void add_theme_files(struct planner *planner)
{
    const struct theme *theme = planner->theme;

    add(planner, PAGE_STYLE, "css/site.css")->inputs = print_of(theme->css);
    for (size_t i = 0; i < theme->files; i++) {
        struct page *page = add(planner, PAGE_THEME_FILE, theme->file[i].name);
        page->theme_file = i;
        page->inputs = print_of(theme->file[i].bytes);
    }
}

/* Text as the search shows it: with titles and the trail around it. */
static void print_text(struct page *page, const struct report *report)
{
    print_join(&page->inputs, report->head);
    for (size_t i = 0; i < report->sections; i++)
        print_join(&page->inputs, report->section[i].print);
}

static void add_part(struct planner *planner, const struct report *report)
{
    char *path = path_join(planner->arena, report->id, STR("text.js"));

    if (report->stands) {
        planner->script[planner->scripts++] = path;
        return;
    }
    struct page *page = add(planner, PAGE_SEARCH_TEXT, path);
    page->report = report;
    print_text(page, report);
}

/* Whether the search has a text of the `index`th report's own. */
static bool has_part(const struct planner *planner, size_t index)
{
    return planner->extent.split && index < planner->extent.reports &&
           search_is_made(planner->site, planner->theme);
}

/* The search page, and what it looks through: one file, or many. */
static void add_search(struct planner *planner, struct diags *diags)
{
    const struct site *site = planner->site;
    struct search_extent extent = planner->extent;
    char count[32];

    if (!search_is_made(site, planner->theme))
        return;
    add(planner, PAGE_SEARCH, "search.html");
    for (size_t i = 0; i < extent.reports && extent.split; i++)
        add_part(planner, site->report[i]);
    struct page *text = add(planner, PAGE_SEARCH_TEXT, "js/text.js");
    print_number(&text->inputs, extent.left);
    for (size_t i = 0; i < extent.reports; i++)
        if (extent.split)
            print_add(&text->inputs, str_of(site->report[i]->id));
        else
            print_text(text, site->report[i]);
    for (size_t i = 0; i < site->plains; i++)
        print_join(&text->inputs, site->plain[i].paper->print);
    if (extent.left == 0)
        return;
    snprintf(count, sizeof(count), "%zu", extent.left);
    diag_path(diags, SEARCH_SIZE, "config.ini", count, NULL);
}

/* What tells others of the site; all of it needs full addresses. */
static void add_notices(struct planner *planner)
{
    static const struct {
        enum page_kind kind;
        const char *path;
    } notice[] = {{PAGE_SITEMAP, "sitemap.xml"},
                  {PAGE_FEED, "feed.xml"},
                  {PAGE_ROBOTS, "robots.txt"}};
    const struct site *site = planner->site;

    if (site->config->site.base_url.len == 0)
        return;
    for (size_t i = 0; i < sizeof(notice) / sizeof(notice[0]); i++) {
        if (notice[i].kind == PAGE_FEED && site->newest.year == 0)
            continue; /* it has to say when it was last brought up to date */
        struct page *page = add(planner, notice[i].kind, notice[i].path);
        for (size_t j = 0; j < site->reports; j++) {
            print_join(&page->inputs, site->report[j]->head);
            page_print_kinds(&page->inputs, site->report[j]);
        }
        for (size_t j = 0; j < site->plains; j++)
            print_join(&page->inputs, site->plain[j].paper->print);
    }
}

static void print_frame(struct planner *planner)
{
    const struct site *site = planner->site;

    planner->frame = planner->theme->print;
    config_print(site->config, &planner->frame);
    for (size_t i = 0; i < site->plains; i++) {
        print_add(&planner->frame, str_of(site->plain[i].path));
        print_add(&planner->frame, site->plain[i].title);
    }
    const struct report *newest = site_newest(site);
    if (newest) { /* the navigation leads to it */
        print_add(&planner->frame, str_of(newest->id));
        print_number(&planner->frame, (uint64_t)newest->year);
    }
}

static int by_path(const void *left, const void *right)
{
    const struct page *a = left, *b = right;

    return strcmp(a->path, b->path);
}

/* Tells pages of one address; reports and links were told when joining. */
static void tell_twins(const struct plan *plan, const struct theme *theme,
                       struct diags *diags)
{
    for (size_t i = 1; i < plan->len; i++) {
        const struct page *a = &plan->page[i - 1], *b = &plan->page[i];
        if (strcmp(a->path, b->path) == 0)
            diag_path(diags, NAME_TWICE, page_origin(b, theme), b->path,
                      page_origin(a, theme));
    }
}

/* What a page shows that leads to all reports: each of them, or the sheets. */
static void print_reports(struct page *page, const struct site *site)
{
    for (size_t i = 0; i < page->atlas->len; i++)
        print_join(&page->inputs, page->atlas->sheet[i].print);
    for (size_t i = 0; i < site->reports && page->atlas->len == 0; i++)
        print_join(&page->inputs, site->report[i]->head);
}

static void add_home(struct planner *planner, const struct atlas *atlas)
{
    const struct report *newest = site_newest(planner->site);
    struct page *home = add(planner, PAGE_HOME, "index.html");

    home->atlas = atlas;
    print_reports(home, planner->site);
    if (newest) {
        print_join(&home->inputs, newest->head);
        print_join(&home->inputs, newest->stated);
        page_print_kinds(&home->inputs, newest);
    }
}

/* All that the map shows of a report. */
static void print_entry(struct page *page, const struct report *report)
{
    print_join(&page->inputs, report->below);
    page_print_kinds(&page->inputs, report);
}

static void add_map(struct planner *planner, const struct atlas *atlas)
{
    const struct site *site = planner->site;
    struct page *map = add(planner, PAGE_MAP, "map.html");

    map->atlas = atlas;
    if (atlas->len > 0)
        print_reports(map, site);
    else
        for (size_t i = 0; i < site->reports; i++)
            print_entry(map, site->report[i]);
    for (size_t i = 0; i < atlas->len; i++) {
        const struct sheet *sheet = &atlas->sheet[i];
        struct page *page = add(planner, PAGE_SHEET, sheet->path);
        page->sheet = sheet;
        print_join(&page->inputs, sheet->print);
        for (size_t j = 0; j < sheet->reports; j++)
            print_entry(page, sheet->report[j]);
    }
}

/* Pages that many reports, or all, go into. */
static void add_common(struct planner *planner, struct diags *diags)
{
    const struct atlas *atlas = atlas_new(planner->arena, planner->site);

    add_home(planner, atlas);
    add_map(planner, atlas);
    add(planner, PAGE_MISSING, "404.html");
    add_search(planner, diags);
    add_notices(planner);
}

/* At most so many pages has a report, and the site beside its reports. */
static void make_room(struct planner *planner)
{
    const struct site *site = planner->site;
    size_t most = 2 * site->reports + site->plains + site->redirects +
                  site->assets + planner->theme->files + COMMON_MOST;

    for (size_t i = 0; i < site->reports; i++)
        if (!planner->leaves || !site->report[i]->stands)
            most += site->report[i]->sections + REPORT_MOST;
    planner->page = arena_array(planner->arena, most, sizeof(*planner->page));
}

static struct planner begin(struct arena *arena, const struct site *site,
                            const struct theme *theme)
{
    struct planner planner = {.arena = arena, .site = site, .theme = theme};

    planner.extent = search_extent(site);
    planner.script = arena_array(arena, site->reports, sizeof(char *));
    print_frame(&planner);
    return planner;
}

static struct plan settle(struct planner *planner, struct diags *diags)
{
    struct plan plan = {.page = planner->page,
                        .len = planner->len,
                        .script = planner->script,
                        .scripts = planner->scripts};

    sort_stretches(plan.page, plan.len, sizeof(*plan.page), by_path);
    tell_twins(&plan, planner->theme, diags);
    return plan;
}

/* Finds which pages stand as an earlier run made them. */
static void find_standing(struct planner *planner)
{
    const struct site *site = planner->site;

    for (size_t i = 0; i < site->reports; i++) {
        struct report *report = site->report[i];
        struct print whole =
            page_whole(planner->frame, report,
                       progress_before(site->report, site->reports, report),
                       has_part(planner, i));
        report->stands = planner->leaves && print_equal(whole, report->planned);
        report->planned = whole;
    }
}

static struct plan make_plan(struct planner *planner, struct diags *diags)
{
    const struct site *site = planner->site;

    find_standing(planner);
    make_room(planner);
    add_common(planner, diags);
    for (size_t i = 0; i < site->reports; i++)
        if (!site->report[i]->stands)
            add_report(planner, site->report[i]);
    for (size_t i = 0; i < site->plains; i++)
        add_plain(planner, &site->plain[i]);
    for (size_t i = 0; i < site->redirects; i++)
        add_redirect(planner, &site->redirect[i]);
    for (size_t i = 0; i < site->assets; i++)
        add_asset(planner, &site->asset[i]);
    add_theme_files(planner);
    return settle(planner, diags);
}

struct plan plan_new(struct arena *arena, const struct site *site,
                     const struct theme *theme, struct diags *diags)
{
    struct planner planner = begin(arena, site, theme);

    return make_plan(&planner, diags);
}

struct plan plan_stale(struct arena *arena, const struct site *site,
                       const struct theme *theme, struct diags *diags)
{
    struct planner planner = begin(arena, site, theme);

    planner.leaves = true;
    return make_plan(&planner, diags);
}

/* The year behind one whose promises have changed holds them against its own
 * results. */
static void add_follower(struct planner *planner, const struct report *report,
                         const struct page_news *news)
{
    const struct site *site = planner->site;
    const struct report *before =
        progress_before(site->report, site->reports, report);

    for (size_t i = 0; i < site->reports && before; i++)
        if (site->report[i] == before && news[i].records)
            add_progress(planner, report, before);
}

struct plan plan_around(struct arena *arena, const struct site *site,
                        const struct theme *theme, const struct page_news *news,
                        struct diags *diags)
{
    struct planner planner = begin(arena, site, theme);
    bool records = false;

    make_room(&planner);
    add_common(&planner, diags);
    for (size_t i = 0; i < site->reports; i++)
        records = records || news[i].records;
    for (size_t i = 0; i < site->reports; i++)
        if (news[i].text)
            add_report(&planner, site->report[i]);
        else if (records)
            add_follower(&planner, site->report[i], news);
    return settle(&planner, diags);
}
