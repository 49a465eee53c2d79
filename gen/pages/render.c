#include "render.h"

#include "../base/mem.h"
#include "render_state.h"

#include <string.h>

static void fresh_line(struct renderer *r)
{
    if (r->out->len > r->begin && r->out->data[r->out->len - 1] != '\n')
        buf_char(r->out, '\n');
}

static void add_label(struct renderer *r, const char *label)
{
    if (!label)
        return;
    buf_text(r->out, " aria-label=\"");
    render_add_text(r->out, str_of(label));
    buf_char(r->out, '"');
}

/* The link at a paragraph's or heading's end that leads to itself. */
static void add_permalink(struct renderer *r, const char *name, unsigned number)
{
    buf_text(r->out, " <a class=\"pl\"");
    render_add_id(r, "href", name, number);
    buf_text(r->out, " aria-label=\"");
    render_add_text(r->out, str_of(r->how->permalink));
    buf_format(r->out, " %u\">¶", number);
    if (*name == 'p')
        buf_format(r->out, "%u", number);
    buf_text(r->out, "</a>");
}

static bool has_ids(const struct renderer *r, const struct node *node)
{
    return !r->how->plain && r->how->permalink && node == r->top &&
           !r->this_note;
}

/* ---- blocks ---- */

static bool is_tight(const struct node *paragraph)
{
    const struct node *item = paragraph->parent;

    return item && item->parent && item->parent->kind == NODE_LIST &&
           item->parent->tight;
}

static void open_paragraph(struct renderer *r, const struct node *node)
{
    if (is_tight(node))
        return;
    fresh_line(r);
    buf_text(r->out, "<p");
    if (has_ids(r, node))
        render_add_id(r, "id", "p", ++r->paragraphs);
    buf_char(r->out, '>');
}

static void close_paragraph(struct renderer *r, const struct node *node)
{
    if (is_tight(node))
        return;
    if (has_ids(r, node))
        add_permalink(r, "p", r->paragraphs);
    if (r->this_note && node->parent == r->this_note && !node->next)
        render_way_back(r);
    buf_text(r->out, "</p>\n");
}

static int heading_level(const struct renderer *r, const struct node *node)
{
    int level = node->level + r->how->shift;

    return level < 1 ? 1 : level > 6 ? 6 : level;
}

static void open_heading(struct renderer *r, const struct node *node)
{
    fresh_line(r);
    buf_format(r->out, "<h%d", heading_level(r, node));
    if (has_ids(r, node))
        render_add_id(r, "id", "h", ++r->headings);
    buf_char(r->out, '>');
}

static void close_heading(struct renderer *r, const struct node *node)
{
    if (has_ids(r, node))
        add_permalink(r, "h", r->headings);
    buf_format(r->out, "</h%d>\n", heading_level(r, node));
}

static void render_code_block(struct renderer *r, const struct node *node)
{
    struct str word = node->info;

    for (size_t i = 0; i < word.len; i++)
        if (memchr(" \t\n\v\f\r", word.ptr[i], 6))
            word.len = i;
    fresh_line(r);
    buf_text(r->out, "<pre><code");
    if (node->info.len) {
        buf_text(r->out, " class=\"language-");
        render_add_text(r->out, word);
        buf_char(r->out, '"');
    }
    buf_char(r->out, '>');
    render_add_text(r->out, node->text);
    buf_text(r->out, "</code></pre>\n");
}

static void open_list(struct renderer *r, const struct node *node)
{
    fresh_line(r);
    if (!node->ordered)
        buf_text(r->out, "<ul>\n");
    else if (node->start == 1)
        buf_text(r->out, "<ol>\n");
    else
        buf_format(r->out, "<ol start=\"%d\">\n", node->start);
}

/* A box has to have a name: it is the item's own text. */
static void open_item(struct renderer *r, const struct node *node)
{
    bool named = node->task && !r->how->plain;

    fresh_line(r);
    buf_text(r->out, "<li");
    if (named) {
        buf_text(r->out, " class=\"task\"");
        render_add_id(r, "id", "k", ++r->tasks);
    }
    buf_char(r->out, '>');
    if (!node->task)
        return;
    buf_text(r->out, "<input type=\"checkbox\"");
    if (node->task == TASK_DONE)
        buf_text(r->out, named ? " checked" : " checked=\"\"");
    buf_text(r->out, named ? " disabled" : " disabled=\"\"");
    if (named)
        render_add_id(r, "aria-labelledby", "k", r->tasks);
    buf_text(r->out, " /> ");
}

/* ---- tables ---- */

static void open_table(struct renderer *r)
{
    fresh_line(r);
    if (!r->how->plain) {
        buf_text(r->out, "<section class=\"scroll\" tabindex=\"0\"");
        add_label(r, r->how->scroll_label);
        buf_text(r->out, ">\n");
    }
    buf_text(r->out, "<table>\n");
    r->body = false;
}

static void close_table(struct renderer *r)
{
    fresh_line(r);
    buf_text(r->out, r->body ? "</tbody>\n</table>\n" : "</table>\n");
    if (!r->how->plain)
        buf_text(r->out, "</section>\n");
    r->body = false;
}

