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

struct value *value_text(struct arena *arena, struct str text)
{
    struct value *value = of_kind(arena, VALUE_TEXT);

    value->text = text;
    return value;
}

struct value *value_html(struct arena *arena, struct str html)
{
    struct value *value = of_kind(arena, VALUE_HTML);

    value->text = html;
    return value;
}

struct value *value_number(struct arena *arena, long number)
{
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

/*
 * An array of the arena with room for one more than `len`. The old one stays
 * where it is until the arena goes: doubling wastes at most as much again.
 */
static void *roomier(struct arena *arena, void *array, size_t len, size_t *cap,
                     size_t size)
{
    if (len < *cap)
        return array;
    *cap = *cap ? *cap * 2 : 8;
    void *larger = arena_array(arena, *cap, size);
    if (len)
        memcpy(larger, array, len * size);
    return larger;
}

void value_push(struct arena *arena, struct value *list, struct value *item)
{
    list->item = roomier(arena, list->item, list->len, &list->cap,
                         sizeof(struct value *));
    list->item[list->len++] = item;
}

static struct value_field *field_of(const struct value *map, struct str key)
{
    for (size_t i = 0; i < map->len; i++)
        if (map->field[i].key.len == key.len &&
            map->field[i].key.ptr[0] == key.ptr[0] && /* spares most calls */
            memcmp(map->field[i].key.ptr, key.ptr, key.len) == 0)
            return &map->field[i];
    return NULL;
}

void value_set(struct arena *arena, struct value *map, const char *key,
               struct value *value)
{
    struct value_field *field = field_of(map, str_of(key));

    if (!field) {
        map->field = roomier(arena, map->field, map->len, &map->cap,
                             sizeof(*map->field));
        field = &map->field[map->len++];
        field->key = str_of(key);
    }
    field->value = value;
}

void value_set_text(struct arena *arena, struct value *map, const char *key,
                    struct str text)
{
    value_set(arena, map, key,
              text.len ? value_text(arena, text) : value_nothing());
}

void value_set_html(struct arena *arena, struct value *map, const char *key,
                    struct str html)
{
    value_set(arena, map, key,
              html.len ? value_html(arena, html) : value_nothing());
}

struct value *value_get(const struct value *map, struct str key)
{
    if (map->kind != VALUE_MAP)
        return NULL;
    struct value_field *field = field_of(map, key);
    return field ? field->value : NULL;
}

bool value_is_true(const struct value *value)
{
    switch (value->kind) {
    case VALUE_NOTHING: return false;
    case VALUE_BOOL: return value->truth;
    case VALUE_TEXT:
    case VALUE_HTML: return value->text.len > 0;
    case VALUE_LIST: return value->len > 0;
    case VALUE_MAP: return true;
    }
    return false;
}
