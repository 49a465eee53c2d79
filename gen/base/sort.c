#include "sort.h"

#include "mem.h"

#include <string.h>

struct sort {
    size_t size;
    int (*compare)(const void *, const void *);
    size_t *end; /* of each stretch in order, in bytes */
    size_t stretches, cap;
};

static void find_stretches(struct sort *sort, const char *array, size_t bytes)
{
    for (size_t at = sort->size; at <= bytes; at += sort->size) {
        const char *next = array + at;
        if (at < bytes && sort->compare(next - sort->size, next) <= 0)
            continue;
        sort->end = mem_grow(sort->end, sort->stretches, &sort->cap,
                             sizeof(*sort->end));
        sort->end[sort->stretches++] = at;
    }
}

static char *put(char *to, const char *from, const char *end)
{
    memcpy(to, from, (size_t)(end - from));
    return to + (end - from);
}

/* Merges the stretches [a, b) and [b, end) into `to`; what follows each other
 * in one of them is copied at once. */
static char *merge(const struct sort *sort, const char *a, const char *b,
                   const char *end, char *to)
{
    const char *middle = b;

    while (a < middle && b < end) {
        const char *from = a;
        while (a < middle && sort->compare(a, b) <= 0)
            a += sort->size;
        to = put(to, from, a);
        from = b;
        while (a < middle && b < end && sort->compare(b, a) < 0)
            b += sort->size;
        to = put(to, from, b);
    }
    return put(put(to, a, middle), b, end);
}

/* Merges each two stretches of `from` into one of `to`. */
static void merge_pairs(struct sort *sort, const char *from, char *to)
{
    size_t left = 0, begin = 0;

    for (size_t i = 0; i < sort->stretches; i += 2) {
        size_t middle = sort->end[i];
        size_t end = i + 1 < sort->stretches ? sort->end[i + 1] : middle;
        to = merge(sort, from + begin, from + middle, from + end, to);
        begin = sort->end[left++] = end;
    }
    sort->stretches = left;
}

void sort_stretches(void *array, size_t len, size_t size,
                    int (*compare)(const void *, const void *))
{
    struct sort sort = {.size = size, .compare = compare};
    char *from = array, *room = NULL;

    find_stretches(&sort, array, len * size);
    if (sort.stretches > 1)
        room = mem_alloc(len * size);
    for (char *to = room; sort.stretches > 1;) {
        char *other = from;
        merge_pairs(&sort, from, to);
        from = to;
        to = other;
    }
    if (from != array)
        memcpy(array, from, len * size);
    mem_free(room);
    mem_free(sort.end);
}
