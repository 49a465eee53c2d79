#include "../../gen/read/loaded.h"
#include "../test.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A text, and what is told of it in English, each line a problem. */
struct told {
    const char *name;
    struct str bytes;
    const char *wanted;
};

#define BYTES(literal)                                                         \
    {                                                                          \
        "" literal, sizeof(literal) - 1                                        \
    }

static char *squeeze(const struct diags *diags)
{
    struct buf out = {0};

    for (size_t i = 0; i < diags->len; i++) {
        const struct diag *diag = &diags->item[i];
        buf_format(&out, "%u:%u %s %s|", diag->line, diag->column,
                   diag_rule(diag->code)->name, diag->a ? diag->a : "");
    }
    return out.data ? out.data : strdup("");
}

static const struct told faults[] = {
    {"broken byte", BYTES("# 标题\n\n正\xff文\n"), "3:2 utf8 0xFF|"},
    {"overlong", BYTES("字\xc0\xaf\n"), "1:2 utf8 0xC0|"},
    {"surrogate", BYTES("字\n\xed\xa0\x80\n"), "2:1 utf8 0xED|"},
    {"beyond Unicode", BYTES("\xf4\x90\x80\x80"), "1:1 utf8 0xF4|"},
    {"cut short", BYTES("文\xe6\x96"), "1:2 utf8 0xE6|"},
    {"two spots", BYTES("a\xff\xfe b\xff\n\xff"),
     "1:2 utf8 0xFF|1:6 utf8 0xFF|2:1 utf8 0xFF|"},
    {"overlong in ASCII", BYTES("x \xc0\xaf\n"), "1:3 utf8 0xC0|"},
    {"GB18030", BYTES("# \xb1\xea\xcc\xe2\n\xb9\xa4\xd7\xf7\xd7\xdc\xbd\xe1"),
     "1:3 charset GB18030|"},
    {"GB18030 with four bytes",
     BYTES("\xb9\xa4\xd7\xf7\x95\x32\x82\x36\xd7\xdc\n"),
     "1:1 charset GB18030|"},
    {"UTF-16 little", BYTES("\xff\xfe\x07\x68\x0a\0"), "0:0 charset UTF-16|"},
    {"UTF-16 big", BYTES("\xfe\xff\x68\x07\0\x0a"), "0:0 charset UTF-16|"},
    {"UTF-16 without a mark", BYTES("a\0b\0\n\0"), "0:0 charset UTF-16LE|"},
    {"UTF-32", BYTES("\xff\xfe\0\0\x07\x68\0\0"), "0:0 charset UTF-32|"},
    {"NUL", BYTES("a\0b\n"), "1:2 nul U+0000|"},
    {"escape", BYTES("标\x1b]0;x\x07\n"),
     "1:2 control \\x1b|1:7 control \\x07|"},
    {"delete", BYTES("a\x7f"), "1:2 control \\x7f|"},
    {"C1", BYTES("a\xc2\x9b"), "1:2 control U+009B|"},
    {"noncharacter", BYTES("\xef\xb7\x90\xef\xbf\xbf"),
     "1:1 control U+FDD0|1:2 control U+FFFF|"},
    {"override",
     BYTES("支出 \xe2\x80\xae"
           "00\xe2\x80\xac\n"),
     "1:4 bidi U+202E|1:7 bidi U+202C|"},
    {"isolate", BYTES("\xe2\x81\xa6x"), "1:1 bidi U+2066|"},
    {"control in a run of ASCII",
     BYTES("0123456789\x01"
           "0123456789"),
     "1:11 control \\x01|"},
};

TEST(each_fault_is_told_where_it_stands_and_refuses_the_text)
{
    for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        const struct told *told = &faults[i];
        struct source *source =
            source_load(&arena, "a.md", told->bytes, &diags);
        char *got = squeeze(&diags);
        test_case(!source && strcmp(got, told->wanted) == 0, told->name,
                  "%s: got %s", source ? "taken" : "refused", got);
        free(got);
        diags_free(&diags);
        arena_free(&arena);
    }
}

