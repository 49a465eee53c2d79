#include "webpage.h"

#include "../base/diag.h"
#include "html.h"
#include "manuscript.h"
#include "webpage_part.h"

#include <string.h>

#define IMAGES_MOST 64 /* within one paragraph */

/* One page on its way into blocks. */
struct reading {
    struct manuscript *manuscript;
    const struct source *source;
    unsigned file;
    struct hiders hiders;
    struct buf text; /* of the paragraph that is open */
    struct buf hidden; /* what is not to be seen in it */
    size_t at, hidden_at; /* offsets where these begin */
    size_t linked, bold;
    const struct html_node *owner; /* the element of the paragraph */
    unsigned level; /* of the heading that is open; 0: none */
    int item;
    const struct html_node *in_hidden, *in_link, *in_bold;
    const struct html_node *revealed; /* hidden until a script shows it */
    const struct html_node *image[IMAGES_MOST];
    size_t images;
    bool hidden_tail, full;
};

static uint32_t line_of(const struct reading *r, size_t at)
{
    return source_line_at(r->source, at);
}

static struct block *add(struct reading *r, enum block_kind kind, size_t at)
{
    struct block *block =
        manuscript_add(r->manuscript, kind, r->file, line_of(r, at));

    if (!block)
        r->full = true;
    else
        block->origin = r->owner;
    return block;
}

/* Pages that load their pictures late have a placeholder in src. */
static struct str address_of(const struct html_node *image)
{
    static const char *const late[] = {"data-src", "data-original",
                                       "data-actualsrc"};
    struct str url = str_trim(html_value(image, "src"));

    for (size_t i = 0; i < sizeof(late) / sizeof(late[0]); i++) {
        struct str own = str_trim(html_value(image, late[i]));
        if (own.len)
            return own;
    }
    return url;
}

static void add_image(struct reading *r, const struct html_node *node)
{
    struct block *block = add(r, BLOCK_IMAGE, node->at);

    if (!block)
        return;
    block->text = text_tidy(r->manuscript->arena, html_value(node, "alt"));
    block->url = address_of(node);
    block->linked = html_is_in(node, "a") ? block->url.len : 0;
}

static bool begins_indented(struct str text)
{
    size_t at = 0;

    while (at < text.len && strchr("\n\t ", text.ptr[at]))
        at++;
    return str_starts((struct str){text.ptr + at, text.len - at}, "\u3000");
}

/* Ends the open paragraph: what it holds becomes a block. */
static void flush(struct reading *r)
{
    struct arena *arena = r->manuscript->arena;
    struct str text = text_tidy(arena, buf_view(&r->text));
    size_t images = r->images;

    if (text.len) {
        struct block *block =
            add(r, r->level ? BLOCK_HEADING : BLOCK_TEXT, r->at);
        if (block) {
            block->text = text;
            block->level = r->level;
            block->linked = r->linked;
            block->item = r->item;
            block->bold = r->bold * 10 >= r->text.len * 9;
            block->hidden_tail = r->hidden_tail;
            block->indented = begins_indented(buf_view(&r->text));
        }
        r->item = 0;
    }
    r->images = 0;
    for (size_t i = 0; i < images; i++)
        add_image(r, r->image[i]);
    buf_cut(&r->text, 0);
    r->linked = r->bold = 0;
    r->hidden_tail = false;
}

static void end_hidden(struct reading *r)
{
    struct arena *arena = r->manuscript->arena;
    struct str text = text_tidy(arena, buf_view(&r->hidden));

    manuscript_lose(r->manuscript, LOSS_HIDDEN, r->file,
                    line_of(r, r->hidden_at), text);
    r->hidden_tail = r->hidden_tail || text.len > 0;
    buf_cut(&r->hidden, 0);
    r->in_hidden = NULL;
}

static void take_text(struct reading *r, const struct html_node *node)
{
    struct str text = node->text;

    if (r->in_hidden) {
        if (r->hidden.len == 0)
            r->hidden_at = node->at;
        buf_str(&r->hidden, text);
        return;
    }
    if (r->text.len == 0)
        r->at = node->at;
    buf_str(&r->text, text);
    r->linked += r->in_link ? text.len : 0;
    r->bold += r->in_bold || str_trim(text).len == 0 ? text.len : 0;
}

/* The text below an element that is left out as a whole. */
static void lose_code(struct reading *r, const struct html_node *node)
{
    static const char *const source[] = {"src", "data", "href", "action"};
    struct arena *arena = r->manuscript->arena;
    struct buf out = {0};

    buf_char(&out, '<');
    buf_str(&out, node->name);
    for (size_t i = 0; i < 4; i++)
        if (html_find(node, source[i]))
            buf_format(&out, " %s=%.*s", source[i],
                       (int)html_value(node, source[i]).len,
                       html_value(node, source[i]).ptr);
    buf_char(&out, '>');
    for (const struct html_node *at = html_next(node, node);
         at && !str_is(node->name, "script"); at = html_next(node, at))
        if (at->kind == HTML_TEXT)
            buf_str(&out, at->text);
    struct str text = text_tidy(arena, buf_view(&out));
    manuscript_lose(r->manuscript, LOSS_CODE, r->file, line_of(r, node->at),
                    text);
    buf_free(&out);
}

static void take_title(struct reading *r, const struct html_node *node)
{
    struct arena *arena = r->manuscript->arena;
    const struct html_node *text = node->first;

    if (text && text->kind == HTML_TEXT && !r->manuscript->page_title.len)
        r->manuscript->page_title = text_tidy(arena, text->text);
}

