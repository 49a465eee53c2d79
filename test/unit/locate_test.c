#include "../../gen/base/diag.h"
#include "../../gen/read/markdown.h"
#include "../find_node.h"
#include "../test.h"

static const struct markdown_options keep = {.raw_html = RAW_KEEP,
                                             .footnotes = true};

/* One reading of a text. */
struct fake {
    struct arena arena;
    struct diags diags;
    struct doc *doc;
};

static void read_from(struct fake *fake, const char *text, size_t from)
{
    markdown_prepare();
    fake->doc = markdown_read(&fake->arena,
                              source_new(&fake->arena, "a.md", str_of(text)),
                              from, &keep, &fake->diags);
}

static void fake_free(struct fake *fake)
{
    diags_free(&fake->diags);
    arena_free(&fake->arena);
}

static void place_case(const char *name, const char *text, size_t from,
                       enum node_kind kind, const char *begins, uint32_t line,
                       uint32_t column)
{
    struct fake fake = {0};

    read_from(&fake, text, from);
    const struct node *node = find_node(fake.doc, kind, begins);
    test_case(node && node->line == line && node->column == column, "place",
              "%s: %u:%u, wanted %u:%u", name, node ? node->line : 0,
              node ? node->column : 0, line, column);
    fake_free(&fake);
}

