#include "view_report.h"

#include "../base/map.h"
#include "../report/target.h"
#include "desk.h"
#include "render.h"
#include "sentence.h"
#include "view_dataset.h"
#include "view_progress.h"
#include "view_targets.h"
#include "view_villages.h"

#include <string.h>

/* Below a section's page heading, #### is the next level. */
#define SECTION_SHIFT (-2)

const struct front *report_front(const struct report *report)
{
    return paper_front(report->paper[0]);
}

/* The link to a page of a report; empty where it has none. */
static void set_href(const struct view *view, struct value *map,
                     const char *key, const struct report *report,
                     const char *name, bool is_there)
{
    view_text(view, map, key,
              is_there ? view_link(view, report_page(view, report, name))
                       : STR(""));
}

static struct value *new_value(const struct view *view,
                               const struct report *report)
{
    struct value *value = value_map(view->arena);

    view_text(view, value, "title", report->title);
    value_set(view->arena, value, "phrases",
              phrases_value(view, report->title));
    view_text(view, value, "org", report->org);
    view_text(view, value, "year", view_number(view, (size_t)report->year));
    view_date(view, value, "published", report->published);
    view_text(view, value, "description", report_front(report)->description);
    set_href(view, value, "href", report, "index.html", true);
    set_href(view, value, "all_href", report, "all.html", true);
    set_href(view, value, "targets_href", report, "targets.html",
             report->promises);
    set_href(view, value, "results_href", report, "results.html",
             report->results);
    set_href(view, value, "progress_href", report, "progress.html",
             report->follows);
    set_href(view, value, "digest_href", report, "digest.html",
             report->records > 0);
    value_set(view->arena, value, "draft", value_bool(report->draft));
    value_set(view->arena, value, "contents", value_nothing());
    return value;
}

struct value *report_value(const struct view *view, const struct report *report)
{
    struct view lasting;
    struct desk_report *kept = view_kept(view, report, &lasting);

    if (!kept)
        return new_value(view, report);
    if (!kept->value)
        kept->value = new_value(&lasting, report);
    return kept->value;
}

/* A town's name where the site has many, so that the trail can be told. */
struct str report_label(const struct view *view, const struct report *report)
{
    struct str year = view_number(view, (size_t)report->year);
    bool many = str_find(str_of(report->id), STR("/")) != SIZE_MAX;
    struct str label = view_say(view, "nav_report", year, STR(""));

    if (!many)
        return label;
    return str_of(arena_format(view->arena, "%.*s %.*s", (int)report->org.len,
                               report->org.ptr, (int)label.len, label.ptr));
}

void report_crumbs(struct view *view, const struct report *report)
{
    frame_crumb(view, view_word(view, "nav_home"), "index.html");
    frame_crumb(view, report_label(view, report),
                view->page->kind == PAGE_REPORT
                    ? NULL
                    : report_page(view, report, "index.html"));
}

static void add_fact(const struct view *view, struct value *facts,
                     const char *word, struct str text)
{
    if (text.len == 0)
        return;
    struct value *fact = value_map(view->arena);
    view_text(view, fact, "label", view_word(view, word));
    view_text(view, fact, "text", text);
    value_push(view->arena, facts, fact);
}

/* A half-width comma wants a blank behind. */
static void add_comma(const struct view *view, struct buf *out)
{
    struct str comma = view_word(view, "list_comma");

    buf_str(out, comma);
    if (comma.len == 1)
        buf_char(out, ' ');
}

static struct str joined_keywords(const struct view *view,
                                  const struct front *front)
{
    struct buf out = {0};

    for (size_t i = 0; i < front->keywords.len; i++) {
        if (i)
            add_comma(view, &out);
        buf_str(&out, front->keywords.item[i]);
    }
    return view_keep(view, &out);
}

