#include "../../gen/pages/check.h"

#include "../../gen/base/buf.h"
#include "../../gen/base/diag.h"
#include "../../gen/read/html.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>

static const char *const our_script[] = {"js/search.js"};
static const char *const fine_host[] = {"img.example.gov.cn"};

static const struct check_rules rules = {.prefix = "public",
                                         .allow_host = fine_host,
                                         .allow_hosts = 1,
                                         .script = our_script,
                                         .scripts = 1,
                                         .ours = true};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of what was told, sorted, each once, with blanks between. */
static void told_names(const struct diags *diags, struct buf *out)
{
    const char *name[DIAG_CODES];
    bool seen[DIAG_CODES] = {false};
    size_t len = 0;

    for (size_t i = 0; i < diags->len; i++) {
        enum diag_code code = diags->item[i].code;
        if (!seen[code])
            name[len++] = diag_rule(code)->name;
        seen[code] = true;
    }
    qsort(name, len, sizeof(*name), by_name);
    for (size_t i = 0; i < len; i++)
        buf_format(out, "%s%s", i ? " " : "", name[i]);
}

static void judge(const char *path, struct str bytes, struct buf *told)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct check_facts facts;

    html_prepare();
    check_file(&arena, path, bytes, &rules, &facts, &diags);
    buf_cut(told, 0);
    told_names(&diags, told);
    diags_free(&diags);
    arena_free(&arena);
}

/* Snippets stand in the body of a page, unless they begin with '!'. */
static void page_of(const char *snippet, struct buf *page)
{
    buf_cut(page, 0);
    if (snippet[0] == '!') {
        buf_text(page, snippet + 1);
        return;
    }
    buf_text(page, "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><title>年报"
                   "</title></head>\n<body><p>正文</p>\n");
    buf_text(page, snippet);
    buf_text(page, "\n</body></html>\n");
}

struct snippet {
    const char *html, *told;
};

static void judge_all(const char *path, const struct snippet *list, size_t len)
{
    struct buf page = {0}, told = {0};

    for (size_t i = 0; i < len; i++) {
        page_of(list[i].html, &page);
        judge(path, buf_view(&page), &told);
        test_case(told.len == strlen(list[i].told) &&
                      (told.len == 0 || strcmp(told.data, list[i].told) == 0),
                  list[i].html, "told: %s, wanted: %s",
                  told.len ? told.data : "", list[i].told);
    }
    buf_free(&told);
    buf_free(&page);
}

#define JUDGE_ALL(path, list)                                                  \
    judge_all((path), (list), sizeof(list) / sizeof((list)[0]))

TEST(plain_pages_are_told_nothing)
{
    static const struct snippet list[] = {
        {"", ""},
        {"<a href=\"r01.html\">一</a>", ""},
        {"<a href='../css/site.css'>x</a>", ""},
        {"<a href=\"#r01\">x</a><h2 id=\"r01\">y</h2>", ""},
        {"<a href=\"https://www.example.com/a?b=1&amp;c=2#d\">x</a>", ""},
        {"<a href=\"mailto:a@b.cn\">x</a><a href=\"tel:0512\">x</a>", ""},
        {"<img src=\"road.jpg\" alt=\"路\" srcset=\"a.jpg 1x, b.jpg 2x\">", ""},
        {"<img src=\"https://img.example.gov.cn/a.png\" alt=\"\">", ""},
        {"<script src=\"../js/search.js\"></script>", ""},
        {"<script type=\"application/ld+json\">{\"a\":1}</script>", ""},
        {"<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/><g><text>a</text></g>"
         "</svg>",
         ""},
        {"<svg><defs><linearGradient id=\"g\"/></defs><rect "
         "fill=\"url(#g)\"/><use href=\"#g\"/></svg>",
         ""},
        {"<p style=\"width:3em\">x</p>", ""},
        {"<blockquote cite=\"https://a.cn/\">x</blockquote>", ""},
        {"a &amp; b &lt;c&gt; &#20013; &hellip; R&D a & b", ""},
        {"<!-- note --><br><hr/><wbr>", ""},
        {"<ul><li>a<li>b</ul><p>c<p>d", ""},
        {"<table><tr><td>1<td>2<tr><td>3</table>", ""},
        {"<form action=\"search.html\"><input name=\"q\"></form>", ""},
        {"<p data-onclick=\"x\" data-src=\"https://a.cn/\">x</p>", ""},
        {"<p title=\"javascript:alert(1)\">x</p>", ""},
        {"!<!DOCTYPE html><title>跳转</title><meta http-equiv=\"refresh\" "
         "content=\"0; url=r01.html\"><link rel=\"canonical\" "
         "href=\"https://a.cn/x\">",
         ""},
    };

    JUDGE_ALL("2020/a.html", list);
}

