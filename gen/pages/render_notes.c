#include "render_state.h"

#include <stdint.h>

/* The notes of a whole page stand in no section: no section is named so, for
 * names have no dash. */
#define PAGE_PREFIX "all-"

static const char *prefix_of(const struct renderer *r)
{
    if (r->how->notes)
        return PAGE_PREFIX;
    return r->how->prefix ? r->how->prefix : "";
}

static void add_id(struct renderer *r, const char *attribute, const char *name,
                   unsigned number)
{
    buf_format(r->out, " %s=\"%s%s%s%u", attribute,
               *attribute == 'h' ? "#" : "", prefix_of(r), name, number);
}

/* The number of a note on this page, which it gets now or has. A reference
 * lives as long as the doc, so the address that it holds can be a key. */
static unsigned note_number(struct render_notes *notes, const struct node *ref)
{
    struct str key = {(const char *)&ref->note, sizeof(struct node *)};
    void *known = map_get(&notes->known, key);

    if (known)
        return (unsigned)(uintptr_t)known;
    notes->note =
        mem_grow(notes->note, notes->len, &notes->cap, sizeof(*notes->note));
    notes->note[notes->len++] = (struct render_note){ref->note, 0};
    map_set(&notes->known, key, (void *)(uintptr_t)notes->len);
    return (unsigned)notes->len;
}

void render_note_ref(struct renderer *r, const struct node *ref)
{
    unsigned number = note_number(r->notes, ref);
    unsigned uses = ++r->notes->note[number - 1].uses;

    buf_text(r->out, "<sup class=\"footnote-ref\"><a");
    add_id(r, "href", "fn", number);
    buf_char(r->out, '"');
    add_id(r, "id", "fnref", number);
    if (uses > 1)
        buf_format(r->out, "-%u", uses);
    buf_format(r->out, "\">[%u]</a></sup>", number);
}

void render_way_back(struct renderer *r)
{
    buf_text(r->out, " <a class=\"back\"");
    add_id(r, "href", "fnref", r->this_number);
    buf_char(r->out, '"');
    if (r->how->back_label) {
        buf_text(r->out, " aria-label=\"");
        render_add_text(r->out, str_of(r->how->back_label));
        buf_format(r->out, " %u\"", r->this_number);
    }
    buf_text(r->out, ">↩</a>");
}

static void add_note(struct renderer *r, const struct node *note,
                     unsigned number)
{
    r->this_note = note;
    r->this_number = number;
    buf_text(r->out, "<li");
    add_id(r, "id", "fn", number);
    buf_text(r->out, "\">\n");
    for (const struct node *at = note->first; at; at = at->next)
        render_node(r, at);
    if (!note->last || note->last->kind != NODE_PARAGRAPH) {
        buf_text(r->out, "<p>");
        render_way_back(r);
        buf_text(r->out, "</p>\n");
    }
    buf_text(r->out, "</li>\n");
}

static void add_title(struct renderer *r)
{
    buf_format(r->out, "<h2 id=\"%snotes\">", prefix_of(r));
    render_add_text(r->out, str_of(r->how->notes_title));
    buf_text(r->out, "</h2>\n");
}

void render_add_notes(struct renderer *r)
{
    if (r->notes->len == 0)
        return;
    if (r->out->len > r->begin && r->out->data[r->out->len - 1] != '\n')
        buf_char(r->out, '\n');
    buf_text(r->out, "<section class=\"footnotes\"");
    if (r->how->notes_title)
        buf_format(r->out, " aria-labelledby=\"%snotes\"", prefix_of(r));
    buf_text(r->out, ">\n");
    if (r->how->notes_title)
        add_title(r);
    buf_text(r->out, "<ol>\n");
    for (size_t i = 0; i < r->notes->len; i++)
        add_note(r, r->notes->note[i].node, (unsigned)i + 1);
    buf_text(r->out, "</ol>\n</section>\n");
}
