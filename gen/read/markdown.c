#include "markdown.h"

#include "../base/diag.h"
#include "convert.h"
#include "inline.h"
#include "limits.h"
#include "link.h"
#include "marks.h"
#include "notes.h"
#include "parse.h"
#include "raw.h"

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
    inline_breaks(doc->root);
    link_descriptions(doc, diags);
    if (options->raw_html != RAW_KEEP)
        link_judge(doc, diags);
    return doc;
}
