#include "raw.h"

#include "../base/diag.h"
#include "../base/escape.h"
#include "sanitize.h"
#include "spot.h"
#include "tag.h"

#include <string.h>

#define DEEPEST 16 /* allowed tags open at a time */
#define SHOWN 60 /* bytes of a tag that a message shows */

struct judge {
    struct arena *arena;
    struct doc *doc;
    struct diags *diags;
    enum diag_code code; /* how a tag that is not allowed is told */
};

static void tell(struct judge *j, struct place place, struct str tag)
{
    struct buf shown = {0};
    size_t end = tag.len < SHOWN ? tag.len : SHOWN;

    while (end < tag.len && ((unsigned char)tag.ptr[end] & 0xC0) == 0x80)
        end--;
    buf_add(&shown, tag.ptr, end);
    if (end < tag.len)
        buf_text(&shown, "…");
    diag_str(j->diags, j->code, place, buf_view(&shown));
    buf_free(&shown);
}

/* ---- tags within running text ---- */

/* Replaces a node's tag by the same one written anew. */
static void rewrite(struct judge *j, struct node *node, const struct buf *out)
{
    node->text = (struct str){
        arena_copy(j->arena, out->len ? out->data : "", out->len), out->len};
}

/* Tags that are open among the children of one node. */
struct opened {
    struct node *node[DEEPEST];
    const struct sanitized *element[DEEPEST];
    struct str written[DEEPEST];
    size_t depth;
};

static bool is_open(const struct opened *open, const struct sanitized *element)
{
    for (size_t i = 0; i < open->depth; i++)
        if (open->element[i] == element)
            return true;
    return false;
}

/* Within running text only what is no block may stand, and no link in one. */
static bool pass_open(struct judge *j, struct opened *open, struct node *node,
                      const struct sanitized *element)
{
    const struct sanitized *parent =
        open->depth ? open->element[open->depth - 1] : NULL;
    struct buf out = {0};
    bool fine = !element->is_block && sanitize_fits(element, parent) &&
                !(element->name[0] == 'a' && !element->name[1] &&
                  is_open(open, element)) &&
                (element->is_void || open->depth < DEEPEST) &&
                sanitize_open(element, node->text, &out);

    if (fine && !element->is_void) {
        open->written[open->depth] = node->text;
        open->element[open->depth] = element;
        open->node[open->depth++] = node;
    }
    if (fine)
        rewrite(j, node, &out);
    buf_free(&out);
    return fine;
}

static bool pass_close(struct judge *j, struct opened *open, struct node *node,
                       const struct sanitized *element)
{
    struct buf out = {0};

    if (!open->depth || open->element[open->depth - 1] != element)
        return false;
    open->depth--;
    buf_format(&out, "</%s>", element->name);
    rewrite(j, node, &out);
    buf_free(&out);
    return true;
}

/* Judges the tags among the children of one node. */
static void judge_children(struct judge *j, struct node *parent)
{
    struct opened open = {.depth = 0};
    struct tag tag;

    for (struct node *at = parent->first, *next; at; at = next) {
        next = at->next;
        if (at->kind != NODE_HTML)
            continue;
        tag_read(at->text, 0, &tag);
        const struct sanitized *element =
            tag.kind == TAG_OPEN || tag.kind == TAG_CLOSE
                ? sanitize_find(tag.name)
                : NULL;
        bool fine = element && !tag.unfinished &&
                    (tag.kind == TAG_OPEN
                         ? pass_open(j, &open, at, element)
                         : tag.bare && pass_close(j, &open, at, element));
        if (fine)
            continue;
        if (tag.kind != TAG_COMMENT)
            tell(j, node_place(j->doc, at), at->text);
        node_unlink(at);
    }
    while (open.depth--) {
        struct node *at = open.node[open.depth];
        tell(j, node_place(j->doc, at), open.written[open.depth]);
        node_unlink(at);
    }
}

/* ---- blocks of HTML ---- */

