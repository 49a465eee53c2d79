#include "view_home.h"

#include "../report/config.h"
#include "atlas.h"
#include "desk.h"
#include "render.h"
#include "view_report.h"
#include "view_targets.h"

#include <string.h>

/* A report of one town among many: xinglong/2020. */
static bool is_of_town(const struct report *report)
{
    return strchr(report->id, '/') != NULL;
}

static struct value *plains_value(const struct view *view)
{
    struct value *list = value_list(view->arena);

    for (size_t i = 0; i < view->site->plains; i++) {
        const struct plain_page *plain = &view->site->plain[i];
        struct value *item = value_map(view->arena);
        view_text(view, item, "title", plain->title);
        view_text(view, item, "href", view_link(view, plain->path));
        view_text(view, item, "description",
                  paper_front(plain->paper)->description);
        value_push(view->arena, list, item);
    }
    return list;
}

/* The name a town's reports are listed under: who issued the newest. */
static struct str town_name(const struct view *view,
                            const struct report *report)
{
    struct str id = str_of(report->id);

    if (report->org.len)
        return report->org;
    id.len = (size_t)(strchr(report->id, '/') - report->id);
    return str_of(arena_copy(view->arena, id.ptr, id.len));
}

static bool same_town(const struct report *a, const struct report *b)
{
    size_t len = (size_t)(strchr(a->id, '/') - a->id) + 1;

    return strncmp(a->id, b->id, len) == 0;
}

/* Whether a report of the same town stands before the `index`th. */
static bool town_is_listed(const struct site *site, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (is_of_town(site->report[i]) &&
            same_town(site->report[i], site->report[index]))
            return true;
    return false;
}

/* Towns with their reports, newest first. */
static struct value *towns_value(const struct view *view)
{
    const struct site *site = view->site;
    struct value *towns = value_list(view->arena);

    for (size_t i = 0; i < site->reports; i++) {
        const struct report *newest = site->report[i];
        if (!is_of_town(newest) || town_is_listed(site, i))
            continue;
        struct value *town = value_map(view->arena);
        struct value *reports = value_list(view->arena);
        for (size_t j = i; j < site->reports; j++)
            if (is_of_town(site->report[j]) &&
                same_town(newest, site->report[j]))
                value_push(view->arena, reports,
                           report_value(view, site->report[j]));
        view_text(view, town, "name", town_name(view, newest));
        view_list(view, town, "reports", reports);
        value_push(view->arena, towns, town);
    }
    return towns;
}

/* The site's own reports but the newest. */
static struct value *past_value(const struct view *view,
                                const struct report *newest)
{
    const struct site *site = view->site;
    struct value *past = value_list(view->arena);

    for (size_t i = 0; i < site->reports; i++)
        if (!is_of_town(site->report[i]) && site->report[i] != newest)
            value_push(view->arena, past, report_value(view, site->report[i]));
    return past;
}

/* A report with its chapters and sections. */
static struct value *listed_report(const struct view *view,
                                   const struct report *report)
{
    struct value *value = report_value(view, report);

    contents_set(view, value, report, false);
    return value;
}

static const struct report *newest_report(const struct site *site)
{
    for (size_t i = 0; i < site->reports; i++)
        if (!is_of_town(site->report[i]))
            return site->report[i];
    return NULL;
}

/* Whether the site's reports are too many to be listed on its home page or its
 * map. */
static bool is_large(const struct view *view)
{
    return view->page->atlas && view->page->atlas->len > 0;
}

/* "兴隆镇", "2020年报告", "2020年报告（2）". */
static struct str sheet_name(const struct view *view, const struct sheet *sheet)
{
    struct str none = {"", 0}, name = sheet->town;

    if (name.len == 0)
        name = view_say(view, "nav_report",
                        view_number(view, (size_t)sheet->year), none);
    if (sheet->part == 1)
        return name;
    return view_say(view, "sheet_part", name, view_number(view, sheet->part));
}

static struct value *sheets_value(const struct view *view)
{
    const struct atlas *atlas = view->page->atlas;
    struct value *list = value_list(view->arena);