static void open_row(struct renderer *r, const struct node *node)
{
    const struct render_spot *spot = render_spots_find(&r->spots, node);

    fresh_line(r);
    if (node->header) {
        buf_text(r->out, "<thead>\n");
    } else if (!r->body) {
        buf_text(r->out, "<tbody>\n");
        r->body = true;
    }
    buf_text(r->out, "<tr");
    if (spot && r->how->mark[spot->first].id)
        render_add_mark_id(r, &r->how->mark[spot->first]);
    buf_char(r->out, '>');
}

static void close_row(struct renderer *r, const struct node *node)
{
    fresh_line(r);
    buf_text(r->out, "</tr>\n");
    if (node->header)
        buf_text(r->out, "</thead>\n");
}

/* Styles and align attributes are shut out by the pages' policy: classes. */
static void open_cell(struct renderer *r, const struct node *node)
{
    static const char *const align[] = {
        [ALIGN_NONE] = "",
        [ALIGN_LEFT] = " align=\"left\"",
        [ALIGN_CENTER] = " align=\"center\"",
        [ALIGN_RIGHT] = " align=\"right\"",
    };
    static const char *const classes[] = {
        [ALIGN_NONE] = "",
        [ALIGN_LEFT] = " class=\"l\"",
        [ALIGN_CENTER] = " class=\"c\"",
        [ALIGN_RIGHT] = " class=\"r\"",
    };

    fresh_line(r);
    buf_text(r->out, node->header ? "<th" : "<td");
    if (node->header && !r->how->plain)
        buf_text(r->out, " scope=\"col\"");
    buf_text(r->out, (r->how->plain ? align : classes)[node->align]);
    buf_char(r->out, '>');
}

/* ---- the walk ---- */

static void enter_block(struct renderer *r, const struct node *node)
{
    switch (node->kind) {
    case NODE_PARAGRAPH: open_paragraph(r, node); break;
    case NODE_HEADING: open_heading(r, node); break;
    case NODE_QUOTE:
        fresh_line(r);
        buf_text(r->out, "<blockquote>\n");
        break;
    case NODE_LIST: open_list(r, node); break;
    case NODE_ITEM: open_item(r, node); break;
    case NODE_CODE_BLOCK: render_code_block(r, node); break;
    case NODE_HTML_BLOCK:
        fresh_line(r);
        buf_str(r->out, node->text);
        fresh_line(r);
        break;
    case NODE_RULE:
        fresh_line(r);
        buf_text(r->out, "<hr />\n");
        break;
    case NODE_TABLE: open_table(r); break;
    case NODE_ROW: open_row(r, node); break;
    case NODE_CELL: open_cell(r, node); break;
    default: break;
    }
}

static void leave_block(struct renderer *r, const struct node *node)
{
    switch (node->kind) {
    case NODE_PARAGRAPH: close_paragraph(r, node); break;
    case NODE_HEADING: close_heading(r, node); break;
    case NODE_QUOTE:
        fresh_line(r);
        buf_text(r->out, "</blockquote>\n");
        break;
    case NODE_LIST:
        buf_text(r->out, node->ordered ? "</ol>\n" : "</ul>\n");
        break;
    case NODE_ITEM: buf_text(r->out, "</li>\n"); break;
    case NODE_TABLE: close_table(r); break;
    case NODE_ROW: close_row(r, node); break;
    case NODE_CELL: buf_text(r->out, node->header ? "</th>" : "</td>"); break;
    default: break;
    }
}

static void enter(struct renderer *r, const struct node *node)
{
    if (node_is_block(node))
        enter_block(r, node);
    else
        render_enter_inline(r, node);
}

static void leave(struct renderer *r, const struct node *node)
{
    if (node_is_block(node))
        leave_block(r, node);
    else
        render_leave_inline(r, node);
}

void render_node(struct renderer *r, const struct node *root)
{
    const struct node *at = root;

    for (;;) {
        enter(r, at);
        if (at->first && at->kind != NODE_IMAGE) { /* its words are in alt */
            at = at->first;
            continue;
        }
        leave(r, at);
        while (at != root && !at->next) {
            at = at->parent;
            leave(r, at);
        }
        if (at == root)
            return;
        at = at->next;
    }
}

void render_blocks(const struct node *first, const struct node *end,
                   const struct render *how, struct buf *out)
{
    struct render_notes own = {0};
    struct renderer r = {.how = how,
                         .out = out,
                         .begin = out->len,
                         .notes = how->notes ? how->notes : &own,
                         .spots = render_spots_new(how)};

    for (const struct node *at = first; at && at != end; at = at->next) {
        if (at->kind == NODE_FOOTNOTE)
            continue;
        r.top = at;
        render_node(&r, at);
    }
    if (!how->notes)
        render_add_notes(&r);
    render_spots_free(&r.spots);
    mem_free(own.note);
    map_free(&own.known);
}

struct render_notes *render_notes_new(void)
{
    return mem_zero(1, sizeof(struct render_notes));
}

void render_notes_end(const struct render *how, struct buf *out)
{
    struct renderer r = {
        .how = how, .out = out, .begin = out->len, .notes = how->notes};

    render_add_notes(&r);
    mem_free(how->notes->note);
    map_free(&how->notes->known);
    mem_free(how->notes);
}

void render_inline_text(const struct node *node, struct buf *out)
{
    static const struct render plain = {.plain = true};
    struct renderer r = {
        .how = &plain, .out = out, .begin = out->len, .no_links = true};

    for (const struct node *at = node->first; at; at = at->next)
        render_node(&r, at);
}
