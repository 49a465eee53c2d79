#include "../test.h"

#include "../../gen/base/diag.h"
#include "../../gen/pages/template.h"
#include "../../gen/pages/theme.h"
#include "../../gen/report/config.h"

#include <string.h>

/* A theme's files, in memory. */
struct fake {
    struct arena arena;
    struct diags diags;
    struct config config;
    struct theme_file file[16];
    size_t len;
    struct theme *theme;
    struct buf told;
    enum lang lang;
};

static void put_in(struct fake *fake, const char *theme, const char *name,
                   const char *text)
{
    const char *path = arena_format(&fake->arena, "themes/%s/%s", theme, name);

    fake->file[fake->len++] = (struct theme_file){path, name, str_of(text)};
}

static void put(struct fake *fake, const char *name, const char *text)
{
    put_in(fake, "x", name, text);
}

/* What every theme has. */
static void put_rest(struct fake *fake)
{
    put_in(fake, "base", "page.html", "<p>{{t.home}}</p>{{>parts/foot}}");
    put_in(fake, "base", "parts/foot.html", "foot");
    put_in(fake, "base", "words.zh-CN.ini", "home = 首页\nnext = 下一页\n");
    put_in(fake, "base", "words.en.ini", "home = Home\n");
    put_in(fake, "base", "scss/site.scss",
           "$accent: blue !default;@import 'colour';"
           "a{color:$accent}@if $dark{b{top:0}}@if $large-print{i{top:0}}");
    put_in(fake, "base", "scss/_colour.scss", "u{top:0}");
}

static void make(struct fake *fake)
{
    if (!fake->config.site.language.ptr) {
        struct config defaults;
        struct config set = fake->config;
        config_init(&defaults, &fake->arena);
        fake->config = defaults;
        fake->config.theme = set.theme;
        fake->config.theme.name = STR("x");
    }
    fake->theme =
        theme_finish(theme_begin(&fake->arena, fake->file, fake->len,
                                 &fake->config, STR(""), &fake->diags));
    diags_sort(&fake->diags);
    for (size_t i = 0; i < fake->diags.len; i++) {
        const struct diag *d = &fake->diags.item[i];
        buf_format(&fake->told, "%s:%u:%u %s ", d->path, d->line, d->column,
                   diag_rule(d->code)->name);
        diag_say(&fake->told, d->a ? d->a : "", fake->lang);
        buf_char(&fake->told, '\n');
    }
}

static const char *told(const struct fake *fake)
{
    return fake->told.len ? fake->told.data : "";
}

static void release(struct fake *fake)
{
    buf_free(&fake->told);
    diags_free(&fake->diags);
    arena_free(&fake->arena);
}

static void check_run(struct fake *fake, const char *wanted)
{
    struct buf out = {0};
    struct value *data = value_map(&fake->arena);

    value_set(&fake->arena, data, "t", fake->theme->words);
    CHECK(template_run(fake->theme->templates, STR("page"), data, &out,
                       &fake->diags));
    CHECK_STR(out.data, wanted);
    buf_free(&out);
}

TEST(a_theme_is_made_of_its_files)
{
    struct fake fake = {0};

    put_rest(&fake);
    put(&fake, "theme.ini", "name = x\ninherits =\n");
    put(&fake, "README.md", "about");
    put(&fake, "js/search.js", "x");
    put(&fake, "img/icon.png", "\x89PNG");
    fake.config.theme.dark = 1;
    make(&fake);
    CHECK_STR(told(&fake), "");
    CHECK(fake.theme != NULL);
    if (!fake.theme)
        return;
    check_run(&fake, "<p>首页</p>foot");
    CHECK_STR(fake.theme->css.ptr, "u{top:0}a{color:blue}b{top:0}\n");
    CHECK_INT(fake.theme->files, 2);
    CHECK_STR(fake.theme->file[0].name, "js/search.js");
    CHECK_STR(fake.theme->file[1].name, "img/icon.png");
    CHECK(str_is(theme_word(fake.theme, "next"), "下一页"));
    CHECK(str_is(theme_word(fake.theme, "nobody"), ""));
    release(&fake);
}

