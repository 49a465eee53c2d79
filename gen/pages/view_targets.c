#include "view_targets.h"

#include "../base/path.h"
#include "../report/config.h"
#include "export.h"
#include "sentence.h"
#include "sheet.h"
#include "theme.h"
#include "view_chart.h"
#include "view_dataset.h"
#include "desk.h"
#include "view_report.h"

#include <string.h>

#define FIGURES 4
#define ROW_FIELDS 16 /* with those that a page of progress adds */

static const char *const measure_word[] = {
    [MEASURE_LEVEL] = "ask_level",     [MEASURE_GROWTH] = "ask_growth",
    [MEASURE_DECLINE] = "ask_decline", [MEASURE_RISE] = "ask_rise",
    [MEASURE_FALL] = "ask_fall",       [MEASURE_MILESTONE] = "ask_milestone",
};

/* The others need no word: the number says it. */
static const char *const op_word[] = {
    [OP_EQUAL] = NULL,       [OP_LEAST] = "op_least", [OP_MOST] = "op_most",
    [OP_ABOUT] = "op_about", [OP_RANGE] = NULL,
};

/* "grow by at least": what the number is to be. */
static struct str ask_text(const struct view *view, const struct record *record)
{
    const char *word = op_word[record->op];
    struct str op = word ? view_word(view, word) : STR("");

    if (record->measure == MEASURE_MILESTONE || !record->has_value)
        return view_word(view, measure_word[MEASURE_MILESTONE]);
    return str_trim(view_say(view, measure_word[record->measure], op, STR("")));
}

/* The same for all rows of a page that ask alike. */
static struct value *ask_value(const struct view *view,
                               const struct record *record)
{
    struct value **kept =
        record->has_value ? &view->desk->rows.ask[record->measure][record->op]
                          : &view->desk->rows.ask[MEASURE_MILESTONE][0];

    if (!*kept) {
        struct str text = ask_text(view, record);
        *kept = text.len ? value_text(view->arena, text) : value_nothing();
    }
    return *kept;
}

static struct str value_of(const struct view *view, const struct record *record)
{
    struct buf *out = &view->desk->text;

    buf_cut(out, 0);
    export_value(record, out);
    return (struct str){arena_copy(view->arena, buf_view(out).ptr, out->len),
                        out->len};
}

static bool is_year(struct str text)
{
    bool digits = text.len == 4;

    for (size_t i = 0; digits && i < text.len; i++)
        digits = text.ptr[i] >= '0' && text.ptr[i] <= '9';
    return digits;
}

static struct str by_text(const struct view *view, const struct record *record)
{
    if (!is_year(record->by))
        return record->by;
    return view_say(view, "by_year", record->by, STR(""));
}

static const char *joined(const struct view *view, struct str a, struct str b)
{
    char *text = arena_array(view->arena, a.len + b.len + 1, 1);

    memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, b.ptr, b.len);
    return text;
}

/* Where the page of a section is: that of the row before, as a rule. */
static struct str section_link(const struct view *view,
                               const struct report *report,
                               const struct section *section)
{
    struct desk_rows *rows = &view->desk->rows;
    struct str name = str_of(section->name);

    if (rows->section != section)
        rows->link = view_link(
            view, report_page(view, report, joined(view, name, STR(".html"))));
    rows->section = section;
    return rows->link;
}

/* The sentence's place in the text, or the section that has it. */
static struct str place_link(const struct view *view,
                             const struct report *report,
                             const struct stretch *stretch)
{
    if (!stretch->section)
        return view_link(view, report_page(view, report, "all.html"));
    struct str page = section_link(view, report, stretch->section);
    if (!stretch->anchor)
        return page;
    struct str anchor = str_of(stretch->anchor);
    size_t len = page.len + 1 + anchor.len;
    char *link = arena_room(view->arena, len + 1);
    memcpy(link, page.ptr, page.len);
    link[page.len] = '#';
    memcpy(link + page.len + 1, anchor.ptr, anchor.len + 1);
    return (struct str){link, len};
}

void set_asked(const struct view *view, struct value *map,
               const struct record *record)
{
    value_set(view->arena, map, "ask", ask_value(view, record));
    view_text(view, map, "value", value_of(view, record));
    view_text(view, map, "unit", record->unit);
}

const char *row_id(const struct view *view, const struct promise *promise)
{
    char kind = promise->record->kind == RECORD_RESULT ? 'f' : 't';

    return sentence_anchor(view->arena, kind, promise->number, "");
}

struct value *row_value(const struct view *view, const struct report *report,
                        const struct promises *promises,
                        const struct promise *promise)
{
    const struct record *record = promise->record;
    struct value *row = value_map_for(view->arena, ROW_FIELDS);

    /* First what templates ask for more than once in each row. */
    set_asked(view, row, record);
    view_text(view, row, "by", by_text(view, record));
    view_text(view, row, "id", str_of(row_id(view, promise)));
    value_set(view->arena, row, "number",
              value_number(view->arena, (long)promise->number));
    view_text(view, row, "indicator", record->indicator);
    view_text(view, row, "quote", record->quote);
    view_text(view, row, "href",
              place_link(view, report, &promises->stretch[promise->stretch]));
    return row;
}

static const struct section *chapter_of(const struct promises *promises,
                                        const struct promise *promise)
{
    const struct section *section = promises->stretch[promise->stretch].section;

    return section && section->chapter ? section->chapter : section;
}

static struct value *group_value(const struct view *view,
                                 const struct section *chapter)
{
    struct value *group = value_map(view->arena);
    struct str none = {"", 0};

    view_text(view, group, "title",
              chapter ? section_label(view, chapter) : none);
    value_set(view->arena, group, "rows", value_list(view->arena));
    return group;
}

