#include "markdown.h"

#include "../base/diag.h"
#include "convert.h"
#include "html_entity.h"
#include "inline.h"
#include "limits.h"
#include "link.h"
#include "loaded.h"
#include "marks.h"
#include "notes.h"
#include "parse.h"
#include "raw.h"

#define NAME_ROOM 16

void markdown_prepare(void)
{
    parse_prepare();
}

/* The library's tree, or NULL when time or memory ran out. */
static struct cmark_node *parse(struct parse *out, const struct marks *marks,
                                bool footnotes, struct diags *diags)
{
    struct place place = place_file(marks->source);

    switch (parse_text(out, buf_view(&marks->text), footnotes)) {
    case PARSE_DONE: return out->root;
    case PARSE_TIME: diag_add(diags, LIMIT_TIME, place, "1.5 s", NULL); break;
    case PARSE_MEMORY:
        diag_add(diags, LIMIT_MEMORY, place, "256 MiB", NULL);
        break;
    }
    return NULL;
}

static struct doc *read_tree(struct arena *arena, const struct source *source,
                             size_t from, bool footnotes, unsigned nesting,
                             struct diags *diags)
{
    struct marks marks = {0};
    struct parse parsed = {0};
    struct doc *doc = NULL;

    marks_make(&marks, source, from);
    struct cmark_node *root = parse(&parsed, &marks, footnotes, diags);
    if (root)
        doc = convert_tree(arena, &marks, root, nesting, diags);
    if (doc && marks.strikes)
        inline_strike(arena, doc->root);
    parse_free(&parsed);
    marks_free(&marks);
    return doc;
}

/* Entities in HTML that passes are the browser's to read. */
static enum diag_code html_fault(struct str html, char name[NAME_ROOM])
{
    size_t end;

    for (size_t at = 0; at < html.len; at = end) {
        uint32_t rune;
        end = at + 1;
        if (html.ptr[at] != '&' ||
            html_entity(html, at, &rune, &end) != ENTITY_RUNE)
            continue;
        enum diag_code code = rune_fault(rune, name);
        if (code != DIAG_CODES && diag_rule(code)->level == DIAG_ERROR)
            return code;
    }
    return DIAG_CODES;
}

static enum diag_code node_fault(const struct node *node, char name[NAME_ROOM])
{
    const struct str texts[] = {node->text, node->info, node->url, node->title};
    enum diag_code code = DIAG_CODES;

    if (node->kind == NODE_HTML || node->kind == NODE_HTML_BLOCK)
        return html_fault(node->text, name);
    for (size_t i = 0;
         i < sizeof(texts) / sizeof(texts[0]) && code == DIAG_CODES; i++)
        code = text_fault(texts[i], name);
    return code;
}

/* &#x202e; stands for what would have been refused when the file was loaded,
 * had it been written as it is. */
static void judge_entities(const struct doc *doc, struct diags *diags)
{
    char name[NAME_ROOM];

    if (!memchr(doc->source->text.ptr, '&', doc->source->text.len))
        return;
    for (const struct node *node = doc->root; node;
         node = doc_next(doc->root, node)) {
        enum diag_code code = node_fault(node, name);
        if (code != DIAG_CODES)
            diag_add(diags, code, node_place(doc, node), name, NULL);
    }
}

struct doc *markdown_read(struct arena *arena, const struct source *source,
                          size_t from, const struct markdown_options *options,
                          struct diags *diags)
{
    unsigned nesting =
        options->max_nesting ? options->max_nesting : LIMIT_NESTING;

    if (!limits_hold(source, from, nesting, diags))
        return NULL;
    struct doc *doc =
        read_tree(arena, source, from, options->footnotes, nesting, diags);
    if (!doc)
        return NULL;
    if (options->footnotes)
        notes_finish(doc, from, diags);
    inline_urls(arena, doc->root);
    raw_judge(arena, doc, options->raw_html, diags);
    judge_entities(doc, diags);
    inline_breaks(doc->root);
    link_descriptions(doc, diags);
    if (options->raw_html != RAW_KEEP)
        link_judge(doc, diags);
    return doc;
}
