#include "docx.h"

#include "../base/diag.h"
#include "docx_number.h"
#include "docx_table.h"
#include "html.h"
#include "manuscript.h"

#include <string.h>

#define PICTURES_MOST 64

/* One document on its way into blocks. */
struct reading {
    struct manuscript *manuscript;
    unsigned file;
    const struct html_node *links; /* document.xml.rels; may be NULL */
    const struct html_node *styles; /* may be NULL */
    struct docx_numbers numbers;
    struct buf text, hidden;
    size_t bold;
    unsigned level; /* of a heading; 0: none */
    int item;
    const struct html_node *in_bold, *in_hidden;
    struct str picture[PICTURES_MOST];
    struct str shows[PICTURES_MOST];
    size_t pictures;
    bool full;
};

static void flush(struct reading *r)
{
    struct arena *arena = r->manuscript->arena;
    struct str text = text_tidy(arena, buf_view(&r->text));
    struct block *block;

    manuscript_lose(r->manuscript, LOSS_HIDDEN, r->file, 0,
                    text_tidy(arena, buf_view(&r->hidden)));
    buf_cut(&r->hidden, 0);
    if (text.len) {
        block = manuscript_add(
            r->manuscript, r->level ? BLOCK_HEADING : BLOCK_TEXT, r->file, 0);
        r->full = r->full || !block;
        if (block) {
            block->text = text;
            block->level = r->level;
            block->item = r->item;
            block->bold = r->bold * 10 >= r->text.len * 9;
            block->indented = true;
        }
    }
    for (size_t i = 0; i < r->pictures; i++) {
        block = manuscript_add(r->manuscript, BLOCK_IMAGE, r->file, 0);
        r->full = r->full || !block;
        if (block) {
            block->url = r->picture[i];
            block->text = text_tidy(arena, r->shows[i]);
        }
    }
    buf_cut(&r->text, 0);
    r->pictures = r->bold = 0;
}

/* ---- what stands in other files of the package ---- */

static struct str target_of(const struct reading *r, struct str id)
{
    const struct html_node *all =
        r->links ? docx_child(r->links, "relationships") : NULL;

    for (const struct html_node *at = all ? all->first : NULL; at;
         at = at->next)
        if (at->kind == HTML_ELEMENT && str_equal(html_value(at, "id"), id))
            return html_value(at, "target");
    return STR("");
}

static const struct html_node *style_of(const struct reading *r, struct str id)
{
    const struct html_node *all =
        r->styles ? docx_child(r->styles, "styles") : NULL;

    for (const struct html_node *at = all ? all->first : NULL; at && id.len;
         at = at->next)
        if (at->kind == HTML_ELEMENT && str_is(at->name, "style") &&
            str_equal(html_value(at, "styleid"), id))
            return at;
    return NULL;
}

/* "heading 2" is 2, "Title" is 1; else 0. */
static unsigned heading_level(const struct html_node *style)
{
    const struct html_node *name = docx_child(style, "name");
    struct str text = name ? html_value(name, "val") : STR("");

    if (str_is(text, "Title") || str_is(text, "title"))
        return 1;
    if ((str_starts(text, "heading ") || str_starts(text, "Heading ")) &&
        text.len == 9 && text.ptr[8] >= '1' && text.ptr[8] <= '6')
        return (unsigned)(text.ptr[8] - '0');
    return 0;
}

static void put_label(struct reading *r, const struct html_node *properties)
{
    const struct html_node *number = docx_child(properties, "numpr");
    const struct html_node *id = docx_child(number, "numid");
    const struct html_node *level = docx_child(number, "ilvl");
    struct str digit = level ? html_value(level, "val") : STR("0");
    bool bullet;

    if (!id || digit.len != 1)
        return;
    docx_number_next(&r->numbers, html_value(id, "val"),
                     (unsigned)(digit.ptr[0] - '0'), &r->text, &bullet);
    r->item = bullet ? -1 : 0;
}

static void begin_paragraph(struct reading *r, const struct html_node *node)
{
    const struct html_node *properties = docx_child(node, "ppr");
    const struct html_node *named = docx_child(properties, "pstyle");
    const struct html_node *style =
        named ? style_of(r, html_value(named, "val")) : NULL;

    flush(r);
    r->level = style ? heading_level(style) : 0;
    r->item = 0;
    const struct html_node *own = docx_child(properties, "numpr");
    put_label(r, own || !style ? properties : docx_child(style, "ppr"));
}

/* ---- the text ---- */

static bool is_on(const struct html_node *flag)
{
    struct str value = flag ? html_value(flag, "val") : STR("0");

    return flag && !str_is(value, "0") && !str_is(value, "false");
}

static void begin_run(struct reading *r, const struct html_node *node)
{
    const struct html_node *properties = docx_child(node, "rpr");

    if (is_on(docx_child(properties, "b")))
        r->in_bold = node;
    if (is_on(docx_child(properties, "vanish")))
        r->in_hidden = node;
}

static void take_text(struct reading *r, const struct html_node *node)
{
    struct str text = node->text;

    if (!node->parent || !(str_is(node->parent->name, "t") ||
                           str_is(node->parent->name, "deltext")))
        return;
    if (r->in_hidden) {
        buf_str(&r->hidden, text);
        return;
    }
    buf_str(&r->text, text);
    r->bold += r->in_bold ? text.len : 0;
}

