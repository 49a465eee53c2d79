#include "../../gen/read/front.h"
#include "../../gen/base/diag.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct told {
    const char *name, *text, *wanted;
};

static void add_field(struct buf *out, const char *name, struct str value)
{
    if (value.len > 0)
        buf_format(out, "%s=%.*s|", name, (int)value.len, value.ptr);
}

static void add_list(struct buf *out, const char *name,
                     const struct front_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        buf_format(out, "%s%s%.*s", i ? "/" : name, i ? "" : "=",
                   (int)list->item[i].len, list->item[i].ptr);
    if (list->len > 0)
        buf_char(out, '|');
}

/* The fields that are given, then the body in angles. */
static void add_front(struct buf *out, const struct front *front,
                      const char *text)
{
    static const char *const kinds[] = {"", "summary", "plan", "report"};

    add_field(out, "title", front->title);
    add_field(out, "org", front->org);
    add_field(out, "source", front->source);
    add_field(out, "author", front->author);
    add_field(out, "description", front->description);
    add_field(out, "document_number", front->document_number);
    add_field(out, "index_number", front->index_number);
    add_list(out, "keywords", &front->keywords);
    add_list(out, "aliases", &front->aliases);
    if (front->year)
        buf_format(out, "year=%d|", front->year);
    add_field(out, "kind", str_of(kinds[front->kind]));
    if (front->published.year) {
        buf_text(out, "published=");
        date_write(out, front->published);
        buf_char(out, '|');
    }
    if (front->draft)
        buf_text(out, "draft|");
    buf_format(out, "<%s>", text + front->body);
}

static void add_told(struct buf *out, const struct diags *diags)
{
    for (size_t i = 0; i < diags->len; i++) {
        const struct diag *diag = &diags->item[i];
        buf_format(out, "%s%u:%u %s", i ? "|" : "", diag->line, diag->column,
                   diag_rule(diag->code)->name);
        if (diag->a && *diag->a)
            buf_format(out, " %s", diag->a);
        if (diag->b && *diag->b)
            buf_format(out, " %s", diag->b);
        if (diag->detail)
            buf_format(out, " %s", diag->detail);
    }
}

/* What is read, or, where something is wrong, what is told. */
static char *read_all(const char *text)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct front front;
    struct buf out = {0};
    struct source *source = source_new(&arena, "a.md", str_of(text));

    if (front_read(source, &arena, &front, &diags) && diags.len == 0)
        add_front(&out, &front, text);
    else
        add_told(&out, &diags);
    diags_free(&diags);
    arena_free(&arena);
    return out.data ? out.data : strdup("false, and nothing told");
}

static void check_all(const struct told *told, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char *got = read_all(told[i].text);
        test_case(strcmp(got, told[i].wanted) == 0, told[i].name, "got %s",
                  got);
        free(got);
    }
}

static const struct told good[] = {
    {"no front matter", "# 标题\n", "<# 标题\n>"},
    {"empty text", "", "<>"},
    {"empty front matter", "---\n---\n正文\n", "<正文\n>"},
    {"only comments", "---\n# title: x\n---\n", "<>"},
    {"nothing behind", "---\ntitle: 甲\n---", "title=甲|<>"},
    {"blanks behind the hyphens", "--- \ntitle: 甲\n---\t\nx", "title=甲|<x>"},
    {"texts",
     "---\ntitle: 甲\norg: 乙\nsource: 丙\nauthor: 丁\ndescription: 戊\n"
     "document_number: 兴发〔2020〕1号\nindex_number: \"000/2020\"\n---\n",
     "title=甲|org=乙|source=丙|author=丁|description=戊|"
     "document_number=兴发〔2020〕1号|index_number=000/2020|<>"},
    {"no guess at types", "---\ntitle: no\norg: 2020-01-15\nsource: ~\n---\n",
     "title=no|org=2020-01-15|source=~|<>"},
    {"year and kind", "---\nyear: 2020\nkind: plan\n---\n",
     "year=2020|kind=plan|<>"},
    {"year with its word", "---\nyear: 2020年\n---\n", "year=2020|<>"},
    {"day", "---\npublished: 2020-01-15\n---\n",
     "published=2020-01-15 00:00|<>"},
    {"day and time", "---\npublished: 2020-01-15 09:30\n---\n",
     "published=2020-01-15 09:30|<>"},
    {"draft", "---\ndraft: true\n---\n", "draft|<>"},
    {"draft in Chinese", "---\ndraft: 是\n---\n", "draft|<>"},
    {"no draft", "---\ndraft: 否\n---\n", "<>"},
    {"keywords in brackets", "---\nkeywords: [甲, '乙']\n---\n",
     "keywords=甲/乙|<>"},
    {"keywords as a list", "---\nkeywords:\n  - 甲\n  - 乙\n---\n",
     "keywords=甲/乙|<>"},
    {"keywords as a list at the margin", "---\nkeywords:\n- 甲\n- 乙\n---\n",
     "keywords=甲/乙|<>"},
    {"keywords as text", "---\nkeywords: 甲，乙、丙,丁 戊、\n---\n",
     "keywords=甲/乙/丙/丁 戊|<>"},
    {"aliases", "---\naliases: 2019/a.html\n---\n", "aliases=2019/a.html|<>"},
    {"more aliases", "---\naliases: [a.html, b.html]\n---\n",
     "aliases=a.html/b.html|<>"},
    {"left blank",
     "---\ntitle: 甲\nyear:\npublished:\ndraft:\nkind:\n"
     "keywords:\n---\n",
     "title=甲|<>"},
    {"over lines", "---\ndescription: 甲乙\n  丙丁\n  ab\n  cd\n---\n",
     "description=甲乙丙丁 ab cd|<>"},
    {"folded block", "---\ndescription: >\n  甲乙\n  丙丁\n---\n",
     "description=甲乙丙丁|<>"},
    {"literal block", "---\ndescription: |\n  甲乙\n\n  丙丁\norg: x\n---\n",
     "org=x|description=甲乙丙丁|<>"},
    {"the last line of a literal block is text",
     "---\ndescription: |-\n  # a\n---\n", "description=# a|<>"},
    {"hash in a value", "---\ntitle: 甲#乙\n---\n", "title=甲#乙|<>"},
    {"zero-width mark within", "---\ntitle: a\xef\xbb\xbf\n---\n",
     "title=a\xef\xbb\xbf|<>"},
    {"braces", "---\n{title: 甲, org: 乙}\n---\n", "title=甲|org=乙|<>"},
};