TEST(what_would_be_fetched_from_elsewhere_is_told)
{
    static const struct snippet list[] = {
        {"<img src=\"https://evil.example/x.gif\">", "page-remote"},
        {"<img src=\"//evil.example/x.gif\">", "page-remote"},
        {"<IMG SRC=HTTP://EVIL.EXAMPLE/X.GIF>", "page-remote"},
        {"<img src=\" https://evil.example/x\">", "page-remote"},
        {"<img src=\"ht&#9;tps://evil.example/x\">", "page-remote"},
        {"<img src=\"h\nttps:evil.example/x\">", "page-remote"},
        {"<img src=\"/\\evil.example/x\">", "page-remote"},
        {"<img src=\"\\\\evil.example/x\">", "page-remote"},
        {"<img src=\"&#104;ttps://evil.example\">", "page-remote"},
        {"<img src=\"https://img.example.gov.cn@evil.example/\">",
         "page-remote"},
        {"<img src=\"https://img.example.gov.cn.evil.example/\">",
         "page-remote"},
        {"<img alt=\"\" srcset=\"a.png 1x, https://evil.example/b 2x\">",
         "page-remote"},
        {"<picture><source srcset=\"//evil.example/a,b.png 1x\"></picture>",
         "page-remote"},
        {"<video src=\"https://evil.example/v\"></video>", "page-remote"},
        {"<video poster=\"//evil.example/p.png\"></video>", "page-remote"},
        {"<audio><source src=\"ftp://evil.example/a\"></audio>", "page-remote"},
        {"<video><track src=\"//evil.example/t.vtt\"></video>", "page-remote"},
        {"<iframe src=\"https://evil.example/\"></iframe>", "page-remote"},
        {"<object data=\"https://evil.example/x.swf\"></object>",
         "page-remote"},
        {"<embed src=\"https://evil.example/x\">", "page-remote"},
        {"<link rel=\"stylesheet\" href=\"https://evil.example/x.css\">",
         "page-remote"},
        {"<link rel=\"preconnect\" href=\"https://evil.example\">",
         "page-remote"},
        {"<link rel=\"dns-prefetch\" href=\"//evil.example\">", "page-remote"},
        {"<link rel=\"next PREFETCH\" href=\"//evil.example\">", "page-remote"},
        {"<link rel=\"shortcut icon\" href=\"//evil.example/i.ico\">",
         "page-remote"},
        {"<link rel=\"manifest\" href=\"//evil.example/m\">", "page-remote"},
        {"<link rel=\"preload\" as=\"image\" imagesrcset=\"//evil.example/x\">",
         "page-remote"},
        {"<script src=\"https://evil.example/x.js\"></script>", "page-remote"},
        {"<style>@import \"https://evil.example/x.css\";</style>",
         "style-remote"},
        {"<style>p{background:url(//evil.example/x)}</style>", "style-remote"},
        {"<p style=\"background:url(https://evil.example/x)\">x</p>",
         "style-remote"},
        {"<p style=\"background:\\75rl(&quot;//evil.example/x&quot;)\">x</p>",
         "style-remote"},
        {"<meta http-equiv=\"Refresh\" content=\"0;URL='//evil.example/'\">",
         "page-remote"},
        {"<meta http-equiv=refresh content=\"5 https://evil.example/\">",
         "page-remote"},
        {"<form action=\"https://evil.example/\"></form>", "page-remote"},
        {"<button formaction=\"//evil.example/\">x</button>", "page-remote"},
        {"<a href=\"a.html\" ping=\"https://evil.example/\">x</a>",
         "page-remote"},
        {"<table background=\"//evil.example/x\"></table>", "page-remote"},
        {"<input type=\"image\" src=\"//evil.example/x\">", "page-remote"},
        {"<img lowsrc=\"//evil.example/x\">", "page-remote"},
        {"<svg><image href=\"//evil.example/x\"/></svg>", "page-remote"},
        {"<svg><image xlink:href=\"//evil.example/x\"/></svg>", "page-remote"},
        {"<svg><use xlink:href=\"https://evil.example/x.svg#a\"/></svg>",
         "page-remote"},
        {"<svg><rect fill=\"url(//evil.example/x#a)\"/></svg>", "style-remote"},
        {"<svg><feImage href=\"//evil.example/x\"/></svg>", "page-remote"},
        {"!<html manifest=\"//evil.example/m\"><body>字</body></html>",
         "page-remote"},
    };

    JUDGE_ALL("2020/a.html", list);
}

