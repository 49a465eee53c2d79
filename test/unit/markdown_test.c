#include "../../gen/read/markdown.h"
#include "../../gen/base/diag.h"
#include "../../gen/pages/render.h"
#include "../find_node.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

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
    fake->doc =
        markdown_read(&fake->arena, fake->source, from, options, &fake->diags);
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
        bool line =
            text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] == 'n';
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
        CHECK(tab != NULL);
        if (!tab)
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

/* ---- trees ---- */

TEST(lists_tables_and_tasks_keep_what_the_author_set)
{
    struct fake fake = {0};

    read_text(&fake, "3. 甲\n4. 乙\n\n段\n\n- [ ] 丙\n- [x] 丁\n\n"
                     "|a|b|c|\n|:-|:-:|-:|\n|1|2|3|\n\n``` c x\n码\n```\n");
    const struct node *list = find_node(fake.doc, NODE_LIST, NULL);
    CHECK(list && list->ordered && list->tight);
    CHECK_INT(list ? list->start : 0, 3);
    const struct node *tasks = list ? list->next->next : NULL;
    CHECK(tasks && !tasks->ordered);
    CHECK_INT(tasks ? tasks->first->task : 0, TASK_OPEN);
    CHECK_INT(tasks ? tasks->last->task : 0, TASK_DONE);
    const struct node *table = find_node(fake.doc, NODE_TABLE, NULL);
    CHECK(table && table->columns == 3);
    CHECK(table && table->first->header && !table->last->header);
    CHECK_INT(table ? table->last->first->align : 0, ALIGN_LEFT);
    CHECK_INT(table ? table->first->last->align : 0, ALIGN_RIGHT);
    const struct node *code = find_node(fake.doc, NODE_CODE_BLOCK, "码\n");
    CHECK(code && str_is(code->info, "c x"));
    CHECK_INT(code ? code->line : 0, 13);
    CHECK_INT(code ? code->last_line : 0, 15);
    CHECK_STR(told(&fake), "");
    fake_free(&fake);
}

TEST(footnotes_are_numbered_by_first_use)
{
    struct fake fake = {0};

    read_text(&fake, "甲[^b]乙[^a]丙[^b]\n\n[^a]: 一[^c]\n[^b]: 二\n"
                     "[^c]: 三\n");
    const struct node *root = fake.doc->root;
    CHECK(root->last->kind == NODE_FOOTNOTE);
    CHECK(str_is(root->last->text, "c") && root->last->number == 3);
    CHECK(str_is(root->last->before->text, "a"));
    CHECK(str_is(root->last->before->before->text, "b"));
    const struct node *ref = find_node(fake.doc, NODE_FOOTNOTE_REF, NULL);
    CHECK(ref && ref->note == root->last->before->before);
    CHECK_STR(told(&fake), "");
    fake_free(&fake);
}

/* ---- what is told ---- */

static void told_case(const char *text, const struct markdown_options *options,
                      const char *wanted)
{
    struct fake fake = {0};

    read_from(&fake, str_of(text), 0, options);
    const char *got = told(&fake);
    test_case(strcmp(got, wanted) == 0, "told", "%s\ngot\n%swanted\n%s", text,
              got, wanted);
    fake_free(&fake);
}

TEST(what_is_wrong_is_told_with_its_place)
{
    told_case("甲[^无]乙\n", &strict, "1:2 [footnote-missing] 无\n");
    told_case("甲\\[^无]乙`[^无]`\n", &strict, "");
    told_case("甲\n\n[^1]: 注\n", &strict, "3:1 [footnote-unused] 1\n");
    told_case("甲[^1]\n\n[^1]: 注\n\n[^1]: 又\n", &strict,
              "5:1 [footnote-twice] 1\n");
    told_case("甲\n\n[^1]: 注[^1]\n", &strict, "3:1 [footnote-unused] 1\n");
    told_case("```\n[^1]: 注\n```\n", &strict, "");
    told_case("甲\n\n```\n码\n", &strict, "3:1 [fence] \n");
    told_case("- ~~~\n  码\n\n乙\n", &strict, "1:3 [fence] \n");
    told_case("> ```\n> 码\n> ```\n", &strict, "");
    told_case("````\n```\n````\n", &strict, "");
    told_case("甲\n\n<!-- 乙\n\n丙\n", &strict, "3:1 [comment] \n");
    told_case("甲<!-- 乙\n\n丙 -->\n", &strict, "1:2 [comment] \n");
    told_case("甲\\<!-- 乙\n", &strict, "");
    told_case("甲&#x202e;乙\n", &strict, "1:1 [bidi] U+202E\n");
    told_case("甲&#x4e59;&amp;&#xfdd0;\n", &strict, "1:1 [control] U+FDD0\n");
    told_case("甲`&#x7;`乙\n", &strict, "");
    told_case("[甲](b \"&#x7;\")\n", &strict, "1:1 [control] \\x07\n");
    told_case("<p>甲&#x200f;</p>\n", &clean, "1:1 [bidi] U+200F\n");
    told_case("甲<!-- 乙 -->丙\n\n<!--\n丁\n-->\n", &strict, "");
    told_case("|a|b|\n|-|-|\n|c|d|\n c | d\n|\\||`|\n|c|\n|c|d|e|\n说明\n",
              &strict,
              "6:1 [table-cells] 1\n7:1 [table-cells] 3\n"
              "8:1 [table-cells] 1\n");
    told_case("> a|b\n> -|-\n> c|d\n> |c|d\n> c\n", &strict,
              "5:3 [table-cells] 1\n");
    told_case("![](a.png)\n", &strict, "1:1 [alt] \n");
    told_case("![图](a.png)\n", &strict, "");
    told_case("甲![图](http://a.cn/b.png)\n", &strict,
              "1:2 [third-party] http://a.cn/b.png\n");
    told_case("![图](//a.cn/b.png) ![图](/\\a.cn/b.png)\n", &strict,
              "1:1 [third-party] //a.cn/b.png\n"
              "1:20 [third-party] /\\a.cn/b.png\n");
    told_case("![图](data:image/png,x)\n", &strict,
              "1:1 [scheme] data:image/png,x\n");
    told_case("[甲](javascript:alert(1))\n", &strict,
              "1:1 [scheme] javascript:alert(1)\n");
    told_case("[甲](JaVa&#10;Script&colon;x)\n", &strict,
              "1:1 [scheme] JaVa\nScript:x\n");
    told_case("<weixin://dl/x>\n", &strict, "1:1 [scheme] weixin://dl/x\n");
    told_case("[a](http://x.cn) [b](mailto:x@y.cn) [c](tel:1) [d](b.md#x) "
              "[e](#f) [g](目录:甲) [h](//x.cn)\n",
              &strict, "");
    told_case("甲<div>乙\n", &strict, "1:2 [raw-html] <div>\n");
    told_case("甲<u class=x>乙</u>\n", &strict,
              "1:2 [raw-html] <u class=x>\n1:14 [raw-html] </u>\n");
    told_case("甲<u>乙\n", &strict, "1:2 [raw-html] <u>\n");
    told_case("<u>*甲</u>乙*\n", &strict,
              "1:1 [raw-html] <u>\n1:6 [raw-html] </u>\n");
    told_case("> <div>\n> 甲<i>乙\n> </div>\n", &strict,
              "1:3 [raw-html] <div>\n2:4 [raw-html] <i>\n"
              "3:3 [raw-html] </div>\n");
    told_case("甲<div>乙\n", &clean, "1:2 [raw-html-dropped] <div>\n");
    told_case("甲<div>乙<!-- \n", &keep, "");
}

