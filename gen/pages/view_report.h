/*
 * view_report - a report's own pages: its front page, a page for each chapter
 * and section, the whole text on one page.
 */
#ifndef VIEW_REPORT_H
#define VIEW_REPORT_H

#include "render.h"
#include "view_contents.h"
#include "view_frame.h"

/* What pages show of a report: title, org, year, links. `contents` is set to
 * nothing: few pages show it. */
struct value *report_value(const struct view *view,
                           const struct report *report);

/* What a report is called in a trail: "Report 2020", with its town where the
 * site has many. */
struct str report_label(const struct view *view, const struct report *report);

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
