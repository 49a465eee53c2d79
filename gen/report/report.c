#include "report.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/path.h"
#include "heading.h"
#include "part.h"
#include "report_head.h"
#include "target.h"

#include <string.h>

#define SECTIONS_FIRST 16

/* What report_new has at hand while it walks a paper's blocks. */
struct outline {
    struct arena *arena;
    struct report *report;
    const struct paper *paper;
    struct diags *diags;
    struct map names; /* name → section */
    struct section **list;
    size_t len, cap;
    struct section *chapter, *section; /* the newest of each */
    unsigned chapter_number, section_number;
    unsigned level; /* of the newest heading */
    bool has_title;
    char letter; /* r, s or p */
    bool all_plan;
};

/* Names of pages that every report may have; no section can take them. */
static const char *const kept_names[] = {"index",    "targets", "results",
                                         "progress", "digest",  "all",
                                         "script",   "data"};

static const char *name_fault(struct str name)
{
    struct arena scratch = {0};
    const char *fault = NULL;
    char *file = arena_format(&scratch, "%.*s.html", (int)name.len, name.ptr);

    for (size_t i = 0; i < sizeof(kept_names) / sizeof(kept_names[0]); i++)
        if (str_is(name, kept_names[i]))
            fault = BOTH("已有此页", "taken by a page");
    if (!fault &&
        (memchr(name.ptr, '.', name.len) || memchr(name.ptr, '/', name.len)))
        fault = BOTH("不能有点和斜杠", "no dot, no slash");
    if (!fault)
        fault = path_fault_text(path_judge(str_of(file)));
    arena_free(&scratch);
    return fault;
}

/*
 * Takes "{#name}" off the last text node below a heading. The name is kept
 * with the heading, because the same doc is asked again at the next update.
 */
struct str heading_own_name(struct node *heading)
{
    struct node *last = NULL;

    if (heading->info.len)
        return heading->info;
    for (struct node *node = heading; (node = doc_next(heading, node));)
        if (node->kind == NODE_TEXT)
            last = node;
    if (!last)
        return (struct str){"", 0};
    struct str text = last->text;
    heading->info = heading_name(&text);
    if (heading->info.len)
        last->text = (struct str){
            last->text.ptr, (size_t)(text.ptr + text.len - last->text.ptr)};
    return heading->info;
}

static void tell_twice(struct outline *outline, const struct section *taken,
                       struct place place, const char *name)
{
    char *other =
        arena_format(outline->arena, "%s:%u", taken->paper->path, taken->line);

    diag_add(
        outline->diags, NAME_TWICE, place,
        arena_format(outline->arena, "%s/%s.html", outline->report->id, name),
        other);
}

static void add_section(struct outline *outline, struct section *section)
{
    struct section *taken =
        map_add(&outline->names, str_of(section->name), section);

    if (taken != section)
        tell_twice(outline, taken, section_place(section), section->name);
    outline->list = mem_grow(outline->list, outline->len, &outline->cap,
                             sizeof(*outline->list));
    outline->list[outline->len++] = section;
}

/* The name a heading gives itself, or the one its number gives it. */
static const char *section_name(struct outline *outline, struct node *heading,
                                bool is_chapter)
{
    struct str own = heading_own_name(heading);
    const char *fault = own.len ? name_fault(own) : NULL;
    const char *name = arena_copy(outline->arena, own.ptr, own.len);

    if (fault)
        diag_add(outline->diags, BAD_NAME,
                 node_place(outline->paper->doc, heading), name, fault);
    else if (own.len)
        return name;
    if (is_chapter)
        return arena_format(outline->arena, "%c%02u", outline->letter,
                            outline->chapter_number);
    return arena_format(outline->arena, "%c%02u%02u", outline->letter,
                        outline->chapter_number, outline->section_number);
}

static struct section *new_section(struct outline *outline,
                                   struct node *heading)
{
    struct section *section = arena_new(outline->arena, sizeof(*section));

    section->paper = outline->paper;
    section->heading = heading;
    section->first = heading->next;
    section->line = heading->line;
    section->column = heading->column;
    section->last_line = heading->last_line;
    return section;
}

/* A ## heading opens a chapter, a ### heading a section of it. */
static void open_section(struct outline *outline, struct node *heading)
{
    bool is_chapter = heading->level == 2;
    struct section *section = new_section(outline, heading);
    unsigned *counter =
        is_chapter ? &outline->chapter_number : &outline->section_number;

    heading_own_name(heading);
    unsigned number = heading_number(node_text(outline->arena, heading),
                                     &section->number, &section->title);
    *counter = number ? number : *counter + 1;
    if (is_chapter)
        outline->section_number = 0;
    section->name = section_name(outline, heading, is_chapter);
    section->chapter = is_chapter ? NULL : outline->chapter;
    section->in_plan = outline->all_plan || heading_is_plan(section->title) ||
                       (section->chapter && section->chapter->in_plan);
    if (is_chapter)
        outline->chapter = section;
    outline->section = section;
    add_section(outline, section);
}