TEST(front_matter_is_read_as_text)
{
    check_all(good, sizeof(good) / sizeof(*good));
}

static const struct told bad[] = {
    {"never closed", "---\ntitle: 甲\n\n正文\n", "1:1 front-open"},
    {"a rule at the top", "---\n\n正文\n", "1:1 front-open"},
    {"misspelt key", "---\ntitel: 甲\n---\n", "2:1 key titel → title"},
    {"key in capitals", "---\norg: x\nTitle: 甲\n---\n",
     "3:1 key Title → title"},
    {"key in Chinese", "---\n文号: 1\n---\n", "2:1 key 文号 → document_number"},
    {"key of another generator", "---\ndate: 2020-01-01\n---\n",
     "2:1 key date → published"},
    {"key like no other", "---\nlayout: page\n---\n", "2:1 key layout"},
    {"key twice", "---\ntitle: 甲\norg: x\ntitle: 乙\n---\n",
     "4:1 key-twice title"},
    {"list twice", "---\nkeywords: [a, b]\nkeywords: [c]\n---\n",
     "3:1 key-twice keywords"},
    {"list twice as text", "---\naliases: a,b,c\naliases: d\n---\n",
     "3:1 key-twice aliases"},
    {"full-width colon", "---\ntitle：甲\nyear: 2020\n---\n",
     "2:6 front-colon"},
    {"full-width colon alone", "---\ntitle：甲\n---\n", "2:6 front-colon"},
    {"no blank behind the colon", "---\nyear: 2020\ntitle:甲\n---\n",
     "3:6 front-colon"},
    {"no colon", "---\nyear: 2020\ntitle\norg: x\n---\n", "3:1 front-colon"},
    {"text of the page between rules", "---\n\n正文。\n\n---\n",
     "3:1 front-colon"},
    {"a list of all", "---\n- a\n- b\n---\n", "2:1 front-colon"},
    {"colon in a value", "---\norg: x\ntitle: 甲: 乙\n---\n",
     "3:9 front-quote"},
    {"mark at the start", "---\ntitle: @甲\n---\n", "2:8 front-quote"},
    {"percent", "---\ntitle: %甲\n---\n", "2:8 front-quote"},
    {"star that means emphasis", "---\ntitle: *甲*\n---\n", "2:8 front-quote"},
    {"hyphen", "---\ntitle: - 甲\n---\n", "2:8 front-quote"},
    {"quote left open", "---\ntitle: \"甲\norg: x\n---\n", "2:8 front-close"},
    {"bracket left open", "---\nkeywords: [甲, 乙\norg: x\n---\n",
     "2:11 front-close"},
    {"text behind a quote", "---\ntitle: \"甲\"乙\n---\n",
     "2:11 front-matter title: \"甲\"乙 libyaml: did not find expected key"},
    {"indented by a tab", "---\n\ttitle: 甲\n---\n", "2:1 front-tab"},
    {"tab in a list", "---\nkeywords:\n\t- 甲\n---\n", "3:1 front-tab"},
    {"indented key", "---\ntitle: 甲\n  org: 乙\n---\n", "3:6 front-quote"},
    {"anchor", "---\ntitle: &a 甲\n---\n", "2:8 front-anchor a"},
    {"alias", "---\ntitle: *a\n---\n", "2:8 front-anchor a"},
    {"tag", "---\ntitle: !!str 甲\n---\n",
     "2:8 front-anchor tag:yaml.org,2002:str"},
    {"anchor on a list", "---\nkeywords: &a [x]\n---\n", "2:11 front-anchor a"},
    {"anchor on all", "---\n&a\ntitle: x\n---\n", "2:1 front-anchor a"},
    {"merge key", "---\n<<: *a\n---\n", "2:5 front-anchor a"},
    {"map in a map", "---\norg:\n  name: 甲\n---\n", "3:3 front-nested org"},
    {"list in a list", "---\nkeywords: [[甲]]\n---\n",
     "2:12 front-nested keywords"},
    {"list for one value", "---\ntitle: [甲, 乙]\n---\n",
     "2:1 front-one title"},
    {"second document", "---\ntitle: 甲\n...\norg: x\n---\n",
     "3:1 front-matter ..."},
    {"end of document", "---\ntitle: 甲\n...\n---\n", "3:1 front-matter ..."},
    {"key that is a list", "---\n? [a]\n: b\n---\n", "2:3 front-colon"},
    {"year too early", "---\nyear: 1948\n---\n",
     "2:7 value year 1948 → 1949..2100"},
    {"year too late", "---\nyear: 2101\n---\n",
     "2:7 value year 2101 → 1949..2100"},
    {"no year", "---\nyear: 二〇二〇\n---\n",
     "2:7 value year 二〇二〇 → 1949..2100"},
    {"year beyond numbers", "---\nyear: 99999999999999999999\n---\n",
     "2:7 value year 99999999999999999999 → 1949..2100"},
    {"unknown kind", "---\nkind: news\n---\n",
     "2:7 value kind news → summary, plan, report"},
    {"unsure draft", "---\ndraft: maybe\n---\n",
     "2:8 value draft maybe → true, false"},
    {"no such day", "---\npublished: 2025-02-30\n---\n",
     "2:12 date 2025-02-30"},
    {"no date", "---\npublished: 9999-99-99\n---\n", "2:12 date 9999-99-99"},
    {"escaped NUL", "---\ntitle: \"a\\0b\"\n---\n", "2:8 nul U+0000"},
    {"escaped escape", "---\ntitle: \"a\\e\"\n---\n", "2:8 control \\x1b"},
    {"escaped override", "---\ntitle: \"\\u202E\"\n---\n", "2:8 bidi U+202E"},
    {"all is told",
     "---\nyear: x\ntitel: 甲\nkind: y\npublished: 2020-13-01\n---\n",
     "2:7 value year x → 1949..2100|3:1 key titel → title|4:7 value kind y → "
     "summary, plan, report|5:12 date 2020-13-01"},
    {"place behind odd line ends",
     "---\ndescription: a\xe2\x80\xa8 b\ntitle: @x\n---\n", "3:8 front-quote"},
};

