#include "view_notice.h"

#include "../base/escape.h"
#include "../report/progress.h"
#include "../report/target.h"
#include "search.h"
#include "sentence.h"
#include "view_report.h"

/* A map of more addresses is refused (sitemaps.org); the newest come first. */
#define ADDRESSES_MOST 50000
#define ENTRIES_MOST 20

static void add_element(struct buf *out, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    buf_format(out, "<%s>", name);
    escape_html(out, text);
    buf_format(out, "</%s>\n", name);
}

/* ---- sitemap.xml ---- */

struct addresses {
    const struct view *view;
    struct buf *out;
    size_t len;
};

static void add_address(struct addresses *all, const char *path,
                        struct date date)
{
    if (all->len++ >= ADDRESSES_MOST)
        return;
    buf_text(all->out, "<url><loc>");
    escape_html(all->out, view_url(all->view, path));
    buf_text(all->out, "</loc>");
    if (date.year)
        buf_format(all->out, "<lastmod>%04d-%02d-%02d</lastmod>", date.year,
                   date.month, date.day);
    buf_text(all->out, "</url>\n");
}

static void add_report(struct addresses *all, const struct report *report)
{
    const struct view *view = all->view;
    const struct site *site = view->site;
    bool results = report->results;
    const struct {
        const char *name;
        bool is_there;
    } page[] = {
        {"index.html", true},
        {"all.html", true},
        {"digest.html", report->promises || results},
        {"targets.html", report->promises},
        {"results.html", results},
        {"progress.html",
         progress_before(site->report, site->reports, report) != NULL},
    };

    for (size_t i = 0; i < sizeof(page) / sizeof(page[0]); i++)
        if (page[i].is_there)
            add_address(all, report_page(view, report, page[i].name),
                        report->published);
    for (size_t i = 0; i < report->sections; i++)
        add_address(all,
                    report_page(view, report,
                                arena_format(view->arena, "%s.html",
                                             report->section[i].name)),
                    report->published);
}

static void write_sitemap(const struct view *view, struct buf *out)
{
    const struct site *site = view->site;
    struct addresses all = {.view = view, .out = out};

    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/"
                  "0.9\">\n");
    add_address(&all, "index.html", site->newest);
    add_address(&all, "map.html", site->newest);
    for (size_t i = 0; i < site->plains; i++)
        add_address(&all, site->plain[i].path,
                    paper_front(site->plain[i].paper)->published);
    for (size_t i = 0; i < site->reports; i++)
        add_report(&all, site->report[i]);
    buf_text(out, "</urlset>\n");
}

/* ---- feed.xml (Atom, RFC 4287) ---- */

/* Dates are those of China's one time zone. */
static void add_time(struct buf *out, const char *name, struct date date)
{
    buf_format(out, "<%s>%04d-%02d-%02dT%02d:%02d:00+08:00</%s>\n", name,
               date.year, date.month, date.day, date.hour, date.minute, name);
}

static void add_entry(const struct view *view, struct buf *out,
                      const struct report *report)
{
    struct str url = view_url(view, report_page(view, report, "index.html"));

    buf_text(out, "<entry>\n");
    add_element(out, "title", report->title);
    add_element(out, "id", url);
    buf_text(out, "<link href=\"");
    escape_html(out, url);
    buf_text(out, "\"/>\n");
    add_time(out, "updated", report->published);
    if (report->org.len) {
        buf_text(out, "<author>");
        add_element(out, "name", report->org);
        buf_text(out, "</author>\n");
    }
    add_element(out, "summary", report_front(report)->description);
    buf_text(out, "</entry>\n");
}

static void write_feed(const struct view *view, struct buf *out)
{
    const struct site *site = view->site;
    struct str owner = site->config->site.organisation;
    size_t entries = 0;

    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    add_element(out, "title", view_site_title(view));
    add_element(out, "id", view_url(view, "index.html"));
    buf_text(out, "<link rel=\"self\" href=\"");
    escape_html(out, view_url(view, "feed.xml"));
    buf_text(out, "\"/>\n");
    if (site->newest.year)
        add_time(out, "updated", site->newest);
    buf_text(out, "<author>");
    add_element(out, "name", owner.len ? owner : view_site_title(view));
    buf_text(out, "</author>\n");
    /* An entry has to say when it was published. */
    for (size_t i = 0; i < site->reports && entries < ENTRIES_MOST; i++)
        if (site->report[i]->published.year) {
            add_entry(view, out, site->report[i]);
            entries++;
        }
    buf_text(out, "</feed>\n");
}

static void write_robots(const struct view *view, struct buf *out)
{
    struct str map = view_url(view, "sitemap.xml");

    buf_format(out, "User-agent: *\nDisallow:\n\nSitemap: %.*s\n", (int)map.len,
               map.ptr);
}

void notice_write(const struct view *view, struct buf *out)
{
    switch (view->page->kind) {
    case PAGE_SITEMAP: write_sitemap(view, out); break;
    case PAGE_FEED: write_feed(view, out); break;
    default: write_robots(view, out); break;
    }
}
