#include "report_head.h"

#include "report.h"

static void print_front(const struct front *front, struct print *head)
{
    const struct str text[] = {front->title,       front->org,
                               front->source,      front->author,
                               front->description, front->document_number,
                               front->index_number};

    for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
        print_add(head, text[i]);
    for (size_t i = 0; i < front->keywords.len; i++)
        print_add(head, front->keywords.item[i]);
    print_number(head, front->kind);
    print_number(head, (uint64_t)date_seconds(front->written));
    print_number(head, (uint64_t)date_seconds(front->archived));
}

void report_print_head(struct report *report)
{
    struct print *head = &report->head;

    print_add(head, str_of(report->id));
    print_add(head, report->title);
    print_add(head, report->org);
    print_number(head, (uint64_t)report->year);
    print_number(head, (uint64_t)date_seconds(report->published));
    print_number(head, report->draft);
    print_number(head, report->promises);
    for (int i = 0; i < 2 && report->paper[i]; i++)
        print_front(paper_front(report->paper[i]), head);
    for (size_t i = 0; i < report->sections; i++) {
        print_add(head, str_of(report->section[i].name));
        print_add(head, report->section[i].number);
        print_add(head, report->section[i].title);
    }
}

/* The headings inside a section are for the map, which has no texts at hand. */
static void list_below(struct arena *arena, struct section *section)
{
    const struct node *at;
    size_t len = 0;

    for (at = section->first; at && at != section->end; at = at->next)
        len += at->kind == NODE_HEADING;
    section->below = arena_array(arena, len, sizeof(*section->below));
    for (at = section->first; at && at != section->end; at = at->next)
        if (at->kind == NODE_HEADING)
            section->below[section->belows++] = str_trim(node_text(arena, at));
}

void report_list_below(struct arena *arena, struct report *report)
{
    report->below = report->head;
    for (size_t i = 0; i < report->sections; i++) {
        struct section *section = &report->section[i];
        list_below(arena, section);
        print_number(&report->below, section->belows);
        for (size_t j = 0; j < section->belows; j++)
            print_add(&report->below, section->below[j]);
    }
}
