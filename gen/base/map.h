/*
 * map - finds a pointer by a string key.
 *
 * Keys and values belong to the caller and must outlive the map. The order of
 * entries is that of their arrival, so that walks are the same on every run.
 */
#ifndef MAP_H
#define MAP_H

#include "text.h"

struct map_entry {
    struct str key;
    uint64_t hash;
    void *value;
};

/* Starts as {0}. */
struct map {
    struct map_entry *entry; /* in the order of arrival */
    size_t len, cap;
    uint32_t *slot; /* index + 1 of the entry, 0: free */
    size_t slots;
};

/* Sets `key` to `value` unless it is there; returns what the key now has. */
void *map_add(struct map *map, struct str key, void *value);

/* Sets `key` to `value`, replacing what it had. */
void map_set(struct map *map, struct str key, void *value);

/* The same, and the map looks at these bytes of the key from now on. */
void map_replace(struct map *map, struct str key, void *value);

/* The value of `key`, or NULL. */
void *map_get(const struct map *map, struct str key);

void map_free(struct map *map);

#endif