TEST(scripts_and_what_runs_like_them_are_told)
{
    static const struct snippet list[] = {
        {"<script>alert(1)</script>", "script"},
        {"<SCRIPT>alert(1)</SCRIPT >", "script"},
        {"<script src=\"../js/other.js\"></script>", "script"},
        {"<script src=\"search.js\"></script>", "script"},
        {"<script type=\"module\">import 'x'</script>", "script"},
        {"<script type=\"application/json\">{}</script>", "script"},
        {"<script type=\"application/ld+json\">\"</p><p>\"</script>",
         "page-doubt script"},
        {"<script type=\"application/ld+json\">\"<p>\"</script>", "script"},
        {"<p onclick=\"x()\">x</p>", "script"},
        {"<p OnMouseOver=x>x</p>", "script"},
        {"<details ontoggle=\"x\" open>x</details>", "script"},
        {"<a href=\"javascript:alert(1)\">x</a>", "script"},
        {"<a href=\"JaVaScRiPt:alert(1)\">x</a>", "script"},
        {"<a href=\" javascript:alert(1)\">x</a>", "script"},
        {"<a href=\"java\tscript:alert(1)\">x</a>", "script"},
        {"<a href=\"java&#10;script:alert(1)\">x</a>", "script"},
        {"<a href=\"&#106;avascript:alert(1)\">x</a>", "script"},
        {"<a href=\"&#x6A;&#x61;vascript:alert(1)\">x</a>", "script"},
        {"<a href=\"java&Tab;script:alert(1)\">x</a>",
         "page-doubt page-scheme"},
        {"<a href=\"javascript&colon;alert(1)\">x</a>", "page-doubt"},
        {"<a href=\"&#1;javascript:alert(1)\">x</a>", "page-doubt"},
        {"<a href=\"\x01javascript:alert(1)\">x</a>", "script"},
        {"<a href=\"vbscript:x\">x</a>", "script"},
        {"<a href=\"data:text/html,<b>\">x</a>", "page-doubt script"},
        {"<img src=\"data:image/svg+xml;base64,AAAA\">", "script"},
        {"<a href=\"blob:https://a.cn/x\">x</a>", "script"},
        {"<form action=\"javascript:x\"></form>", "script"},
        {"<iframe srcdoc=\"&lt;p&gt;\"></iframe>", "page-frame script"},
        {"<svg onload=\"x\"></svg>", "script"},
        {"<svg><a xlink:href=\"javascript:x\"><text>x</text></a></svg>",
         "script"},
        {"<svg><a><animate attributeName=\"href\" "
         "values=\"javascript:x\"/></a></svg>",
         "script"},
        {"<svg><set attributeName=\"xlink:href\" to=\"x\"/></svg>", "script"},
        {"<svg><script>x</script></svg>", "script"},
        {"<meta http-equiv=\"refresh\" content=\"0;url=javascript:x\">",
         "script"},
        {"<!--[if IE]><script>x</script><![endif]-->", "script"},
        {"<math><mi>x</mi></math>", "page-doubt"},
        {"<iframe src=\"a.html\"></iframe>", "page-frame"},
        {"<object data=\"a.pdf\"></object>", "page-frame"},
    };

    JUDGE_ALL("2020/a.html", list);
}

