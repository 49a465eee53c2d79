/*
 * cache_part - what the two files of a cache have in common.
 */
#ifndef CACHE_PART_H
#define CACHE_PART_H

#include "cache.h"

struct wire;

void cache_put_stat(struct buf *out, const struct disk_stat *stat);
void cache_put_input(struct buf *out, const struct cache_input *input);
void cache_put_page(struct buf *out, const struct cache_page *page);

/* What was told: CACHE_FIRST or CACHE_TOLD. */
void cache_put_told(const struct cache *cache, enum cache_part part,
                    struct buf *out);

/* Counts the problems that the first part leaves out, and does without the
 * others where they can be told anew. */
void cache_count_told(struct cache *cache);

/* Prints and numbers. */
#define CACHE_NUMBERS (2 * WIRE_PRINT + 7 * WIRE_NUMBER)
void cache_put_numbers(const struct cache *cache, struct buf *out);
void cache_take_numbers(struct wire *wire, struct cache *cache);

#define CACHE_STAT_LEAST (6 * WIRE_NUMBER)
struct disk_stat cache_take_stat(struct wire *wire);

/* All but the path, which it has. */
void cache_take_input(struct wire *wire, struct cache_input *input);
void cache_take_page(struct wire *wire, struct cache_page *page);

#endif
