#include "atlas.h"

#include "../base/path.h"
#include "../report/site.h"

#include <stdlib.h>
#include <string.h>

struct drawing {
    struct arena *arena;
    const struct report **list; /* sorted as the sheets show them */
    size_t len;
    struct atlas *atlas;
};

static size_t entries_of(const struct report *report)
{
    size_t entries = 1 + report->sections;

    for (size_t i = 0; i < report->sections; i++)
        entries += report->section[i].belows;
    return entries;
}

static bool fits_on_a_page(const struct site *site)
{
    size_t entries = 0;

    for (size_t i = 0; i < site->reports; i++)
        entries += entries_of(site->report[i]);
    return entries <= ATLAS_MOST;
}

/* "xinglong" of xinglong/2020; empty for a report of the site's own. */
static struct str town_of(const struct report *report)
{
    return path_dir(str_of(report->id));
}

/* The site's own come first; a town's stand together; the newest leads. */
static int by_sheet(const void *left, const void *right)
{
    const struct report *a = *(const struct report *const *)left;
    const struct report *b = *(const struct report *const *)right;
    int order = str_compare(town_of(a), town_of(b));

    if (order == 0 && a->year != b->year)
        order = a->year < b->year ? 1 : -1;
    return order ? order : strcmp(a->id, b->id);
}

static bool share_a_sheet(const struct report *a, const struct report *b)
{
    struct str town = town_of(a);

    return str_equal(town, town_of(b)) && (town.len || a->year == b->year);
}

static const char *path_of(struct arena *arena, const struct report *report,
                           unsigned part)
{
    struct str town = town_of(report);
    const char *name = part == 1 ? "index" : arena_format(arena, "p%u", part);

    if (town.len == 0)
        return arena_format(arena, "map/%d/%s.html", report->year, name);
    return arena_format(arena, "map/%.*s/%s.html", (int)town.len, town.ptr,
                        name);
}

/* What is shown where a sheet is linked to. */
static void print_sheet(struct sheet *sheet)
{
    print_add(&sheet->print, str_of(sheet->path));
    print_add(&sheet->print, sheet->town);
    print_number(&sheet->print, (uint64_t)sheet->year);
    print_number(&sheet->print, sheet->part);
    print_number(&sheet->print, sheet->reports);
}

static void add_sheet(struct drawing *drawing, size_t from, size_t to,
                      unsigned part)
{
    const struct report *first = drawing->list[from];
    struct sheet *sheet = &drawing->atlas->sheet[drawing->atlas->len++];
    struct str town = town_of(first);

    *sheet = (struct sheet){.path = path_of(drawing->arena, first, part),
                            .part = part,
                            .report = drawing->list + from,
                            .reports = to - from};
    if (town.len)
        sheet->town = first->org.len ? first->org : town;
    else
        sheet->year = first->year;
    print_sheet(sheet);
}

/* The sheets of one town or year, which ends before `to`. */
static void add_sheets(struct drawing *drawing, size_t from, size_t to)
{
    unsigned part = 1;

    while (from < to) {
        size_t end = from, entries = 0;
        do
            entries += entries_of(drawing->list[end++]);
        while (end < to &&
               entries + entries_of(drawing->list[end]) <= ATLAS_MOST);
        add_sheet(drawing, from, end, part++);
        from = end;
    }
}

struct atlas *atlas_new(struct arena *arena, const struct site *site)
{
    struct atlas *atlas = arena_new(arena, sizeof(*atlas));
    struct drawing drawing = {
        .arena = arena, .len = site->reports, .atlas = atlas};

    if (fits_on_a_page(site))
        return atlas;
    drawing.list = arena_array(arena, drawing.len, sizeof(*drawing.list));
    memcpy(drawing.list, site->report, drawing.len * sizeof(*drawing.list));
    qsort(drawing.list, drawing.len, sizeof(*drawing.list), by_sheet);
    atlas->sheet = arena_array(arena, drawing.len, sizeof(*atlas->sheet));
    for (size_t from = 0, to; from < drawing.len; from = to) {
        for (to = from + 1; to < drawing.len; to++)
            if (!share_a_sheet(drawing.list[from], drawing.list[to]))
                break;
        add_sheets(&drawing, from, to);
    }
    return atlas;
}