/* Bytes that one reader takes for text and another for an element. */
TEST(markup_that_browsers_read_differently_is_told)
{
    static const struct snippet list[] = {
        {"<img/src=x/onerror=alert(1)>", "page-doubt"},
        {"<img src=x\"onerror=alert(1)>", "page-doubt"},
        {"<p title=\"<img src=x onerror=alert(1)>\">x</p>", "page-doubt"},
        {"<noscript><p title=\"</noscript><img src=x "
         "onerror=1>\"></p></noscript>",
         "page-doubt"},
        {"<svg><style><img src=x></style></svg>", "page-doubt"},
        {"<svg><p><style><!--</style><b title=\"--><img>\">", "page-doubt"},
        {"<title>a<b></title>", "page-doubt"},
        {"<textarea><p></textarea>", "page-doubt"},
        {"<xmp><p></xmp>", "page-doubt"},
        {"<style>a<b{}</style>", "page-doubt"},
        {"<style></styles></style>", "page-doubt"},
        {"<plaintext>x", "page-doubt"},
        {"<!--><img src=a.png>-->", "page-doubt"},
        {"<!-- --!><img src=a.png> -->", "page-doubt"},
        {"<?php x ?>", "page-doubt"},
        {"<![CDATA[<p>]]>", "page-doubt"},
        {"<!ELEMENT x>", "page-doubt"},
        {"<中>文", "page-doubt"},
        {"a<1b", "page-doubt"},
        {"</br>", "page-doubt"},
        {"</p onclick=x>", "page-doubt"},
        {"<div/>x", "page-doubt"},
        {"<div><body onload=x></body></div>", "page-doubt"},
        {"<p title='x", "page-doubt"},
        {"<a b=1 b=2 href=a.html", "page-doubt"},
        {"<svg><foreignObject><p>x</p></foreignObject></svg>", "page-doubt"},
        {"<p>x &#0; y</p>", "page-doubt"},
        {"</div>", "page-tags"},
        {"<div><p>x</p>", "page-tags"},
        {"<div><span>x</div>", "page-tags"},
    };

    JUDGE_ALL("2020/a.html", list);
}

TEST(addresses_that_work_in_one_place_only_are_told)
{
    static const struct snippet list[] = {
        {"<a href=\"/r01.html\">x</a>", "page-absolute"},
        {"<img src=\"/a.png\">", "page-absolute"},
        {"<a href=\"2020/\">x</a>", "page-folder"},
        {"<a href=\"..\">x</a>", "page-folder"},
        {"<a href=\"./\">x</a>", "page-folder"},
        {"<a href=\"../../x.html\">x</a>", "page-link"},
        {"<a href=\"a\\b.html\">x</a>", "page-link"},
        {"<a href=\"a%5Cb.html\">x</a>", "page-link"},
        {"<a href=\"a%00.html\">x</a>", "page-link"},
        {"<a href=\"a%zz.html\">x</a>", "page-link"},
        {"<a href=\"a%FF.html\">x</a>", "page-link"},
        {"<img src=\"\" alt=\"\">", "page-link"},
        {"<base href=\"x/\">", "page-link"},
        {"<a href=\"file:///etc/passwd\">x</a>", "page-scheme"},
        {"<a href=\"C:/x.html\">x</a>", "page-scheme"},
        {"<a href=\"ms-word:ofe|u|x\">x</a>", "page-scheme"},
        {"<a href=\"view-source:https://a.cn\">x</a>", "page-scheme"},
        {"<a href=\"https://a.cn/\" target=\"_blank\">x</a>", "page-opener"},
        {"<a href=\"https://a.cn/\" target=\"_blank\" rel=\"external "
         "noopener\">x</a>",
         ""},
        {"<p id=\"a\">x</p><p id=\"a\">y</p>", "twin-id"},
        {"<p id=\"a\">x</p><p id=\"A\">y</p><a name=\"a\"></a>", ""},
        {"!<!DOCTYPE html><title>年报</title><body> \n&nbsp;　</body>",
         "page-empty"},
        {"!", "page-empty"},
        {"!<!DOCTYPE html><body><script>x</script></body>",
         "page-empty script"},
        {"!<!DOCTYPE html><body><!-- 字", "comment"},
    };

    JUDGE_ALL("2020/a.html", list);
}

