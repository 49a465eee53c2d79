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
struct value *value_text(struct arena *arena, struct str text);
struct value *value_html(struct arena *arena, struct str html);
struct value *value_number(struct arena *arena, long number);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena);

void value_push(struct arena *arena, struct value *list, struct value *item);

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

/* Sets a field, anew or over the one of that key. */
void value_put(struct arena *arena, struct value *map, struct str key,
               uint32_t print, struct value *value);

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

/* The bit of `seen` for a print. */
static inline uint64_t value_bit(uint32_t print)
{
    return (uint64_t)1 << (print >> 26);
}

/* The field of a map where a key of that print was seen, or NULL. */
struct value *value_look_up(const struct value *map, struct str key,
                            uint32_t print);

/* The field of a map with a key of that print, or NULL; only maps have seen
 * any, and most that are asked have not seen that one. */
static inline struct value *value_find(const struct value *map, struct str key,
                                       uint32_t print)
{
    return map->seen & value_bit(print) ? value_look_up(map, key, print) : NULL;
}

static inline struct value *value_get(const struct value *map, struct str key)
{
    return value_find(map, key, value_print(key));
}

/* What a section asks: not nothing, false, an empty text or an empty list. */
bool value_is_true(const struct value *value);

#endif