TEST(places_are_lines_and_characters_of_the_file)
{
    static const char front[] = "---\ntitle: 甲\n---\n\n甲**乙：**丙\n";
    static const char mixed[] = "> 甲乙*丙*丁\n懒`码\n码`后[链](u\n\"题\") 尾\n"
                                "  末**粗**了\n";
    static const char table[] = "段一\n段二\n甲 | 乙\n--|:-:\n丙**“丁”**戊 | "
                                "**己**庚\n| 辛 | 壬 |\n";
    static const char nested[] = "- 甲\n  乙**“丙”**丁 <http://a.cn> 戊\n"
                                 "  - 己\n\n        码\n";
    static const char defined[] = "[l]: /u\n[m]: /v\n定义后**“甲”**乙[l]\n";

    place_case("behind front matter", front, 19, NODE_TEXT, "甲", 5, 1);
    place_case("strong", front, 19, NODE_STRONG, NULL, 5, 2);
    place_case("in strong", front, 19, NODE_TEXT, "乙", 5, 4);
    place_case("behind strong", front, 19, NODE_TEXT, "丙", 5, 8);
    place_case("quote", mixed, 0, NODE_TEXT, "甲", 1, 3);
    place_case("emphasis in a quote", mixed, 0, NODE_EMPH, NULL, 1, 5);
    place_case("behind emphasis", mixed, 0, NODE_TEXT, "丁", 1, 8);
    place_case("lazy line", mixed, 0, NODE_TEXT, "懒", 2, 1);
    place_case("code", mixed, 0, NODE_CODE, NULL, 2, 2);
    place_case("behind code of two lines", mixed, 0, NODE_TEXT, "后", 3, 3);
    place_case("link", mixed, 0, NODE_LINK, NULL, 3, 4);
    place_case("behind a title on its own line", mixed, 0, NODE_TEXT, " 尾", 4,
               5);
    place_case("line after that", mixed, 0, NODE_TEXT, "末", 5, 3);
    place_case("strong in it", mixed, 0, NODE_STRONG, NULL, 5, 4);
    place_case("paragraph above a table", table, 0, NODE_PARAGRAPH, NULL, 1, 1);
    place_case("its second line", table, 0, NODE_TEXT, "段二", 2, 1);
    place_case("table", table, 0, NODE_TABLE, NULL, 3, 1);
    place_case("head", table, 0, NODE_TEXT, "甲", 3, 1);
    place_case("second head cell", table, 0, NODE_TEXT, "乙", 3, 5);
    place_case("below a definition that ends alike", "[a]:\nb\n ]:\n甲\n", 0,
               NODE_TEXT, "甲", 4, 1);
    place_case("head below a definition", "[a]:\nb\n甲|乙\n-|-\n丙|丁\n", 0,
               NODE_TEXT, "乙", 3, 3);
    place_case("cell", table, 0, NODE_TEXT, "丙", 5, 1);
    place_case("in strong in a cell", table, 0, NODE_TEXT, "“丁”", 5, 4);
    place_case("behind strong in a cell", table, 0, NODE_TEXT, "戊", 5, 9);
    place_case("second cell", table, 0, NODE_TEXT, "己", 5, 15);
    place_case("end of second cell", table, 0, NODE_TEXT, "庚", 5, 18);
    place_case("cell between pipes", table, 0, NODE_TEXT, "壬", 6, 7);
    place_case("list", nested, 0, NODE_LIST, NULL, 1, 1);
    place_case("item", nested, 0, NODE_TEXT, "甲", 1, 3);
    place_case("second line of an item", nested, 0, NODE_TEXT, "乙", 2, 3);
    place_case("strong in it", nested, 0, NODE_TEXT, "“丙”", 2, 6);
    place_case("autolink's words", nested, 0, NODE_TEXT, "http", 2, 14);
    place_case("behind an autolink", nested, 0, NODE_TEXT, " 戊", 2, 26);
    place_case("nested item", nested, 0, NODE_TEXT, "己", 3, 5);
    place_case("code block", nested, 0, NODE_CODE_BLOCK, NULL, 5, 9);
    place_case("behind definitions", defined, 0, NODE_TEXT, "定义后", 3, 1);
    place_case("strong there", defined, 0, NODE_TEXT, "“甲”", 3, 6);
    place_case("link there", defined, 0, NODE_LINK, NULL, 3, 12);
    place_case("heading", "#  题`码`*文*  #\n", 0, NODE_EMPH, NULL, 1, 8);
    place_case("underlined heading", "题\n题*文*\n===\n", 0, NODE_EMPH, NULL, 2,
               2);
    place_case("underlined heading with lines alike", "甲\n乙\n甲\n题\n-\n后\n",
               0, NODE_TEXT, "题", 4, 1);
    place_case("underlined heading below a definition",
               "[a]: 甲\n题\n甲*文*\n---\n", 0, NODE_EMPH, NULL, 3, 2);
    place_case("below a definition whose first line ends alike",
               "[a]:\n/u\n:\n题*文*\n===\n", 0, NODE_EMPH, NULL, 4, 2);
    place_case("bare URL", "见**“甲”**http://a.cn/x。\n", 0, NODE_LINK, NULL, 1,
               9);
    place_case("behind it", "见http://a.cn/x。\n", 0, NODE_TEXT, "。", 1, 15);
    place_case("struck out", "甲~~乙~~丙~~丁~~戊\n", 0, NODE_TEXT, "丁", 1, 10);
    place_case("behind struck out", "甲~~乙~~丙~~丁~~戊\n", 0, NODE_TEXT, "戊",
               1, 13);
    place_case("footnote", "甲[^1]乙\n\n[^1]: 注*释*\n", 0, NODE_EMPH, NULL, 3,
               8);
    place_case("footnote mark", "甲**“乙”**[^1]\n\n[^1]: 注\n", 0,
               NODE_FOOTNOTE_REF, NULL, 1, 9);
    place_case("definition", "甲[^1]\n\n[^1]: 注\n", 0, NODE_FOOTNOTE, NULL, 3,
               1);
}

/* The library counts no line behind a backslash and none inside a link, so
 * what stands on the next line has to be found all the same. */
