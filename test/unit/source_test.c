#include "../../gen/base/source.h"
#include "../test.h"

TEST(places_count_lines_and_characters)
{
    struct arena arena = {0};
    struct source *source =
        source_new(&arena, "a.md", STR("# 标题\n\n正文x\n"));
    struct place place = place_at(source, 16); /* the x */

    CHECK_INT(source->lines, 4);
    CHECK_INT(place.line, 3);
    CHECK_INT(place.column, 3);
    CHECK_INT(place_offset(place), 16);
    CHECK(str_is(source_line(source, 1), "# 标题"));
    CHECK(str_is(source_line(source, 2), ""));
    CHECK_INT(source_line(source, 9).len, 0);
    arena_free(&arena);
}

TEST(byte_columns_turn_into_character_columns)
{
    struct arena arena = {0};
    struct source *source = source_new(&arena, "a.md", STR("增长7%，至9%"));

    CHECK_INT(place_byte(source, 1, 1).column, 1);
    CHECK_INT(place_byte(source, 1, 7).column, 3);
    CHECK_INT(place_byte(source, 1, 500).column, 9);
    CHECK_INT(place_byte(source, 7, 3).column, 1);
    arena_free(&arena);
}

TEST(an_empty_text_has_one_empty_line)
{
    struct arena arena = {0};
    struct source *source = source_new(&arena, "a.md", STR(""));

    CHECK_INT(source->lines, 1);
    CHECK_INT(place_at(source, 0).line, 1);
    CHECK_INT(place_file(source).line, 0);
    arena_free(&arena);
}

TEST(short_lines_are_counted_all)
{
    struct arena arena = {0};
    char text[1000];

    memset(text, '\n', sizeof(text));
    struct source *source =
        source_new(&arena, "a.md", (struct str){text, sizeof(text)});
    CHECK_INT(source->lines, sizeof(text) + 1);
    for (uint32_t at = 0; at <= sizeof(text); at++)
        CHECK_INT(source->line[at], at);
    arena_free(&arena);
}

TEST(places_are_counted_on_from_earlier_ones)
{
    static const char text[] = "一二三四五六七八九十a\n\n甲b\n丙";
    struct arena arena = {0};
    struct source *source = source_new(&arena, "a.md", str_of(text));
    struct place seen = place_at(source, 0);
    size_t seen_at = 0;

    for (size_t at = 0; at < sizeof(text); at++) {
        if (((unsigned char)text[at] & 0xC0) == 0x80)
            continue;
        struct place wanted = place_at(source, at);
        seen = place_on(seen, seen_at, at);
        seen_at = at;
        CHECK_INT(seen.line, wanted.line);
        CHECK_INT(seen.column, wanted.column);
    }
    CHECK_INT(place_on(seen, seen_at, 3).column, 2);
    arena_free(&arena);
}
