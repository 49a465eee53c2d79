#include "map.h"

#include "mem.h"

#include <string.h>

#define SLOTS_FIRST 16

/* FNV-1a, then mixed, because only the low bits choose a slot. */
static uint64_t hash_of(struct str key)
{
    uint64_t hash = 0xCBF29CE484222325U;

    for (size_t i = 0; i < key.len; i++) {
        hash ^= (unsigned char)key.ptr[i];
        hash *= 0x100000001B3U;
    }
    return hash ^ hash >> 29;
}

/* The slot that has `key`, or the free one where it belongs. */
static size_t find_slot(const struct map *map, struct str key, uint64_t hash)
{
    size_t at = hash & (map->slots - 1);

    while (map->slot[at]) {
        const struct map_entry *entry = &map->entry[map->slot[at] - 1];
        if (entry->hash == hash && str_equal(entry->key, key))
            break;
        at = (at + 1) & (map->slots - 1);
    }
    return at;
}

static void grow(struct map *map)
{
    mem_free(map->slot);
    map->slots = map->slots ? map->slots * 2 : SLOTS_FIRST;
    map->slot = mem_zero(map->slots, sizeof(*map->slot));
    for (size_t i = 0; i < map->len; i++) {
        size_t at = find_slot(map, map->entry[i].key, map->entry[i].hash);
        map->slot[at] = (uint32_t)i + 1;
    }
}

static struct map_entry *find_or_add(struct map *map, struct str key,
                                     bool *added)
{
    uint64_t hash = hash_of(key);

    if ((map->len + 1) * 2 > map->slots)
        grow(map);
    size_t at = find_slot(map, key, hash);
    *added = map->slot[at] == 0;
    if (*added) {
        map->entry =
            mem_grow(map->entry, map->len, &map->cap, sizeof(*map->entry));
        map->entry[map->len] = (struct map_entry){key, hash, NULL};
        map->slot[at] = (uint32_t)++map->len;
    }
    return &map->entry[map->slot[at] - 1];
}

void *map_add(struct map *map, struct str key, void *value)
{
    bool added;
    struct map_entry *entry = find_or_add(map, key, &added);

    if (added)
        entry->value = value;
    return entry->value;
}

void map_set(struct map *map, struct str key, void *value)
{
    bool added;

    find_or_add(map, key, &added)->value = value;
}

void map_replace(struct map *map, struct str key, void *value)
{
    bool added;
    struct map_entry *entry = find_or_add(map, key, &added);

    entry->key = key;
    entry->value = value;
}

void *map_get(const struct map *map, struct str key)
{
    if (map->slots == 0)
        return NULL;
    size_t at = find_slot(map, key, hash_of(key));
    return map->slot[at] ? map->entry[map->slot[at] - 1].value : NULL;
}

void map_free(struct map *map)
{
    mem_free(map->entry);
    mem_free(map->slot);
    *map = (struct map){0};
}
