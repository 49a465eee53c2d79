#include "tally.h"

#include <string.h>

#define FIGURE_MOST 40

/* A digit, or a point or comma that has digits on both sides. */
static bool is_of_figure(struct str text, size_t at, size_t len, uint32_t rune)
{
    uint32_t after = 0;

    if (rune_is_digit(rune))
        return true;
    if (rune != '.' && rune != ',')
        return false;
    text_decode(text, at + len, &after);
    return rune_is_digit(after) && rune_is_digit(text_before(text, at));
}

struct str tally_next(struct arena *arena, struct str text, size_t *at,
                      size_t *from)
{
    char figure[FIGURE_MOST];
    size_t len = 0, step;
    uint32_t rune;

    while ((step = text_decode(text, *at, &rune)) && !rune_is_digit(rune))
        *at += step;
    *from = *at;
    while ((step = text_decode(text, *at, &rune)) &&
           is_of_figure(text, *at, step, rune) && len < FIGURE_MOST) {
        figure[len++] = (char)rune_half(rune);
        *at += step;
    }
    return (struct str){arena_copy(arena, figure, len), len};
}

void tally_add(struct tally *tally, struct str text, int times)
{
    size_t at = 0, from;

    for (;;) {
        struct str figure = tally_next(&tally->arena, text, &at, &from);
        if (figure.len == 0)
            return;
        long *count = map_get(&tally->count, figure);
        if (!count) {
            count = arena_new(&tally->arena, sizeof(*count));
            map_set(&tally->count, figure, count);
        }
        *count += times;
    }
}

void tally_add_markdown(struct tally *tally, struct str text)
{
    while (text.len) {
        size_t open = str_find(text, STR("]("));
        struct str head = {text.ptr, open == SIZE_MAX ? text.len : open};
        tally_add(tally, head, 1);
        if (open == SIZE_MAX)
            return;
        const char *end = memchr(text.ptr + open, ')', text.len - open);
        text = end ? str_range(end, text.ptr + text.len) : STR("");
    }
}

bool tally_take(struct tally *tally, struct str figure)
{
    long *count = map_get(&tally->count, figure);

    return count && (*count)-- > 0;
}

void tally_free(struct tally *tally)
{
    map_free(&tally->count);
    arena_free(&tally->arena);
}
