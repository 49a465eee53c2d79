#include "../../gen/read/html.h"

#include "../../gen/base/buf.h"
#include "../../gen/base/diag.h"
#include "../test.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum reader { READ, MEND, XML };

/* A page that has been read. */
struct reading {
    struct arena arena;
    struct diags diags;
    const struct source *source;
    struct html html;
    bool whole;
};

static void start(struct reading *reading, struct str bytes, enum reader how)
{
    html_prepare();
    *reading = (struct reading){0};
    reading->source = source_new(&reading->arena, "a.html", bytes);
    reading->whole = (how == READ   ? html_read
                      : how == MEND ? html_mend
                                    : html_read_xml)(
        &reading->arena, reading->source, &reading->html, &reading->diags);
}

static void end(struct reading *reading)
{
    diags_free(&reading->diags);
    arena_free(&reading->arena);
}

/* The tree as text: (name a=b "text" (name …)). */
static void write_tree(const struct html_node *root, struct buf *out)
{
    const struct html_node *node = root->first;

    while (node) {
        if (node->kind == HTML_ELEMENT)
            buf_format(out, "(%.*s", (int)node->name.len, node->name.ptr);
        else
            buf_format(out, node->kind == HTML_TEXT ? "'%.*s'" : "!%.*s!",
                       (int)node->text.len, node->text.ptr);
        for (size_t i = 0; i < node->attrs; i++)
            buf_format(out, " %.*s=%.*s", (int)node->attr[i].name.len,
                       node->attr[i].name.ptr, (int)node->attr[i].value.len,
                       node->attr[i].value.ptr);
        if (node->first) {
            node = node->first;
            continue;
        }
        while (node != root && !node->next) {
            buf_text(out, node->kind == HTML_ELEMENT ? ")" : "");
            node = node->parent;
        }
        if (node == root)
            break;
        buf_text(out, node->kind == HTML_ELEMENT ? ")" : "");
        node = node->next;
    }
}

/* Elements, attributes and words in their order, without the nesting. */
static void write_flat(const struct html_node *root, struct buf *out)
{
    for (const struct html_node *node = html_next(root, root); node;
         node = html_next(root, node)) {
        if (node->kind == HTML_ELEMENT)
            buf_format(out, "\n<%.*s>", (int)node->name.len, node->name.ptr);
        for (size_t i = 0; i < node->attrs; i++)
            buf_format(out, " %.*s=%.*s", (int)node->attr[i].name.len,
                       node->attr[i].name.ptr, (int)node->attr[i].value.len,
                       node->attr[i].value.ptr);
        struct str text = node->text;
        for (size_t i = 0; i < text.len && node->kind == HTML_TEXT; i++)
            if (!strchr(" \n\t", text.ptr[i]))
                buf_char(out, text.ptr[i]);
    }
}

