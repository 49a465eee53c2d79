#include "raw.h"

#include "../base/diag.h"
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

/* Judges the tags among the children of one node. */
static void judge_children(struct judge *j, struct node *parent)
{
    struct node *open[DEEPEST];
    struct tag tag, opened;
    size_t depth = 0;

    for (struct node *at = parent->first, *next; at; at = next) {
        next = at->next;
        if (at->kind != NODE_HTML)
            continue;
        tag_read(at->text, 0, &tag);
        bool fine = tag_is_allowed(&tag);
        if (fine && tag.kind == TAG_OPEN && !tag_is_void(&tag)) {
            fine = depth < DEEPEST;
            if (fine)
                open[depth++] = at;
        } else if (fine && tag.kind == TAG_CLOSE) {
            fine = depth && tag_read(open[depth - 1]->text, 0, &opened) &&
                   tag_same_name(&opened, &tag);
            depth -= fine;
        }
        if (fine)
            continue;
        if (tag.kind != TAG_COMMENT)
            tell(j, node_place(j->doc, at), at->text);
        node_unlink(at);
    }
    while (depth--) {
        tell(j, node_place(j->doc, open[depth]), open[depth]->text);
        node_unlink(open[depth]);
    }
}

/* ---- blocks of HTML ---- */

struct block {
    struct judge *judge;
    struct node *node;
    struct buf out;
    struct tag open[DEEPEST];
    size_t depth;
    bool content; /* anything but blanks came out */
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

static void add_text(struct block *b, struct str text)
{
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        if (byte == '<')
            buf_text(&b->out, "&lt;");
        else if (byte == '>')
            buf_text(&b->out, "&gt;");
        else if (byte == '&' && !is_reference(text, at))
            buf_text(&b->out, "&amp;");
        else
            buf_char(&b->out, byte);
        b->content |= byte != ' ' && byte != '\n' && byte != '\t';
    }
}

static bool pass_tag(struct block *b, const struct tag *tag)
{
    if (!tag_is_allowed(tag))
        return false;
    if (tag->kind == TAG_CLOSE) {
        if (!b->depth || !tag_same_name(&b->open[b->depth - 1], tag))
            return false;
        b->depth--;
        return true;
    }
    if (tag_is_void(tag))
        return true;
    if (b->depth == DEEPEST)
        return false;
    b->open[b->depth++] = *tag;
    return true;
}

/* Judges the token at `at`; returns where the next one begins. */
static size_t judge_token(struct block *b, size_t at)
{
    struct str text = b->node->text;
    struct tag tag;
    size_t len = tag_read(text, at, &tag);
    struct str written = {text.ptr + at, len};

    if (tag.kind == TAG_TEXT) {
        add_text(b, written);
    } else if (tag.kind == TAG_COMMENT) {
        if (tag.unfinished)
            diag_add(b->judge->diags, OPEN_COMMENT, place_in(b, at), NULL,
                     NULL);
    } else if (pass_tag(b, &tag)) {
        buf_str(&b->out, written);
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
    buf_text(&b.out, "<p>");
    for (size_t at = 0; at < node->text.len;)
        at = judge_token(&b, at);
    while (b.out.data[b.out.len - 1] == '\n')
        buf_cut(&b.out, b.out.len - 1);
    while (b.depth--)
        buf_format(&b.out, "</%.*s>", (int)b.open[b.depth].name.len,
                   b.open[b.depth].name.ptr);
    buf_text(&b.out, "</p>\n");
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
