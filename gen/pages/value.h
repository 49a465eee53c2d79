/*
 * value - what a template is filled with: a small tree of texts, lists and
 * maps. Values live in an arena and are never changed once a template runs.
 */
#ifndef VALUE_H
#define VALUE_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

enum value_kind {
    VALUE_NOTHING, /* known, but there is none: false in a section */
    VALUE_BOOL,
    VALUE_TEXT, /* escaped where it is shown */
    VALUE_HTML, /* made by the renderer or the template engine: shown as is */
    VALUE_LIST,
    VALUE_MAP,
};

struct value_field {
    struct str key;
    struct value *value;
    uint32_t print; /* of the key */
};

struct value {
    enum value_kind kind;
    bool truth;
    union {
        struct str text; /* VALUE_TEXT, VALUE_HTML */
        struct {
            union {
                struct value **item; /* VALUE_LIST */
                struct value_field *field; /* VALUE_MAP, as they were set */
            };
            uint32_t len, cap;
        };
    };
    uint64_t seen; /* VALUE_MAP: a bit for the prints of its keys */
};

struct value *value_nothing(void); /* one for all */
struct value *value_bool(bool truth); /* two for all */
static inline struct value *value_text(struct arena *arena, struct str text);
static inline struct value *value_html(struct arena *arena, struct str html);
struct value *value_number(struct arena *arena, long number);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena);

/* A map that is going to have about so many fields. */
struct value *value_map_for(struct arena *arena, uint32_t fields);

void value_push(struct arena *arena, struct value *list, struct value *item);

static inline struct value *value_text(struct arena *arena, struct str text)
{
    struct value *value = arena_room(arena, sizeof(*value));

    *value = (struct value){.kind = VALUE_TEXT, .text = text};
    return value;
}

static inline struct value *value_html(struct arena *arena, struct str html)
{
    struct value *value = value_text(arena, html);

    value->kind = VALUE_HTML;
    return value;
}

/*
 * Tells nearly all keys apart: names are short, and the length and three bytes
 * of a literal are known when the program is compiled.
 */
static inline uint32_t value_print(struct str key)
{
    if (key.len == 0)
        return 0;
    const unsigned char *bytes = (const unsigned char *)key.ptr;
    return ((uint32_t)key.len << 24 | (uint32_t)bytes[key.len / 2] << 16 |
            (uint32_t)bytes[key.len - 1] << 8 | bytes[0]) *
           0x9E3779B1U;
}

/* The bit of `seen` for a print. */
static inline uint64_t value_bit(uint32_t print)
{
    return (uint64_t)1 << (print >> 26);
}

/* The same as value_put where a key of that print was seen, or there is no room
 * yet, or so much that there is a table of it. */
void value_put_slow(struct arena *arena, struct value *map, struct str key,
                    uint32_t print, struct value *value);

/* A map of more fields than this has a table that leads to them. */
#define VALUE_LISTED_MOST 16

/* Sets a field, anew or over the one of that key. */
static inline void value_put(struct arena *arena, struct value *map,
                             struct str key, uint32_t print,
                             struct value *value)
{
    if ((map->seen & value_bit(print)) || map->len == map->cap ||
        map->cap > VALUE_LISTED_MOST) {
        value_put_slow(arena, map, key, print, value);
        return;
    }
    map->field[map->len++] = (struct value_field){key, value, print};
    map->seen |= value_bit(print);
}

/* The same by name; `key` must outlive the map, a literal as a rule. */
static inline void value_set(struct arena *arena, struct value *map,
                             const char *key, struct value *value)
{
    struct str name = str_of(key);

    value_put(arena, map, name, value_print(name), value);
}

/* Short forms of what views do most. An empty text sets VALUE_NOTHING. */
static inline void value_set_text(struct arena *arena, struct value *map,
                                  const char *key, struct str text)
{
    value_set(arena, map, key,
              text.len ? value_text(arena, text) : value_nothing());
}

static inline void value_set_html(struct arena *arena, struct value *map,
                                  const char *key, struct str html)
{
    value_set(arena, map, key,
              html.len ? value_html(arena, html) : value_nothing());
}

static inline uint64_t value_eight(const char *bytes)
{
    uint64_t eight;

    memcpy(&eight, bytes, sizeof(eight));
    return eight;
}

static inline uint32_t value_four(const char *bytes)
{
    uint32_t four;

    memcpy(&four, bytes, sizeof(four));
    return four;
}

/* Whether keys of one print and length are one: up to three bytes the print has
 * told apart, and the two ends of a longer one reach over all of it. */
static inline bool value_same_key(const char *a, const char *b, size_t len)
{
    if (len <= 3)
        return true;
    if (len <= 8)
        return value_four(a) == value_four(b) &&
               value_four(a + len - 4) == value_four(b + len - 4);
    if (len <= 16)
        return value_eight(a) == value_eight(b) &&
               value_eight(a + len - 8) == value_eight(b + len - 8);
    return memcmp(a, b, len) == 0;
}

static inline bool value_is_field(const struct value_field *field,
                                  struct str key, uint32_t print)
{
    return field->print == print && field->key.len == key.len &&
           value_same_key(field->key.ptr, key.ptr, key.len);
}

/* The same as value_find in a map that has a table. */
struct value *value_look_up(const struct value *map, struct str key,
                            uint32_t print);

/* The field of a map with a key of that print, or NULL; only maps have seen
 * any, and most that are asked have not seen that one. */
static inline struct value *value_find(const struct value *map, struct str key,
                                       uint32_t print)
{
    if (!(map->seen & value_bit(print)))
        return NULL;
    if (map->cap > VALUE_LISTED_MOST)
        return value_look_up(map, key, print);
    for (const struct value_field *field = map->field, *end = field + map->len;
         field < end; field++)
        if (value_is_field(field, key, print))
            return field->value;
    return NULL;
}

static inline struct value *value_get(const struct value *map, struct str key)
{
    return value_find(map, key, value_print(key));
}

/* What a section asks: not nothing, false, an empty text or an empty list. */
static inline bool value_is_true(const struct value *value)
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

#endif