TEST(a_mark_is_dropped_and_line_ends_become_one_kind)
{
    static const struct told texts[] = {
        {"LF", BYTES("甲\n\n乙\n"), "甲\n\n乙\n"},
        {"CRLF", BYTES("甲\r\n\r\n乙\r\n"), "甲\n\n乙\n"},
        {"CR", BYTES("甲\r\r乙\r"), "甲\n\n乙\n"},
        {"mixed", BYTES("\xef\xbb\xbf甲\r\n\r乙\n"), "甲\n\n乙\n"},
        {"no final line end", BYTES("甲\r\n乙"), "甲\n乙"},
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct source *source =
            source_load(&arena, "a.md", texts[i].bytes, &diags);
        test_case(source && str_is(source->text, texts[i].wanted) &&
                      diags.len == 0,
                  texts[i].name, "%s", source ? source->text.ptr : "refused");
        source = source_load_again(&arena, "a.md", texts[i].bytes);
        test_case(str_is(source->text, texts[i].wanted), texts[i].name,
                  "again: %s", source->text.ptr);
        diags_free(&diags);
        arena_free(&arena);
    }
}

TEST(rare_characters_and_odd_line_ends_pass_unchanged)
{
    const char *text =
        "𬭎 𫍯 喆 镕 🎉 e\xcc\x81\tx\xe2\x80\xa8y\xc2\x85z"
        "\xe2\x80\x8e\xe2\x80\xa9\n";
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source = source_load(&arena, "a.md", str_of(text), &diags);

    CHECK(source && str_is(source->text, text));
    CHECK_INT(diags.len, 0);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(private_glyphs_are_kept_and_told_once_a_line)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source = source_load(
        &arena, "a.md", str_of("a\xee\x80\x81\xee\x80\x82\n\nb\xee\x80\x81\n"),
        &diags);
    char *got = squeeze(&diags);

    CHECK(source);
    CHECK_STR(got, "1:2 pua U+E001|3:2 pua U+E001|");
    free(got);
    diags_free(&diags);
    arena_free(&arena);
}

/* Pasted from a web page, 1<U+200B>5% looks like 15% and would be read as 5%. */
TEST(what_nobody_sees_is_told_and_refused_beside_a_digit)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source = source_load(
        &arena, "a.md", STR("甲\u200b乙\n\u00ad丙\n新建20\n"), &diags);
    char *got = squeeze(&diags);

    CHECK(source);
    CHECK_STR(got, "1:2 hidden U+200B|2:1 hidden U+00AD|");
    free(got);
    diags_free(&diags);
    source =
        source_load(&arena, "a.md",
                    STR("\ufeff甲1\u200b5%\n2\ufeff座\n乙\u2060３\n"), &diags);
    got = squeeze(&diags);
    CHECK(!source);
    CHECK_STR(got, "1:3 hidden-digit U+200B|2:2 hidden-digit U+FEFF|"
                   "3:2 hidden-digit U+2060|");
    free(got);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(many_warnings_do_not_hide_an_error)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct buf text = {0};

    for (int i = 0; i < 100; i++)
        buf_text(&text, "\xee\x80\x81\n");
    buf_text(&text, "\x1b");
    CHECK(!source_load(&arena, "a.md", buf_view(&text), &diags));
    CHECK_INT(diags.len, LOADED_MOST + 1);
    CHECK_INT(diags.item[LOADED_MOST].line, 101);
    buf_free(&text);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(telling_stops_after_a_sensible_number)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct buf text = {0};

    for (int i = 0; i < 1000; i++)
        buf_text(&text, "a\xff");
    CHECK(!source_load(&arena, "a.md", buf_view(&text), &diags));
    CHECK_INT(diags.len, LOADED_MOST);
    buf_free(&text);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(an_empty_page_is_a_fault_and_an_empty_config_is_not)
{
    static const char *const empty[] = {"", "\xef\xbb\xbf", " \r\n\t\n",
                                        "\xe3\x80\x80\n"};
    for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        bool page = source_load(&arena, "a.md", str_of(empty[i]), &diags);
        test_case(!page && diags.len == 1 && diags.item[0].code == EMPTY_FILE,
                  "empty page", "case %zu", i);
        bool config =
            source_load(&arena, "config.ini", str_of(empty[i]), &diags);
        test_case(config && diags.len == 1, "empty config", "case %zu", i);
        diags_free(&diags);
        arena_free(&arena);
    }
}

TEST(text_from_elsewhere_is_judged_by_the_same_rules)
{
    char name[16];

    CHECK_INT(text_fault(str_of("甲乙\n"), name), DIAG_CODES);
    CHECK_INT(text_fault(str_of("a\xee\x80\x81"), name), DIAG_CODES);
    CHECK_INT(text_fault(str_of("a\x1b"), name), CONTROL_CHAR);
    CHECK_STR(name, "\\x1b");
    CHECK_INT(text_fault(str_of("a\xff"), name), BAD_UTF8);
    CHECK_STR(name, "0xFF");
}