static struct value *groups_value(const struct view *view,
                                  const struct report *report,
                                  const struct promises *promises,
                                  const struct promise *item, size_t len)
{
    struct value *groups = value_list(view->arena);
    struct value *rows = NULL;

    for (size_t i = 0; i < len; i++) {
        const struct section *chapter = chapter_of(promises, &item[i]);
        if (!rows || chapter != chapter_of(promises, &item[i - 1])) {
            struct value *group = group_value(view, chapter);
            value_push(view->arena, groups, group);
            rows = value_get(group, STR("rows"));
        }
        value_push(view->arena, rows,
                   row_value(view, report, promises, &item[i]));
    }
    return groups;
}

void set_table(const struct view *view, struct value *table,
               const struct report *report, const struct promises *promises,
               const struct promise *item, size_t len)
{
    bool dated = false;

    for (size_t i = 0; i < len && !dated; i++)
        dated = item[i].record->by.len > 0;
    view_text(view, table, "by_head",
              dated ? view_word(view, "col_by") : STR(""));
    view_list(view, table, "groups",
              groups_value(view, report, promises, item, len));
}

/* The first targets that are numbers. */
static struct value *figures_value(const struct view *view,
                                   const struct report *report,
                                   const struct promises *promises)
{
    struct value *figures = value_list(view->arena);

    for (size_t i = 0; i < promises->len && figures->len < FIGURES; i++)
        if (promises->item[i].record->has_value)
            value_push(view->arena, figures,
                       row_value(view, report, promises, &promises->item[i]));
    return figures;
}

static struct sentence_links links_of(const struct view *view)
{
    return (struct sentence_links){"targets.html",
                                   view_word(view, "target_one"),
                                   view_word(view, "target_many")};
}

struct promises all_promises(const struct view *view,
                             const struct report *report)
{
    const struct sentence_links links = links_of(view);

    return *desk_promises(view->desk, report, &links);
}

struct digest page_digest(const struct view *view, const struct report *report)
{
    const struct sentence_links links = links_of(view);

    return *desk_digest(view->desk, report, &links);
}

struct value *targets_value(const struct view *view,
                            const struct report *report)
{
    struct promises promises = all_promises(view, report);
    struct value *value = value_map(view->arena);
    struct str year = view_number(view, (size_t)report->year);
    struct str count = view_number(view, promises.len);

    heading_set(view, value, view_say(view, "targets_heading", year, count));
    view_text(view, value, "caption",
              view_say(view, "targets_caption", year, count));
    view_text(view, value, "value_head", view_word(view, "col_value"));
    view_text(view, value, "more",
              view_say(view, "targets_more", count, STR("")));
    view_text(view, value, "href",
              view_link(view, report_page(view, report, "targets.html")));
    view_list(view, value, "figures", figures_value(view, report, &promises));
    value_set(view->arena, value, "groups", value_nothing());
    return value;
}

static void add_download(const struct view *view, struct value *list,
                         const struct report *report, const char *page,
                         const char *word, const char *ending)
{
    struct value *item = value_map(view->arena);
    struct str year = view_number(view, (size_t)report->year);
    struct str name = view_say(view, "download_name", report->org, year);

    view_text(view, item, "label", view_word(view, word));
    view_text(view, item, "href",
              view_link(view, report_page(view, report, page)));
    view_text(view, item, "name",
              str_of(arena_format(view->arena, "%s.%s", name.ptr, ending)));
    value_push(view->arena, list, item);
}

struct value *downloads_value(const struct view *view,
                              const struct report *report)
{
    struct value *list = value_list(view->arena);

    if (!view->site->config->targets.downloads)
        return list;
    if (sheet_can())
        add_download(view, list, report, "data/targets.xlsx", "download_xlsx",
                     "xlsx");
    add_download(view, list, report, "data/targets.csv", "download_csv", "csv");
    add_download(view, list, report, "data/targets.json", "download_json",
                 "json");
    add_download(view, list, report, "data/schema.json", "download_schema",
                 "schema.json");
    return list;
}

void view_targets(struct view *view)
{
    const struct report *report = view->page->report;
    struct promises promises = all_promises(view, report);
    struct value *targets = targets_value(view, report);
    struct str year = view_number(view, (size_t)report->year);
    struct str title = view_say(view, "targets_title", year, STR(""));
    struct frame frame = {.title = title,
                          .tags = TAGS_CONTENT,
                          .report = report,
                          .front = report_front(report),
                          .draft = report->draft};

    frame_set(view, &frame);
    report_crumbs(view, report);
    frame_crumb(view, view_word(view, "nav_targets"), NULL);
    value_set(view->arena, view->root, "report", report_value(view, report));
    set_table(view, targets, report, &promises, promises.item, promises.len);
    value_set(view->arena, view->root, "targets", targets);
    view_list(view, view->root, "downloads", downloads_value(view, report));
    set_chart(view, promises.item, promises.len);
    set_dataset(view);
    if (theme_has(view->theme, "js/table.js"))
        frame_script(view, "js/table.js");
}

void targets_csv(const struct report *report, struct desk *desk,
                 struct buf *out)
{
    size_t len;
    const struct record *record = desk_promised(desk, report, &len);

    export_csv(record, len, true, out);
}

void targets_json(const struct report *report, struct desk *desk,
                  struct buf *out)
{
    size_t len;
    const struct record *record = desk_promised(desk, report, &len);

    export_json(record, len, out);
}
