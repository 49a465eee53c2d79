/*
 * view_frame - what stands around a page's own text: title, page tags, main
 * navigation, breadcrumb, footer; and the short forms all views share.
 *
 * themes/README.md lists every value. All names a page may ask for are set
 * before any view begins, so that a template knows the same names everywhere.
 */
#ifndef VIEW_FRAME_H
#define VIEW_FRAME_H

#include "../base/buf.h"
#include "../read/front.h"
#include "../report/report.h"
#include "page.h"
#include "value.h"

struct theme;
struct desk;
struct desk_report;

/* A page while its values are gathered. */
struct view {
    const struct page *page;
    const struct site *site;
    const struct theme *theme;
    struct desk *desk;
    struct arena *arena; /* of the page */
    struct value *root; /* what the template gets */
};

/* Which page tags a page bears (DOMAIN.md §1.2). */
enum frame_tags { TAGS_SITE, TAGS_COLUMN, TAGS_CONTENT };

/* What a view tells of its page. */
struct frame {
    struct str title;
    enum frame_tags tags;
    const struct report *report; /* NULL: none */
    const struct front *front; /* of the text itself; NULL: none */
    bool draft;
};

/* Begins a page: every name set, to nothing where the view has to fill it. */
struct view frame_begin(const struct page *page, const struct site *site,
                        const struct theme *theme, struct desk *desk);

/* Title, tags, navigation and footer. */
void frame_set(struct view *view, const struct frame *frame);

/* Adds a step to the breadcrumb; the page itself has no `path`. */
void frame_crumb(struct view *view, struct str label, const char *path);

/* Has the page run a script of the site, "js/table.js". */
void frame_script(struct view *view, const char *name);

/* A word of the theme, and one with its arguments put in. */
struct str view_word(const struct view *view, const char *key);
struct str view_say(const struct view *view, const char *key, struct str a,
                    struct str b);

/* The link from this page to `path`, and `path` of a report's own page. */
struct str view_link(const struct view *view, const char *path);
const char *report_page(const struct view *view, const struct report *report,
                        const char *name);

/* The full address of a path of the site; empty where the site has none. */
struct str view_url(const struct view *view, const char *path);

/* The site's name: its title, else the column's, else "home". */
struct str view_site_title(const struct view *view);

/*
 * What the desk keeps of the page's own report, and `*lasting`, the view for
 * making what is kept: links from one page of its folder are those from all.
 * NULL where the page is not in the folder of `report`.
 */
struct desk_report *view_kept(const struct view *view,
                              const struct report *report,
                              struct view *lasting);

/* Short forms for values: texts, dates that may be none, and lists. A list is
 * a map with `list` in it, or nothing, so that a template can put a heading
 * over those that have entries. */
static inline void view_text(const struct view *view, struct value *map,
                             const char *key, struct str text)
{
    value_set_text(view->arena, map, key, text);
}

void view_date(const struct view *view, struct value *map, const char *key,
               struct date date);

struct value *view_listed(const struct view *view, struct value *list);
void view_list(const struct view *view, struct value *map, const char *key,
               struct value *list);
struct str view_number(const struct view *view, size_t number);

/* A copy of what `buf` holds; `buf` is given back. */
struct str view_keep(const struct view *view, struct buf *buf);

#endif
