#include "render_state.h"

#include "../base/escape.h"
#include "../base/mem.h"
#include "../read/link.h"

#include <string.h>

/* An apostrophe can end neither text nor an attribute in double quotes, and
 * cmark leaves it alone. */
void render_add_text(struct buf *out, struct str text)
{
    for (;;) {
        const char *found = text.len ? memchr(text.ptr, '\'', text.len) : NULL;
        if (!found)
            break;
        size_t len = (size_t)(found - text.ptr);
        escape_html(out, (struct str){text.ptr, len});
        buf_char(out, '\'');
        text.ptr += len + 1;
        text.len -= len + 1;
    }
    escape_html(out, text);
}

void render_add_id(struct renderer *r, const char *attribute, const char *name,
                   unsigned number)
{
    buf_format(r->out, " %s=\"%s%s%s%u\"", attribute,
               *attribute == 'h' ? "#" : "",
               r->how->prefix ? r->how->prefix : "", name, number);
}

/* ---- marks ---- */

void render_add_mark_id(struct renderer *r, const struct render_mark *mark)
{
    buf_text(r->out, " id=\"");
    if (r->how->prefix)
        buf_text(r->out, r->how->prefix);
    buf_text(r->out, mark->id);
    buf_char(r->out, '"');
}

static void add_back(struct renderer *r, const struct render_mark *mark)
{
    if (!mark->last || !mark->href)
        return;
    buf_text(r->out, "<a class=\"to\" href=\"");
    escape_url(r->out, str_of(mark->href));
    buf_text(r->out, "\">");
    render_add_text(r->out, str_of(mark->label));
    buf_text(r->out, "</a>");
}

static void open_mark(struct renderer *r, const struct render_mark *mark)
{
    buf_text(r->out, "<mark");
    if (mark->id)
        render_add_mark_id(r, mark);
    if (mark->kind) {
        buf_text(r->out, " class=\"");
        buf_text(r->out, mark->kind);
        buf_char(r->out, '"');
    }
    buf_char(r->out, '>');
}

/* A link cannot stand in a link: within one, links back wait for its end. */
static void close_mark(struct renderer *r, size_t index)
{
    buf_text(r->out, "</mark>");
    if (!r->in_link) {
        add_back(r, &r->how->mark[index]);
        return;
    }
    if (r->back_from == r->back_to)
        r->back_from = index;
    r->back_to = index + 1;
}

static void render_text(struct renderer *r, const struct node *node)
{
    const struct render_spot *spot = render_spots_find(&r->spots, node);
    struct str text = node->text;
    size_t at = 0;

    for (size_t i = spot ? spot->first : 0; spot && i < spot->end; i++) {
        const struct render_mark *mark = &r->how->mark[i];
        if (mark->from < at || mark->to > text.len || mark->to < mark->from)
            continue;
        render_add_text(r->out, (struct str){text.ptr + at, mark->from - at});
        open_mark(r, mark);
        render_add_text(
            r->out, (struct str){text.ptr + mark->from, mark->to - mark->from});
        close_mark(r, i);
        at = mark->to;
    }
    render_add_text(r->out, (struct str){text.ptr + at, text.len - at});
}

/* ---- links and images ---- */

static void add_title(struct renderer *r, const struct node *node)
{
    if (node->title.len == 0)
        return;
    buf_text(r->out, " title=\"");
    render_add_text(r->out, node->title);
    buf_char(r->out, '"');
}

static struct str address(const struct node *node)
{
    return node->href ? str_of(node->href) : node->url;
}

/* On a page with all sections, a link to one of them is an anchor. */
static void add_address(struct renderer *r, const struct node *node)
{
    struct str to = address(node);

    if (r->how->inside && str_ends(to, ".html")) {
        struct str name = {to.ptr, to.len - strlen(".html")};
        if (map_get(r->how->inside, name)) {
            buf_char(r->out, '#');
            to = name;
        }
    }
    escape_url(r->out, to);
}

static bool leads_out(const struct renderer *r, const struct node *node)
{
    return !r->how->plain && link_kind(address(node)) == LINK_REMOTE;
}

static void open_link(struct renderer *r, const struct node *node)
{
    r->in_link++;
    buf_text(r->out, "<a href=\"");
    add_address(r, node);
    buf_char(r->out, '"');
    add_title(r, node);
    if (leads_out(r, node))
        buf_text(r->out, " class=\"ext\" rel=\"noreferrer noopener\"");
    buf_char(r->out, '>');
}

static void close_link(struct renderer *r, const struct node *node)
{
    r->in_link--;
    if (leads_out(r, node) && r->how->external_label) {
        buf_text(r->out, "<span class=\"out\">");
        render_add_text(r->out, str_of(r->how->external_label));
        buf_text(r->out, "</span>");
    }
    buf_text(r->out, "</a>");
    for (size_t i = r->back_from; i < r->back_to; i++)
        add_back(r, &r->how->mark[i]);
    r->back_from = r->back_to = 0;
}

static void render_image(struct renderer *r, const struct node *node)
{
    struct buf words = {0};

    node_plain(node, &words);
    buf_text(r->out, "<img src=\"");
    escape_url(r->out, address(node));
    buf_text(r->out, "\" alt=\"");
    render_add_text(r->out, buf_view(&words));
    buf_char(r->out, '"');
    add_title(r, node);
    buf_text(r->out, " />");
    buf_free(&words);
}

void render_enter_inline(struct renderer *r, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT: render_text(r, node); break;
    case NODE_SOFT_BREAK: buf_char(r->out, '\n'); break;
    case NODE_HARD_BREAK: buf_text(r->out, "<br />\n"); break;
    case NODE_CODE:
        buf_text(r->out, "<code>");
        render_add_text(r->out, node->text);
        buf_text(r->out, "</code>");
        break;
    case NODE_HTML: buf_str(r->out, node->text); break;
    case NODE_EMPH: buf_text(r->out, "<em>"); break;
    case NODE_STRONG: buf_text(r->out, "<strong>"); break;
    case NODE_STRIKE: buf_text(r->out, "<del>"); break;
    case NODE_LINK:
        if (!r->no_links)
            open_link(r, node);
        break;
    case NODE_IMAGE:
        if (!r->no_links)
            render_image(r, node);
        break;
    case NODE_FOOTNOTE_REF:
        if (!r->no_links)
            render_note_ref(r, node);
        break;
    default: break;
    }
}

void render_leave_inline(struct renderer *r, const struct node *node)
{
    switch (node->kind) {
    case NODE_EMPH: buf_text(r->out, "</em>"); break;
    case NODE_STRONG: buf_text(r->out, "</strong>"); break;
    case NODE_STRIKE: buf_text(r->out, "</del>"); break;
    case NODE_LINK:
        if (!r->no_links)
            close_link(r, node);
        break;
    default: break;
    }
}
