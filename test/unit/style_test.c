#include "../test.h"

#include "../../gen/base/diag.h"
#include "../../gen/read/style.h"

#include <stdlib.h>
#include <string.h>

/* A theme's styles, in memory. */
struct fake {
    struct arena arena;
    struct diags diags;
    struct style_file file[8];
    size_t len;
    struct buf css, told;
    bool ok;
};

static void add(struct fake *fake, const char *name, const char *text)
{
    const char *path = arena_format(&fake->arena, "themes/x/%s", name);

    fake->file[fake->len++] =
        (struct style_file){name, source_new(&fake->arena, path, str_of(text))};
}

static void compile(struct fake *fake, const char *settings)
{
    fake->ok = style_compile(fake->file, fake->len, 0, str_of(settings),
                             &fake->css, &fake->diags);
    diags_sort(&fake->diags);
    for (size_t i = 0; i < fake->diags.len; i++) {
        const struct diag *d = &fake->diags.item[i];
        buf_format(&fake->told, "%s:%u:%u %s ", d->path, d->line, d->column,
                   diag_rule(d->code)->name);
        diag_say(&fake->told, d->a ? d->a : "", LANG_EN);
        buf_char(&fake->told, '\n');
    }
    buf_reserve(&fake->told, 1);
    buf_reserve(&fake->css, 1);
}

static const char *text_of(const struct buf *buf)
{
    return buf->len ? buf->data : "";
}

static void release(struct fake *fake)
{
    buf_free(&fake->told);
    buf_free(&fake->css);
    diags_free(&fake->diags);
    arena_free(&fake->arena);
}

/* Compiles one file and checks what was told of it. */
static void check_told(const char *scss, const char *told)
{
    struct fake fake = {0};

    add(&fake, "scss/site.scss", scss);
    compile(&fake, "");
    CHECK(!fake.ok);
    CHECK_INT(fake.css.len, 0);
    CHECK_STR(text_of(&fake.told), told);
    release(&fake);
}

TEST(a_style_is_compiled_with_its_partials_and_settings)
{
    struct fake fake = {0};

    add(&fake, "scss/site.scss",
        "@import 'colour';\n@import 'parts/nav', \"plain.scss\";\n"
        "a { color: $accent; b { margin: 1px + 2px; } }\n");
    add(&fake, "scss/_colour.scss", "$accent: blue !default;\n");
    add(&fake, "scss/parts/_nav.scss", "@import '../deep';nav{top:0}");
    add(&fake, "scss/deep.scss", "i{top:1px}");
    add(&fake, "scss/plain.scss", "u{top:2px}");
    compile(&fake, "$accent: #9a1b1e;");
    CHECK(fake.ok);
    CHECK_STR(text_of(&fake.told), "");
    CHECK_STR(text_of(&fake.css),
              "i{top:1px}nav{top:0}u{top:2px}a{color:#9a1b1e}a b{margin:3px}"
              "\n");
    release(&fake);
}

TEST(letters_beyond_ascii_bring_a_bom)
{
    struct fake fake = {0};

    add(&fake, "scss/site.scss", "a::after{content:\"（完）\"}");
    compile(&fake, "");
    CHECK(fake.ok);
    CHECK_STR(text_of(&fake.css), "\xEF\xBB\xBF"
                                  "a::after{content:\"（完）\"}\n");
    release(&fake);
}

TEST(an_error_stands_where_the_author_wrote_it)
{
    check_told("a{\n  b: $none }", "themes/x/scss/site.scss:2:6 style "
                                   "Undefined variable: \"$none\".\n");
    check_told("a{b:\"中文\" + $x}", "themes/x/scss/site.scss:1:12 style "
                                     "Undefined variable: \"$x\".\n");
    check_told("a{ @error \"颜色不对\"; }",
               "themes/x/scss/site.scss:1:11 style 颜色不对\n");
    check_told("@import 'nav';",
               "themes/x/scss/site.scss:1:9 style no style file “nav”\n");
}

TEST(an_error_in_a_partial_stands_in_the_partial)
{
    struct fake fake = {0};

    add(&fake, "scss/site.scss", "\n@import 'nav';");
    add(&fake, "scss/_nav.scss", "a{\n\n  b: $none }");
    compile(&fake, "$accent: red;\n$x: 1;\n");
    CHECK(!fake.ok);
    CHECK_STR(text_of(&fake.told), "themes/x/scss/_nav.scss:3:6 style "
                                   "Undefined variable: \"$none\".\n");
    release(&fake);
}

TEST(a_style_that_imports_itself_is_told)
{
    struct fake fake = {0};

    add(&fake, "scss/site.scss", "@import 'a';");
    add(&fake, "scss/a.scss", "@import 'site';");
    compile(&fake, "");
    CHECK(!fake.ok);
    CHECK_INT(fake.diags.item[0].code, STYLE_ERROR);
    CHECK(strstr(fake.diags.item[0].a, "loop") != NULL);
    release(&fake);
}