/* A table of data; false for one that only lays out the page. */
static bool take_table(struct reading *r, const struct html_node *node)
{
    struct str caption;
    struct block_table *table =
        part_table(r->manuscript->arena, node, &r->hiders, &caption);

    flush(r);
    if (!table)
        return false;
    r->owner = node;
    struct block *title = caption.len ? add(r, BLOCK_TEXT, node->at) : NULL;
    if (title)
        title->text = caption;
    struct block *block = add(r, BLOCK_TABLE, node->at);
    if (block)
        block->table = table;
    return true;
}

static void take_image(struct reading *r, const struct html_node *node)
{
    struct str url = html_value(node, "src");

    if (r->in_hidden || part_is_beacon(node))
        manuscript_lose(r->manuscript, LOSS_HIDDEN, r->file,
                        line_of(r, node->at), url);
    else if (r->images < IMAGES_MOST)
        r->image[r->images++] = node;
    else
        manuscript_lose(r->manuscript, LOSS_IMAGE, r->file,
                        line_of(r, node->at), url);
}

static void begin_block(struct reading *r, const struct html_node *node)
{
    flush(r);
    r->owner = node;
}

/* The number of an item of <ol>, -1 for one of <ul>. */
static int item_of(const struct html_node *node)
{
    const struct html_node *list = node->parent;
    int number = 0;

    if (!list || !str_is(list->name, "ol"))
        return -1;
    for (const struct html_node *at = list->first; at; at = at->next) {
        number += str_is(at->name, "li");
        if (at == node)
            break;
    }
    return number;
}

/* Returns whether what is below the element has to be looked at. */
static bool enter_part(struct reading *r, const struct html_node *node)
{
    enum part part = part_of(node->name);

    switch (part) {
    case PART_INLINE: break;
    case PART_BLOCK:
    case PART_LIST: begin_block(r, node); break;
    case PART_HEADING:
        begin_block(r, node);
        r->level = (unsigned)(node->name.ptr[1] - '0');
        break;
    case PART_ITEM:
        begin_block(r, node);
        r->item = item_of(node);
        break;
    case PART_BREAK: flush(r); break;
    case PART_LINK: r->in_link = r->in_link ? r->in_link : node; break;
    case PART_BOLD: r->in_bold = r->in_bold ? r->in_bold : node; break;
    case PART_TABLE:
        if (!r->in_hidden && take_table(r, node))
            return false;
        r->owner = node;
        break;
    case PART_IMAGE: take_image(r, node); return false;
    case PART_CODE: lose_code(r, node); return false;
    case PART_TITLE: take_title(r, node); return false;
    case PART_QUIET: return false;
    }
    return true;
}

static bool enter(void *context, const struct html_node *node)
{
    struct reading *r = context;

    if (node->kind == HTML_TEXT)
        take_text(r, node);
    if (node->kind != HTML_ELEMENT || r->full)
        return false;
    bool hides = !r->in_hidden && node != r->revealed &&
                 part_is_hidden(node, &r->hiders);
    if (hides && part_of(node->name) == PART_BLOCK)
        begin_block(r, node);
    if (hides)
        r->in_hidden = node;
    return enter_part(r, node);
}

static const struct html_node *block_above(const struct html_node *node)
{
    const struct html_node *up = node->parent;

    while (up && up->parent) {
        enum part part = part_of(up->name);
        if (part == PART_BLOCK || part == PART_LIST || part == PART_ITEM ||
            part == PART_TABLE)
            break;
        up = up->parent;
    }
    return up;
}

static void leave(void *context, const struct html_node *node)
{
    struct reading *r = context;
    enum part part =
        node->kind == HTML_ELEMENT ? part_of(node->name) : PART_INLINE;

    if (r->in_link == node)
        r->in_link = NULL;
    if (r->in_bold == node)
        r->in_bold = NULL;
    if (r->in_hidden == node)
        end_hidden(r);
    if (part != PART_BLOCK && part != PART_HEADING && part != PART_LIST &&
        part != PART_ITEM && part != PART_TABLE)
        return;
    flush(r);
    r->owner = block_above(node);
    if (part == PART_HEADING)
        r->level = 0;
    if (part == PART_ITEM)
        r->item = 0;
}

static void learn_styles(struct reading *r, const struct html_node *root)
{
    for (const struct html_node *at = html_next(root, root); at;
         at = html_next(root, at))
        if (at->kind == HTML_ELEMENT && str_is(at->name, "style") &&
            at->first && at->first->kind == HTML_TEXT)
            hiders_learn(&r->hiders, r->manuscript->arena, at->first->text);
}

bool webpage_read(struct manuscript *manuscript, const struct source *source,
                  unsigned file, struct diags *diags)
{
    struct reading r = {
        .manuscript = manuscript, .source = source, .file = file};
    size_t from = manuscript->len;
    struct html html;

    if (!html_read(manuscript->arena, source, &html, diags))
        return false;
    learn_styles(&r, html.root);
    r.revealed = part_revealed(html.root, &r.hiders);
    r.owner = html.root;
    html_visit(html.root, &(struct html_visitor){
                              .enter = enter, .leave = leave, .context = &r});
    flush(&r);
    manuscript_unwrap(manuscript, from);
    if (r.full)
        diag_add(diags, LIMIT_MARKS, place_file(source),
                 BOTH("段落", "paragraphs"), "50000");
    mem_free(r.hiders.name);
    buf_free(&r.hidden);
    buf_free(&r.text);
    return !r.full;
}