/* What stands before the first ## is chapter 00. */
static void open_preface(struct outline *outline, struct node *block)
{
    struct section *section = arena_new(outline->arena, sizeof(*section));

    section->paper = outline->paper;
    section->name = arena_format(outline->arena, "%c00", outline->letter);
    section->number = section->title = STR("");
    section->first = block;
    section->line = block->line;
    section->column = block->column;
    section->in_plan = outline->all_plan;
    outline->chapter = outline->section = section;
    add_section(outline, section);
}

static void tell_level(struct outline *outline, const struct node *heading,
                       const char *what)
{
    diag_add(outline->diags, OUTLINE, node_place(outline->paper->doc, heading),
             what, NULL);
}

/* True where the heading is the report's title and belongs to no section. */
static bool take_title(struct outline *outline, struct node *heading)
{
    if (heading->level != 1)
        return false;
    if (outline->has_title || outline->section)
        tell_level(outline, heading,
                   BOTH("大标题 # 只能有一个，写在最前面",
                        "one # heading only, at the top"));
    if (!outline->has_title && outline->report->title.len == 0)
        outline->report->title = str_trim(node_text(outline->arena, heading));
    outline->has_title = true;
    outline->level = 1;
    return true;
}

static void take_heading(struct outline *outline, struct node *heading)
{
    unsigned above = outline->level ? outline->level : 1;

    if (heading->level > above + 1) {
        char *what =
            arena_format(outline->arena,
                         BOTH("%.*s 下面直接是 %.*s", "%.*s right under %.*s"),
                         (int)above, "######", (int)heading->level, "######",
                         (int)heading->level, "######", (int)above, "######");
        tell_level(outline, heading, what);
    }
    outline->level = heading->level;
    if (heading->level <= 3)
        open_section(outline, heading);
    else if (heading_own_name(heading).len)
        diag_add(outline->diags, BAD_NAME,
                 node_place(outline->paper->doc, heading), "{#…}",
                 BOTH("只用在 ## 和 ###", "for ## and ### only"));
}

static void close_section(struct outline *outline, struct node *end)
{
    if (outline->section)
        outline->section->end = end;
}

static void walk_paper(struct outline *outline, const struct paper *paper)
{
    for (struct node *block = paper->doc->root->first; block;
         block = block->next) {
        bool is_heading = block->kind == NODE_HEADING;
        if (block->kind == NODE_FOOTNOTE) {
            close_section(outline, block);
            return;
        }
        if (is_heading && take_title(outline, block)) {
            close_section(outline, block);
            continue;
        }
        if (is_heading && block->level <= 3)
            close_section(outline, block);
        if (!outline->section && (!is_heading || block->level > 3))
            open_preface(outline, block);
        if (is_heading)
            take_heading(outline, block);
        if (outline->section->last_line < block->last_line)
            outline->section->last_line = block->last_line;
    }
}

static bool has_notes(const struct section *section)
{
    for (struct node *block = section->first; block && block != section->end;
         block = block->next)
        for (const struct node *node = block; node;
             node = doc_next(block, node))
            if (node->kind == NODE_FOOTNOTE_REF)
                return true;
    return false;
}

/* The lines a section stands on; with the notes, which stand elsewhere. */
static struct print text_print(const struct section *section)
{
    const struct source *source = section->paper->source;
    struct print print = {0};
    struct place from = {source, section->line, 1};
    struct place to = {source, section->last_line + 1, 1};
    size_t begin = place_offset(from), end = place_offset(to);

    if (end > begin)
        print = print_of((struct str){source->text.ptr + begin, end - begin});
    if (has_notes(section))
        print_join(&print, section->paper->print);
    return print;
}

static void read_paper(struct outline *outline, const struct paper *paper)
{
    struct str base = path_base(str_of(paper->path));

    outline->paper = paper;
    outline->letter = base.ptr[0];
    outline->all_plan =
        outline->letter == 'p' || paper_front(paper)->kind == KIND_PLAN;
    outline->chapter = outline->section = NULL;
    outline->chapter_number = outline->section_number = 0;
    outline->level = 0;
    outline->has_title = false;
    size_t before = outline->len;
    walk_paper(outline, paper);
    bool any = false;
    for (size_t i = before; i < outline->len; i++)
        any = any || outline->list[i]->heading;
    if (!any)
        diag_add(outline->diags, NO_HEADINGS, place_file(paper->source), NULL,
                 NULL);
}

bool paper_is_report(struct str path)
{
    static const char *const name[] = {"report.md", "summary.md", "plan.md"};
    struct str base = path_base(path);

    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
        if (str_is(base, name[i]))
            return path_dir(path).len > 0;
    return false;
}

