#include "../../gen/pages/render.h"
#include "../../gen/base/diag.h"
#include "../../gen/read/markdown.h"
#include "../test.h"

#include <string.h>

struct fake {
    struct arena arena;
    struct diags diags;
    struct doc *doc;
    struct buf out;
    struct render how;
};

static void fake_read(struct fake *fake, const char *text)
{
    static const struct markdown_options options = {.raw_html = RAW_CLEAN,
                                                    .footnotes = true};

    markdown_prepare();
    struct source *source = source_new(&fake->arena, "a.md", str_of(text));
    fake->doc = markdown_read(&fake->arena, source, 0, &options, &fake->diags);
}

static const char *fake_html(struct fake *fake)
{
    buf_cut(&fake->out, 0);
    render_blocks(fake->doc->root->first, NULL, &fake->how, &fake->out);
    buf_char(&fake->out, '\0');
    return fake->out.data;
}

static void fake_free(struct fake *fake)
{
    buf_free(&fake->out);
    diags_free(&fake->diags);
    arena_free(&fake->arena);
}

static struct node *find(struct fake *fake, enum node_kind kind,
                         const char *text)
{
    struct node *root = fake->doc->root;

    for (struct node *at = root; at; at = doc_next(root, at))
        if (at->kind == kind && (!text || str_starts(at->text, text)))
            return at;
    return NULL;
}

/* What `text` becomes, with all labels set or with none. */
static void html_case(const char *text, bool labels, const char *wanted)
{
    struct fake fake = {0};

    if (labels)
        fake.how = (struct render){.permalink = "本段",
                                   .notes_title = "注释",
                                   .back_label = "回到正文",
                                   .scroll_label = "表格",
                                   .external_label = "（外部链接）"};
    fake_read(&fake, text);
    const char *got = fake_html(&fake);
    test_case(strcmp(got, wanted) == 0, "html", "%s\ngot\n%swanted\n%s", text,
              got, wanted);
    fake_free(&fake);
}

TEST(paragraphs_and_headings_have_ids_and_links_to_themselves)
{
    html_case("## 一、题\n\n甲\n\n> 乙\n\n- 丙\n\n丁\n", true,
              "<h2 id=\"h1\">一、题 <a class=\"pl\" href=\"#h1\" "
              "aria-label=\"本段 1\">¶</a></h2>\n"
              "<p id=\"p1\">甲 <a class=\"pl\" href=\"#p1\" "
              "aria-label=\"本段 1\">¶1</a></p>\n"
              "<blockquote>\n<p>乙</p>\n</blockquote>\n"
              "<ul>\n<li>丙</li>\n</ul>\n"
              "<p id=\"p2\">丁 <a class=\"pl\" href=\"#p2\" "
              "aria-label=\"本段 2\">¶2</a></p>\n");
    html_case("## 一\n\n甲\n", false, "<h2>一</h2>\n<p>甲</p>\n");
}

TEST(tables_scroll_and_their_heads_have_a_scope)
{
    html_case("|甲|乙|丙|\n|:-|:-:|-:|\n|1|2|3|\n", true,
              "<section class=\"scroll\" tabindex=\"0\" "
              "aria-label=\"表格\">\n<table>\n<thead>\n<tr>\n"
              "<th scope=\"col\" class=\"l\">甲</th>\n"
              "<th scope=\"col\" class=\"c\">乙</th>\n"
              "<th scope=\"col\" class=\"r\">丙</th>\n</tr>\n</thead>\n"
              "<tbody>\n<tr>\n<td class=\"l\">1</td>\n"
              "<td class=\"c\">2</td>\n<td class=\"r\">3</td>\n</tr>\n"
              "</tbody>\n</table>\n</section>\n");
    html_case("|甲|\n|-|\n", false,
              "<section class=\"scroll\" tabindex=\"0\">\n<table>\n"
              "<thead>\n<tr>\n<th scope=\"col\">甲</th>\n</tr>\n</thead>\n"
              "</table>\n</section>\n");
}