/* The picture of an a:blip or v:imagedata. */
static void take_picture(struct reading *r, const struct html_node *node)
{
    struct arena *arena = r->manuscript->arena;
    struct str id = html_value(node, "embed");

    if (id.len == 0)
        id = html_value(node, "id");
    struct str target = target_of(r, id);
    if (target.len == 0 || r->pictures == PICTURES_MOST || r->in_hidden)
        return;
    struct str shows = STR("");
    for (const struct html_node *up = node->parent; up && !shows.len;
         up = up->parent) {
        const struct html_node *about = docx_child(up, "docpr");
        shows = about ? html_value(about, "descr") : STR("");
    }
    if (str_starts(target, "/"))
        target = (struct str){target.ptr + 1, target.len - 1};
    else
        target = str_of(
            arena_format(arena, "word/%.*s", (int)target.len, target.ptr));
    r->picture[r->pictures] = target;
    r->shows[r->pictures++] = shows;
}

static bool take_table(struct reading *r, const struct html_node *node)
{
    struct block_table *table = docx_table(r->manuscript->arena, node);

    flush(r);
    if (!table)
        return false;
    struct block *block =
        manuscript_add(r->manuscript, BLOCK_TABLE, r->file, 0);
    r->full = r->full || !block;
    if (block)
        block->table = table;
    return true;
}

/* Returns whether what is below has to be looked at. */
static bool enter(void *context, const struct html_node *node)
{
    struct reading *r = context;

    if (node->kind == HTML_TEXT)
        take_text(r, node);
    if (node->kind != HTML_ELEMENT || r->full)
        return false;
    struct str name = node->name;
    if (str_is(name, "fallback") || str_is(name, "ppr") ||
        str_is(name, "rpr") || str_is(name, "instrtext"))
        return false;
    if (str_is(name, "p"))
        begin_paragraph(r, node);
    else if (str_is(name, "r"))
        begin_run(r, node);
    else if (str_is(name, "del") || str_is(name, "movefrom"))
        r->in_hidden = node;
    else if (str_is(name, "tab"))
        buf_char(&r->text, ' ');
    else if (str_is(name, "br") || str_is(name, "cr"))
        flush(r);
    else if (str_is(name, "blip") || str_is(name, "imagedata"))
        take_picture(r, node);
    else if (str_is(name, "tbl"))
        return !take_table(r, node);
    return true;
}

static void leave(void *context, const struct html_node *node)
{
    struct reading *r = context;

    if (r->in_bold == node)
        r->in_bold = NULL;
    if (r->in_hidden == node)
        r->in_hidden = NULL;
    if (node->kind == HTML_ELEMENT && str_is(node->name, "p")) {
        flush(r);
        r->level = 0;
        r->item = 0;
    }
}

/* One XML file of the package; NULL where it is not there or cannot be read
 * (told only where it must be there). */
static const struct html_node *part(struct arena *arena,
                                    const struct packed *packed,
                                    const char *name, const char *path,
                                    struct diags *diags)
{
    struct diags silent = {0};
    struct html html;
    struct str bytes;

    if (!packed_find(packed, name, &bytes))
        return NULL;
    const struct source *source = source_new(arena, path, bytes);
    bool good = html_read_xml(arena, source, &html, diags ? diags : &silent);
    diags_free(&silent);
    return good ? html.root : NULL;
}

bool docx_read(struct manuscript *manuscript, const struct packed *packed,
               const char *path, unsigned file, struct diags *diags)
{
    struct reading r = {.manuscript = manuscript, .file = file};
    struct arena *arena = manuscript->arena;
    struct str bytes;

    if (!packed_find(packed, "word/document.xml", &bytes)) {
        diag_path(diags, IMPORT_KIND, path, "ZIP", NULL);
        return false;
    }
    const struct html_node *root =
        part(arena, packed, "word/document.xml", path, diags);
    if (!root)
        return false;
    r.links = part(arena, packed, "word/_rels/document.xml.rels", path, NULL);
    r.styles = part(arena, packed, "word/styles.xml", path, NULL);
    docx_numbers_read(arena,
                      part(arena, packed, "word/numbering.xml", path, NULL),
                      &r.numbers);
    html_visit(root, &(struct html_visitor){
                         .enter = enter, .leave = leave, .context = &r});
    flush(&r);
    buf_free(&r.hidden);
    buf_free(&r.text);
    if (r.full)
        diag_path(diags, LIMIT_MARKS, path, BOTH("段落", "paragraphs"),
                  "50000");
    return !r.full;
}

/* What older programs are given beside it says the same once more. */
static size_t skip_fallback(struct str xml, size_t at)
{
    struct str rest = {xml.ptr + at, xml.len - at};
    size_t end = str_find(rest, STR("</mc:Fallback>"));

    return end == SIZE_MAX ? xml.len : at + end;
}

struct str docx_strip(struct arena *arena, const struct packed *packed)
{
    struct str xml = STR(""), plain;
    struct buf out = {0};

    packed_find(packed, "word/document.xml", &xml);
    for (size_t at = 0; at < xml.len; at++) {
        struct str rest = {xml.ptr + at, xml.len - at};
        if (str_starts(rest, "<mc:Fallback"))
            at = skip_fallback(xml, at);
        if (str_starts(rest, "</w:p>") || str_starts(rest, "<w:tab") ||
            str_starts(rest, "<w:br"))
            buf_char(&out, ' ');
        if (!str_starts(rest, "<w:t>") && !str_starts(rest, "<w:t "))
            continue;
        const char *open = memchr(rest.ptr, '>', rest.len);
        size_t end = str_find(rest, STR("</w:t>"));
        if (open && end != SIZE_MAX && rest.ptr + end > open)
            buf_str(&out, str_range(open + 1, rest.ptr + end));
    }
    plain = (struct str){arena_copy(arena, out.len ? out.data : "", out.len),
                         out.len};
    buf_free(&out);
    return plain;
}
