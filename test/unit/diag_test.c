#include "../../gen/base/diag.h"
#include "../test.h"

#include <errno.h>
#include <string.h>

static struct source *source_of(struct arena *arena, const char *text)
{
    return source_new(arena, "content/a.md", str_of(text));
}

static void check_told(struct diags *diags, enum lang lang, const char *wanted)
{
    struct diag_style style = {.lang = lang};
    struct buf out = {0};

    diags_print(diags, &style, &out);
    CHECK_STR(out.data, wanted);
    buf_free(&out);
}

TEST(no_excerpt_shows_a_long_number)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source =
        source_new(&arena, "a.md",
                   STR("电话13812345678，1234567890件，110105194912310021"));

    diag_add(&diags, BAD_NAME, place_at(source, 0), NULL, NULL);
    CHECK_STR(diags.item[0].excerpt,
              "电话138*****678，1234567890件，110************021");
    diags_free(&diags);
    arena_free(&arena);
}

TEST(a_problem_is_told_with_place_line_caret_and_hint)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct source *source = source_of(&arena, "# 标题\n\n正x文\n");

    diag_add(&diags, BAD_UTF8, place_at(source, 13), "0xFF", NULL);
    check_told(&diags, LANG_EN,
               "content/a.md:3:2: error: invalid UTF-8 byte 0xFF [utf8]\n"
               "    正x文\n"
               "      ^\n"
               "    save the file as UTF-8 in the editor\n");
    check_told(&diags, LANG_ZH,
               "content/a.md:3:2: error: 字节 0xFF 不是合法的 UTF-8 [utf8]\n"
               "    正x文\n"
               "      ^\n"
               "    用编辑器把文件另存为 UTF-8\n");
    diags_free(&diags);
    arena_free(&arena);
}

TEST(problems_are_sorted_and_told_once_whatever_the_threads_did)
{
    struct arena arena = {0};
    struct diags one = {0}, two = {0};
    struct source *source = source_of(&arena, "a\nb\nc\n");

    diag_add(&one, NUL_BYTE, place_at(source, 4), NULL, NULL);
    diag_add(&two, NUL_BYTE, place_at(source, 0), NULL, NULL);
    diag_add(&two, NUL_BYTE, place_at(source, 4), NULL, NULL);
    diags_merge(&one, &two);
    CHECK_INT(two.len, 0);
    diags_sort(&one);
    CHECK_INT(one.len, 2);
    CHECK_INT(one.item[0].line, 1);
    CHECK_INT(one.item[1].line, 3);
    diags_free(&one);
    arena_free(&arena);
}

TEST(json_is_one_object_a_line)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct diag_style style = {.lang = LANG_EN, .json = true};
    struct buf out = {0};

    diag_add(&diags, DEAD_LINK, place_at(source_of(&arena, "a\n"), 0),
             "x\xE2\x80\xA8\".md", NULL);
    diag_detail(&diags, "did you mean %s?", "x.md");
    diags_print(&diags, &style, &out);
    CHECK_STR(out.data, "{\"level\":\"error\",\"code\":\"dead-link\","
                        "\"path\":\"content/a.md\",\"line\":1,\"column\":1,"
                        "\"message\":\"no such page: x\\u2028\\\".md\","
                        "\"detail\":\"did you mean x.md?\"}\n");
    buf_free(&out);
    diags_free(&diags);
    arena_free(&arena);
}

/* Warnings on the lines 1 to DIAG_SHOWN + 20, and behind them an error. */
static void add_many(struct diags *diags)
{
    for (uint32_t line = 1; line <= DIAG_SHOWN + 20; line++)
        diag_line(diags, LINT_TWICE, "a.md", line, 1, "7%", "8%");
    diag_line(diags, DEAD_LINK, "b.md", 1, 1, "x.md", NULL);
}

TEST(the_first_warnings_are_told_and_the_others_counted)
{
    struct diags diags = {0};
    struct diag_style style = {.lang = LANG_EN};
    struct buf out = {0};

    add_many(&diags);
    diags_print(&diags, &style, &out);
    CHECK(strstr(out.data, "a.md:100:1: warning") != NULL);
    CHECK(strstr(out.data, "a.md:101:1: warning") == NULL);
    CHECK(strstr(out.data, "b.md:1:1: error") != NULL);
    CHECK(strstr(out.data, "\n20 more are not listed: -v lists") != NULL);
    buf_cut(&out, 0);
    style.all = true;
    diags_print(&diags, &style, &out);
    CHECK(strstr(out.data, "a.md:120:1: warning") != NULL);
    CHECK(strstr(out.data, "not listed") == NULL);
    buf_cut(&out, 0);
    style = (struct diag_style){.lang = LANG_EN, .quiet = true};
    diags_print(&diags, &style, &out);
    CHECK(strncmp(out.data, "b.md:1:1: error", 15) == 0);
    CHECK(strstr(out.data, "not listed") == NULL);
    buf_free(&out);
    diags_free(&diags);
}

