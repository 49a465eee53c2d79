#include "sentence.h"

#include "words.h"

#include <string.h>

static const struct section *section_of(const struct report *report,
                                        const struct record *record)
{
    for (int i = 0; i < 2 && report->paper[i]; i++)
        if (report->paper[i]->source == record->place.source)
            return report_section_at(report, report->paper[i], record->line);
    return NULL;
}

/* Whether a record's clause shares words with a stretch. */
static bool overlaps(const struct stretch *stretch, const struct record *record)
{
    if (!record->block || stretch->block != record->block)
        return false;
    if (record->block->kind == NODE_ROW)
        return true;
    return record->from < stretch->to &&
           stretch->from < record->from + record->len;
}

/* Notes that a stretch states the target or result `number`. */
static void count_in(struct stretch *stretch, enum record_kind kind,
                     size_t number)
{
    if (kind == RECORD_RESULT) {
        stretch->result = stretch->result ? stretch->result : number;
        return;
    }
    stretch->first = stretch->first ? stretch->first : number;
    stretch->last = number;
}

static void widen(struct stretch *stretch, const struct record *record)
{
    size_t to = record->from + record->len;

    if (record->from < stretch->from)
        stretch->from = record->from;
    if (to > stretch->to)
        stretch->to = to;
}

static void take_record(struct promises *all, const struct section *section,
                        const struct record *record, size_t number)
{
    size_t newest = all->stretches - 1;

    if (all->stretches && overlaps(&all->stretch[newest], record)) {
        widen(&all->stretch[newest], record);
    } else {
        newest = all->stretches++;
        all->stretch[newest] =
            (struct stretch){.section = section,
                             .block = record->block,
                             .from = record->from,
                             .to = record->from + record->len};
    }
    count_in(&all->stretch[newest], record->kind, number);
    struct promise promise = {record, number, newest};
    if (record->kind == RECORD_RESULT)
        all->result[all->results++] = promise;
    else
        all->item[all->len++] = promise;
}

/* Marks while they are collected. */
struct marking {
    struct arena *arena;
    const struct sentence_links *links;
    bool is_target; /* what the stretch at hand states */
    struct render_mark *mark;
    size_t len, cap;
};

static void add_mark(struct marking *marking, const struct node *node,
                     size_t from, size_t to)
{
    const char *kind = marking->is_target ? "target" : "result";

    marking->mark = mem_grow(marking->mark, marking->len, &marking->cap,
                             sizeof(*marking->mark));
    marking->mark[marking->len++] = (struct render_mark){
        .node = node, .from = from, .to = to, .kind = kind};
}

/* A link inside a link is no HTML. */
static bool is_in_link(const struct node *node)
{
    for (; node && !node_is_block(node); node = node->parent)
        if (node->kind == NODE_LINK)
            return true;
    return false;
}

/* Where the plain text of a block has got to, as node_plain makes it. */
struct plain_end {
    size_t len;
    bool due; /* a blank between two blocks */
    bool blank; /* the last byte is one */
};

/* Moves `end` behind `node`; returns the length of the node's own text. */
static size_t plain_step(struct plain_end *end, const struct node *node)
{
    if (node_is_block(node))
        end->due = end->len > 0;
    if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_HARD_BREAK) {
        end->len++;
        end->blank = true;
    }
    if (!node_is_leaf(node) || node->text.len == 0 || node->kind == NODE_HTML ||
        node->kind == NODE_HTML_BLOCK)
        return 0;
    end->len += node->text.len + (end->due && !end->blank);
    end->due = false;
    end->blank = node->text.ptr[node->text.len - 1] == ' ';
    return node->text.len;
}

static bool is_in_image(const struct node *node)
{
    for (; node && !node_is_block(node); node = node->parent)
        if (node->kind == NODE_IMAGE)
            return true;
    return false;
}

/* Marks the text nodes that a stretch runs over. */
static void mark_text(struct marking *marking, const struct stretch *stretch)
{
    const struct node *node = stretch->block;
    struct plain_end end = {0};

    for (; node && end.len < stretch->to;
         node = doc_next(stretch->block, node)) {
        size_t len = plain_step(&end, node);
        size_t begin = end.len - len;
        size_t from = stretch->from > begin ? stretch->from - begin : 0;
        size_t to = stretch->to > begin ? stretch->to - begin : 0;
        if (node->kind != NODE_TEXT || is_in_image(node))
            continue;
        if (from < to && from < len)
            add_mark(marking, node, from, to < len ? to : len);
    }
}

const char *sentence_anchor(struct arena *arena, char kind, size_t number,
                            const char *tail)
{
    char text[24];
    size_t at = sizeof(text), len = strlen(tail);

    for (int least = 2; number || least > 0; least--) {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    }
    text[--at] = kind;
    size_t head = sizeof(text) - at;
    char *anchor = arena_room(arena, head + len + 1);
    memcpy(anchor, text + at, head);
    memcpy(anchor + head, tail, len + 1);
    return anchor;
}