/* The year a folder's name says: content/2020. */
static int year_of_folder(struct str folder)
{
    struct str base = path_base(folder);
    int year = 0;

    if (base.len != 4)
        return 0;
    for (size_t i = 0; i < base.len; i++) {
        if (base.ptr[i] < '0' || base.ptr[i] > '9')
            return 0;
        year = year * 10 + (base.ptr[i] - '0');
    }
    return year;
}

int paper_year(const struct paper *paper)
{
    if (paper_front(paper)->year)
        return paper_front(paper)->year;
    return year_of_folder(path_dir(str_of(paper->path)));
}

struct str paper_part(const struct paper *paper)
{
    struct str base = path_base(str_of(paper->path));

    if (paper_front(paper)->kind == KIND_PLAN || str_is(base, "plan.md"))
        return STR("计划");
    if (paper_front(paper)->kind == KIND_SUMMARY || str_is(base, "summary.md"))
        return STR("总结");
    return paper_front(paper)->title;
}

static struct str first_of(struct str a, struct str b)
{
    return a.len ? a : b;
}

/* Fills what the front matter says; the plan's year counts before the
 * summary's, the summary's title before the plan's. */
static void take_front(struct report *report, const struct paper *first,
                       const struct paper *second)
{
    const struct front *a = paper_front(first);
    const struct front *b = second ? paper_front(second) : a;

    report->title = first_of(a->title, b->title);
    report->org = first_of(a->org, b->org);
    report->published = a->published.year ? a->published : b->published;
    report->draft = a->draft || b->draft;
    report->year = b->year ? b->year : paper_year(first);
}

static void check_front(const struct report *report, struct diags *diags)
{
    const struct source *source = report->paper[0]->source;

    if (report->title.len == 0 && report->paper[0]->front_is_good)
        diag_add(diags, NO_TITLE, place_file(source), NULL, NULL);
    if (report->year == 0 && report->paper[0]->front_is_good)
        diag_add(diags, NO_YEAR, place_file(source), NULL, NULL);
}

static void keep_sections(struct outline *outline)
{
    struct report *report = outline->report;

    report->sections = outline->len;
    report->section =
        arena_array(outline->arena, outline->len, sizeof(*report->section));
    for (size_t i = 0; i < outline->len; i++)
        report->section[i] = *outline->list[i];
    /* the copies' chapters are copies, too */
    struct section *chapter = NULL;
    for (size_t i = 0; i < outline->len; i++) {
        struct section *section = &report->section[i];
        section->print = text_print(section);
        if (!section->chapter)
            chapter = section;
        else
            section->chapter = chapter;
    }
}

static size_t count_records(const struct report *report)
{
    size_t len = 0;

    for (int i = 0; i < 2 && report->paper[i]; i++)
        if (report->paper[i]->records)
            len += report->paper[i]->records->len;
    return len;
}

/* What both papers state, in the order of the text. */
static void join_records(struct outline *outline)
{
    struct report *report = outline->report;
    struct records *all = arena_new(outline->arena, sizeof(*all));

    all->cap = count_records(report);
    all->item = arena_room(outline->arena, all->cap * sizeof(*all->item));
    for (int i = 0; i < 2 && report->paper[i]; i++) {
        const struct records *found = report->paper[i]->records;
        if (!found || !found->len)
            continue;
        memcpy(all->item + all->len, found->item,
               found->len * sizeof(*all->item));
        all->len += found->len;
    }
    report->found = report->targets = all;
    for (size_t i = 0; i < all->len; i++)
        report->promises =
            report->promises || all->item[i].kind == RECORD_TARGET;
}

struct report *report_new(struct arena *arena, const char *id,
                          const struct paper *first, const struct paper *second,
                          struct diags *diags)
{
    struct report *report = arena_new(arena, sizeof(*report));
    struct outline outline = {.arena = arena, .report = report, .diags = diags};

    report->id = id;
    report->paper[0] = first;
    report->paper[1] = second;
    take_front(report, first, second);
    read_paper(&outline, first);
    if (second)
        read_paper(&outline, second);
    report->text = first->source->text.len;
    if (second)
        report->text += second->source->text.len;
    keep_sections(&outline);
    join_records(&outline);
    check_front(report, diags);
    report_print_head(report);
    report_list_below(arena, report);
    mem_free(outline.list);
    map_free(&outline.names);
    return report;
}

const struct section *report_section(const struct report *report,
                                     struct str name)
{
    for (size_t i = 0; i < report->sections; i++)
        if (str_is(name, report->section[i].name))
            return &report->section[i];
    return NULL;
}

const struct section *report_section_at(const struct report *report,
                                        const struct paper *paper,
                                        uint32_t line)
{
    const struct section *found = NULL;

    for (size_t i = 0; i < report->sections; i++) {
        const struct section *section = &report->section[i];
        if (section->paper == paper && section->line <= line)
            found = section;
    }
    return found;
}