TEST(files_outside_of_the_theme_are_not_opened)
{
    check_told("@import \"/etc/passwd\";",
               "themes/x/scss/site.scss:1:9 outside /etc/passwd\n");
    check_told("a{b:c}\n@import '../../x';",
               "themes/x/scss/site.scss:2:9 outside ../../x\n");
    check_told("@import '..\\\\x';",
               "themes/x/scss/site.scss:1:9 outside ..\\x\n");
    /* What stands in this folder is not in the theme either. */
    check_told("@import 'test/cases/template.plain.txt';",
               "themes/x/scss/site.scss:1:9 style no style file "
               "“test/cases/template.plain.txt”\n");
}

TEST(imports_from_other_hosts_are_refused)
{
    check_told("@import \"http://evil.example/x.css\";",
               "themes/x/scss/site.scss:1:9 style-remote "
               "http://evil.example/x.css\n");
    check_told("\n@import \"//evil.example/x.css\";",
               "themes/x/scss/site.scss:2:9 style-remote "
               "//evil.example/x.css\n");
    check_told("@import url(//evil.example/x.css);",
               "themes/x/scss/site.scss:1:13 style-remote "
               "//evil.example/x.css\n");
    check_told("a{b:c}\n@\\69mport \"http://evil.example/y\";",
               "themes/x/scss/site.scss:2:12 style-remote "
               "http://evil.example/y\n");
    check_told("a{background:url(//evil.example/x)}",
               "themes/x/scss/site.scss:1:18 style-remote //evil.example/x\n");
    check_told("@font-face{font-family:x;\n"
               "src:url(\"https://evil.example/x.woff2\")}",
               "themes/x/scss/site.scss:2:10 style-remote "
               "https://evil.example/x.woff2\n");
}

TEST(a_style_without_end_is_ended)
{
    check_told("@while true {}",
               "themes/x/scss/site.scss:0:0 limit-time 5 s\n");
}

TEST(selectors_that_multiply_are_ended)
{
    struct fake fake = {0};
    struct buf scss = {0};

    for (int i = 0; i < 20; i++)
        buf_text(&scss, "a,b{");
    buf_text(&scss, "top:0");
    buf_repeat(&scss, '}', 20);
    add(&fake, "scss/site.scss", scss.data);
    compile(&fake, "");
    CHECK(!fake.ok);
    CHECK_INT(fake.diags.len, 1);
    enum diag_code code = fake.diags.item[0].code;
    CHECK(code == LIMIT_TIME || code == LIMIT_MEMORY || code == STYLE_SIZE);
    buf_free(&scss);
    release(&fake);
}

TEST(a_style_that_writes_without_end_is_ended)
{
    struct fake fake = {0};
    struct buf scss = {0};

    buf_text(&scss, "@for $i from 1 through 1000 {.n-#{$i}{content:\"");
    buf_repeat(&scss, 'x', 5000);
    buf_text(&scss, "\"}}");
    add(&fake, "scss/site.scss", scss.data);
    compile(&fake, "");
    CHECK(!fake.ok);
    CHECK_STR(text_of(&fake.told),
              "themes/x/scss/site.scss:0:0 style-size 4 MB\n");
    buf_free(&scss);
    release(&fake);
}

TEST(deep_nesting_and_endless_recursion_are_told)
{
    struct fake fake = {0};
    struct buf scss = {0};

    buf_repeat(&scss, '(', 0);
    for (int i = 0; i < 5000; i++)
        buf_text(&scss, "a{");
    add(&fake, "scss/site.scss", scss.data);
    compile(&fake, "");
    CHECK(!fake.ok);
    CHECK_INT(fake.diags.len, 1);
    buf_free(&scss);
    release(&fake);
    fake = (struct fake){0};
    add(&fake, "scss/site.scss", "@mixin m{@include m}a{@include m}");
    compile(&fake, "");
    CHECK(!fake.ok);
    CHECK_INT(fake.diags.item[0].code, STYLE_ERROR);
    release(&fake);
}

TEST(modules_are_warned_of_where_they_are_meant)
{
    struct fake fake = {0};

    add(&fake, "scss/site.scss",
        "// @use 'a'\n/* @forward 'b' */\na{content:\"@use\"}\n"
        "@use 'x';@forward 'y'; @user z;");
    compile(&fake, "");
    CHECK(fake.ok);
    CHECK_STR(text_of(&fake.told),
              "themes/x/scss/site.scss:4:1 style-module @use\n"
              "themes/x/scss/site.scss:4:10 style-module @forward\n");
    release(&fake);
}

