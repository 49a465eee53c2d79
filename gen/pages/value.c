#include "value.h"

#include <string.h>

struct value *value_nothing(void)
{
    static struct value nothing = {.kind = VALUE_NOTHING};

    return &nothing;
}

struct value *value_bool(bool truth)
{
    static struct value no = {.kind = VALUE_BOOL, .truth = false};
    static struct value yes = {.kind = VALUE_BOOL, .truth = true};

    return truth ? &yes : &no;
}

static struct value *of_kind(struct arena *arena, enum value_kind kind)
{
    struct value *value = arena_new(arena, sizeof(*value));

    value->kind = kind;
    return value;
}

struct value *value_number(struct arena *arena, long number)
{
    if (number >= 0)
        return value_text(arena, str_of(arena_number(arena, (size_t)number)));
    return value_text(arena, str_of(arena_format(arena, "%ld", number)));
}

struct value *value_list(struct arena *arena)
{
    return of_kind(arena, VALUE_LIST);
}

struct value *value_map(struct arena *arena)
{
    return of_kind(arena, VALUE_MAP);
}

/* Room for as many fields or items, when the first one comes. */
#define CAP_FIRST 8

/* The old array stays where it is until the arena goes: doubling wastes at most
 * as much again. */
void value_push(struct arena *arena, struct value *list, struct value *item)
{
    if (list->len == list->cap) {
        list->cap = list->cap ? list->cap * 2 : CAP_FIRST;
        struct value **larger =
            arena_array(arena, list->cap, sizeof(struct value *));
        if (list->len)
            memcpy(larger, list->item, list->len * sizeof(struct value *));
        list->item = larger;
    }
    list->item[list->len++] = item;
}

/*
 * A map of many fields (the root of a page, the words of a theme) has a table
 * behind them that leads to each by its print: twice as many slots as there is
 * room for fields, with the field's index + 1 or 0. In a small one looking at
 * each costs no more.
 */
static uint32_t *slots_of(const struct value *map)
{
    return (uint32_t *)(map->field + map->cap);
}

/* The slot of that field, or the free one where it belongs. */
static inline uint32_t *slot_of(const struct value *map, struct str key,
                                uint32_t print)
{
    uint32_t *slots = slots_of(map), mask = map->cap * 2 - 1, at = print >> 7;

    while (slots[at & mask] &&
           !value_is_field(&map->field[slots[at & mask] - 1], key, print))
        at++;
    return &slots[at & mask];
}

static inline struct value_field *field_of(const struct value *map,
                                           struct str key, uint32_t print)
{
    if (map->cap > VALUE_LISTED_MOST) {
        uint32_t index = *slot_of(map, key, print);
        return index ? &map->field[index - 1] : NULL;
    }
    for (uint32_t i = 0; i < map->len; i++)
        if (value_is_field(&map->field[i], key, print))
            return &map->field[i];
    return NULL;
}

/* Gives the map room for `cap` fields, a power of two. */
static void give_room(struct arena *arena, struct value *map, uint32_t cap)
{
    const struct value_field *old = map->field;
    size_t slots = cap > VALUE_LISTED_MOST ? (size_t)cap * 2 : 0;

    map->cap = cap;
    map->field =
        arena_room(arena, cap * sizeof(*map->field) + slots * sizeof(uint32_t));
    if (map->len)
        memcpy(map->field, old, map->len * sizeof(*map->field));
    if (slots)
        memset(slots_of(map), 0, slots * sizeof(uint32_t));
    for (uint32_t i = 0; i < map->len && slots; i++)
        *slot_of(map, map->field[i].key, map->field[i].print) = i + 1;
}

struct value *value_map_for(struct arena *arena, uint32_t fields)
{
    struct value *map = value_map(arena);
    uint32_t cap = CAP_FIRST;

    while (cap < fields)
        cap *= 2;
    give_room(arena, map, cap);
    return map;
}

void value_put_slow(struct arena *arena, struct value *map, struct str key,
                    uint32_t print, struct value *value)
{
    struct value_field *field =
        map->seen & value_bit(print) ? field_of(map, key, print) : NULL;

    if (field) {
        field->value = value;
        return;
    }
    if (map->len == map->cap)
        give_room(arena, map, map->cap ? map->cap * 2 : CAP_FIRST);
    if (map->cap > VALUE_LISTED_MOST)
        *slot_of(map, key, print) = map->len + 1;
    map->field[map->len++] = (struct value_field){key, value, print};
    map->seen |= value_bit(print);
}

struct value *value_look_up(const struct value *map, struct str key,
                            uint32_t print)
{
    const struct value_field *field = field_of(map, key, print);

    return field ? field->value : NULL;
}
