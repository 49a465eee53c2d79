/*
 * names - the indicators that stand together: 牛、羊存栏, A和B.
 *
 * A list shares its head or tail: 城镇和农村居民人均可支配收入 is
 * 城镇居民人均可支配收入 and 农村居民人均可支配收入.
 */
#ifndef NAMES_H
#define NAMES_H

#include "../base/mem.h"
#include "../base/text.h"

#include <string.h>

/* More names than any sentence lists; starts as {0}. */
#define NAMES_MOST 32

struct names {
    struct str item[NAMES_MOST];
    size_t len;
};

/* Adds one unless it is the last already; drops what is beyond the most. */
static inline void names_add(struct names *names, struct str name)
{
    size_t len = names->len;

    if ((len && str_equal(names->item[len - 1], name)) || len == NAMES_MOST)
        return;
    names->item[len] = name;
    names->len = len + 1;
}

/* As an assignment, for as many as there are: mostly one. */
static inline void names_copy(struct names *names, const struct names *from)
{
    names->len = from->len;
    names->item[0] = from->item[0];
    if (from->len > 1)
        memcpy(names->item, from->item, from->len * sizeof(from->item[0]));
}

/* Two texts as one, in `arena`. */
struct str names_join(struct arena *arena, struct str a, struct str b);

/* All of them as one text, with 、 between. */
struct str names_all(struct arena *arena, const struct names *names);

/* Cuts `text` at 、 和 与 及 outside brackets and quotes and gives each part
 * the tail they share; new texts live in `arena`. */
void names_split(struct arena *arena, struct str text, struct names *out);

/* 城乡居民收入, where two are wanted: always the towns' and the villages'. */
void names_split_towns(struct arena *arena, size_t count, struct names *names);

/* As names_split where `count` are wanted: at 、 alone where that makes as many, as in
 * 粮食、瓜菜与水果. */
void names_split_for(struct arena *arena, struct str text, size_t count,
                     struct names *out);

#endif
