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