/* Style sheets as they are, and whether all of it stays here. */
static const struct {
    const char *css;
    const char *remote; /* the first address that leads away; NULL: none */
} sheet[] = {
    {"", NULL},
    {"a{color:red}", NULL},
    {"a{background:url(img/x.png)}", NULL},
    {"a{background:url('../img/x.png')}", NULL},
    {"a{background:url(/img/x.png)}", NULL},
    {"a{background:url()}", NULL},
    {"a{fill:url(#g)}", NULL},
    {"@import url(print.css);", NULL},
    {"/* url(http://h/) @import '//h' */", NULL},
    {"a::after{content:\"http://h/\"}", NULL},
    {"a::after{content:\"url(http://h/)\"}", NULL},
    {"a[href^=\"https://\"]::after{content:\"外\"}", NULL},
    {"a[href^='//']{top:0}", NULL},
    {"@namespace svg url(http://www.w3.org/2000/svg);a{top:0}", NULL},
    {"a{background:url(data:image/png;base64,AAAA)}",
     "data:image/png;base64,AAAA"},
    {"a{--label:\"目标: \";--s:\"a:b\"}", NULL},
    {"@font-face{src:local(\"a: b\"),url(x.woff2) format(\"woff2\")}", NULL},
    {"a{background:image-set(\"a.png\" type(\"image/png\") 1x)}", NULL},
    {"a{background:url(x.png)}b{content:\"//h\"}", NULL},
    {"a{background:url(http://h/x)}", "http://h/x"},
    {"a{background:URL( HTTP://h/x )}", "HTTP://h/x"},
    {"a{background:url(//h/x)}", "//h/x"},
    {"a{background:url(\"//h/x\")}", "//h/x"},
    {"a{background:url(/**/http://h/x)}", NULL}, /* no comment in url( */
    {"a{background:url(\\\\h/x)}", NULL}, /* one slash, in the end */
    {"a{background:url('\\\\\\\\h/x')}", "\\\\h/x"},
    {"a{background:url(/\\\\h/x)}", "/\\h/x"},
    {"a{background:\\75rl(http://h/x)}", "http://h/x"},
    {"a{background:u\\72 l(//h)}", "//h"},
    {"a{background:url(\\68ttp://h)}", "http://h"},
    {"a{background:url(ht\\74 p://h)}", "http://h"},
    {"a{background:url(\"ht\\\ntp://h\")}", "http://h"},
    {"@import \"http://h/x.css\";", "http://h/x.css"},
    {"@import'//h';", "//h"},
    {"@import/**/\"//h\";", "//h"},
    {"@\\69mport \"//h\";", "//h"},
    {"@IMPORT \"//h\";", "//h"},
    {"@import url(\"data:image/png,x\");", "data:image/png,x"},
    {"@import \"data:text/css,a{}\";", "data:text/css,a{}"},
    {"@font-face{src:url(https://h/f.woff2)}", "https://h/f.woff2"},
    {"@font-face{src:local(x),url(//h/f)}", "//h/f"},
    {"a{background:image-set(\"//h/x\" 1x)}", "//h/x"},
    {"a{background:-webkit-image-set(url(//h/x) 1x)}", "//h/x"},
    {"a{background:image-set(linear-gradient(red,red) 1x,'//h' 2x)}", "//h"},
    {"a{background:image(\"//h/x\")}", "//h/x"},
    {"a{background:src(\"//h/x\")}", "//h/x"},
    {"a{--u:\"//h/x\"}", "//h/x"},
    {"a{--u:'https://h/x';background:image-set(var(--u) 1x)}", "https://h/x"},
    {"a{top:0;/**/--u: \"//h\"}", "//h"},
    {"a{cursor:url(ftp://h/c)}", "ftp://h/c"},
    {"a{background:url(file:///etc/passwd)}", "file:///etc/passwd"},
    {"a{background:url(javascript:x)}", "javascript:x"},
    {"a{background:url(data:text/html,x)}", "data:text/html,x"},
    {"a{behavior:url(//h/x.htc)}", "//h/x.htc"},
    {"a{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='//h')}",
     "//h"},
    {"\xEF\xBB\xBF@import '//h';", "//h"},
    {"a{b:c}}}}@import '//h'", "//h"},
    {"a[b='c'{background:url(//h)}", "//h"},
    {"/* open url(x) ", NULL},
    {"a{background:url(//h", "//h"},
    {"a{content:'x\n;background:url(//h)}", "//h"},
    {"@namespace x;a{background:url(//h)}", "//h"},
};

TEST(css_is_read_for_addresses_as_a_browser_reads_it)
{
    for (size_t i = 0; i < sizeof(sheet) / sizeof(sheet[0]); i++) {
        struct diags diags = {0};
        struct place place = {0};
        bool local = style_is_local(str_of(sheet[i].css), place, &diags);
        const char *first = diags.len ? diags.item[0].a : NULL;
        bool alike = first && sheet[i].remote
                         ? strcmp(first, sheet[i].remote) == 0
                         : first == sheet[i].remote;
        test_case(local == !sheet[i].remote && alike, sheet[i].css,
                  "found %s, wanted %s", first ? first : "nothing",
                  sheet[i].remote ? sheet[i].remote : "nothing");
        diags_free(&diags);
    }
}

TEST(all_addresses_of_a_style_are_told)
{
    struct diags diags = {0};
    struct place place = {0};

    style_is_local(STR("a{b:url(//a)}@import '//b';c{d:url(e),url(//f)}"),
                   place, &diags);
    CHECK_INT(diags.len, 3);
    diags_free(&diags);
}