struct block {
    struct judge *judge;
    struct node *node;
    struct buf out;
    const struct sanitized *open[DEEPEST];
    size_t depth;
    bool content; /* anything but blanks came out */
    bool in_run; /* running text between blocks, in a paragraph of its own */
    struct spot_cursor cursor;
    uint32_t line; /* of the file, that `seen` stands in */
    size_t seen; /* places are asked for in rising order */
    size_t indent; /* bytes of that line that the block leaves out, */
    size_t begin; /* and where in the block the rest begins */
};

/* What the block's text holds of a line is always the line's end. */
static void begin_line(struct block *b, uint32_t line, size_t begin)
{
    struct str text = b->node->text;
    const char *end = memchr(text.ptr + begin, '\n', text.len - begin);
    size_t len = end ? (size_t)(end - text.ptr) - begin : text.len - begin;
    size_t whole = source_line(b->cursor.source, line).len;

    b->line = line;
    b->begin = begin;
    b->indent = whole > len ? whole - len : 0;
}

static struct place place_in(struct block *b, size_t offset)
{
    for (; b->seen < offset; b->seen++)
        if (b->node->text.ptr[b->seen] == '\n')
            begin_line(b, b->line + 1, b->seen + 1);
    return spot_place(&b->cursor, b->line,
                      b->cursor.source->line[b->line - 1] + b->indent + offset -
                          b->begin);
}

/* Does a character reference begin here (&nbsp; &#160;)? */
static bool is_reference(struct str text, size_t at)
{
    size_t end = at + 1;

    while (end < text.len && end - at < 32 &&
           (text.ptr[end] == '#' ||
            (text.ptr[end] >= '0' && text.ptr[end] <= '9') ||
            (text.ptr[end] >= 'A' && text.ptr[end] <= 'Z') ||
            (text.ptr[end] >= 'a' && text.ptr[end] <= 'z')))
        end++;
    return end > at + 1 && end < text.len && text.ptr[end] == ';';
}

static bool is_only_blank(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!strchr(" \n\t", text.ptr[i]) || !text.ptr[i])
            return false;
    return true;
}

/* Running text that stands in no element gets a paragraph. */
static void begin_run(struct block *b)
{
    if (b->depth == 0 && !b->in_run)
        buf_text(&b->out, "<p>");
    b->in_run = b->in_run || b->depth == 0;
}

static void end_run(struct block *b)
{
    while (b->in_run && b->out.len && b->out.data[b->out.len - 1] == '\n')
        buf_cut(&b->out, b->out.len - 1);
    if (b->in_run)
        buf_text(&b->out, "</p>\n");
    b->in_run = false;
}

static void add_text(struct block *b, struct str text)
{
    bool blank = is_only_blank(text);

    if (blank && b->depth == 0 && !b->in_run)
        return;
    begin_run(b);
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '&' && is_reference(text, at))
            buf_char(&b->out, '&');
        else
            escape_html(&b->out, (struct str){text.ptr + at, 1});
    }
    b->content |= !blank;
}

/* A table or list takes only its parts: text in it would be moved away. */
static bool takes_text(const struct block *b)
{
    return b->depth == 0 || !b->open[b->depth - 1]->holds_parts;
}

static bool is_open_in(const struct block *b, const struct sanitized *element)
{
    for (size_t i = 0; i < b->depth; i++)
        if (b->open[i] == element)
            return true;
    return false;
}

static bool close_tag(struct block *b, const struct sanitized *element)
{
    if (!b->depth || b->open[b->depth - 1] != element)
        return false;
    b->depth--;
    buf_format(&b->out,
               element->is_block && b->depth == 0 ? "</%s>\n" : "</%s>",
               element->name);
    return true;
}