TEST(plain_html_becomes_a_tree)
{
    static const struct {
        const char *html, *tree;
    } list[] = {
        {"<p>a<b>c</b>d</p>", "(p'a'(b'c')'d')"},
        {"<P CLASS=x Id='y'>a</P>", "(p class=x id=y'a')"},
        {"<p hidden>a<br>b<wbr/>c</p>", "(p hidden='a'(br)'b'(wbr)'c')"},
        {"<a href=\"?a=1&amp;b=2\">&lt;&#20013;&#x6587;&nbsp;</a>",
         "(a href=?a=1&b=2'<中文\xC2\xA0')"},
        {"<svg viewBox=\"0 0\"><use xlink:href='#a'/></svg>",
         "(svg viewbox=0 0(use href=#a))"},
        {"<title>a &amp; b</title>", "(title'a & b')"},
        {"<style>a>b{}</style>", "(style'a>b{}')"},
        {"<p><!-- a --></p>", "(p! a !)"},
        {"<p title = 'a'  >b</p >", "(p title=a'b')"},
        {"\xEF\xBB\xBF<!DOCTYPE html><p></p>", "(p)"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct reading reading;
        struct buf tree = {0};
        start(&reading, str_of(list[i].html), READ);
        write_tree(reading.html.root, &tree);
        const char *got = tree.len ? tree.data : "";
        test_case(reading.whole && !reading.html.mended &&
                      strcmp(got, list[i].tree) == 0,
                  list[i].html, "%s%s", reading.html.mended ? "mended: " : "",
                  got);
        buf_free(&tree);
        end(&reading);
    }
}

TEST(html_that_needs_mending_is_mended)
{
    static const struct {
        const char *html, *tree;
    } list[] = {
        {"<ul><li>a<li>b</ul>", "(ul(li'a')(li'b'))"},
        {"<table><tr><td>1<td>2</table>", "(table(tr(td'1')(td'2')))"},
        {"<p>a&eacute;b</p>", "(p'a\xC3\xA9"
                              "b')"},
        {"<p>&eacute;<wbr>b<source>c</p><i>d</i>",
         "(p'\xC3\xA9'(wbr)'b'(source)'c')(i'd')"},
        {"<div><p>a</div><b>c</b>", "(div(p'a'))(b'c')"},
        {"<p>a</i>b</p>", "(p'ab')"},
        {"<a title='<b>'>x</a>", "(a title=<b>'x')"},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct reading reading;
        struct buf tree = {0};
        start(&reading, str_of(list[i].html), READ);
        write_tree(reading.html.root, &tree);
        const char *got = tree.len ? tree.data : "";
        test_case(reading.whole && reading.html.mended &&
                      strcmp(got, list[i].tree) == 0,
                  list[i].html, "%s", got);
        buf_free(&tree);
        end(&reading);
    }
}

TEST(what_is_doubtful_is_noted_at_its_place)
{
    static const struct {
        const char *html;
        enum html_fault_kind kind;
        size_t at;
    } list[] = {
        {"<p>a</p><img/src=x>", HTML_DOUBTFUL, 12},
        {"<p>a</div></p>", HTML_STRAY, 4},
        {"<p>a<div>b", HTML_UNCLOSED, 4},
        {"<p title='<'>", HTML_DOUBTFUL, 10},
        {"<p title='&Tab;'>", HTML_DOUBTFUL, 10},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct reading reading;
        start(&reading, str_of(list[i].html), READ);
        const struct html_faults *faults = &reading.html.faults;
        test_case(faults->len == 1 && faults->item[0].kind == list[i].kind &&
                      faults->item[0].at == list[i].at,
                  list[i].html, "%zu faults, first at %zu", faults->len,
                  faults->len ? faults->item[0].at : 0);
        end(&reading);
    }
}

TEST(nodes_know_where_they_stand)
{
    struct reading reading;

    for (enum reader how = READ; how <= MEND; how++) {
        start(&reading, STR("<p>年</p>\n<p>报<b title='x'>a</b></p>"), how);
        const struct html_node *bold = reading.html.root->last->last;
        CHECK_INT(bold->at, 17);
        CHECK_INT(place_at(reading.source, bold->at).line, 2);
        CHECK_INT(place_at(reading.source, bold->at).column, 5);
        end(&reading);
    }
}

static const char *first_told(const struct reading *reading)
{
    return reading->diags.len ? diag_rule(reading->diags.item[0].code)->name
                              : "";
}

/* Reads `head`, `part` `count` times, and `tail`. */
static void start_many(struct reading *reading, const char *head,
                       const char *part, size_t count, const char *tail,
                       enum reader how)
{
    static struct buf page;

    buf_cut(&page, 0);
    buf_text(&page, head);
    for (size_t i = 0; i < count; i++)
        buf_text(&page, part);
    buf_text(&page, tail);
    start(reading, buf_view(&page), how);
}

TEST(text_that_would_be_lost_is_refused)
{
    static const struct {
        const char *head, *part, *tail;
        size_t count;
        enum reader how;
        const char *told;
    } list[] = {
        {"", "<div>", "a", 255, READ, ""},
        {"", "<div>", "a", 300, READ, "depth"},
        {"", "<div>", "a", 300, MEND, "depth"},
        {"", "<div>", "a", 500000, READ, "depth"},
        {"<p>", "<wbr>", "a", 4000, MEND, ""},
        {"<p>", "<wbr>", "<i>a", 500000, MEND, "depth"},
        {"<p", " a=1", ">b</p>", 64, READ, ""},
        {"<p", " a=1", ">b</p>", 65, READ, "limit-marks"},
        {"<p", " a", ">b</p>", 100000, READ, "limit-marks"},
        {"<p", "/a", ">b</p>", 100000, MEND, "limit-marks"},
        {"<p", " a='x'", ">b</p>", 100000, MEND, "limit-marks"},
        {"", "<!--", "a", 20000, READ, "comment"},
        {"<p>a</p>", "<!-- ", "", 1, MEND, "comment"},
        {"<p>", "\xFF", "a</p>", 1, READ, "utf8"},
        {"<p>\xE4\xB8", "", "</p>", 1, READ, "utf8"},
        {"", "aaaaaaaaaaaaaaaa", "", 300000, READ, "page-large"},
        {"<svg>", "<g>", "", 300, XML, "depth"},
        {"<svg", " a='1'", "/>", 100000, XML, "limit-marks"},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct reading reading;
        start_many(&reading, list[i].head, list[i].part, list[i].count,
                   list[i].tail, list[i].how);
        test_case(strcmp(first_told(&reading), list[i].told) == 0 &&
                      reading.whole == (list[i].told[0] == '\0'),
                  list[i].head, "case %zu told '%s', wanted '%s'", i,
                  first_told(&reading), list[i].told);
        end(&reading);
    }
}

TEST(a_zero_byte_is_refused)
{
    struct reading reading;

    start(&reading, STR("<p>a\0b</p>"), READ);
    CHECK(!reading.whole);
    CHECK_STR(first_told(&reading), "nul");
    end(&reading);
}

/* libxml2 takes what a page says of its encoding for true unless stopped. */
TEST(a_wrong_charset_label_loses_nothing)
{
    struct reading reading;
    struct buf flat = {0};

    start(&reading,
          STR("<html><head><meta charset=gb2312></head><body><p>镕喆€"), MEND);
    write_flat(reading.html.root, &flat);
    CHECK(reading.whole);
    CHECK(strstr(flat.data, "镕喆€") != NULL);
    buf_free(&flat);
    end(&reading);
}

TEST(svg_is_read_with_plain_names)
{
    struct reading reading;
    struct buf tree = {0};

    start(&reading,
          STR("<s:svg xmlns:s='http://www.w3.org/2000/svg' viewBox='0'>"
              "<s:a xmlns:x='http://www.w3.org/1999/xlink' "
              "x:href='?a&amp;b&#38;#38;&#x4E2D;'>a &amp; b</s:a></s:svg>"),
          XML);
    write_tree(reading.html.root, &tree);
    CHECK(reading.whole);
    CHECK_STR(tree.data, "(svg viewbox=0(a href=?a&b&#38;中'a & b'))");
    buf_free(&tree);
    end(&reading);
}

static bool flat_are_equal(struct str bytes, bool *mended)
{
    struct reading a, b;
    struct buf left = {0}, right = {0};

    start(&a, bytes, READ);
    start(&b, bytes, MEND);
    write_flat(a.html.root, &left);
    write_flat(b.html.root, &right);
    bool same =
        a.whole && b.whole && str_equal(buf_view(&left), buf_view(&right));
    *mended = a.html.mended;
    buf_free(&right);
    buf_free(&left);
    end(&b);
    end(&a);
    return same;
}

/* The scanner is held against the library it stands in for. */
TEST(both_readers_see_the_same_in_the_example_pages)
{
    static const char *const name[] = {"all", "digest", "index", "r0106",
                                       "targets"};
    const char *shared = test_shared();
    struct arena arena = {0};

    if (!shared)
        test_skip("no example pages here");
    for (size_t i = 0; i < 5; i++) {
        bool mended;
        size_t len;
        char *bytes = test_file(
            arena_format(&arena, "%s/look/%s.html", shared, name[i]), &len);
        bool same = flat_are_equal((struct str){bytes, len}, &mended);
        test_case(same && !mended, name[i], "%s",
                  mended ? "not taken by the scanner" : "the readings differ");
        free(bytes);
    }
    arena_free(&arena);
}

/* Well-nested markup, put together by chance that is the same on every run. */
static void chance_page(unsigned seed, struct buf *page)
{
    static const char *const leaf[] = {
        "<br>",    "年", "&amp;", "&#20013;", "<img src=\"a b\">", "<!-- c -->",
        " ",       "\n", "<hr/>", "a",        "<svg><g/></svg>",   "<wbr>",
        "&hellip;"};
    static const char *const open[] = {"<b a=1>", "<i c='&quot;'>",
                                       "<span hidden>", "<SUB D = e >"};
    static const char *const close[] = {"</b>", "</i>", "</span >", "</sub>"};
    unsigned stack[16], depth = 0;

    buf_cut(page, 0);
    buf_text(page, "<html><body><div>");
    for (unsigned i = 0; i < 30; i++) {
        seed = seed * 1103515245U + 12345U;
        unsigned dice = seed >> 16;
        if (dice % 4 == 0 && depth < 16)
            buf_text(page, open[stack[depth++] = dice / 4 % 4]);
        else if (dice % 4 == 1 && depth > 0)
            buf_text(page, close[stack[--depth]]);
        else
            buf_text(page, leaf[dice / 4 % (sizeof(leaf) / sizeof(*leaf))]);
    }
    while (depth > 0)
        buf_text(page, close[stack[--depth]]);
    buf_text(page, "</div></body></html>");
}

TEST(both_readers_see_the_same_in_chance_pages)
{
    struct buf page = {0};

    for (unsigned seed = 0; seed < 2000; seed++) {
        bool mended;
        chance_page(seed, &page);
        bool same = flat_are_equal(buf_view(&page), &mended);
        if (same && !mended)
            continue;
        test_case(false, page.data,
                  mended ? "not taken by the scanner" : "the readings differ");
        break;
    }
    buf_free(&page);
}

/* What a visitor without a tree sees, written down as a tree is. */
struct sight {
    struct buf seen;
    unsigned depth, forgotten;
};

static bool see(void *context, const struct html_node *node)
{
    struct sight *sight = context;

    if (node->kind == HTML_ELEMENT)
        buf_format(&sight->seen, "(%.*s<%.*s", (int)node->name.len,
                   node->name.ptr, (int)node->parent->name.len,
                   node->parent->name.len ? node->parent->name.ptr : "");
    else
        buf_format(&sight->seen, node->kind == HTML_TEXT ? "'%.*s'" : "!%.*s!",
                   (int)node->text.len, node->text.ptr);
    for (size_t i = 0; i < node->attrs; i++)
        buf_format(&sight->seen, " %.*s=%.*s", (int)node->attr[i].name.len,
                   node->attr[i].name.ptr, (int)node->attr[i].value.len,
                   node->attr[i].value.ptr);
    sight->depth++;
    return true;
}

static void left(void *context, const struct html_node *node)
{
    struct sight *sight = context;

    buf_text(&sight->seen, node->kind == HTML_ELEMENT ? ")" : "");
    sight->depth--;
}

static void forget(void *context)
{
    struct sight *sight = context;

    buf_cut(&sight->seen, 0);
    sight->depth = 0;
    sight->forgotten++;
}

TEST(a_page_is_seen_without_a_tree)
{
    static const struct {
        const char *html, *seen;
        unsigned forgotten;
    } list[] = {
        {"<p id=x>a<br>&lt;</p><!--c-->", "(p< id=x'a'(br<p)'<')!c!", 0},
        {"<ul><li CLASS='a'>1</li></ul>", "(ul<(li<ul class=a'1'))", 0},
        {"<svg><g xlink:href=\"#b\"/></svg>", "(svg<(g<svg href=#b))", 0},
        {"<ul><li>1<li>2</ul>", "(ul<(li<ul'1')(li<ul'2'))", 1},
        {"<p>a<b>c</p>", "(p<'a'(b<p'c'))", 1},
    };

    html_prepare();
    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct sight sight = {0};
        struct html html;
        bool whole = html_pass(
            &arena, source_new(&arena, "a.html", str_of(list[i].html)),
            &(struct html_visitor){
                .enter = see, .leave = left, .context = &sight},
            forget, &html, &diags);
        test_case(whole && sight.depth == 0 &&
                      sight.forgotten == list[i].forgotten &&
                      str_is(buf_view(&sight.seen), list[i].seen),
                  list[i].html, "%.*s", (int)sight.seen.len, sight.seen.data);
        buf_free(&sight.seen);
        diags_free(&diags);
        arena_free(&arena);
    }
}