TEST(links_to_other_hosts_are_marked)
{
    html_case("[甲](http://a.cn \"题\")\n", false,
              "<p><a href=\"http://a.cn\" title=\"题\" class=\"ext\" "
              "rel=\"noreferrer noopener\">甲</a></p>\n");
    html_case("- 见http://a.cn。\n", true,
              "<ul>\n<li>见<a href=\"http://a.cn\" class=\"ext\" "
              "rel=\"noreferrer noopener\">http://a.cn"
              "<span class=\"out\">（外部链接）</span></a>。</li>\n</ul>\n");
    html_case("- [甲](b.md) [乙](mailto:a@b.cn) [丙](tel:1)\n", true,
              "<ul>\n<li><a href=\"b.md\">甲</a> "
              "<a href=\"mailto:a@b.cn\">乙</a> <a href=\"tel:1\">丙</a></li>\n"
              "</ul>\n");
}

TEST(an_address_in_the_site_wins_over_what_was_written)
{
    struct fake fake = {0};

    fake_read(&fake, "[甲](b.md) ![乙](c.png)\n");
    find(&fake, NODE_LINK, NULL)->href = "r01.html?a=1&b=\"";
    find(&fake, NODE_IMAGE, NULL)->href = "img/c.png";
    CHECK_STR(fake_html(&fake), "<p><a href=\"r01.html?a=1&amp;b=%22\">甲</a> "
                                "<img src=\"img/c.png\" alt=\"乙\" /></p>\n");
    fake_free(&fake);
}

TEST(text_and_attributes_are_escaped)
{
    html_case("- <\"'&> `<\"'&>` ![<\"'&](a \"<'&\") http://a.cn/?a='b&c\n",
              false,
              "<ul>\n<li>&lt;&quot;'&amp;&gt; <code>&lt;&quot;'&amp;&gt;</code>"
              " <img src=\"a\" alt=\"&lt;&quot;'&amp;\" title=\"&lt;'&amp;\" />"
              " <a href=\"http://a.cn/?a=&#x27;b&amp;c\" class=\"ext\" "
              "rel=\"noreferrer noopener\">http://a.cn/?a='b&amp;c</a></li>\n"
              "</ul>\n");
    html_case("``` a\"<b c\n<d>\n```\n", false,
              "<pre><code class=\"language-a&quot;&lt;b\">&lt;d&gt;\n"
              "</code></pre>\n");
}

TEST(footnotes_are_numbered_in_each_call)
{
    struct fake fake = {.how = {.notes_title = "注释", .back_label = "回"}};

    fake_read(&fake, "甲[^a]\n\n乙[^b]丙[^b]\n\n[^a]: 一\n[^b]: 二[^a]\n\n"
                     "    - 表\n");
    const struct node *second = fake.doc->root->first->next;
    render_blocks(second, second->next, &fake.how, &fake.out);
    buf_char(&fake.out, '\0');
    CHECK_STR(
        fake.out.data,
        "<p>乙<sup class=\"footnote-ref\"><a href=\"#fn1\" id=\"fnref1\">[1]"
        "</a></sup>丙<sup class=\"footnote-ref\"><a href=\"#fn1\" "
        "id=\"fnref1-2\">[1]</a></sup></p>\n"
        "<section class=\"footnotes\" aria-labelledby=\"notes\">\n"
        "<h2 id=\"notes\">注释</h2>\n<ol>\n"
        "<li id=\"fn1\">\n<p>二<sup class=\"footnote-ref\"><a href=\"#fn2\" "
        "id=\"fnref2\">[2]</a></sup></p>\n<ul>\n<li>表</li>\n</ul>\n"
        "<p> <a class=\"back\" href=\"#fnref1\" aria-label=\"回 1\">↩</a></p>\n"
        "</li>\n"
        "<li id=\"fn2\">\n<p>一 <a class=\"back\" href=\"#fnref2\" "
        "aria-label=\"回 2\">↩</a></p>\n</li>\n</ol>\n</section>\n");
    fake_free(&fake);
}

TEST(task_boxes_are_named_by_their_item)
{
    html_case("- [x] 甲\n- [ ] 乙\n", false,
              "<ul>\n<li class=\"task\" id=\"k1\"><input type=\"checkbox\" "
              "checked disabled aria-labelledby=\"k1\" /> 甲</li>\n"
              "<li class=\"task\" id=\"k2\"><input type=\"checkbox\" "
              "disabled aria-labelledby=\"k2\" /> 乙</li>\n</ul>\n");
}