    for (size_t i = 0; i < atlas->len; i++) {
        const struct sheet *sheet = &atlas->sheet[i];
        struct value *item = value_map(view->arena);
        struct str count = view_number(view, sheet->reports), none = {"", 0};
        view_text(view, item, "name", sheet_name(view, sheet));
        view_text(view, item, "href", view_link(view, sheet->path));
        view_text(view, item, "count",
                  view_say(view, "sheet_count", count, none));
        value_push(view->arena, list, item);
    }
    return list;
}

void view_home(struct view *view)
{
    const struct config *config = view->site->config;
    const struct report *newest = newest_report(view->site);
    struct frame frame = {.title = view_site_title(view),
                          .tags = config->gov.column_name.len ? TAGS_COLUMN
                                                              : TAGS_SITE,
                          .draft = newest && newest->draft};

    frame_set(view, &frame);
    view_text(view, view->root, "lead", config->gov.column_description);
    if (is_large(view)) {
        view_list(view, view->root, "sheets", sheets_value(view));
    } else {
        view_list(view, view->root, "towns", towns_value(view));
        view_list(view, view->root, "past", past_value(view, newest));
    }
    view_list(view, view->root, "plains", plains_value(view));
    if (!newest)
        return;
    value_set(view->arena, view->root, "newest", listed_report(view, newest));
    const struct report *whole =
        newest->promises ? desk_whole(view->desk, newest) : NULL;
    if (whole)
        value_set(view->arena, view->root, "targets",
                  targets_value(view, whole));
}

static void set_reports(struct view *view, const struct report *const *report,
                        size_t len)
{
    struct value *reports = value_list(view->arena);

    for (size_t i = 0; i < len; i++)
        value_push(view->arena, reports, listed_report(view, report[i]));
    view_list(view, view->root, "reports", reports);
}

void view_map(struct view *view)
{
    const struct site *site = view->site;
    struct frame frame = {.title = view_word(view, "nav_map"),
                          .tags = TAGS_COLUMN};

    frame_set(view, &frame);
    frame_crumb(view, view_word(view, "nav_home"), "index.html");
    frame_crumb(view, frame.title, NULL);
    if (is_large(view))
        view_list(view, view->root, "sheets", sheets_value(view));
    else
        set_reports(view, (const struct report *const *)site->report,
                    site->reports);
    view_list(view, view->root, "plains", plains_value(view));
}

void view_map_sheet(struct view *view)
{
    const struct sheet *sheet = view->page->sheet;
    struct str map = view_word(view, "nav_map");
    struct str name = sheet_name(view, sheet);
    struct frame frame = {.title = view_say(view, "sheet_title", map, name),
                          .tags = TAGS_COLUMN};

    frame_set(view, &frame);
    frame_crumb(view, view_word(view, "nav_home"), "index.html");
    frame_crumb(view, map, "map.html");
    frame_crumb(view, name, NULL);
    set_reports(view, sheet->report, sheet->reports);
}

void view_missing(struct view *view)
{
    struct frame frame = {.title = view_word(view, "missing_title"),
                          .tags = TAGS_COLUMN};

    frame_set(view, &frame);
}

/* Where the page's text begins: its own title is shown by the template. */
const struct node *plain_text(const struct plain_page *plain)
{
    const struct node *first = plain->paper->doc->root->first;

    if (first && first->kind == NODE_HEADING && first->level == 1)
        return first->next;
    return first;
}

void view_plain(struct view *view)
{
    const struct plain_page *plain = view->page->plain;
    const struct node *first = plain_text(plain);
    struct render how = render_words(view);
    struct frame frame = {.title = plain->title,
                          .tags = TAGS_CONTENT,
                          .front = paper_front(plain->paper),
                          .draft = paper_front(plain->paper)->draft};
    struct buf out = {0};

    if (first)
        render_blocks(first, NULL, &how, &out);
    frame_set(view, &frame);
    frame_crumb(view, view_word(view, "nav_home"), "index.html");
    frame_crumb(view, plain->title, NULL);
    value_set_html(view->arena, view->root, "body", view_keep(view, &out));
    view_text(view, view->root, "lead", paper_front(plain->paper)->description);
}

void view_redirect(struct view *view)
{
    struct frame frame = {.title = view_word(view, "redirect_title"),
                          .tags = TAGS_COLUMN};

    frame_set(view, &frame);
    view_text(view, view->root, "to",
              view_link(view, view->page->redirect->to));
}