TEST(pictures_are_judged_as_xml)
{
#define SVG "!<svg xmlns=\"http://www.w3.org/2000/svg\""
    static const struct snippet list[] = {
        {SVG "><path d=\"M0 0\"/></svg>", ""},
        {"!<?xml version=\"1.0\" encoding=\"GB2312\"?>" SVG "/>",
         "page-syntax"},
        {"!<?xml version=\"1.0\" encoding=\"GB2312\"?><svg><text>年</text>"
         "</svg>",
         ""},
        {SVG "><script>x</script></svg>", "script"},
        {SVG " onload=\"x\"/>", "script"},
        {SVG "><image href=\"https://evil.example/x?a&amp;b#c\"/></svg>",
         "page-remote"},
        {"!<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></s:svg>",
         "script"},
        {SVG "><style>@import '//evil.example/x';</style></svg>",
         "style-remote"},
        {SVG "><style><![CDATA[@import '//evil.example/x';]]></style></svg>",
         "style-remote"},
        {"!<?xml-stylesheet href=\"https://evil.example/x\"?><svg/>",
         "page-syntax"},
        {"!<!DOCTYPE svg [<!ENTITY x \"y\">]><svg>&x;</svg>", "page-syntax"},
        {"!<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
         "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg/>",
         ""},
        {"!<svg><g></svg>", "page-syntax"},
        {"!<svg/><p>", "page-syntax"},
        {"!", "empty"},
        {"!<a b=\"\xFF\"/>", "utf8"},
    };
#undef SVG

    JUDGE_ALL("2020/a.svg", list);
}

TEST(names_that_media_refuse_are_told)
{
    static const struct {
        const char *path;
        bool ours, fine;
    } list[] = {
        {"2020/r0302.html", true, true},
        {"2020/R03.html", true, false},
        {"2020/aux.html", true, false},
        {"a/b/c/d/e.html", true, false},
        {"abcdefghijklmnopqrstuvwxyz.html", true, false},
        {"2020/年报.html", true, false},
        {"2020/年报 终稿.html", false, true},
        {"a-b_c.tar.gz", false, true},
        {"a:b.html", false, false},
        {"CON", false, false},
        {"x/Aux.html", false, false},
        {"con .txt", false, false},
        {"console.html", false, true},
        {"LPT1.txt", false, false},
        {"x.", false, false},
        {"x ", false, false},
        {"x /y", false, false},
        {"a\\b", false, false},
        {"a\nb", false, false},
        {"a\xFF", false, false},
        {"1/2/3/4/5/6/7/8/9.html", false, false},
        {"年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年"
         "年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年",
         false, true},
        {"年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年"
         "年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年年x",
         false, false},
    };

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct check_rules how = rules;
        struct arena arena = {0};
        struct diags diags = {0};
        struct check_facts facts;
        how.ours = list[i].ours;
        check_file(&arena, list[i].path, STR("<title>x</title><p>x</p>"), &how,
                   &facts, &diags);
        test_case((diags_count(&diags, DIAG_ERROR) == 0) == list[i].fine,
                  list[i].path, "%zu told", diags.len);
        diags_free(&diags);
        arena_free(&arena);
    }
}

/* A small site under judgement. */
struct site {
    struct arena arena;
    struct diags diags;
    struct check_facts facts[8];
    size_t len;
    struct buf told;
};

/* Files are added in the order of their paths. */
static void add(struct site *site, const char *path, const char *html)
{
    html_prepare();
    check_file(&site->arena, path, str_of(html), &rules,
               &site->facts[site->len++], &site->diags);
}

static const char *tell_in(struct site *site, const struct check_rules *how,
                           enum lang lang)
{
    struct diag_style style = {.lang = lang};

    check_links(site->facts, site->len, how, &site->diags);
    diags_sort(&site->diags);
    buf_cut(&site->told, 0);
    diags_print(&site->diags, &style, &site->told);
    return site->told.len ? site->told.data : "";
}