TEST(places_are_right_behind_every_kind_of_line_end)
{
    static const char back[] = "甲\\\n**乙**丙\\\n丁[无] 戊\n己*庚*\n";
    static const char linked[] = "[甲](\n/u)\n乙乙乙~~丙~~丁\n";
    static const char both[] = "![甲\n乙](\n/u \"题\")\\\n丙[^1]\\\n丁\n戊\n"
                               "\n[^1]: 注\n";
    static const char quoted[] = "> 甲`乙\n> 丙`\\\n>   丁*戊*\n";
    static const char rows[] = "  甲|乙\n-|-\n丙*丙*|丁\n   己|**庚**\n";
    static const char quote[] = "> 甲|乙\n> -|-\n>丙*丁*|戊\n";
    static const char html[] = "\\\n<a href=b~~\nc>丙丙~~丁\n";
    static const char code[] = "`甲\\\n乙`\\\n丙~~丁~~  \n戊\n";

    place_case("strong behind a backslash", back, 0, NODE_STRONG, NULL, 2, 1);
    place_case("text behind it", back, 0, NODE_TEXT, "丙", 2, 6);
    place_case("behind a second one", back, 0, NODE_TEXT, "丁", 3, 1);
    place_case("then a plain line", back, 0, NODE_TEXT, "己", 4, 1);
    place_case("emphasis there", back, 0, NODE_EMPH, NULL, 4, 2);
    place_case("behind a link of two lines", linked, 0, NODE_TEXT, "乙", 3, 1);
    place_case("struck out there", linked, 0, NODE_STRIKE, NULL, 3, 4);
    place_case("behind that", linked, 0, NODE_TEXT, "丁", 3, 9);
    place_case("an image, then a backslash", both, 0, NODE_TEXT, "丙", 4, 1);
    place_case("its footnote mark", both, 0, NODE_FOOTNOTE_REF, NULL, 4, 2);
    place_case("the line after that", both, 0, NODE_TEXT, "丁", 5, 1);
    place_case("and the last", both, 0, NODE_TEXT, "戊", 6, 1);
    place_case("in a quote", quoted, 0, NODE_TEXT, "丁", 3, 5);
    place_case("emphasis in a quote", quoted, 0, NODE_EMPH, NULL, 3, 6);
    place_case("behind a tag of two lines", html, 0, NODE_TEXT, "丙", 3, 3);
    place_case("~~ that strikes nothing", html, 0, NODE_TEXT, "~~", 3, 5);
    place_case("code with a backslash", code, 0, NODE_TEXT, "丙", 3, 1);
    place_case("struck out behind it", code, 0, NODE_STRIKE, NULL, 3, 2);
    place_case("a row less far in than its head", rows, 0, NODE_EMPH, NULL, 3,
               2);
    place_case("its second cell", rows, 0, NODE_TEXT, "丁", 3, 6);
    place_case("a row further in", rows, 0, NODE_STRONG, NULL, 4, 6);
    place_case("rows of a quote", quote, 0, NODE_EMPH, NULL, 3, 3);
    place_case("behind an address in <>", "甲甲甲\n<tp:>\n乙\n丙~~丁\n", 0,
               NODE_TEXT, "乙", 3, 1);
    place_case("behind what emphasis left", "**甲***乙\n", 0, NODE_TEXT, "*乙",
               1, 6);
    place_case("behind two blanks", code, 0, NODE_TEXT, "戊", 4, 1);
}

/* A paragraph may turn out to be definitions, a heading or the head of a table,
 * and the library forgets where the rest of it began. */
TEST(places_are_right_in_what_is_left_of_a_paragraph)
{
    static const char left[] = "[a]: /u\n===\n甲\n乙 | 丙\n-|-\n丁 | 戊\n";
    static const char alike[] = "[a]: 甲\n甲\n===\n## 乙\n";
    static const char lines[] = "[a]: ===\n===\n===\n";
    static const char more[] = "[a]: 甲\n===\n===\n===\n";
    static const char item[] = "- [ ] 甲\n乙\n  丙 | 丁\n  -|-\n";
    static const char lazy[] = "> [a]: /u\n甲\n  乙*丙*\n> |-|\n";
    static const char under[] = "> [a]: /u\n\\\n> ===\n";
    static const char bars[] =
        "甲\\|*乙*\n甲\\|*丙*|\\|*丁*\n-|-\n己\\|*戊*|庚\n";

    place_case("below an underline of nothing", left, 0, NODE_PARAGRAPH, NULL,
               2, 1);
    place_case("its first text", left, 0, NODE_TEXT, "===", 2, 1);
    place_case("its second line", left, 0, NODE_TEXT, "甲", 3, 1);
    place_case("the head there", left, 0, NODE_TEXT, "乙", 4, 1);
    place_case("the table", left, 0, NODE_TABLE, NULL, 4, 1);
    place_case("a heading alike its definition", alike, 0, NODE_TEXT, "甲", 2,
               1);
    place_case("an underlined underline", lines, 0, NODE_TEXT, "===", 2, 1);
    place_case("and one that is followed", more, 0, NODE_HEADING, NULL, 2, 1);
    place_case("a table further in than its item", item, 0, NODE_TABLE, NULL, 3,
               3);
    place_case("its cell", item, 0, NODE_TEXT, "丁", 3, 7);
    place_case("a head from outside of its quote", lazy, 0, NODE_TEXT, "乙", 3,
               3);
    place_case("emphasis there", lazy, 0, NODE_EMPH, NULL, 3, 4);
    place_case("a paragraph from outside, too", "> [a]: /u\n  甲\n", 0,
               NODE_PARAGRAPH, NULL, 2, 3);
    place_case("a heading from outside of its quote", under, 0, NODE_HEADING,
               NULL, 2, 1);
    place_case("behind half a tab", "- > 甲\n\t\t乙*丙*\n", 0, NODE_EMPH, NULL,
               2, 4);
    place_case("behind a bar above a table", bars, 0, NODE_TEXT, "乙", 1, 5);
    place_case("behind a bar in a head", bars, 0, NODE_TEXT, "丙", 2, 5);
    place_case("in its second cell", bars, 0, NODE_TEXT, "丁", 2, 11);
    place_case("behind a bar in a row", bars, 0, NODE_TEXT, "戊", 4, 5);
}

