#include "../../gen/read/markdown.h"
#include "../../gen/base/diag.h"
#include "../../gen/pages/render.h"
#include "../test.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* One reading of a text. */
struct fake {
    struct arena arena;
    struct diags diags;
    struct source *source;
    struct doc *doc;
    struct buf out;
};

static const struct markdown_options strict = {.footnotes = true};
static const struct markdown_options clean = {.raw_html = RAW_CLEAN,
                                              .footnotes = true};
static const struct markdown_options keep = {.raw_html = RAW_KEEP,
                                             .footnotes = true};

static void read_from(struct fake *fake, struct str text, size_t from,
                      const struct markdown_options *options)
{
    markdown_prepare();
    fake->source = source_new(&fake->arena, "a.md", text);
    fake->doc = markdown_read(&fake->arena, fake->source, from, options,
                              &fake->diags);
}

static void read_text(struct fake *fake, const char *text)
{
    read_from(fake, str_of(text), 0, &strict);
}

static const char *html(struct fake *fake)
{
    struct render how = {.plain = true};

    buf_cut(&fake->out, 0);
    if (fake->doc)
        render_blocks(fake->doc->root->first, NULL, &how, &fake->out);
    buf_char(&fake->out, '\0');
    return fake->out.data;
}

/* "3:7 [code] argument" a line. */
static const char *told(struct fake *fake)
{
    buf_cut(&fake->out, 0);
    diags_sort(&fake->diags);
    for (size_t i = 0; i < fake->diags.len; i++) {
        const struct diag *diag = &fake->diags.item[i];
        buf_format(&fake->out, "%u:%u [%s] %s\n", diag->line, diag->column,
                   diag_rule(diag->code)->name, diag->a ? diag->a : "");
    }
    buf_char(&fake->out, '\0');
    return fake->out.data;
}

static void fake_free(struct fake *fake)
{
    buf_free(&fake->out);
    diags_free(&fake->diags);
    arena_free(&fake->arena);
    *fake = (struct fake){0};
}

/* ---- tables of cases ---- */

static void unescape(struct buf *out, struct str text)
{
    buf_cut(out, 0);
    for (size_t i = 0; i < text.len; i++) {
        bool line = text.ptr[i] == '\\' && i + 1 < text.len &&
                    text.ptr[i + 1] == 'n';
        buf_char(out, line ? '\n' : text.ptr[i]);
        i += line;
    }
    buf_char(out, '\0');
}

TEST(chinese_text_comes_out_as_its_author_meant)
{
    char *table = test_file("test/cases/chinese.tsv", NULL);
    struct buf source = {0}, wanted = {0};
    int cases = 0;

    CHECK(table != NULL);
    for (char *line = table ? strtok(table, "\n") : NULL; line;
         line = strtok(NULL, "\n")) {
        char *tab = strchr(line, '\t');
        struct fake fake = {0};
        if (*line == '#' && (line[1] == ' '))
            continue;
        if (!test_case(tab != NULL, "chinese", "no tab in: %s", line))
            continue;
        unescape(&source, str_range(line, tab));
        unescape(&wanted, str_of(tab + 1));
        read_from(&fake, str_of(source.data), 0, &keep);
        buf_cut(&wanted, wanted.len - 1);
        buf_text(&wanted, "\n");
        cases++;
        const char *got = html(&fake);
        test_case(strcmp(got, wanted.data) == 0, "chinese",
                  "%s\ngot\n%swanted\n%s", source.data, got, wanted.data);
        fake_free(&fake);
    }
    CHECK(cases >= 60);
    buf_free(&wanted);
    buf_free(&source);
    free(table);
}