static const char *tell(struct site *site, const struct check_rules *how)
{
    return tell_in(site, how, LANG_EN);
}

static void end(struct site *site)
{
    buf_free(&site->told);
    diags_free(&site->diags);
    arena_free(&site->arena);
}

TEST(links_that_lead_somewhere_are_told_nothing)
{
    struct site site = {0};

    add(&site, "2020/index.html",
        "<p><a href=r03.html?a=1#r0302>x</a> <a href='r03.html#top'>x</a>"
        "<a href='#%E7%9B%AE'>x</a><b id=目>x</b>"
        "<a href='../index.html'>x</a></p>");
    add(&site, "2020/r03.html",
        "<p id=r0302><a href=\"../2020/./r03.html\">x</a>"
        "<a href='r03.html#:~:text=a'>y</a></p>");
    add(&site, "index.html", "<p><a href=2020/index.html>x</a></p>");
    CHECK_STR(tell(&site, &rules), "");
    end(&site);
}

TEST(dead_links_are_told_with_what_was_perhaps_meant)
{
    struct site site = {0};

    add(&site, "2020/index.html",
        "<p>\n年 <a href=\"r3.html\">x</a>\n"
        "<a href=\"R03.html\">x</a>\n"
        "<a href=\"r03.html#r0303\">x</a>\n"
        "<a href=\"../2021\">x</a>\n"
        "<a href=\"#nothing-like-it\">x</a>\n</p>");
    add(&site, "2020/r03.html", "<p id=r0302>x</p>");
    add(&site, "2021/index.html", "<p>x</p>");
    CHECK_STR(
        tell(&site, &rules),
        "public/2020/index.html:2:3: error: link leads nowhere: 2020/r3.html "
        "[page-link]\n"
        "    did you mean 2020/r03.html?\n"
        "public/2020/index.html:3:1: error: link leads nowhere: "
        "2020/R03.html [page-link]\n"
        "    2020/r03.html differs in case only\n"
        "public/2020/index.html:4:1: error: link to a place that is not "
        "there: 2020/r03.html#r0303 [page-anchor]\n"
        "    did you mean #r0302?\n"
        "public/2020/index.html:5:1: error: link leads nowhere: 2021 "
        "[page-link]\n"
        "    name 2021/index.html\n"
        "public/2020/index.html:6:1: error: link to a place that is not "
        "there: 2020/index.html#nothing-like-it [page-anchor]\n");
    end(&site);
}

TEST(what_was_perhaps_meant_is_told_in_one_language)
{
    struct site site = {0};

    add(&site, "2020/index.html",
        "<p>\n<a href=\"r3.html\">x</a>\n<a href=\"R03.html\">x</a>\n"
        "<a href=\"r03.html#r0303\">x</a>\n<a href=\"../2021\">x</a>\n</p>");
    add(&site, "2020/r03.html", "<p id=r0302>x</p>");
    add(&site, "2021/index.html", "<p>x</p>");
    const char *told = tell_in(&site, &rules, LANG_ZH);
    CHECK(strstr(told, "\n    是不是 2020/r03.html？\n") != NULL);
    CHECK(strstr(told, "\n    只有大小写不同：2020/r03.html\n") != NULL);
    CHECK(strstr(told, "\n    是不是 #r0302？\n") != NULL);
    CHECK(strstr(told, "\n    写明 2021/index.html\n") != NULL);
    end(&site);
}

TEST(one_fault_in_every_frame_does_not_hide_the_rest)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct check_facts facts[100];

    for (size_t i = 0; i < 100; i++)
        check_file(&arena, arena_format(&arena, "a%02zu.html", i),
                   str_of(i == 50 ? "<p onclick=y>x</p><i>x"
                                  : "<p onclick=y><a href=gone.html>x</a></p>"),
                   &rules, &facts[i], &diags);
    check_links(facts, 100, &rules, &diags);
    CHECK_INT(diags.len, 11);
    CHECK_STR(diags.item[8].detail,
              BOTH("另有 95 处没有列出", "95 more not listed"));
    CHECK_STR(diags.item[9].detail,
              BOTH("另有 94 处没有列出", "94 more not listed"));
    CHECK_STR(diags.item[10].path, "public/a50.html");
    diags_free(&diags);
    arena_free(&arena);
}

