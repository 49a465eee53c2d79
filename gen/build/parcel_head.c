#include "parcel_head.h"

#include "../base/wire.h"
#include "../report/report.h"
#include "../report/site.h"
#include "../report/target.h"

enum { HAS_PAGES = 1, IS_DRAFT = 2, PROMISES = 4, HAS_RESULTS = 8 };

/* Of a section. */
enum { IN_SECOND = 1, HAS_HEADING = 2, IN_PLAN = 4 };

/* ---- writing ---- */

static void put_date(struct buf *out, struct date date)
{
    wire_put_number(out, (uint64_t)date.year);
    wire_put_number(out, (uint64_t)date.month);
    wire_put_number(out, (uint64_t)date.day);
    wire_put_number(out, (uint64_t)date.hour);
    wire_put_number(out, (uint64_t)date.minute);
}

static void put_paper(struct buf *out, const struct paper *paper)
{
    const struct front_list *aliases = &paper_front(paper)->aliases;

    wire_put_text(out, paper->path);
    wire_put_print(out, paper->print);
    wire_put_str(out, paper_front(paper)->description);
    wire_put_number(out, aliases->len);
    for (size_t i = 0; i < aliases->len; i++) {
        wire_put_str(out, aliases->item[i]);
        wire_put_number(out, aliases->place[i].line);
        wire_put_number(out, aliases->place[i].column);
    }
}

static uint64_t marks_of_section(const struct report *report,
                                 const struct section *section)
{
    uint64_t marks = 0;

    marks |= section->paper == report->paper[1] ? IN_SECOND : 0;
    marks |= section->heading ? HAS_HEADING : 0;
    marks |= section->in_plan ? IN_PLAN : 0;
    return marks;
}

/* A site has hundreds of thousands of them, and most runs read them all: what is
 * a small number takes a byte. */
static void put_section(struct buf *out, const struct report *report,
                        const struct section *section)
{
    const struct section *chapter = section->chapter;

    wire_put_text(out, section->name);
    wire_put_str(out, section->number);
    wire_put_str(out, section->title);
    wire_put_short(out, marks_of_section(report, section));
    wire_put_short(out,
                   chapter ? (uint64_t)(chapter - report->section) + 1 : 0);
    wire_put_short(out, section->line);
    wire_put_short(out, section->column);
    wire_put_short(out, section->last_line);
    wire_put_print(out, section->print);
    wire_put_print(out, section->stated);
    wire_put_short(out, section->belows);
    for (size_t i = 0; i < section->belows; i++)
        wire_put_str(out, section->below[i]);
}

static uint64_t marks_of(const struct report *report)
{
    uint64_t marks = HAS_PAGES;

    marks |= report->draft ? IS_DRAFT : 0;
    marks |= report->promises ? PROMISES : 0;
    marks |= report->results ? HAS_RESULTS : 0;
    return marks;
}

void parcel_put_head(struct buf *out, const struct report *report)
{
    size_t papers = 0;

    wire_put_number(out, report ? marks_of(report) : 0);
    if (!report)
        return;
    wire_put_str(out, report->title);
    wire_put_str(out, report->org);
    wire_put_number(out, (uint64_t)report->year);
    put_date(out, report->published);
    wire_put_number(out, report->text);
    wire_put_number(out, report->records);
    wire_put_print(out, report->stated);
    wire_put_print(out, report->villages);
    wire_put_print(out, report->head);
    wire_put_print(out, report->below);
    while (papers < 2 && report->paper[papers])
        papers++;
    wire_put_number(out, papers);
    for (size_t i = 0; i < papers; i++)
        put_paper(out, report->paper[i]);
    wire_put_number(out, report->sections);
    for (size_t i = 0; i < report->sections; i++)
        put_section(out, report, &report->section[i]);
}

/* ---- reading ---- */

#define ALIAS_LEAST (WIRE_TEXT + 2 * WIRE_NUMBER)
#define SECTION_LEAST (3 * WIRE_TEXT + 6 + 2 * WIRE_PRINT)

static struct date take_date(struct wire *wire)
{
    struct date date = {.year = (int)wire_number(wire)};

    date.month = (int)wire_number(wire);
    date.day = (int)wire_number(wire);
    date.hour = (int)wire_number(wire);
    date.minute = (int)wire_number(wire);
    return date;
}

static struct front *take_front(struct wire *wire, const struct source *source)
{
    struct front *front = arena_new(wire->arena, sizeof(*front));
    struct front_list *aliases = &front->aliases;

    front->description = wire_str(wire);
    aliases->len = wire_count(wire, ALIAS_LEAST);
    aliases->item =
        arena_array(wire->arena, aliases->len, sizeof(*aliases->item));
    aliases->place =
        arena_array(wire->arena, aliases->len, sizeof(*aliases->place));
    for (size_t i = 0; i < aliases->len; i++) {
        aliases->item[i] = wire_str(wire);
        uint32_t line = (uint32_t)wire_number(wire);
        aliases->place[i] =
            (struct place){source, line, (uint32_t)wire_number(wire)};
    }
    return front;
}

