/*
 * Any text is marked so that taking the marks off gives it back, and read into
 * a tree whose every place lies in it; rendered, the tree has only tags that
 * we write and that close.
 */
#include "fuzz.h"

#include "../../gen/pages/render.h"
#include "../../gen/read/loaded.h"
#include "../../gen/read/markdown.h"
#include "../../gen/read/marks.h"
#include "../../gen/read/tag.h"
#include "told.h"

#include <string.h>

/* Offsets go there and back, and rise. */
static void check_offsets(const struct marks *marks)
{
    size_t last = 0;

    for (size_t at = 0; at <= marks->source->text.len; at++) {
        size_t marked = marks_marked(marks, at);
        MUST(marked >= last && marked <= marks->text.len);
        MUST(marks_source(marks, marked) == at);
        last = marked;
    }
}

static void check_marks(const struct source *source)
{
    struct marks marks = {0};
    struct buf plain = {0};

    marks_make(&marks, source, 0);
    MUST(text_invalid(buf_view(&marks.text)) == SIZE_MAX);
    if (marks_find(source->text) == SIZE_MAX) {
        marks_strip(&plain, buf_view(&marks.text));
        MUST(str_equal(buf_view(&plain), source->text));
        check_offsets(&marks);
    }
    buf_free(&plain);
    marks_free(&marks);
}

static void check_text(struct str text, bool good)
{
    char name[16];

    MUST(text_invalid(text) == SIZE_MAX);
    /* No marks, and nothing that would not pass as it is, by any way. */
    MUST(!good || text_fault(text, name) == DIAG_CODES);
}

/* What stands at the place of a text is how it begins, or how that is written.
 * What was cut from one is counted without what was written otherwise there. */
static void check_words(const struct source *source, const struct node *node)
{
    size_t at = 0;
    uint32_t rune;

    if (node->kind != NODE_TEXT || node->line == 0 || node->text.len == 0)
        return;
    struct str line = source_line(source, node->line);
    for (uint32_t i = 1; i < node->column; i++)
        at += text_decode(line, at, &rune);
    MUST(at < line.len);
    struct str until = {line.ptr, at + 1};
    MUST(line.ptr[at] == node->text.ptr[0] ||
         memchr(until.ptr, '\\', until.len) ||
         memchr(until.ptr, '&', until.len));
}

static void check_node(const struct doc *doc, const struct node *node,
                       bool good)
{
    told_at(doc->source, node->line, node->column);
    check_words(doc->source, node);
    MUST(node->last_line <= doc->source->lines);
    MUST(!node_is_block(node) || node->last_line >= node->line);
    MUST(node->level <= 6 && (node->kind == NODE_HEADING) == (node->level > 0));
    MUST(node->first == NULL || node->first->parent == node);
    MUST(node->next == NULL || node->next->before == node);
    MUST((node->first == NULL) == (node->last == NULL));
    MUST(!node_is_leaf(node) || node->first == NULL);
    MUST((node->kind == NODE_FOOTNOTE_REF) == (node->note != NULL));
    check_text(node->text, good);
    check_text(node->info, good);
    check_text(node->url, good);
    check_text(node->title, good);
}

/* Counts what is open; text is escaped, so each '<' begins a tag. */
static void check_html(struct str html)
{
    struct tag tag;
    long open = 0;

    MUST(text_invalid(html) == SIZE_MAX);
    for (size_t at = 0, len; at < html.len; at += len) {
        const char *next = memchr(html.ptr + at, '<', html.len - at);
        if (!next)
            break;
        at = (size_t)(next - html.ptr);
        len = tag_read(html, at, &tag);
        MUST(tag.kind == TAG_OPEN || tag.kind == TAG_CLOSE);
        MUST(!str_is(tag.name, "script") && !str_is(tag.name, "style"));
        MUST(!str_is(tag.name, "iframe") && !str_is(tag.name, "object"));
        if (tag.kind == TAG_CLOSE)
            open--;
        MUST(open >= 0);
        if (tag.kind == TAG_OPEN && !str_is(tag.name, "br") &&
            !str_is(tag.name, "hr") && !str_is(tag.name, "img") &&
            !str_is(tag.name, "input") && !str_is(tag.name, "col") &&
            !str_is(tag.name, "wbr"))
            open++;
    }
    MUST(open == 0);
}

static void check_doc(const struct doc *doc, bool good)
{
    struct render how = {.prefix = "",
                         .permalink = "本段",
                         .notes_title = "注释",
                         .back_label = "回到正文",
                         .scroll_label = "表格",
                         .external_label = "外部链接"};
    struct buf html = {0};

    MUST(doc->root->kind == NODE_DOCUMENT);
    for (const struct node *node = doc->root; node;
         node = doc_next(doc->root, node))
        check_node(doc, node, good);
    render_blocks(doc->root->first, NULL, &how, &html);
    check_html(buf_view(&html));
    buf_free(&html);
}

static void check_read(const struct source *source, enum raw_html raw)
{
    struct markdown_options options = {.raw_html = raw, .footnotes = true};
    struct arena arena = {0};
    struct diags diags = {0};
    const struct doc *doc = markdown_read(&arena, source, 0, &options, &diags);

    if (doc)
        check_doc(doc, diags_count(&diags, DIAG_ERROR) == 0);
    else
        MUST(diags_count(&diags, DIAG_ERROR) > 0);
    told_well(&diags, source);
    diags_free(&diags);
    arena_free(&arena);
}

FUZZ(markdown)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct str bytes = {size ? (const char *)data : "", size};

    markdown_prepare();
    const struct source *source = source_load(&arena, "a.md", bytes, &diags);
    told_well(&diags, source);
    if (source) {
        check_marks(source);
        check_read(source, RAW_REJECT);
        check_read(source, RAW_CLEAN);
    }
    diags_free(&diags);
    arena_free(&arena);
}
