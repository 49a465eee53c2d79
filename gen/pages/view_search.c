#include "view_search.h"

#include "../report/config.h"
#include "desk.h"
#include "search.h"
#include "view_home.h"
#include "view_report.h"

#include <string.h>

static void add_script(struct view *view, struct value *list, const char *path)
{
    struct value *script = value_map(view->arena);

    view_text(view, script, "src", view_link(view, path));
    value_push(view->arena, list, script);
}

/* What the script says, as attributes of the element it fills. */
static struct value *words_value(const struct view *view)
{
    static const char *const key[] = {"search_count", "search_none",
                                      "search_wait",  "search_more",
                                      "search_left",  "search_lines"};
    static const char *const name[] = {"count", "none", "wait",
                                       "more",  "left", "lines"};
    struct value *words = value_map(view->arena);

    for (size_t i = 0; i < sizeof(key) / sizeof(key[0]); i++)
        view_text(view, words, name[i], view_word(view, key[i]));
    return words;
}

void view_search(struct view *view)
{
    struct frame frame = {.title = view_word(view, "search_title"),
                          .tags = TAGS_COLUMN};
    struct value *scripts = value_list(view->arena);

    frame_set(view, &frame);
    frame_crumb(view, view_word(view, "nav_home"), "index.html");
    frame_crumb(view, frame.title, NULL);
    add_script(view, scripts, "js/search.js");
    add_script(view, scripts, "js/text.js");
    view_list(view, view->root, "scripts", scripts);
    value_set(view->arena, view->root, "search", words_value(view));
}

static void add_section(const struct view *view, struct search_data *data,
                        const struct report *report,
                        const struct section *section, struct str where)
{
    const char *name = arena_format(view->arena, "%s.html", section->name);

    search_page(data, report_page(view, report, name),
                section_label(view, section), where);
    search_blocks(data, section->first, section->end);
    search_page_end(data);
}

static void add_report(const struct view *view, struct search_data *data,
                       const struct report *report)
{
    if (!report) /* the update fails */
        return;
    struct str where = report_label(view, report);

    if (report->searched.len) {
        search_take(data, report->searched);
        return;
    }
    search_page(data, report_page(view, report, "index.html"), report->title,
                where);
    search_line(data, report_front(report)->description);
    search_page_end(data);
    for (size_t i = 0; i < report->sections; i++)
        add_section(view, data, report, &report->section[i], where);
}

static void add_plains(const struct view *view, struct search_data *data)
{
    for (size_t i = 0; i < view->site->plains; i++) {
        const struct plain_page *plain = &view->site->plain[i];
        search_page(data, plain->path, plain->title, view_site_title(view));
        search_line(data, paper_front(plain->paper)->description);
        search_blocks(data, plain_text(plain), NULL);
        search_page_end(data);
    }
}

/* The file that stands for the whole site: all of its text, or where it is. */
static void add_site(const struct view *view, struct search_data *data)
{
    const struct site *site = view->site;
    struct search_extent extent = search_extent(site);
    size_t parts = extent.split ? extent.reports : 0;
    const char **part = arena_array(view->arena, parts + 1, sizeof(*part));

    for (size_t i = 0; i < extent.reports; i++)
        if (extent.split)
            part[i] = report_page(view, site->report[i], "text.js");
        else
            add_report(view, data, desk_whole(view->desk, site->report[i]));
    add_plains(view, data);
    search_end(data, part, parts, extent.left);
}

void search_text(const struct view *view, struct buf *out)
{
    struct search_data data = {.out = out};

    search_begin(&data);
    if (view->page->report) {
        add_report(view, &data, view->page->report);
        search_end(&data, NULL, 0, 0);
    } else {
        add_site(view, &data);
    }
}