/* Where one heading follows the other, the first ends before it. */
TEST(an_underlined_heading_ends_with_its_underline)
{
    struct fake fake = {0};

    read_from(&fake, "甲\n乙\n===\n# 丙\n", 0);
    const struct node *node = find_node(fake.doc, NODE_HEADING, NULL);
    CHECK_INT(node ? node->line : 0, 1);
    CHECK_INT(node ? node->last_line : 0, 3);
    fake_free(&fake);
}

/* Blanks before a line are no text, however many the library makes of what it
 * left of a tab. */
TEST(places_are_right_in_lines_from_outside_of_their_quote)
{
    static const char none[] = "- >甲\\\n\t*乙*";

    place_case("struck out behind half a tab", "- >\\\n\t~~t", 0, NODE_TEXT,
               "~~", 2, 2);
    place_case("behind three quarters of one", "1. > 甲\\\n \t~~乙~~", 0,
               NODE_STRIKE, NULL, 2, 3);
    place_case("behind a whole one", "> 甲\\\n\t~~乙~~", 0, NODE_STRIKE, NULL,
               2, 2);
    place_case("an address there", "- > 甲\\\n\thttp://a.cn/", 0, NODE_LINK,
               NULL, 2, 2);
    place_case("what a definition left", "- > [a]: /u\n\t~~乙", 0, NODE_TEXT,
               "~~", 2, 2);
    place_case("where nothing else stands before", none, 0, NODE_EMPH, NULL, 2,
               2);
    place_case("no text of blanks", none, 0, NODE_TEXT, "乙", 2, 3);
    place_case("a blank that is written is text", "> 甲\\\n  &#32;乙", 0,
               NODE_TEXT, " 乙", 2, 3);
}

TEST(what_a_run_of_stars_leaves_stands_on_its_far_side)
{
    place_case("strong in emphasis", "***甲***", 0, NODE_STRONG, NULL, 1, 2);
    place_case("the emphasis", "***甲***", 0, NODE_EMPH, NULL, 1, 1);
    place_case("emphasis behind what it left", "甲 ***乙**", 0, NODE_STRONG,
               NULL, 1, 4);
    place_case("before a star with a backslash", "*甲a**\\*乙", 0, NODE_TEXT,
               "**乙", 1, 5);
    place_case("between two", "**甲***乙*", 0, NODE_EMPH, NULL, 1, 6);
    place_case("another kind of run", "*甲*_乙", 0, NODE_TEXT, "_乙", 1, 4);
    place_case("one kind in the other", "*__甲__*", 0, NODE_STRONG, NULL, 1, 2);
}

TEST(a_link_begins_before_its_brackets)
{
    place_case("backticks first in it", "甲[`](u)", 0, NODE_LINK, NULL, 1, 2);
    place_case("several, in an image", "甲![``](u)", 0, NODE_IMAGE, NULL, 1, 2);
    place_case("a backtick behind code", "`甲`\\`乙", 0, NODE_TEXT, "`乙", 1,
               4);
}
