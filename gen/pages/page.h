/*
 * page - the plan of a site: every file it will have, what it is made of, and
 * a print of all that goes into it. A page is stale when that print changed.
 */
#ifndef PAGE_H
#define PAGE_H

#include "../base/mem.h"
#include "../base/print.h"
#include "../report/site.h"

#include <stdbool.h>
#include <string.h>

struct atlas;
struct diags;
struct sheet;
struct theme;

enum page_kind {
    PAGE_HOME, /* index.html */
    PAGE_MAP, /* map.html: all headings of the site, or of a large one */
    PAGE_SHEET, /* the sheets that have them: map/2020/index.html */
    PAGE_SEARCH, /* search.html */
    PAGE_SEARCH_TEXT, /* js/text.js, 2020/text.js: what search looks through */
    PAGE_MISSING, /* 404.html */
    PAGE_PLAIN, /* about.html */
    PAGE_REPORT, /* 2020/index.html */
    PAGE_SECTION, /* 2020/r03.html, 2020/r0302.html */
    PAGE_ALL, /* 2020/all.html */
    PAGE_TARGETS, /* 2020/targets.html */
    PAGE_RESULTS, /* 2020/results.html: what was reported as reached */
    PAGE_PROGRESS, /* 2020/progress.html: last year's promises kept or not */
    PAGE_DIGEST, /* 2020/digest.html: the report on one page */
    PAGE_REDIRECT, /* an old address */
    PAGE_STYLE, /* css/site.css */
    PAGE_TARGETS_CSV, /* 2020/data/targets.csv */
    PAGE_TARGETS_JSON, /* 2020/data/targets.json */
    PAGE_TARGETS_XLSX, /* 2020/data/targets.xlsx */
    PAGE_SCHEMA, /* 2020/data/schema.json: what the columns mean */
    PAGE_DIGEST_SVG, /* 2020/digest.svg */
    PAGE_BROADCAST, /* 2020/script.txt: for the village loudspeaker */
    PAGE_SITEMAP, /* sitemap.xml, and */
    PAGE_FEED, /* feed.xml, and */
    PAGE_ROBOTS, /* robots.txt, where the site has an address */
    PAGE_ASSET, /* a file beside the texts, copied */
    PAGE_THEME_FILE, /* a file of the theme, copied */
};

struct page {
    const char *path; /* below the site: 2020/r0302.html */
    const struct report *report; /* NULL where none is meant */
    union { /* of those kinds alone; a site may have a million pages */
        const struct section *section;
        const struct plain_page *plain;
        const struct redirect *redirect;
        const struct asset *asset;
        const struct sheet *sheet;
        const struct atlas *atlas; /* of the home page and the map */
        size_t theme_file; /* index into the theme's files */
    };
    struct print inputs;
    enum page_kind kind;
};

/* The section whose own page it is; NULL: it is of another kind. */
static inline const struct section *page_section(const struct page *page)
{
    return page->kind == PAGE_SECTION ? page->section : NULL;
}

/* The file that a page comes from, for --explain; "" where it is no single
 * one. */
const char *page_origin(const struct page *page, const struct theme *theme);

struct plan {
    struct page *page; /* sorted by path */
    size_t len;
    const char **script; /* that pages it leaves out are, for the search */
    size_t scripts;
};

/* Plans all pages of a site in `arena`; an address that two want is told. */
struct plan plan_new(struct arena *arena, const struct site *site,
                     const struct theme *theme, struct diags *diags);

/*
 * The same without the pages of reports for which `planned` has the print that
 * all of them have now: those stand as they were made, and the report's mark
 * says so. Two of which one is left out can want one address untold.
 */
struct plan plan_stale(struct arena *arena, const struct site *site,
                       const struct theme *theme, struct diags *diags);

/* Where the page of that path stands among those from `low` to `high`; the
 * plan's length where it has none there. */
static inline size_t plan_find(const struct plan *plan, const char *path,
                               size_t low, size_t high)
{
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(plan->page[middle].path, path);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return plan->len;
}

/* What is newer than its pages. */
struct page_news {
    bool text; /* words of a report */
    bool records; /* what it promises or reports */
};

/*
 * Plans only what the texts of some reports go into: their own pages, what the
 * years behind them tell of their promises, and the pages of the whole site.
 * `news` has one for each report of the site.
 */
struct plan plan_around(struct arena *arena, const struct site *site,
                        const struct theme *theme, const struct page_news *news,
                        struct diags *diags);

#endif