TEST(what_is_wrong_is_told_where_it_stands)
{
    check_all(bad, sizeof(bad) / sizeof(*bad));
}

TEST(places_of_title_and_year_are_kept)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct front front;
    struct source *source = source_new(
        &arena, "a.md", STR("---\n# 注\nyear: 2020\ntitle: 甲\n---\n"));

    CHECK(front_read(source, &arena, &front, &diags));
    CHECK_INT(front.year_place.line, 3);
    CHECK_INT(front.year_place.column, 7);
    CHECK_INT(front.title_place.line, 4);
    CHECK_INT(front.title_place.column, 8);
    diags_free(&diags);
    arena_free(&arena);
}

/* Hostile shapes: each must be told or read at once, never ground through. */
TEST(front_matter_of_any_size_and_shape_ends_soon)
{
    static const char *const shapes[] = {
        "[",        "{",      "- ",   "? ",  "\"",   "'", "k: ",
        "a: [b]\n", "&a ",    "*a\n", "\t",  "# \n", "!", "|\n",
        "k: 'x\n",  "a: b\n", "- - ", "[a,", "{a: ",
    };
    for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
        struct buf text = {0};
        clock_t start = clock();
        buf_text(&text, "---\nkeywords: ");
        while (text.len < 65000)
            buf_text(&text, shapes[i]);
        buf_text(&text, "\n---\n");
        free(read_all(text.data));
        clock_t took = clock() - start;
        test_case(took < CLOCKS_PER_SEC, shapes[i], "took %.1f s",
                  (double)took / CLOCKS_PER_SEC);
        buf_free(&text);
    }
}

TEST(front_matter_is_capped)
{
    struct buf text = {0};

    buf_text(&text, "---\ntitle: ");
    buf_repeat(&text, 'a', 70000);
    buf_text(&text, "\n---\n");
    char *got = read_all(text.data);
    CHECK_STR(got, "1:1 front-size 70008 65536");
    free(got);
    buf_free(&text);
}
