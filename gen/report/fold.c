#include "fold.h"

#include "kept.h"
#include "report.h"

#include <string.h>

/* Copies texts of one report; with few of them, each takes its own bytes. */
static struct str keep(struct arena *arena, struct str text)
{
    if (text.len == 0)
        return (struct str){"", 0};
    return (struct str){arena_copy(arena, text.ptr, text.len), text.len};
}

static struct str *keep_texts(struct arena *arena, const struct str *text,
                              size_t len)
{
    struct str *kept = arena_array(arena, len, sizeof(*kept));

    for (size_t i = 0; i < len; i++)
        kept[i] = keep(arena, text[i]);
    return kept;
}

static struct place move(struct place place, const struct source *source)
{
    return (struct place){source, place.line, place.column};
}

static void keep_list(struct arena *arena, struct front_list *kept,
                      const struct front_list *list,
                      const struct source *source)
{
    kept->item = keep_texts(arena, list->item, list->len);
    kept->place = arena_array(arena, list->len, sizeof(*kept->place));
    kept->len = list->len;
    for (size_t i = 0; i < list->len; i++)
        kept->place[i] = move(list->place[i], source);
}

/* What others ask of it: where the report stood before, what it is about. */
static const struct front *keep_front(struct arena *arena,
                                      const struct front *front,
                                      const struct source *source)
{
    if (front->description.len + front->aliases.len == 0)
        return NULL;
    struct front *kept = arena_new(arena, sizeof(*kept));
    kept->description = keep(arena, front->description);
    keep_list(arena, &kept->aliases, &front->aliases, source);
    return kept;
}

/* Something may have to be told of an old address, at its line: then the text
 * is kept that the line is shown from. */
static const struct source *keep_source(struct arena *arena,
                                        const struct paper *paper)
{
    struct str text = {"", 0};

    if (paper_front(paper)->aliases.len)
        text = keep(arena, paper->source->text);
    return source_new(arena, paper->path, text);
}

/* Its records in few bytes, where `room` is left for them. */
static struct str keep_records(struct arena *arena, const struct paper *paper,
                               size_t *room)
{
    struct str kept = {"", 0};
    struct buf bytes = {0};

    if (!paper->records || !paper->doc || !*room)
        return kept;
    if (kept_write(paper->doc, paper->records, &bytes)) {
        if (bytes.len <= *room)
            kept = keep(arena, buf_view(&bytes));
        *room = kept.len ? *room - kept.len : 0;
    }
    buf_free(&bytes);
    return kept;
}

static const struct paper *fold_paper(struct arena *arena,
                                      const struct paper *paper, size_t *room)
{
    struct paper *folded = arena_new(arena, sizeof(*folded));

    *folded = (struct paper){.path = paper->path,
                             .source = keep_source(arena, paper),
                             .front_is_good = paper->front_is_good,
                             .kept = keep_records(arena, paper, room),
                             .print = paper->print};
    folded->front = keep_front(arena, paper_front(paper), folded->source);
    return folded;
}

static void fold_sections(struct arena *arena, const struct report *report,
                          struct report *folded)
{
    static struct node some_heading; /* that there is one is all it says */

    folded->section =
        arena_array(arena, report->sections, sizeof(*folded->section));
    for (size_t i = 0; i < report->sections; i++) {
        const struct section *from = &report->section[i];
        struct section *to = &folded->section[i];
        *to = *from;
        to->paper = folded->paper[from->paper == report->paper[1]];
        to->chapter = from->chapter
                          ? folded->section + (from->chapter - report->section)
                          : NULL;
        to->name = arena_copy(arena, from->name, strlen(from->name));
        to->number = keep(arena, from->number);
        to->title = keep(arena, from->title);
        to->heading = from->heading ? &some_heading : NULL;
        to->first = to->end = NULL;
        to->below = keep_texts(arena, from->below, from->belows);
    }
}

struct report *fold_report(struct arena *arena, const struct report *report,
                           size_t *room)
{
    struct report *folded = arena_new(arena, sizeof(*folded));

    *folded = *report;
    folded->is_folded = true;
    for (int i = 0; i < 2 && report->paper[i]; i++)
        folded->paper[i] = fold_paper(arena, report->paper[i], room);
    folded->title = keep(arena, report->title);
    folded->org = keep(arena, report->org);
    folded->found = folded->targets = NULL;
    fold_sections(arena, report, folded);
    return folded;
}
