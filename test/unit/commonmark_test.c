/*
 * Our reading and plain rendering against cmark-gfm's own, for each example of
 * the CommonMark specification (the npm package commonmark-spec).
 */
#include "../../gen/base/diag.h"
#include "../../gen/pages/render.h"
#include "../../gen/read/markdown.h"
#include "../test.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FENCE "````````````````````````````````"

static const char *const places[] = {
    "test/browser/node_modules/commonmark-spec/spec.txt",
    "node_modules/commonmark-spec/spec.txt",
};

static char *spec_text(void)
{
    const char *given = getenv("GONGKAI_COMMONMARK_SPEC");
    char *text = given ? test_file(given, NULL) : NULL;

    for (size_t i = 0; !text && i < sizeof(places) / sizeof(*places); i++)
        text = test_file(places[i], NULL);
    return text;
}

/* The specification shows tabs as arrows. */
static void with_tabs(struct buf *out, struct str text)
{
    struct str arrow = STR("→");

    for (size_t at; (at = str_find(text, arrow)) != SIZE_MAX;) {
        buf_add(out, text.ptr, at);
        buf_char(out, '\t');
        text.ptr += at + arrow.len;
        text.len -= at + arrow.len;
    }
    buf_str(out, text);
}

/* The next example's Markdown into `out`; false when there is none. */
static bool next_example(const char **at, struct buf *out)
{
    static const char head[] = "\n" FENCE " example\n";
    const char *begin = strstr(*at, head);
    const char *end = begin ? strstr(begin + sizeof(head) - 2, "\n.\n") : NULL;

    if (!end)
        return false;
    begin += sizeof(head) - 1;
    buf_cut(out, 0);
    if (end >= begin)
        with_tabs(out, str_range(begin, end + 1));
    *at = end + 2;
    return true;
}

static char *by_library(struct str text)
{
    int options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES;
    cmark_parser *parser = cmark_parser_new(options);

    cmark_parser_attach_syntax_extension(parser,
                                         cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(
        parser, cmark_find_syntax_extension("tasklist"));
    cmark_parser_feed(parser, text.ptr, text.len);
    cmark_node *root = cmark_parser_finish(parser);
    char *html = cmark_render_html(root, options, NULL);
    cmark_node_free(root);
    cmark_parser_free(parser);
    return html;
}

static void by_us(struct str text, struct buf *out)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct markdown_options options = {.raw_html = RAW_KEEP, .footnotes = true};
    struct render how = {.plain = true};
    struct source *source = source_new(&arena, "spec.md", text);
    struct doc *doc = markdown_read(&arena, source, 0, &options, &diags);

    buf_cut(out, 0);
    if (doc)
        render_blocks(doc->root->first, NULL, &how, out);
    buf_char(out, '\0');
    diags_free(&diags);
    arena_free(&arena);
}

/* Is this number at the beginning of a line of the list? */
static bool is_listed(const char *list, int number)
{
    char wanted[16];

    snprintf(wanted, sizeof(wanted), "\n%d ", number);
    return strstr(list, wanted) != NULL;
}

TEST(examples_of_commonmark_are_rendered_as_the_library_does)
{
    char *spec = spec_text();
    char *list = test_file("test/cases/commonmark_differs.txt", NULL);
    struct buf example = {0}, ours = {0};
    int number = 0;

    if (!spec)
        test_skip("the package commonmark-spec is not installed");
    CHECK(list != NULL);
    markdown_prepare();
    for (const char *at = spec; list && next_example(&at, &example);) {
        char *theirs = by_library(buf_view(&example));
        by_us(buf_view(&example), &ours);
        bool same = strcmp(ours.data, theirs) == 0;
        number++;
        test_case(same != is_listed(list, number), "commonmark",
                  "example %d%s\n<<<%.*s>>>\nours\n<<<%s>>>\ntheirs\n<<<%s>>>",
                  number, same ? " is listed as different, yet equal" : "",
                  (int)example.len, example.data ? example.data : "", ours.data,
                  theirs);
        free(theirs);
    }
    CHECK(number > 600);
    buf_free(&ours);
    buf_free(&example);
    free(list);
    free(spec);
}
