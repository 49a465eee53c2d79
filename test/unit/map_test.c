#include "../../gen/base/map.h"
#include "../../gen/base/mem.h"
#include "../test.h"

TEST(a_map_finds_what_it_was_given)
{
    struct arena arena = {0};
    struct map map = {0};

    for (int i = 0; i < 5000; i++) {
        int *value = arena_new(&arena, sizeof(*value));
        *value = i;
        map_set(&map, str_of(arena_format(&arena, "key %d", i)), value);
    }
    for (int i = 0; i < 5000; i++) {
        const int *value =
            map_get(&map, str_of(arena_format(&arena, "key %d", i)));
        if (!value || *value != i)
            CHECK_INT(i, -1);
    }
    CHECK(map_get(&map, STR("key 5000")) == NULL);
    map_free(&map);
    arena_free(&arena);
}

TEST(the_first_of_a_key_stays_unless_it_is_set)
{
    static char one[] = "1", two[] = "2";
    struct map map = {0};

    CHECK(map_add(&map, STR("a"), one) == one);
    CHECK(map_add(&map, STR("a"), two) == one);
    map_set(&map, STR("a"), two);
    CHECK(map_get(&map, STR("a")) == two);
    CHECK_INT(map.len, 1);
    map_free(&map);
}

TEST(entries_stand_in_the_order_of_their_arrival)
{
    static char value[] = "";
    struct map map = {0};

    map_set(&map, STR("z"), value);
    map_set(&map, STR("a"), value);
    CHECK(str_is(map.entry[0].key, "z"));
    CHECK(str_is(map.entry[1].key, "a"));
    CHECK(map_get(&(struct map){0}, STR("z")) == NULL);
    map_free(&map);
}
