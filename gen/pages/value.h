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
};

struct value {
    enum value_kind kind;
    bool truth;
    struct str text;
    struct value **item; /* VALUE_LIST */
    struct value_field *field; /* VALUE_MAP, in the order they were set */
    size_t len, cap;
};

struct value *value_nothing(void); /* one for all */
struct value *value_bool(bool truth); /* two for all */
struct value *value_text(struct arena *arena, struct str text);
struct value *value_html(struct arena *arena, struct str html);
struct value *value_number(struct arena *arena, long number);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena);

void value_push(struct arena *arena, struct value *list, struct value *item);

/* `key` must outlive the map; a literal as a rule. */
void value_set(struct arena *arena, struct value *map, const char *key,
               struct value *value);

/* Short forms of what views do most. An empty text sets VALUE_NOTHING. */
void value_set_text(struct arena *arena, struct value *map, const char *key,
                    struct str text);
void value_set_html(struct arena *arena, struct value *map, const char *key,
                    struct str html);

/* The field of a map, or NULL. */
struct value *value_get(const struct value *map, struct str key);

/* What a section asks: not nothing, false, an empty text or an empty list. */
bool value_is_true(const struct value *value);

#endif