/* Most tags say nothing and are judged once; one that is wrong is told wherever
 * it stands, on this page and on the next. */
TEST(what_is_wrong_is_told_wherever_it_stands)
{
    static const char html[] = "<title>a</title>\n<p>b</p>\n"
                               "<p>c</p><b onclick=\"d\">e</b>\n"
                               "<p>c</p><b onclick=\"d\">e</b>\n";
    struct site site = {0};

    add(&site, "a.html", html);
    add(&site, "b.html", html);
    tell(&site, &rules);
    CHECK_INT(site.diags.len, 4);
    for (size_t i = 0; i < site.diags.len; i++) {
        CHECK_STR(diag_rule(site.diags.item[i].code)->name, "script");
        CHECK_STR(site.diags.item[i].path,
                  i < 2 ? "public/a.html" : "public/b.html");
        CHECK_INT(site.diags.item[i].line, 3 + i % 2);
        CHECK_INT(site.diags.item[i].column, 9);
    }
    end(&site);
}

TEST(anchors_are_found_in_whatever_order_they_are_asked_for)
{
    struct site site = {0};
    const char *const all[] = {"a", "b", "c", "d", "e", "f", "g"};
    const char *const asked[] = {"a", "b", "c", "g", "d", "a", "f", "f", "e"};
    const char *const none[] = {"", "aa", "c1", "fz", "h"};
    size_t near = 0;

    add(&site, "a.html",
        "<title>a</title><p id=g>1<p id=c>2<p id=a>3<p id=f>4<p id=b>5"
        "<p id=e>6<p id=d>7");
    CHECK_INT(site.facts[0].ids, 7);
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
        CHECK(check_has_anchor(&site.facts[0], asked[i], &near));
    for (size_t from = 0; from < 7; from++)
        for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
            near = from;
            CHECK(!check_has_anchor(&site.facts[0], none[i], &near));
            CHECK(check_has_anchor(&site.facts[0], all[from], &near));
            CHECK_INT(near, from);
        }
    end(&site);
}

TEST(places_of_all_sections_are_remembered_in_few_runs)
{
    struct site site = {0};
    size_t runs, near = 0;

    add(&site, "a.html",
        "<title>a</title><p id=s01-p1>b<p id=s01-p2>c<i id=s01-t9s>d</i>"
        "<i id=s01-t10s>e</i><i id=s01-t11s>f</i><p id=s02-p1>g<p id=s02>h");
    struct check_facts brief = site.facts[0];
    brief.run = check_runs(&site.arena, &brief, &runs);
    brief.runs = runs;
    brief.is_brief = true;
    CHECK_INT(runs, 5); /* s01-p, s01-t of one digit and of two, s02-p, s */
    for (size_t i = 0; i < site.facts[0].ids; i++)
        CHECK(check_has_anchor(&brief, site.facts[0].id[i], &near));
    CHECK(!check_has_anchor(&brief, "s01-p3", &near));
    CHECK(!check_has_anchor(&brief, "s03-p1", &near));
    CHECK(!check_has_anchor(&brief, "s01-t12s", &near));
    CHECK(check_has_runs(&site.facts[0], brief.run, runs));
    end(&site);
}

TEST(each_other_host_is_noted_once)
{
    struct site site = {0};

    add(&site, "a.html",
        "<p><a href=https://B.cn/x>x</a><a href='http://u@b.cn:80/'>x</a></p>");
    add(&site, "b.html", "<p><a href=//b.cn>x</a></p>");
    add(&site, "c.html", "<p><a href=https://c.cn>x</a></p>");
    CHECK_STR(tell(&site, &rules),
              "public/a.html: note: links to another host: b.cn [external]\n"
              "public/c.html: note: links to another host: c.cn [external]\n");
    end(&site);
}

