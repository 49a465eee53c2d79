#include "../../gen/base/diag.h"
#include "../../gen/pages/render.h"
#include "../../gen/read/markdown.h"
#include "../asan.h"
#include "../test.h"

#include <pthread.h>
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

static void read_text(struct fake *fake, struct str text,
                      const struct markdown_options *options)
{
    markdown_prepare();
    fake->source = source_new(&fake->arena, "a.md", text);
    fake->doc =
        markdown_read(&fake->arena, fake->source, 0, options, &fake->diags);
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

/* The first thing told: "3:7 [code] argument". */
static const char *told(struct fake *fake)
{
    const struct diag *diag = fake->diags.item;

    buf_cut(&fake->out, 0);
    if (fake->diags.len)
        buf_format(&fake->out, "%u:%u [%s] %s", diag->line, diag->column,
                   diag_rule(diag->code)->name, diag->a ? diag->a : "");
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

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void repeat(struct buf *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_text(out, text);
}

/* A shape: head, then `each` so many times, then tail so many times. */
struct shape {
    const char *name, *head, *each;
    size_t count;
    const char *tail;
    size_t tails;
    const char *code; /* the first thing told, or NULL: the page passes */
};

static void shape_case(const struct shape *shape,
                       const struct markdown_options *options)
{
    struct buf text = {0};
    struct fake fake = {0};

    buf_text(&text, shape->head);
    repeat(&text, shape->each, shape->count);
    repeat(&text, shape->tail, shape->tails);
    double begin = seconds();
    read_text(&fake, buf_view(&text), options);
    html(&fake);
    double took = seconds() - begin;
    const struct diag *first = fake.diags.len ? fake.diags.item : NULL;
    const char *code = first ? diag_rule(first->code)->name : "";
    test_case(took < (UNDER_ASAN ? 20.0 : 2.0), "shape", "%s took %.2f s",
              shape->name, took);
    if (shape->code)
        test_case(strcmp(code, shape->code) == 0 &&
                      (fake.doc != NULL) == (*shape->code == '\0'),
                  "shape", "%s: [%s], wanted [%s]", shape->name, code,
                  shape->code);
    fake_free(&fake);
    buf_free(&text);
}

TEST(shapes_that_the_library_cannot_take_are_refused_in_time)
{
    static const struct shape shapes[] = {
        {"deep list, then blank lines", "", "- ", 20000, "x\n\n", 7000,
         "depth"},
        {"deep quote of emphasis", "", ">", 40000, "a*", 40000, "depth"},
        {"64 quotes of emphasis",
         ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>", "",
         0, "a*", 9000, ""},
        {"images that never close", "", "![[]()", 40000, "", 0, "limit-marks"},
        {"as many as pass", "", "![[]()", 4999, "", 0, ""},
        {"CDATA", "a ", "<![CDATA[", 20000, "", 0, "limit-marks"},
        {"declarations", "a ", "<!A ", 40000, "", 0, "limit-marks"},
        {"instructions", "a ", "<?", 100000, "", 0, "limit-marks"},
        {"as many declarations as pass", "a ", "<!A ", 1000, "b ", 120000, ""},
        {"comments", "a ", "<!--", 50000, "", 0, ""},
        {"lines above a table", "", "a\n", 40000, "|-|\n", 1, "limit-marks"},
        {"as many as pass", "", "a\n", 9999, "|-|\n", 1, ""},
        {"tables that are none", "", "a\n-|-\n", 40000, "", 0, "limit-marks"},
        {"mismatched emphasis", "", "*a ", 30000, "_a*_ ", 30000,
         "limit-marks"},
        {"as much as passes", "", "*a ", 3300, "_a*_ ", 2200, NULL},
        {"blank lines", "a", "\n", 102, "b", 1, "blank-lines"},
        {"one long line", "", "a", 900000, "", 0, "line-length"},
        {"one honest long line", "", "字", 87000, "", 0, ""},
        {"brackets", "", "[", 200000, "", 0, ""},
        {"bracket pairs", "", "[a]", 80000, "", 0, ""},
        {"footnote marks", "", "[^", 100000, "", 0, ""},
        {"missing footnotes", "", "[^a]", 60000, "", 0, NULL},
        {"missing footnotes of many names", "a [^b", "[^c]d[", 40000, "", 0,
         NULL},
        {"backslashed marks", "", "[\\^a]", 40000, "", 0, ""},
        {"decoded marks", "", "[&#94;aaaaaaaaaaaaaaa]", 10000, "", 0, ""},
        {"quotes in link titles", "", "[a](b '", 30000, "", 0, ""},
        {"open links", "", "[a](<b", 40000, "", 0, ""},
        {"stars and underscores", "", "*a_ ", 4000, "", 0, ""},
        {"nested strong", "", "*a **a ", 4000, "b** b* ", 100, NULL},
        {"addresses", "", "http://a.b", 20000, "", 0, ""},
        {"parentheses of an address", "http://a.b", "(", 100000, ")", 100000,
         ""},
        {"entities of an address", "http://a.b", "&a;", 60000, "", 0, ""},
        {"www", "", "www.", 60000, "", 0, ""},
        {"struck out", "", "~~a ", 50000, "", 0, ""},
        {"struck pairs", "", "~~a~~ ", 40000, "", 0, ""},
        {"definitions", "", "[a]: u\n", 100000, "", 0, ""},
        {"headings", "", "## 题\n\n", 10000, "", 0, ""},
        {"table of 5,000 rows", "|甲|乙|丙|丁|\n|-|-|-|-|\n",
         "|指标甲|**12.5%**|完成|说明文字|\n", 5000, "", 0, ""},
        {"table of 20,000 rows", "|甲|乙|丙|丁|\n|-|-|-|-|\n", "|a|b|c|d|\n",
         20000, "", 0, "limit-cells"},
        {"rows of dashes in a table", "|a|b|\n|-|-|\n", "|c|d|\n|--|--|\n", 100,
         "", 0, ""},
        {"list of 20,000 images", "", "- ![图](a.png) *b*\n", 20000, "", 0, ""},
        {"code of stars", "```\n", "/* x */\n", 4000, "```\n", 1, ""},
        {"soft breaks", "", "中\n", 100000, "", 0, ""},
        {"lazy lines", "> a\n", "b\n", 100000, "", 0, ""},
        {"rules", "", "* * * * * * * * * * * * * * * * * * * * * * * * *\n",
         5000, "", 0, ""},
    };

    for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
        shape_case(&shapes[i], &keep);
}

/* The sanitizing of HTML must be no slower. */
TEST(shapes_of_html_are_judged_in_time)
{
    static const struct shape shapes[] = {
        {"tags in a paragraph", "x ", "<i>", 80000, "", 0, NULL},
        {"tags in a block", "<div>", "<i>", 80000, "", 0, NULL},
        {"tags on lines", "<div>\n", "<i>\n", 100000, "", 0, NULL},
        {"scripts", "<div>", "<script>", 30000, "", 0, NULL},
        {"ends of scripts", "<script>\n", "</a\"\n", 100000, "", 0, NULL},
        {"open quotes", "<div>", "<a \"", 60000, "", 0, NULL},
        {"comments", "", "<!--*a*", 5000, "", 0, NULL},
        {"references", "<div>", "&a", 100000, "", 0, NULL},
        {"allowed tags", "<div>", "<u>", 80000, "</u>", 80000, NULL},
    };

    for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
        shape_case(&shapes[i], &clean);
}

TEST(what_no_limit_counts_is_stopped_by_memory_and_clock)
{
    struct buf text = {0};
    struct fake fake = {0};

    repeat(&text, "- a\n\n", 250000);
    read_text(&fake, buf_view(&text), &strict);
    CHECK(fake.doc == NULL);
    CHECK_STR(told(&fake), "0:0 [limit-memory] 256 MiB");
    fake_free(&fake);
    buf_cut(&text, 0);
    /* The end of each is looked for up to that of its paragraph, and none is
     * kept: time goes by, but little memory. */
    for (int i = 0; i < 40; i++) {
        buf_char(&text, 'a');
        for (int j = 0; j < 999; j++) {
            buf_text(&text, "<?");
            repeat(&text, "a", 250);
        }
        buf_text(&text, "\n\n");
    }
    double begin = seconds();
    read_text(&fake, buf_view(&text), &strict);
    CHECK(seconds() - begin < 2.0);
    CHECK(fake.doc == NULL);
    CHECK_STR(told(&fake), "0:0 [limit-time] 1.5 s");
    fake_free(&fake);
    buf_free(&text);
}

TEST(wide_tables_are_refused_with_the_line_of_their_head)
{
    struct buf text = {0};
    struct fake fake = {0};

    buf_text(&text, "甲\n\n");
    repeat(&text, "|a", 2000);
    buf_text(&text, "|\n");
    repeat(&text, "|-", 2000);
    buf_text(&text, "|\n");
    repeat(&text, "a\n", 2000);
    read_text(&fake, buf_view(&text), &strict);
    CHECK(fake.doc == NULL);
    CHECK_STR(told(&fake), "3:1 [limit-cells] 2000 × 2002");
    fake_free(&fake);
    buf_free(&text);
}

TEST(link_definitions_cannot_blow_up)
{
    struct buf text = {0};
    struct fake fake = {0};

    buf_text(&text, "[a]: /");
    repeat(&text, "u", 40000);
    buf_text(&text, "\n\n");
    repeat(&text, "[A] ", 40000);
    read_text(&fake, buf_view(&text), &strict);
    CHECK(fake.doc == NULL);
    CHECK_STR(told(&fake), "3:413 [limit-output] > 4 MiB");
    fake_free(&fake);
    buf_free(&text);
}

TEST(ten_thousand_footnotes_are_read_in_time)
{
    struct buf text = {0};
    struct fake fake = {0};

    for (int i = 0; i < 10000; i++)
        buf_format(&text, "甲[^n%d]\n\n[^n%d]: 注\n\n", i, i);
    double begin = seconds();
    read_text(&fake, buf_view(&text), &strict);
    html(&fake);
    CHECK(seconds() - begin < 2.0);
    CHECK(fake.doc && fake.doc->root->last->number == 10000);
    fake_free(&fake);
    buf_free(&text);
}

static void nest_case(const char *open, size_t depth, const char *text,
                      const char *close, bool passes)
{
    struct buf buf = {0};
    struct fake fake = {0};

    repeat(&buf, open, depth);
    buf_text(&buf, text);
    repeat(&buf, close, depth);
    read_text(&fake, buf_view(&buf), &strict);
    test_case((fake.doc != NULL) == passes, "nest", "%zu × %s", depth, open);
    if (fake.doc)
        html(&fake);
    else
        test_case(fake.diags.len == 1 && fake.diags.item[0].code == LIMIT_DEPTH,
                  "nest", "%zu × %s is told as too deep", depth, open);
    fake_free(&fake);
    buf_free(&buf);
}

TEST(nests_pass_up_to_the_limit)
{
    nest_case("> ", 64, "甲", "", true);
    nest_case("> ", 65, "甲", "", false);
    nest_case("- ", 60, "甲", "", true);
    nest_case("- ", 65, "甲", "", false);
    nest_case("*a **b ", 30, "甲", " c** d*", true);
    nest_case("*a **b ", 40, "甲", " c** d*", false);
    nest_case("![", 60, "甲", "](u)", true);
    nest_case("![", 70, "甲", "](u)", false);
}

/* ---- threads ---- */

static char *mixed_text;

static void *read_many(void *result)
{
    struct buf *out = result;

    for (int i = 0; i < 100; i++) {
        struct fake fake = {0};
        fake.source = source_new(&fake.arena, "a.md", str_of(mixed_text));
        fake.doc =
            markdown_read(&fake.arena, fake.source, 0, &keep, &fake.diags);
        const char *got = html(&fake);
        if (out->len == 0)
            buf_text(out, got);
        else if (strcmp(out->data, got) != 0)
            buf_text(out, "differs");
        fake_free(&fake);
    }
    return NULL;
}

TEST(four_threads_read_the_same)
{
    struct buf text = {0}, out[4] = {{0}};
    pthread_t thread[4];

    repeat(&text,
           "## **一、**题\n\n甲**“乙”**丙~~丁~~ http://a.cn。`码`[^1]\n\n"
           "- [x] 戊\n\n|甲|乙|\n|-|-:|\n|**己：**|庚|\n\n",
           20);
    buf_text(&text, "[^1]: 注*释*\n");
    mixed_text = text.data;
    markdown_prepare();
    for (int i = 0; i < 4; i++)
        CHECK_INT(pthread_create(&thread[i], NULL, read_many, &out[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(thread[i], NULL);
    CHECK(out[0].len > 1000);
    for (int i = 1; i < 4; i++)
        CHECK_STR(out[i].data, out[0].data);
    for (int i = 0; i < 4; i++)
        buf_free(&out[i]);
    buf_free(&text);
}