static bool pass_tag(struct block *b, const struct tag *tag, struct str written)
{
    const struct sanitized *element = sanitize_find(tag->name);
    const struct sanitized *parent = b->depth ? b->open[b->depth - 1] : NULL;
    struct buf opening = {0};

    if (!element || tag->unfinished)
        return false;
    if (tag->kind == TAG_CLOSE)
        return tag->bare && close_tag(b, element);
    bool fine = sanitize_fits(element, parent) &&
                (element->is_void || b->depth < DEEPEST) &&
                !(str_is(tag->name, "a") && is_open_in(b, element)) &&
                sanitize_open(element, written, &opening);
    if (fine && element->is_block && b->depth == 0)
        end_run(b);
    else if (fine)
        begin_run(b);
    if (fine)
        buf_str(&b->out, buf_view(&opening));
    if (fine && !element->is_void)
        b->open[b->depth++] = element;
    buf_free(&opening);
    return fine;
}

/* Judges the token at `at`; returns where the next one begins. */
static size_t judge_token(struct block *b, size_t at)
{
    struct str text = b->node->text;
    struct tag tag;
    size_t len = tag_read(text, at, &tag);
    struct str written = {text.ptr + at, len};

    if (tag.kind == TAG_TEXT && (takes_text(b) || is_only_blank(written))) {
        add_text(b, written);
    } else if (tag.kind == TAG_TEXT) {
        tell(b->judge, place_in(b, at), str_trim(written));
    } else if (tag.kind == TAG_COMMENT) {
        if (tag.unfinished)
            diag_add(b->judge->diags, OPEN_COMMENT, place_in(b, at), NULL,
                     NULL);
    } else if ((tag.kind == TAG_OPEN || tag.kind == TAG_CLOSE) &&
               pass_tag(b, &tag, written)) {
        b->content = true;
    } else {
        tell(b->judge, place_in(b, at), written);
        len += tag_hidden(text, at + len, &tag);
    }
    return at + len;
}

static void judge_block(struct judge *j, struct node *node)
{
    struct block b = {
        .judge = j, .node = node, .cursor = {.source = j->doc->source}};

    begin_line(&b, node->line, 0);
    for (size_t at = 0; at < node->text.len;)
        at = judge_token(&b, at);
    while (b.out.len && b.out.data[b.out.len - 1] == '\n')
        buf_cut(&b.out, b.out.len - 1);
    while (b.depth)
        close_tag(&b, b.open[b.depth - 1]);
    end_run(&b);
    if (b.content && b.out.data[b.out.len - 1] != '\n')
        buf_char(&b.out, '\n');
    if (b.content) {
        struct str clean = buf_view(&b.out);
        clean.ptr = arena_copy(j->arena, clean.ptr, clean.len);
        node->text = clean;
    } else {
        node_unlink(node);
    }
    buf_free(&b.out);
}

/* ---- comments that are none ---- */

/*
 * A `<!--` behind other text whose --> is not in the same paragraph is text
 * to Markdown: what the author meant to hide would be published.
 */
static void find_open_comment(struct judge *j, const struct node *node)
{
    if (!memchr(node->text.ptr, '<', node->text.len) ||
        str_find(node->text, STR("<!--")) == SIZE_MAX)
        return;
    struct str line = source_line(j->doc->source, node->line);
    size_t at = str_find(line, STR("<!--"));
    if (at == SIZE_MAX || (at && line.ptr[at - 1] == '\\'))
        return;
    diag_add(j->diags, OPEN_COMMENT,
             place_byte(j->doc->source, node->line, (uint32_t)at + 1), NULL,
             NULL);
}

void raw_judge(struct arena *arena, struct doc *doc, enum raw_html policy,
               struct diags *diags)
{
    struct judge j = {arena, doc, diags,
                      policy == RAW_CLEAN ? RAW_DROPPED : RAW_HTML};

    if (policy == RAW_KEEP)
        return;
    for (struct node *at = doc->root, *next; at; at = next) {
        if (at->first && !node_is_block(at->first))
            judge_children(&j, at);
        if (at->kind == NODE_TEXT)
            find_open_comment(&j, at);
        next = doc_next(doc->root, at);
        if (at->kind == NODE_HTML_BLOCK)
            judge_block(&j, at);
    }
}