TEST(tags_on_the_list_pass)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"H<sub>2</sub>O<br>a<wbr/>b", "<p>H<sub>2</sub>O<br>a<wbr>b</p>\n"},
        {"<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>",
         "<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby></p>\n"},
        {"<U>**甲**</u>", "<p><u><strong>甲</strong></u></p>\n"},
        {"甲<!-- 乙 -->丙", "<p>甲丙</p>\n"},
        {"<!-- 乙 -->\n\n甲", "<p>甲</p>\n"},
        {"<sub>\n甲 & 乙 < 丙 &amp; <u>丁\n", "<p><sub>\n甲 &amp; 乙 &lt; 丙 "
                                              "&amp; <u>丁</u></sub></p>\n"},
        {"<div>\n甲\n</div>", "<p>\n甲</p>\n"},
        {"<script>\nx()\n</script>", ""},
        {"<SCRIPT>\nx()\n</sCript>\n<br>", "<p><br></p>\n"},
        {"甲<i>乙</i>", "<p>甲乙</p>\n"},
        {"<?php x ?>甲<![CDATA[ y ]]>", "<p>甲</p>\n"},
        {"<a href=\"javascript:x\">甲</a>", "<p>甲</p>\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct fake fake = {0};
        read_from(&fake, str_of(cases[i].text), 0, &clean);
        const char *got = html(&fake);
        test_case(strcmp(got, cases[i].html) == 0, "tags",
                  "%s\ngot\n%swanted\n%s", cases[i].text, got, cases[i].html);
        fake_free(&fake);
    }
}

TEST(a_refused_address_is_not_in_the_page)
{
    struct fake fake = {0};

    read_text(&fake, "[甲](javascript:x) ![乙](http://a.cn/b.png)\n");
    CHECK_STR(html(&fake), "<p><a href=\"\">甲</a> <img src=\"\" alt=\"乙\" />"
                           "</p>\n");
    fake_free(&fake);
}

TEST(a_decoded_caret_begins_no_footnote)
{
    struct fake fake = {0};

    read_text(&fake, "[&#94;甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸]后\n");
    CHECK_STR(html(&fake),
              "<p>[^甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸]后</p>\n");
    fake_free(&fake);
}

TEST(a_label_over_two_lines_loses_nothing)
{
    struct fake fake = {0};

    read_text(&fake, "[^甲乙丙\n丁戊己庚辛壬癸]后[^*子\n丑*]\n");
    CHECK_STR(html(&fake),
              "<p>[^甲乙丙丁戊己庚辛壬癸]后[^<em>子丑</em>]</p>\n");
    fake_free(&fake);
}

TEST(the_authors_own_noncharacter_does_not_mix_with_ours)
{
    struct fake fake = {0};

    read_text(&fake, "甲\xEF\xB7\x90~\xEF\xB7\x90~乙\n");
    CHECK_STR(html(&fake), "<p>甲\xEF\xBF\xBD~\xEF\xBF\xBD~乙</p>\n");
    fake_free(&fake);
}

TEST(an_empty_text_is_an_empty_doc)
{
    struct fake fake = {0};

    read_text(&fake, "");
    CHECK(fake.doc && !fake.doc->root->first);
    fake_free(&fake);
    read_from(&fake, STR("---\n---\n"), 8, &strict);
    CHECK(fake.doc && !fake.doc->root->first);
    fake_free(&fake);
}
