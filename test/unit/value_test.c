#include "../test.h"

#include "../../gen/pages/value.h"

TEST(what_a_section_asks_is_whether_there_is_something)
{
    struct arena arena = {0};
    struct value *list = value_list(&arena);

    CHECK(!value_is_true(value_nothing()));
    CHECK(!value_is_true(value_bool(false)));
    CHECK(value_is_true(value_bool(true)));
    CHECK(!value_is_true(value_text(&arena, STR(""))));
    CHECK(value_is_true(value_text(&arena, STR("0"))));
    CHECK(!value_is_true(value_html(&arena, STR(""))));
    CHECK(value_is_true(value_number(&arena, 0)));
    CHECK(!value_is_true(list));
    value_push(&arena, list, value_nothing());
    CHECK(value_is_true(list));
    CHECK(value_is_true(value_map(&arena)));
    arena_free(&arena);
}

TEST(a_map_keeps_its_order_and_the_last_of_a_key)
{
    struct arena arena = {0};
    struct value *map = value_map(&arena);

    for (int i = 0; i < 40; i++)
        value_set(&arena, map, arena_format(&arena, "k%d", i),
                  value_number(&arena, i));
    value_set(&arena, map, "k3", value_bool(true));
    CHECK_INT(map->len, 40);
    CHECK(str_is(map->field[39].key, "k39"));
    CHECK(value_get(map, STR("k3")) == value_bool(true));
    CHECK(str_is(value_get(map, STR("k17"))->text, "17"));
    CHECK(value_get(map, STR("k")) == NULL);
    CHECK(value_get(value_nothing(), STR("k")) == NULL);
    arena_free(&arena);
}

TEST(a_large_map_finds_each_key_and_no_other)
{
    struct arena arena = {0};
    struct value *map = value_map(&arena);

    for (int i = 0; i < 1000; i += 2)
        value_set(&arena, map, arena_format(&arena, "n%d", i),
                  value_number(&arena, i));
    CHECK_INT(map->len, 500);
    for (int i = 0; i < 1000; i++) {
        const char *key = arena_format(&arena, "n%d", i);
        const struct value *found = value_get(map, str_of(key));
        if (i % 2)
            CHECK(!found);
        else
            CHECK(found && str_is(found->text, key + 1));
    }
    value_set(&arena, map, "n998", value_bool(false));
    CHECK_INT(map->len, 500);
    CHECK(value_get(map, STR("n998")) == value_bool(false));
    arena_free(&arena);
}

/* Alike in length, first, middle and last byte, on which the print rests. */
TEST(keys_of_one_print_are_told_apart)
{
    static const char *const keys[] = {"axbxc",
                                       "aybxc",
                                       "axbyc",
                                       "axxxxbxxxxc",
                                       "ayxxxbxxxxc",
                                       "axxxxbxxxyc",
                                       "axxxxxxxxbxxxxxxxxc",
                                       "axxxxyxxxbxxxxxxxxc",
                                       "axxxxxxxxbxxxyxxxxc"};
    struct arena arena = {0};
    struct value *map = value_map(&arena);

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        CHECK(!value_get(map, str_of(keys[i])));
        value_set(&arena, map, keys[i], value_number(&arena, (long)i));
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        CHECK_STR(value_get(map, str_of(keys[i]))->text.ptr,
                  arena_format(&arena, "%zu", i));
    arena_free(&arena);
}

TEST(a_map_given_room_is_as_any_other)
{
    struct arena arena = {0};

    for (uint32_t room = 0; room < 70; room += 23) {
        struct value *map = value_map_for(&arena, room);
        for (int i = 0; i < 40; i++)
            value_set(&arena, map, arena_format(&arena, "k%d", i),
                      value_number(&arena, i));
        CHECK_INT(map->len, 40);
        CHECK(str_is(value_get(map, STR("k0"))->text, "0"));
        CHECK(str_is(value_get(map, STR("k39"))->text, "39"));
        CHECK(!value_get(map, STR("k40")));
    }
    arena_free(&arena);
}

TEST(an_empty_text_in_a_map_is_known_and_nothing)
{
    struct arena arena = {0};
    struct value *map = value_map(&arena);

    value_set_text(&arena, map, "none", STR(""));
    value_set_html(&arena, map, "nothing", STR(""));
    value_set_text(&arena, map, "text", STR("x"));
    value_set_html(&arena, map, "html", STR("<b>"));
    CHECK_INT(value_get(map, STR("none"))->kind, VALUE_NOTHING);
    CHECK_INT(value_get(map, STR("nothing"))->kind, VALUE_NOTHING);
    CHECK_INT(value_get(map, STR("text"))->kind, VALUE_TEXT);
    CHECK_INT(value_get(map, STR("html"))->kind, VALUE_HTML);
    arena_free(&arena);
}

TEST(a_list_keeps_what_was_put_in_however_long)
{
    struct arena arena = {0};
    struct value *list = value_list(&arena);

    for (int i = 0; i < 1000; i++)
        value_push(&arena, list, value_number(&arena, i));
    CHECK_INT(list->len, 1000);
    CHECK(str_is(list->item[0]->text, "0"));
    CHECK(str_is(list->item[999]->text, "999"));
    arena_free(&arena);
}