/* The head matter that county sites show above an item (DOMAIN.md §1.4). */
static struct value *facts_value(const struct view *view,
                                 const struct report *report)
{
    const struct front *front = report_front(report);
    struct value *facts = value_list(view->arena);
    struct buf date = {0};

    add_fact(view, facts, "fact_index", front->index_number);
    add_fact(view, facts, "fact_org", report->org);
    add_fact(view, facts, "fact_number", front->document_number);
    date_write_chinese(&date, front->written);
    add_fact(view, facts, "fact_written", view_keep(view, &date));
    date_write(&date, report->published);
    add_fact(view, facts, "fact_published", view_keep(view, &date));
    date_write_chinese(&date, front->archived);
    add_fact(view, facts, "fact_archived", view_keep(view, &date));
    add_fact(view, facts, "fact_year", view_number(view, (size_t)report->year));
    add_fact(view, facts, "fact_author", front->author);
    add_fact(view, facts, "fact_source", front->source);
    add_fact(view, facts, "fact_keywords", joined_keywords(view, front));
    return facts;
}

/* The renderer takes texts that end with a NUL. */
static const char *word_text(const struct view *view, const char *key)
{
    struct str word = view_word(view, key);

    return arena_copy(view->arena, word.ptr, word.len);
}

struct render render_words(const struct view *view)
{
    return (struct render){
        .prefix = "",
        .permalink = word_text(view, "permalink"),
        .notes_title = word_text(view, "notes"),
        .back_label = word_text(view, "note_back"),
        .scroll_label = word_text(view, "scroll"),
        .external_label = word_text(view, "external_mark"),
    };
}

/* A report's frame; the parts of a report bear its tags. */
static void set_frame(struct view *view, struct str title)
{
    const struct report *report = view->page->report;
    const struct section *section = page_section(view->page);
    const struct front *front =
        section ? paper_front(section->paper) : report_front(report);
    struct frame frame = {.title = title,
                          .tags = TAGS_CONTENT,
                          .report = report,
                          .front = front,
                          .draft = report->draft};

    frame_set(view, &frame);
    value_set(view->arena, view->root, "report", report_value(view, report));
}

/* What stands before the first chapter is said on the front page, too. */
static struct str preface_html(const struct view *view)
{
    const struct section *first = view->page->report->section;
    struct render how = render_words(view);
    struct buf out = {0};

    how.permalink = NULL;
    if (view->page->report->sections && !first->heading)
        render_blocks(first->first, first->end, &how, &out);
    return view_keep(view, &out);
}

/* The files of the records, and the script to be read aloud. */
static void set_downloads(struct view *view, const struct report *report)
{
    struct value *list = report->promises ? downloads_value(view, report)
                                          : value_list(view->arena);
    struct value *script = value_map(view->arena);
    struct str year = view_number(view, (size_t)report->year);
    struct str name = view_say(view, "script_name", report->org, year);

    view_text(view, script, "label", view_word(view, "download_script"));
    view_text(view, script, "href",
              view_link(view, report_page(view, report, "script.txt")));
    view_text(view, script, "name",
              str_of(arena_format(view->arena, "%s.txt", name.ptr)));
    value_push(view->arena, list, script);
    view_list(view, view->root, "downloads", list);
}

void view_report(struct view *view)
{
    const struct report *report = view->page->report;

    set_frame(view, report->title);
    report_crumbs(view, report);
    view_list(view, view->root, "facts", facts_value(view, report));
    contents_set(view, view->root, report, false);
    value_set_html(view->arena, view->root, "body", preface_html(view));
    value_set(view->arena, view->root, "progress",
              progress_value(view, report));
    set_downloads(view, report);
    set_villages(view, report);
    set_document(view);
    if (report->promises)
        value_set(view->arena, view->root, "targets",
                  targets_value(view, report));
}

/* One step back or on, by name; a report's own page stands before its first
 * section. */
static void set_step(struct view *view, const char *key,
                     const struct section *section)
{
    const struct report *report = view->page->report;
    struct value *step = value_map(view->arena);

    view_text(view, step, "label",
              section ? section_label(view, section)
                      : view_word(view, "report_contents"));
    view_text(view, step, "href",
              view_link(view, section
                                  ? section_page(view, report, section)
                                  : report_page(view, report, "index.html")));
    value_set(view->arena, view->root, key, step);
}

static void set_steps(struct view *view)
{
    const struct report *report = view->page->report;
    const struct section *here = view->page->section;
    size_t at = (size_t)(here - report->section);

    set_step(view, "previous", at > 0 ? here - 1 : NULL);
    if (at + 1 < report->sections)
        set_step(view, "next", here + 1);
}

