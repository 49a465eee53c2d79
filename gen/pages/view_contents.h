/*
 * view_contents - a report's chapters and sections: their names, their places,
 * lists of them; and titles cut into phrases.
 */
#ifndef VIEW_CONTENTS_H
#define VIEW_CONTENTS_H

#include "view_frame.h"

/* "（六）", with a blank behind "2."; and what stands behind it, a word of the
 * theme for chapter 00. */
struct str section_number(const struct view *view,
                          const struct section *section);
struct str section_title(const struct view *view,
                         const struct section *section);

/* The two put together: "（六）改善面貌". */
struct str section_label(const struct view *view,
                         const struct section *section);

/* The path of a section's page. */
const char *section_page(const struct view *view, const struct report *report,
                         const struct section *section);

/* The sections of a chapter of the page's own report, as links in a list. */
struct value *parts_value(const struct view *view,
                          const struct section *chapter);

/*
 * Sets `contents`: chapters with their sections, as links from this page; with
 * `inside`, as anchors in it. The entry of the page itself is `current`. On the
 * map each has the headings below it.
 */
void contents_set(const struct view *view, struct value *map,
                  const struct report *report, bool inside);

/* The phrases of a title, which official layout keeps whole (GB/T 9704). */
struct value *phrases_value(const struct view *view, struct str title);

/* Sets `heading` and its `phrases`. */
void heading_set(const struct view *view, struct value *map,
                 struct str heading);

#endif