TEST(names_that_differ_in_case_only_are_told_of_foreign_folders)
{
    struct site site = {0};
    struct check_rules how = rules;

    how.ours = false;
    add(&site, "index.html", "<p>x</p>");
    add(&site, "plan.html", "<p>x</p>");
    site.facts[0].path = "Plan.html";
    CHECK_STR(tell(&site, &how),
              "public/plan.html: error: 'Plan.html' and 'plan.html' differ in "
              "case only [case]\n    rename one\n");
    end(&site);
}

TEST(style_sheets_must_find_their_files)
{
    struct site site = {0};

    add(&site, "css/site.css",
        "a{background:url(\"../img/a.png\")}b{background:url(b.png)}"
        "c{background:url(/c.png)}");
    add(&site, "img/a.png", "");
    CHECK_STR(tell(&site, &rules),
              "public/css/site.css:1:51: error: link leads nowhere: css/b.png "
              "[page-link]\n"
              "public/css/site.css:1:75: error: link from the server's root, "
              "which breaks on other servers and on media: /c.png "
              "[page-absolute]\n"
              "    /a.png\")}b{background:url(b.png)}c{background:url(/c.png)}"
              "\n"
              "                                                      ^\n"
              "    write it relative, such as ../css/site.css\n");
    end(&site);
}

TEST(a_page_in_one_line_is_judged_in_time)
{
    struct buf page = {0}, told = {0};

    buf_text(&page, "<p>");
    while (page.len < 3000000)
        buf_text(&page, "<a id=x href=https://a.cn/>年</a>");
    buf_text(&page, "</p>");
    judge("a.html", buf_view(&page), &told);
    CHECK_STR(told.data, "twin-id");
    buf_free(&told);
    buf_free(&page);
}

TEST(the_example_pages_have_one_dead_link)
{
    static const char *const name[] = {"all.html",   "digest.html",
                                       "index.html", "r0106.html",
                                       "site.css",   "targets.html"};
    struct site site = {0};
    struct check_rules how = rules;
    const char *shared = test_shared();

    if (!shared)
        test_skip("no example pages here");
    how.ours = false;
    html_prepare();
    for (size_t i = 0; i < 6; i++) {
        size_t len;
        char *bytes = test_file(
            arena_format(&site.arena, "%s/look/%s", shared, name[i]), &len);
        check_file(&site.arena, name[i], (struct str){bytes, len}, &how,
                   &site.facts[site.len++], &site.diags);
        free(bytes);
        if (i == 2) { /* comes here by its name */
            check_file(&site.arena, "data/targets.csv", STR("a"), &how,
                       &site.facts[site.len++], &site.diags);
            check_file(&site.arena, "data/targets.json", STR("[]"), &how,
                       &site.facts[site.len++], &site.diags);
        }
    }
    tell(&site, &how);
    for (size_t i = 0; i < site.diags.len; i++)
        test_case(site.diags.item[i].code == EXTERNAL_HOST ||
                      strcmp(site.diags.item[i].a, "search.html") == 0,
                  site.diags.item[i].path, "%s: %s",
                  diag_rule(site.diags.item[i].code)->name,
                  site.diags.item[i].a);
    end(&site);
}

TEST(pages_of_any_origin_are_judged_for_all_readers)
{
    static const struct check_rules foreign = {.prefix = "public"};
    static const struct snippet list[] = {
        {"<html lang=zh><body><h1>x</h1><img src=a.png alt=\"\"><table><tr><th>"
         "x</table>",
         ""},
        {"<html><body><h1>x</h1>", "page-lang"},
        {"<html lang=zh><body><p>x</p>", "page-h1"},
        {"<html lang=zh><body><h1>x</h1><h1>y</h1>", "page-h1"},
        {"<html lang=zh><body><h1>x</h1><img src=a.png>", "page-alt"},
        {"<html lang=zh><body><h1>x</h1><table><tr><td>x</table>",
         "page-table"},
    };

    html_prepare();
    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct check_facts facts;
        struct buf told = {0};
        check_file(&arena, "a.html", str_of(list[i].html), &foreign, &facts,
                   &diags);
        told_names(&diags, &told);
        test_case(strcmp(told.len ? told.data : "", list[i].told) == 0,
                  list[i].html, "told: %s", told.len ? told.data : "");
        buf_free(&told);
        diags_free(&diags);
        arena_free(&arena);
    }
}