/* Notes which kinds of marks a text has: each has its own legend. */
static void note_marks(const struct view *view, const struct render *how)
{
    bool reported = false, marked = false;

    for (size_t i = 0; i < how->marks; i++) {
        bool is_result = strcmp(how->mark[i].kind, "result") == 0;
        reported = reported || is_result;
        marked = marked || !is_result;
    }
    if (reported)
        value_set(view->arena, view->root, "reported", value_bool(true));
    if (marked)
        value_set(view->arena, view->root, "marked", value_bool(true));
}

/* A section's own text. */
static struct str section_html(const struct view *view,
                               const struct section *section,
                               const struct promises *promises,
                               struct render *how)
{
    struct buf out = {0};

    how->mark = promises_marks(promises, section, &how->marks);
    if (section->first && section->first != section->end)
        render_blocks(section->first, section->end, how, &out);
    note_marks(view, how);
    return view_keep(view, &out);
}

static struct value *section_value(const struct view *view,
                                   const struct section *section,
                                   struct str html)
{
    struct value *value = value_map(view->arena);

    view_text(view, value, "id", str_of(section->name));
    view_text(view, value, "number", section_number(view, section));
    view_text(view, value, "title", section_title(view, section));
    value_set(view->arena, value, "phrases",
              phrases_value(view, section_title(view, section)));
    value_set(view->arena, value, "chapter", value_bool(!section->chapter));
    value_set(view->arena, value, "preface", value_bool(!section->heading));
    value_set_html(view->arena, value, "html", html);
    return value;
}

void view_section(struct view *view)
{
    const struct report *report = view->page->report;
    const struct section *section = view->page->section;
    struct promises promises = all_promises(view, report);
    struct render how = render_words(view);

    how.shift = SECTION_SHIFT;
    set_frame(view, section_label(view, section));
    report_crumbs(view, report);
    if (section->chapter)
        frame_crumb(view, section_label(view, section->chapter),
                    section_page(view, report, section->chapter));
    frame_crumb(view, section_label(view, section), NULL);
    value_set(view->arena, view->root, "section",
              section_value(view, section,
                            section_html(view, section, &promises, &how)));
    if (!section->chapter)
        value_set(view->arena, view->root, "parts", parts_value(view, section));
    contents_set(view, view->root, report, false);
    set_steps(view);
}

/* Who signs and when, at the end of the text, where both are known. */
static void set_sign(struct view *view, const struct report *report)
{
    const struct front *front = report_front(report);
    struct value *sign = value_map(view->arena);
    struct buf date = {0};

    if (report->org.len == 0 || front->written.year == 0)
        return;
    date_write_chinese(&date, front->written);
    view_text(view, sign, "org", report->org);
    view_text(view, sign, "date", view_keep(view, &date));
    value_set(view->arena, view->root, "sign", sign);
}

void view_all(struct view *view)
{
    const struct report *report = view->page->report;
    struct promises promises = all_promises(view, report);
    struct render how = render_words(view);
    struct value *sections = value_list(view->arena);
    struct map names = {0};
    struct buf notes = {0};

    for (size_t i = 0; i < report->sections; i++)
        map_add(&names, str_of(report->section[i].name), &report->section[i]);
    how.inside = &names;
    how.notes = render_notes_new();
    set_frame(view, report->title);
    report_crumbs(view, report);
    frame_crumb(view, view_word(view, "nav_all"), NULL);
    for (size_t i = 0; i < report->sections; i++) {
        const struct section *section = &report->section[i];
        how.prefix = arena_format(view->arena, "%s-", section->name);
        struct str html = section_html(view, section, &promises, &how);
        value_push(view->arena, sections, section_value(view, section, html));
    }
    set_sign(view, report);
    render_notes_end(&how, &notes);
    map_free(&names);
    value_set_html(view->arena, view->root, "notes", view_keep(view, &notes));
    set_document(view);
    view_list(view, view->root, "sections", sections);
    contents_set(view, view->root, report, true);
    view_list(view, view->root, "facts", facts_value(view, report));
}