TEST(no_control_character_reaches_the_terminal)
{
    struct diags diags = {0};
    struct diag_style style = {.lang = LANG_EN};
    struct buf out = {0};

    diag_path(&diags, DEAD_LINK, "a\x1b[31m.md", "b\x07", NULL);
    diags_print(&diags, &style, &out);
    CHECK(strchr(out.data, '\x1b') == NULL);
    CHECK(strchr(out.data, '\x07') == NULL);
    CHECK(strstr(out.data, "a\\x1b[31m.md") != NULL);
    buf_free(&out);
    diags_free(&diags);
}

TEST(a_long_line_is_shown_around_the_place)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct buf line = {0}, out = {0};
    struct diag_style style = {.lang = LANG_EN};

    for (int i = 0; i < 100; i++)
        buf_text(&line, "字");
    diag_add(&diags, NUL_BYTE,
             place_at(source_new(&arena, "a.md", buf_view(&line)), 180), NULL,
             NULL);
    diags_print(&diags, &style, &out);
    CHECK(out.len < 700);
    CHECK(strstr(out.data, "^\n") != NULL);
    buf_free(&line);
    buf_free(&out);
    diags_free(&diags);
    arena_free(&arena);
}

TEST(levels_decide_what_is_told_and_how_the_run_ends)
{
    enum diag_level levels[DIAG_CODES];
    struct diags diags = {0};

    for (int i = 0; i < DIAG_CODES; i++)
        levels[i] = diag_rule((enum diag_code)i)->level;
    diag_path(&diags, NO_ALT, "a.md", NULL, NULL);
    CHECK_INT(diags_exit(&diags), EXIT_DONE);
    diags_judge(&diags, levels, true);
    CHECK_INT(diags_exit(&diags), EXIT_CONTENT);
    diag_path(&diags, CONFIG_MISSING, "config.ini", NULL, NULL);
    CHECK_INT(diags_exit(&diags), EXIT_CONFIG);
    diag_path(&diags, SYSTEM_WRITE, "a", "a", "b");
    CHECK_INT(diags_exit(&diags), EXIT_SYSTEM);
    levels[NO_ALT] = DIAG_OFF;
    diags_judge(&diags, levels, false);
    CHECK_INT(diags.len, 2);
    diags_free(&diags);
}

TEST(every_code_has_a_name_of_its_own_and_both_sentences)
{
    for (int i = 0; i < DIAG_CODES; i++) {
        const struct diag_rule *rule = diag_rule((enum diag_code)i);
        test_case(rule->name && rule->name[0] &&
                      diag_named(str_of(rule->name)) == (enum diag_code)i,
                  "code", "%d %s", i, rule->name ? rule->name : "-");
        for (int lang = 0; lang < 2; lang++)
            CHECK(rule->sentence[lang] && rule->sentence[lang][0] &&
                  rule->hint[lang]);
        CHECK(!rule->hint[0][0] == !rule->hint[1][0]);
    }
    CHECK_INT(diag_named(STR("no-such-code")), DIAG_CODES);
}

TEST(what_is_beyond_the_most_is_counted)
{
    struct diags diags = {0};

    for (int i = 0; i < DIAG_MOST + 5; i++)
        diag_path(&diags, PRIVATE_CHAR, "a.md", "U+E000", NULL);
    CHECK_INT(diags.len, DIAG_MOST);
    CHECK_INT(diags.dropped, 5);
    diags_free(&diags);
}

TEST(what_is_forgotten_is_told_only_where_it_would_be_counted)
{
    struct diags full = {0}, few = {0}, none = {0};

    for (int i = 0; i < DIAG_MOST; i++)
        diag_path(&full, NO_ALT, "a.md", NULL, NULL);
    diag_path(&few, NO_ALT, "b.md", NULL, NULL);
    diag_path(&few, NO_ALT, "c.md", NULL, NULL);
    CHECK(!diags_would_keep(&full, &few));
    CHECK(diags_would_keep(&none, &few));
    CHECK(!diags_would_keep(&full, &none));
    diags_shorten(&few);
    CHECK_INT(few.len, 0);
    CHECK(!diags_tell(&none, &few));
    CHECK_INT(none.dropped, 0);
    CHECK(diags_tell(&full, &few));
    CHECK_INT(full.dropped, 2);
    diag_path(&few, DEAD_LINK, "c.md", NULL, NULL);
    diags_shorten(&few); /* one of a code that is not told yet */
    CHECK(!diags_tell(&full, &few));
    diags_free(&few);
    diags_free(&full);
}