TEST(a_themes_own_files_take_the_place_of_inherited_ones)
{
    struct fake fake = {0};

    put(&fake, "parts/foot.html", "own foot");
    put(&fake, "scss/_colour.scss", "u{top:9px}");
    put(&fake, "words.zh-CN.ini", "home = 主页");
    put(&fake, "img/icon.png", "own");
    put_rest(&fake);
    put_in(&fake, "base", "img/icon.png", "inherited");
    fake.config.theme.accent = STR("#9A1b1e");
    fake.config.theme.large_print = true;
    make(&fake);
    CHECK_STR(told(&fake), "");
    check_run(&fake, "<p>主页</p>own foot");
    CHECK(str_is(theme_word(fake.theme, "next"), "下一页"));
    CHECK_STR(fake.theme->css.ptr, "u{top:9px}a{color:#9A1b1e}i{top:0}\n");
    CHECK_INT(fake.theme->files, 1);
    CHECK(str_is(fake.theme->file[0].bytes, "own"));
    release(&fake);
}

TEST(words_fall_back_key_by_key)
{
    struct fake fake = {0};

    put_rest(&fake);
    put(&fake, "words.en-GB.ini", "colour = colour");
    config_init(&fake.config, &fake.arena);
    fake.config.site.language = STR("en-GB");
    make(&fake);
    CHECK_STR(told(&fake), "");
    CHECK(str_is(theme_word(fake.theme, "colour"), "colour"));
    CHECK(str_is(theme_word(fake.theme, "home"), "Home"));
    CHECK(str_is(theme_word(fake.theme, "next"), "下一页"));
    release(&fake);
}

TEST(what_a_theme_lacks_is_told)
{
    struct fake fake = {0};

    put(&fake, "page.html", "x");
    make(&fake);
    CHECK(!fake.theme);
    CHECK_STR(told(&fake), "themes/x:0:0 theme-file scss/site.scss\n"
                           "themes/x:0:0 theme-file words.zh-CN.ini\n");
    release(&fake);
}

TEST(everything_wrong_in_a_theme_is_told_at_once)
{
    struct fake fake = {.lang = LANG_EN};

    put(&fake, "page.html", "<p>{{>none}}\n{{#a}}");
    put(&fake, "other.html", "<p {{x}}>");
    put(&fake, "words.zh-CN.ini", "a = 1\n[part]\nb.c = 2\na = 3\nwithout\n");
    put(&fake, "scss/site.scss", "a{b:$none}");
    put(&fake, "theme.ini", "name = x\nname = y\ninherit = z\n[s]\n");
    put(&fake, "img/Big Icon.png", "x");
    put(&fake, "fonts/x.woff2", "x");
    fake.config.theme.accent = STR("red");
    make(&fake);
    CHECK(!fake.theme);
    CHECK_STR(told(&fake),
              ":0:0 config-value [theme] accent\n"
              "themes/x/fonts/x.woff2:0:0 theme-stray fonts/x.woff2\n"
              "themes/x/img/Big Icon.png:0:0 name img/Big Icon.png\n"
              "themes/x/other.html:1:4 template-context {{x}} (inside a tag)\n"
              "themes/x/page.html:1:4 template-partial none\n"
              "themes/x/page.html:2:1 template {{#a}} is never closed\n"
              "themes/x/theme.ini:2:1 config-twice name\n"
              "themes/x/theme.ini:3:1 config-key inherit\n"
              "themes/x/theme.ini:4:2 config-section s\n"
              "themes/x/words.zh-CN.ini:2:2 words part (no sections here)\n"
              "themes/x/words.zh-CN.ini:3:1 words b.c (no name)\n"
              "themes/x/words.zh-CN.ini:4:1 words a (given twice)\n"
              "themes/x/words.zh-CN.ini:5:1 words without\n");
    release(&fake);
}

