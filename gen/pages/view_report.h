/*
 * view_report - a report's own pages: its front page, a page for each chapter
 * and section, the whole text on one page.
 */
#ifndef VIEW_REPORT_H
#define VIEW_REPORT_H

#include "render.h"
#include "view_frame.h"

/* What pages show of a report: title, org, year, links. `contents` is set to
 * nothing: few pages show it. */
struct value *report_value(const struct view *view,
                           const struct report *report);

/*
 * Sets `contents`: chapters with their sections, as links from this page; with
 * `inside`, as anchors in it. The entry of the page itself is `current`.
 */
void contents_set(const struct view *view, struct value *map,
                  const struct report *report, bool inside);

/* "（六）" and "改善面貌" put together; a word of the theme for chapter 00. */
struct str section_label(const struct view *view,
                         const struct section *section);

/* What a report is called in a trail: "Report 2020", with its town where the
 * site has many. */
struct str report_label(const struct view *view, const struct report *report);

/* The path of a section's page. */
const char *section_page(const struct view *view, const struct report *report,
                         const struct section *section);

/* Breadcrumb from the home page down to the report, whose page it links to
 * unless it is this one. */
void report_crumbs(struct view *view, const struct report *report);

/* The front matter that speaks for a report. */
const struct front *report_front(const struct report *report);

/* The words that the renderer puts around an author's text. */
struct render render_words(const struct view *view);

/* Fill the values of PAGE_REPORT, PAGE_SECTION and PAGE_ALL. */
void view_report(struct view *view);
void view_section(struct view *view);
void view_all(struct view *view);

#endif