TEST(an_error_never_hides_behind_many_warnings)
{
    struct diags diags = {0}, all = {0};

    for (int i = 0; i < DIAG_MOST + 5; i++)
        diag_path(&diags, NO_ALT, "a.md", NULL, NULL);
    diag_path(&diags, DEAD_LINK, "b.md", "c.md", NULL);
    diag_path(&diags, DEAD_LINK, "b.md", "d.md", NULL);
    CHECK_INT(diags.len, DIAG_MOST + 1);
    CHECK_INT(diags.dropped, 6);
    diags_merge(&all, &diags);
    CHECK_INT(diags.len, 0);
    CHECK_INT(diags_exit(&all), EXIT_CONTENT);
    diags_free(&all);
}

/* In English as the system says it; of a link more is known. */
TEST(what_the_system_says_is_told_in_both_languages)
{
    static const int errors[] = {EACCES, ENOENT, ENOTDIR, EISDIR, ENOSPC,
                                 EROFS,  EFBIG,  EMFILE,  ENOMEM, EIO,
                                 EDQUOT, EPIPE,  EINVAL,  EXDEV,  EADDRINUSE};
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++) {
        buf_cut(&out, 0);
        diag_say(&out, diag_reason(errors[i]), LANG_EN);
        CHECK(str_is(buf_view(&out), strerror(errors[i])));
        buf_cut(&out, 0);
        diag_say(&out, diag_reason(errors[i]), LANG_ZH);
        CHECK(out.len > 0 && (unsigned char)out.data[0] >= 0xE3);
    }
    buf_cut(&out, 0);
    diag_say(&out, diag_reason(ELOOP), LANG_ZH);
    CHECK(str_is(buf_view(&out), "是符号链接，不跟随"));
    CHECK_STR(diag_reason(ENOTTY), strerror(ENOTTY));
    buf_free(&out);
}

TEST(a_reason_is_told_in_the_language_of_the_run)
{
    struct buf out = {0};

    diag_say(&out, BOTH("太大", "too large"), LANG_ZH);
    CHECK(str_is(buf_view(&out), "太大"));
    buf_cut(&out, 0);
    diag_say(&out, "a: " BOTH("甲", "A") "、" BOTH("乙", "B") ".", LANG_EN);
    CHECK(str_is(buf_view(&out), "a: A、B."));
    /* What an author wrote is no reason, whatever bytes are in it. */
    buf_cut(&out, 0);
    diag_say(&out, "\x02 \x03 \x1F", LANG_EN);
    CHECK(str_is(buf_view(&out), "\x02 \x03 \x1F"));
    buf_free(&out);
}

TEST(reasons_are_told_in_sentence_detail_and_json)
{
    struct diags diags = {0};
    struct diag_style zh = {.lang = LANG_ZH};
    struct diag_style json = {.lang = LANG_EN, .json = true};
    struct buf out = {0};

    diag_path(&diags, SYSTEM_READ, "a", "b", BOTH("太大", "too large"));
    diag_detail(&diags, BOTH("是不是 %s？", "did you mean %s?"), "c", "c");
    diags_print(&diags, &zh, &out);
    buf_char(&out, '\0');
    CHECK(strstr(out.data, "读不了“b”：太大 [read]\n    是不是 c？\n"));
    buf_cut(&out, 0);
    diags_print(&diags, &json, &out);
    buf_char(&out, '\0');
    CHECK(strstr(out.data, "too large\""));
    CHECK(strstr(out.data, "\"detail\":\"did you mean c?\""));
    CHECK(!strchr(out.data, '\x02') && !strstr(out.data, "太大"));
    buf_free(&out);
    diags_free(&diags);
}

/* What is passed over counts as what is kept, and then as what is not. */
TEST(what_is_passed_over_counts_as_if_it_were_added)
{
    struct diags some = {0}, all = {0}, told = {0};

    for (int i = 0; i < DIAG_MOST / 2 + 7; i++)
        diag_line(&some, LINT_TWICE, "a", (uint32_t)i, 1, "b", NULL);
    struct diag_sum sum = diags_sum(&some);
    for (int i = 0; i < 2; i++) {
        diags_copy(&all, &some);
        diags_pass(&told, &sum);
    }
    CHECK_INT(told.len, 0);
    CHECK_INT(told.dropped, all.len + all.dropped);
    CHECK_INT(told.passed, DIAG_MOST);
    CHECK(!diags_would_keep(&told, &some)); /* as `all` would not */
    diag_path(&told, LINT_TWICE, "c", NULL, NULL);
    CHECK_INT(told.len, 0);
    diag_path(&told, DEAD_LINK, "c", NULL, NULL);
    CHECK_INT(told.len, 1);
    diags_free(&told);
    diags_free(&all);
    diags_free(&some);
}

TEST(a_detail_is_told_though_others_were_passed_over)
{
    struct diags some = {0}, told = {0};

    diag_path(&some, LINT_TWICE, "a", NULL, NULL);
    struct diag_sum sum = diags_sum(&some);
    diags_pass(&told, &sum);
    diag_path(&told, DEAD_LINK, "c", NULL, NULL);
    diag_detail(&told, "did you mean %s?", "d");
    CHECK_STR(told.item[0].detail, "did you mean d?");
    diags_free(&told);
    diags_free(&some);
}
