#include "view_contents.h"

#include "desk.h"

#include <string.h>

/* Half-width numbers such as "2." want a blank behind; （六） and 三、 do not. */
struct str section_number(const struct view *view,
                          const struct section *section)
{
    struct str number = section->number;

    if (number.len == 0 || (unsigned char)number.ptr[number.len - 1] > 0x7f)
        return number;
    return str_of(
        arena_format(view->arena, "%.*s ", (int)number.len, number.ptr));
}

struct str section_title(const struct view *view, const struct section *section)
{
    if (section->heading)
        return section->title;
    return view_word(view, "preface");
}

struct str section_label(const struct view *view, const struct section *section)
{
    struct buf out = {0};

    buf_str(&out, section_number(view, section));
    buf_str(&out, section_title(view, section));
    return view_keep(view, &out);
}

const char *section_page(const struct view *view, const struct report *report,
                         const struct section *section)
{
    const char *name = arena_format(view->arena, "%s.html", section->name);

    return report_page(view, report, name);
}

/* The headings inside a section, as the map has them: numbered as the page
 * numbers them (render), so that each can be led to. */
static struct value *below_value(const struct view *view,
                                 const struct section *section, struct str href)
{
    struct value *list = value_list(view->arena);

    if (view->page->kind != PAGE_MAP && view->page->kind != PAGE_SHEET)
        return list;
    for (size_t i = 0; i < section->belows; i++) {
        struct value *heading = value_map(view->arena);
        const char *to = arena_format(view->arena, "%.*s#h%zu", (int)href.len,
                                      href.ptr, i + 1);
        view_text(view, heading, "title", section->below[i]);
        view_text(view, heading, "href", str_of(to));
        value_push(view->arena, list, heading);
    }
    return list;
}

/* An entry of a list of contents. */
static struct value *entry_value(const struct view *view,
                                 const struct report *report,
                                 const struct section *section, bool inside)
{
    struct value *entry = value_map(view->arena);
    struct str href =
        inside ? str_of(arena_format(view->arena, "#%s", section->name))
               : view_link(view, section_page(view, report, section));

    view_text(view, entry, "number", section_number(view, section));
    view_text(view, entry, "title", section_title(view, section));
    view_text(view, entry, "href", href);
    value_set(view->arena, entry, "current", value_bool(false));
    value_set(view->arena, entry, "items", value_nothing());
    view_list(view, entry, "below", below_value(view, section, href));
    return entry;
}

/* The entries of all sections; those of a chapter are the items of its own. */
static struct value **all_entries(const struct view *view,
                                  const struct report *report, bool inside)
{
    struct value **entry =
        arena_array(view->arena, report->sections, sizeof(struct value *));

    for (size_t i = 0; i < report->sections; i++)
        entry[i] = entry_value(view, report, &report->section[i], inside);
    for (size_t from = 0, at; from < report->sections; from = at) {
        struct value *items = value_list(view->arena);
        for (at = from + 1;
             at < report->sections && report->section[at].chapter; at++)
            value_push(view->arena, items, entry[at]);
        view_list(view, entry[from], "items", items);
    }
    return entry;
}

static struct value *chapters_value(const struct view *view,
                                    const struct report *report,
                                    struct value *const *entry)
{
    struct value *chapters = value_list(view->arena);

    for (size_t i = 0; i < report->sections; i++)
        if (!report->section[i].chapter)
            value_push(view->arena, chapters, entry[i]);
    return view_listed(view, chapters);
}

/* All pages of a report show one list of contents, each another entry of it as
 * the one at hand. NULL where the page is none of them. */
static struct desk_report *kept_contents(const struct view *view,
                                         const struct report *report)
{
    struct view lasting;
    struct desk_report *kept = view_kept(view, report, &lasting);

    if (!kept || kept->contents)
        return kept;
    kept->entry = all_entries(&lasting, report, false);
    kept->contents = chapters_value(&lasting, report, kept->entry);
    return kept;
}

static void mark_current(const struct view *view, struct desk_report *kept)
{
    const struct section *here = page_section(view->page);
    struct value *now =
        here ? kept->entry[here - view->page->report->section] : NULL;

    if (kept->current)
        value_set(&kept->arena, kept->current, "current", value_bool(false));
    if (now)
        value_set(&kept->arena, now, "current", value_bool(true));
    kept->current = now;
}

void contents_set(const struct view *view, struct value *map,
                  const struct report *report, bool inside)
{
    struct desk_report *kept = inside ? NULL : kept_contents(view, report);
    struct value *contents;

    if (kept) {
        mark_current(view, kept);
        contents = kept->contents;
    } else {
        contents =
            chapters_value(view, report, all_entries(view, report, inside));
    }
    value_set(view->arena, map, "contents", contents);
}

struct value *parts_value(const struct view *view,
                          const struct section *chapter)
{
    const struct report *report = view->page->report;
    struct desk_report *kept = kept_contents(view, report);

    if (!kept)
        return value_nothing();
    return value_get(kept->entry[chapter - report->section], STR("items"));
}

static bool ends_title(struct str text)
{
    return str_ends(text, "总结") || str_ends(text, "计划") ||
           str_ends(text, "报告") || str_ends(text, "情况") ||
           str_ends(text, "回顾") || str_ends(text, "打算") ||
           str_ends(text, "安排");
}

static bool joins_title(struct str text)
{
    return str_starts(text, "和") || str_starts(text, "及") ||
           str_starts(text, "与") || str_starts(text, "暨") ||
           str_starts(text, "、");
}

/* "…工作总结" before "及…计划": both are titles of their own. */
static bool titles_part(struct str head, struct str tail)
{
    return joins_title(tail) && ends_title(head);
}

static bool is_inside_rune(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Whether a phrase of a title ends at `at`. */
static bool phrase_ends(struct str title, size_t at)
{
    struct str head = {title.ptr, at};
    struct str tail = {title.ptr + at, title.len - at};
    bool counts = tail.ptr[0] >= '0' && tail.ptr[0] <= '9';

    /* 2020年的|6项目标, 兴隆镇人民政府|2020年报告 */
    bool before_count =
        counts && (str_ends(head, "的") || str_ends(head, "政府") ||
                   str_ends(head, "办事处"));

    return titles_part(head, tail) || before_count || str_ends(head, "，") ||
           str_ends(head, "：") || str_ends(head, "一图读懂");
}

struct value *phrases_value(const struct view *view, struct str title)
{
    struct value *phrases = value_list(view->arena);
    size_t begin = 0;

    for (size_t at = 1; at <= title.len; at++) {
        if (at < title.len &&
            (is_inside_rune(title.ptr[at]) || !phrase_ends(title, at)))
            continue;
        struct value *phrase = value_map(view->arena);
        view_text(view, phrase, "text",
                  (struct str){title.ptr + begin, at - begin});
        value_push(view->arena, phrases, phrase);
        begin = at;
    }
    return phrases;
}

void heading_set(const struct view *view, struct value *map, struct str heading)
{
    view_text(view, map, "heading", heading);
    value_set(view->arena, map, "phrases", phrases_value(view, heading));
}