/* A number as text: that of an anchor, without the zero that fills it. */
static struct str number_text(struct arena *arena, size_t number)
{
    const char *anchor = sentence_anchor(arena, 't', number, "");

    return str_of(anchor + (anchor[1] == '0' ? 2 : 1));
}

static void lead_back(const struct marking *marking, struct render_mark *mark,
                      const struct stretch *stretch)
{
    const struct sentence_links *links = marking->links;
    struct arena *arena = marking->arena;
    struct str first = number_text(arena, stretch->first);
    bool one = stretch->first == stretch->last;
    struct str last = one ? first : number_text(arena, stretch->last);
    struct str label = one ? links->one : links->many;
    const char *row = sentence_anchor(arena, 't', stretch->first, "");
    size_t table = strlen(links->table), len = strlen(row);
    char *href = arena_room(arena, table + len + 2);

    memcpy(href, links->table, table);
    href[table] = '#';
    memcpy(href + table + 1, row, len + 1);
    mark->href = href;
    mark->label = words_fill(arena, label, first, last).ptr;
}

/* A section's own heading is shown by the template: no mark can stand there. */
static void mark_stretch(struct marking *marking, struct stretch *stretch)
{
    stretch->mark = marking->len;
    marking->is_target = stretch->first > 0;
    if (!stretch->section || !stretch->block ||
        stretch->block == stretch->section->heading)
        return;
    if (stretch->block->kind == NODE_ROW)
        add_mark(marking, stretch->block, 0, 0);
    else
        mark_text(marking, stretch);
    stretch->marks = marking->len - stretch->mark;
    if (stretch->marks == 0)
        return;
    stretch->anchor =
        marking->is_target
            ? sentence_anchor(marking->arena, 't', stretch->first, "s")
            : sentence_anchor(marking->arena, 'f', stretch->result, "s");
    marking->mark[stretch->mark].id = stretch->anchor;
    struct render_mark *last = &marking->mark[marking->len - 1];
    last->last = true;
    if (marking->is_target && !is_in_link(last->node))
        lead_back(marking, last, stretch);
}

/* What report_section_at finds for a line of `section`, without the search. */
static bool section_has(const struct report *report,
                        const struct section *section,
                        const struct record *record)
{
    const struct section *next = section + 1;
    bool is_last = next == report->section + report->sections ||
                   next->paper != section->paper;

    return record->place.source == section->paper->source &&
           record->line >= section->line &&
           (is_last || record->line < next->line);
}

/* Takes all records, or those of `wanted`, with the numbers that all have. */
static void take_records(struct promises *all, struct arena *arena,
                         const struct report *report,
                         const struct section *wanted)
{
    const struct records *records = report->targets;
    size_t most = records ? records->len : 0, targets = 0, results = 0;

    all->item = arena_room(arena, (most + 1) * sizeof(*all->item));
    all->result = arena_room(arena, (most + 1) * sizeof(*all->result));
    all->stretch = arena_room(arena, (most + 1) * sizeof(*all->stretch));
    for (size_t i = 0; i < most; i++) {
        const struct record *record = &records->item[i];
        size_t number = record->kind == RECORD_RESULT ? ++results : ++targets;
        if (wanted && !section_has(report, wanted, record))
            continue;
        take_record(all, wanted ? wanted : section_of(report, record), record,
                    number);
    }
}

struct promises promises_of_section(struct arena *arena,
                                    const struct report *report,
                                    const struct section *section,
                                    const struct sentence_links *links)
{
    struct promises all = {0};
    struct marking marking = {.arena = arena, .links = links};

    take_records(&all, arena, report, section);
    for (size_t i = 0; i < all.stretches; i++)
        mark_stretch(&marking, &all.stretch[i]);
    all.marks = marking.len;
    all.mark = arena_array(arena, marking.len + 1, sizeof(*all.mark));
    if (marking.len)
        memcpy(all.mark, marking.mark, marking.len * sizeof(*all.mark));
    mem_free(marking.mark);
    return all;
}

struct promises promises_new(struct arena *arena, const struct report *report,
                             const struct sentence_links *links)
{
    return promises_of_section(arena, report, NULL, links);
}

const struct render_mark *promises_marks(const struct promises *promises,
                                         const struct section *section,
                                         size_t *len)
{
    size_t from = promises->marks, to = 0;

    for (size_t i = 0; i < promises->stretches; i++) {
        const struct stretch *stretch = &promises->stretch[i];
        if (stretch->section != section || stretch->marks == 0)
            continue;
        if (stretch->mark < from)
            from = stretch->mark;
        if (stretch->mark + stretch->marks > to)
            to = stretch->mark + stretch->marks;
    }
    *len = to > from ? to - from : 0;
    return promises->mark + from;
}