TEST(what_is_wrong_is_told_in_one_language)
{
    struct fake fake = {.lang = LANG_ZH};

    put_rest(&fake);
    put(&fake, "third.html", "{{#a}}");
    put(&fake, "other.html", "<p {{x}}>");
    put(&fake, "words.zh-CN.ini", "[part]\nb.c = 2\n");
    make(&fake);
    CHECK_STR(told(&fake),
              "themes/x/other.html:1:4 template-context {{x}}（在标签里）\n"
              "themes/x/third.html:1:1 template {{#a}} 没有结束\n"
              "themes/x/words.zh-CN.ini:1:2 words part（这里不分节）\n"
              "themes/x/words.zh-CN.ini:2:1 words b.c（不能作名字）\n");
    release(&fake);
}

TEST(an_error_in_a_style_stands_in_its_file)
{
    struct fake fake = {0};

    put(&fake, "scss/_colour.scss", "u{\n  top:$none}");
    put_rest(&fake);
    make(&fake);
    CHECK(!fake.theme);
    CHECK_STR(told(&fake), "themes/x/scss/_colour.scss:2:7 style Undefined "
                           "variable: \"$none\".\n");
    release(&fake);
}

TEST(a_file_of_a_theme_that_is_not_utf8_is_told_as_such_alone)
{
    struct fake fake = {0};

    put(&fake, "parts/foot.html", "<p>\xC4\xFA\xBA\xC3");
    put(&fake, "scss/_colour.scss", "/* \xC4\xFA */");
    put_rest(&fake);
    make(&fake);
    CHECK(!fake.theme);
    for (size_t i = 0; i < fake.diags.len; i++)
        CHECK(fake.diags.item[i].code == BAD_UTF8 ||
              fake.diags.item[i].code == BAD_CHARSET);
    CHECK(fake.diags.len >= 2);
    release(&fake);
}

TEST(a_colour_is_three_or_six_hexadecimal_digits)
{
    static const struct {
        const char *accent;
        bool good;
    } list[] = {{"#fff", true},      {"#9a1b1e", true}, {"#9a1b1", false},
                {"9a1b1e0", false},  {"#ggg", false},   {"#9a1b1e;", false},
                {"red", false},      {"#", false},      {"#12", false},
                {"#fff;a{}", false}, {"", true}};

    for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        struct fake fake = {0};
        put_rest(&fake);
        fake.config.theme.accent = str_of(list[i].accent);
        make(&fake);
        test_case((fake.theme != NULL) == list[i].good, list[i].accent, "%s",
                  told(&fake));
        release(&fake);
    }
}

TEST(the_print_of_a_theme_tells_whatever_can_change_a_page)
{
    struct print seen[6];
    size_t len = 0;

    for (int way = 0; way < 6; way++) {
        struct fake fake = {0};
        if (way == 1)
            put(&fake, "parts/foot.html", "foot ");
        if (way == 2)
            put(&fake, "words.zh-CN.ini", "home = x");
        if (way == 3)
            put(&fake, "scss/_colour.scss", "u{top:1}");
        put_rest(&fake);
        if (way == 4)
            fake.config.theme.accent = STR("#fff");
        if (way == 5)
            put(&fake, "img/a.png", "x");
        make(&fake);
        CHECK(fake.theme != NULL);
        for (size_t i = 0; i < len; i++)
            CHECK(!print_equal(seen[i], fake.theme->print));
        seen[len++] = fake.theme->print;
        release(&fake);
    }
}

TEST(what_a_theme_inherits_stands_in_its_ini)
{
    struct arena arena = {0};
    struct diags diags = {0};

    struct str one = theme_inherits(
        &arena, source_new(&arena, "t", STR("name = a\ninherits = default\n")),
        &diags);
    CHECK(str_is(one, "default"));
    one = theme_inherits(&arena, source_new(&arena, "t", STR("inherits =\n")),
                         &diags);
    CHECK(str_is(one, ""));
    one = theme_inherits(&arena, source_new(&arena, "t", STR("")), &diags);
    CHECK(str_is(one, ""));
    CHECK_INT(diags.len, 0);
    one = theme_inherits(&arena, source_new(&arena, "t", STR("inheritz = x\n")),
                         &diags);
    CHECK(str_is(one, ""));
    CHECK_INT(diags.item[0].code, CONFIG_KEY);
    CHECK_STR(diags.item[0].detail, "→ inherits");
    diags_free(&diags);
    arena_free(&arena);
}
