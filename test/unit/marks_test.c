#include "../../gen/read/marks.h"
#include "../../gen/base/mem.h"
#include "../test.h"

#include <string.h>

/* The marked text with each mark shown as @. */
static void show(const struct marks *marks, struct buf *out)
{
    struct str rest = buf_view(&marks->text);

    buf_cut(out, 0);
    for (size_t at; (at = marks_find(rest)) != SIZE_MAX;) {
        buf_add(out, rest.ptr, at);
        buf_char(out, '@');
        rest.ptr += at + MARK_LEN;
        rest.len -= at + MARK_LEN;
    }
    buf_str(out, rest);
    buf_char(out, '\0');
}

TEST(marks_stand_where_a_rule_would_forbid_emphasis)
{
    static const struct {
        const char *text, *marked;
    } cases[] = {
        {"**注意：**请看", "**注意：@**请看"},
        {"前**“引”**后", "前**@“引”@**后"},
        {"**重点**的", "**重点**的"},
        {"（**重点**）", "（@**重点**@）"},
        {"**100%**的", "**100%@**的"},
        {"**“五保”**3户", "**“五保”@**3户"},
        {"a**\"b\"**c", "a**\"b\"**c"},
        {"甲 **“乙”** 丙", "甲 **“乙”** 丙"},
        {"* 甲", "* 甲"},
        {"\\*甲\\**“乙”*", "\\*甲\\**“乙”*"},
        {"\\\\*“甲”*乙", "\\\\*“甲”@*乙"},
        {"~~甲~~", "~@~甲~@~"},
        {"\\~~甲~~~~", "\\~~甲~~~~"},
        {"5~10%", "5~10%"},
        {"[&#94;a]", "[@&#94;a]"},
        {"[甲]", "[甲]"},
        {"**葛\xF3\xA0\x84\x80)**a", "**葛\xF3\xA0\x84\x80)**a"},
        {"**”葛\xF3\xA0\x84\x80**（", "**”葛\xF3\xA0\x84\x80**@（"},
        {"", ""},
        {"甲\\", "甲\\"},
    };
    struct buf shown = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena arena = {0};
        struct marks marks = {0};
        struct source *source =
            source_new(&arena, "a.md", str_of(cases[i].text));
        marks_make(&marks, source, 0);
        show(&marks, &shown);
        test_case(strcmp(shown.data, cases[i].marked) == 0, "marks",
                  "%s became %s, wanted %s", cases[i].text, shown.data,
                  cases[i].marked);
        marks_free(&marks);
        arena_free(&arena);
    }
    buf_free(&shown);
}

TEST(offsets_go_to_the_marked_text_and_back)
{
    static const char text[] = "---\n前**“引”**后~~删~~";
    struct arena arena = {0};
    struct marks marks = {0};
    struct source *source = source_new(&arena, "a.md", str_of(text));

    marks_make(&marks, source, 4);
    CHECK_INT(marks.len, 4);
    CHECK(marks.strikes);
    for (size_t at = 4; at <= source->text.len; at++) {
        size_t marked = marks_marked(&marks, at);
        test_case(marks_source(&marks, marked) == at, "offset",
                  "%zu goes to %zu and back to %zu", at, marked,
                  marks_source(&marks, marked));
    }
    CHECK_INT(marks_source(&marks, marks_marked(&marks, marks.at[0]) + 1),
              (long long)marks.at[0]);
    marks_free(&marks);
    arena_free(&arena);
}

/* A label in one piece stays one; the library miscounts the others. */
TEST(a_footnote_is_marked_where_its_label_does_not_end_on_its_line)
{
    static const struct {
        const char *text;
        size_t marks;
    } cases[] = {
        {"[^1]", 0},       {"[^甲 乙]: 丙", 0},     {"[^甲\n乙]", 1},
        {"[^甲", 1},       {"[^甲[乙]\n]", 1},      {"[^甲\\]\n乙]", 1},
        {"[^`]`\n乙]", 1}, {"[^<a b=']'>\n乙]", 1}, {"[^_^](a.md)", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena arena = {0};
        struct marks marks = {0};
        struct source *source =
            source_new(&arena, "a.md", str_of(cases[i].text));
        marks_make(&marks, source, 0);
        test_case(marks.len == cases[i].marks, cases[i].text, "has %zu marks",
                  marks.len);
        marks_free(&marks);
        arena_free(&arena);
    }
}

TEST(a_text_without_marks_is_what_it_was)
{
    static const char text[] = "前**“引”**后~~删~~[&amp;]";
    struct arena arena = {0};
    struct marks marks = {0};
    struct buf out = {0};
    struct source *source = source_new(&arena, "a.md", str_of(text));

    marks_make(&marks, source, 0);
    marks_strip(&out, buf_view(&marks.text));
    CHECK(str_is(buf_view(&out), text));
    buf_free(&out);
    marks_free(&marks);
    arena_free(&arena);
}

TEST(a_mark_of_the_authors_own_is_replaced)
{
    static const char text[] = "甲\xEF\xB7\x90*“乙”*丙";
    struct arena arena = {0};
    struct marks marks = {0};
    struct source *source = source_new(&arena, "a.md", str_of(text));

    marks_make(&marks, source, 0);
    CHECK_INT(marks.len, 0);
    CHECK(marks_find(buf_view(&marks.text)) == SIZE_MAX);
    CHECK_INT(marks.text.len, sizeof(text) - 1);
    marks_free(&marks);
    arena_free(&arena);
}