/* Names of more than seven letters, of other bytes, or at the text's end. */
TEST(names_of_any_form_are_read_alike)
{
    static const char *const list[] = {"<figcaption data-x1=a>b</figcaption>",
                                       "<h1>a</h1>",
                                       "<colgroup></colgroup>",
                                       "<abcdefg>a</abcdefg>",
                                       "<abcdefgh z>a</abcdefgh>",
                                       "<a\nb.c='1' _d=2>e</a>",
                                       "<B>a</B><i>b</i>",
                                       "<x-y>a</x-y>",
                                       "<a>b</a>",
                                       "<p lang=zh>a</p>"};

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        bool mended;
        bool same = flat_are_equal(str_of(list[i]), &mended);
        test_case(same && !mended, list[i], mended ? "mended" : "differs");
    }
}

static void *read_often(void *bytes)
{
    const struct str *page = bytes;
    size_t fine = 0;

    for (size_t i = 0; i < 500; i++) {
        struct reading reading;
        start(&reading, *page, i % 2 ? READ : MEND);
        fine += reading.whole;
        end(&reading);
    }
    return fine == 500 ? bytes : NULL;
}

TEST(pages_are_read_by_several_threads)
{
    struct str page = STR("<ul><li>年&eacute;<li title='a'>b<svg><g/></svg>");
    pthread_t thread[4];

    html_prepare();
    for (size_t i = 0; i < 4; i++)
        pthread_create(&thread[i], NULL, read_often, &page);
    for (size_t i = 0; i < 4; i++) {
        void *result;
        pthread_join(thread[i], &result);
        CHECK(result == &page);
    }
}