TEST(prefix_and_shift_go_to_ids_and_levels)
{
    struct fake fake = {
        .how = {.permalink = "链接", .prefix = "r01", .shift = 1}};

    fake_read(&fake, "## 题\n\n甲[^1]\n\n###### 末\n\n[^1]: 注\n");
    const char *html = fake_html(&fake);
    CHECK(strstr(html, "<h3 id=\"r01h1\">题 <a class=\"pl\" "
                       "href=\"#r01h1\""));
    CHECK(strstr(html, "<h6 id=\"r01h2\">"));
    CHECK(strstr(html, "<p id=\"r01p1\">甲"));
    CHECK(strstr(html, "<a href=\"#r01fn1\" id=\"r01fnref1\">"));
    CHECK(strstr(html, "<li id=\"r01fn1\">\n<p>注 <a class=\"back\" "
                       "href=\"#r01fnref1\">"));
    fake_free(&fake);
}

TEST(marks_stand_around_the_sentences_they_are_of)
{
    struct fake fake = {0};

    fake_read(&fake, "甲乙丙**丁戊**己 [庚辛](u)\n\n|a|b|\n|-|-|\n|c|d|\n");
    struct node *row = find(&fake, NODE_CELL, NULL)->parent->next;
    struct render_mark marks[] = {
        {find(&fake, NODE_TEXT, "甲"), 0, 3, "t1s", "targets.html#t1",
         "目标<1>", "target", true},
        {find(&fake, NODE_TEXT, "甲"), 6, 9, "t2s", "targets.html#t2", "目标2",
         "target", false},
        {find(&fake, NODE_TEXT, "丁"), 0, 3, NULL, "targets.html#t2", "目标2",
         "target", true},
        {find(&fake, NODE_TEXT, "庚"), 0, 3, "t3s", "targets.html#t3", "目标3",
         "result", true},
        {find(&fake, NODE_TEXT, "庚"), 3, 6, "t4s", NULL, NULL, "result", true},
        {row, 0, 0, "t5s", NULL, NULL, "target", true},
    };
    fake.how.mark = marks;
    fake.how.marks = sizeof(marks) / sizeof(*marks);
    CHECK_STR(
        fake_html(&fake),
        "<p><mark id=\"t1s\" class=\"target\">甲</mark><a class=\"to\" "
        "href=\"targets.html#t1\">目标&lt;1&gt;</a>乙"
        "<mark id=\"t2s\" class=\"target\">丙</mark><strong>"
        "<mark class=\"target\">丁</mark><a class=\"to\" "
        "href=\"targets.html#t2\">目标2</a>戊</strong>己 <a href=\"u\">"
        "<mark id=\"t3s\" class=\"result\">庚</mark>"
        "<mark id=\"t4s\" class=\"result\">辛</mark></a><a class=\"to\" "
        "href=\"targets.html#t3\">目标3</a></p>\n"
        "<section class=\"scroll\" tabindex=\"0\">\n<table>\n"
        "<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>\n"
        "</tr>\n</thead>\n<tbody>\n<tr id=\"t5s\">\n<td>c</td>\n<td>d</td>\n"
        "</tr>\n</tbody>\n</table>\n</section>\n");
    fake_free(&fake);
}

TEST(a_headings_words_go_without_links_notes_and_images)
{
    struct fake fake = {0};

    fake_read(&fake, "## **一、**[题](u)[^1]![图](a.png)&`码`<sub>2</sub>\n\n"
                     "[^1]: 注\n");
    render_inline_text(fake.doc->root->first, &fake.out);
    buf_char(&fake.out, '\0');
    CHECK_STR(fake.out.data, "<strong>一、</strong>题&amp;<code>码</code>"
                             "<sub>2</sub>");
    fake_free(&fake);
}

TEST(rendering_goes_on_behind_what_the_buffer_holds)
{
    struct fake fake = {0};

    fake_read(&fake, "甲\n");
    buf_text(&fake.out, "before");
    render_blocks(fake.doc->root->first, NULL, &fake.how, &fake.out);
    buf_char(&fake.out, '\0');
    CHECK_STR(fake.out.data, "before<p>甲</p>\n");
    fake_free(&fake);
}