static struct paper *take_paper(struct wire *wire)
{
    struct paper *paper = arena_new(wire->arena, sizeof(*paper));

    paper->path = wire_path(wire);
    paper->print = wire_print(wire);
    paper->source = source_new(wire->arena, paper->path, STR(""));
    paper->front = take_front(wire, paper->source);
    return paper;
}

static void take_papers(struct wire *wire, struct report *report)
{
    uint64_t papers = wire_number(wire);

    wire->broken = wire->broken || papers < 1 || papers > 2;
    for (size_t i = 0; i < papers && !wire->broken; i++)
        report->paper[i] = take_paper(wire);
}

static void take_section(struct wire *wire, struct report *report, size_t index)
{
    static struct node some_heading; /* that there is one is all it says */
    struct section *section = &report->section[index];

    section->name = wire_path(wire);
    section->number = wire_str(wire);
    section->title = wire_str(wire);
    uint64_t marks = wire_short(wire), chapter = wire_short(wire);
    section->paper = report->paper[marks & IN_SECOND ? 1 : 0];
    section->heading = marks & HAS_HEADING ? &some_heading : NULL;
    section->in_plan = (marks & IN_PLAN) != 0;
    section->line = (uint32_t)wire_short(wire);
    section->column = (uint32_t)wire_short(wire);
    section->last_line = (uint32_t)wire_short(wire);
    section->print = wire_print(wire);
    section->stated = wire_print(wire);
    if (chapter > index || !section->paper) {
        wire->broken = true;
        return;
    }
    section->chapter = chapter ? &report->section[chapter - 1] : NULL;
    uint64_t belows = wire_short(wire);
    if (belows > wire->left / WIRE_TEXT) {
        wire->broken = true;
        return;
    }
    section->belows = (uint32_t)belows;
    if (belows)
        section->below =
            arena_array(wire->arena, section->belows, sizeof(*section->below));
    for (size_t i = 0; i < section->belows; i++)
        section->below[i] = wire_str(wire);
}

/* One of each kind that there is. */
static const struct records *some_records(uint64_t marks)
{
    static struct record both[] = {{.kind = RECORD_TARGET},
                                   {.kind = RECORD_RESULT}};
    static const struct records any[] = {
        {both, 0, 0}, {both, 1, 1}, {both + 1, 1, 1}, {both, 2, 2}};

    return &any[(marks & PROMISES ? 1 : 0) + (marks & HAS_RESULTS ? 2 : 0)];
}

struct report *parcel_take_head(struct wire *wire, const char *id)
{
    uint64_t marks = wire_number(wire);
    struct report *report = arena_new(wire->arena, sizeof(*report));

    if (wire->broken || !(marks & HAS_PAGES))
        return NULL;
    report->id = id;
    report->draft = (marks & IS_DRAFT) != 0;
    report->promises = (marks & PROMISES) != 0;
    report->results = (marks & HAS_RESULTS) != 0;
    report->found = report->targets = some_records(marks);
    report->title = wire_str(wire);
    report->org = wire_str(wire);
    report->year = (int)wire_number(wire);
    report->published = take_date(wire);
    report->text = (size_t)wire_number(wire);
    report->records = (size_t)wire_number(wire);
    report->stated = wire_print(wire);
    report->villages = wire_print(wire);
    report->head = wire_print(wire);
    report->below = wire_print(wire);
    take_papers(wire, report);
    report->sections = wire_count(wire, SECTION_LEAST);
    report->section =
        arena_array(wire->arena, report->sections, sizeof(*report->section));
    for (size_t i = 0; i < report->sections && !wire->broken; i++)
        take_section(wire, report, i);
    return wire->broken ? NULL : report;
}

/* ---- the files that its pages use ---- */

void parcel_put_asset(struct buf *out, const struct asset *asset)
{
    wire_put_text(out, asset->from);
    wire_put_text(out, asset->to);
    wire_put_print(out, asset->print);
    wire_put_number(out, asset->size);
}

size_t parcel_take_assets(struct wire *wire, struct asset **out)
{
    size_t len = wire_count(wire, 2 * WIRE_TEXT + WIRE_PRINT + WIRE_NUMBER);
    struct asset *asset = arena_array(wire->arena, len, sizeof(*asset));

    for (size_t i = 0; i < len; i++) {
        asset[i].from = wire_path(wire);
        asset[i].to = wire_path(wire);
        asset[i].print = wire_print(wire);
        asset[i].size = wire_number(wire);
    }
    *out = asset;
    return len;
}
