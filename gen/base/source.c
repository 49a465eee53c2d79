#include "source.h"

#include <string.h>

#define LINE_LONG 64 /* bytes; most texts have fewer lines than those make */

static void add_line(struct arena *arena, struct source *source, size_t *cap,
                     size_t at)
{
    if (source->lines == *cap) {
        uint32_t *more = arena_array(arena, *cap * 2, sizeof(*more));
        memcpy(more, source->line, *cap * sizeof(*more));
        source->line = more;
        *cap *= 2;
    }
    source->line[source->lines++] = (uint32_t)at;
}

struct source *source_new(struct arena *arena, const char *path,
                          struct str text)
{
    struct source *source = arena_new(arena, sizeof(*source));
    size_t cap = text.len / LINE_LONG + 16;

    source->path = path;
    source->text = text;
    source->line = arena_array(arena, cap, sizeof(*source->line));
    add_line(arena, source, &cap, 0);
    for (const char *at = text.ptr, *end = text.ptr + text.len;
         at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        add_line(arena, source, &cap, (size_t)(at + 1 - text.ptr));
    return source;
}

struct str source_line(const struct source *source, uint32_t line)
{
    if (line == 0 || line > source->lines)
        return (struct str){"", 0};
    size_t from = source->line[line - 1];
    size_t to =
        line < source->lines ? source->line[line] - 1 : source->text.len;
    return (struct str){source->text.ptr + from, to - from};
}

uint32_t source_line_at(const struct source *source, size_t offset)
{
    size_t low = 0, high = source->lines;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (source->line[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low + 1;
}

struct place place_at(const struct source *source, size_t offset)
{
    uint32_t line = source_line_at(source, offset);

    return place_byte(source, line,
                      (uint32_t)(offset - source->line[line - 1]) + 1);
}

struct place place_byte(const struct source *source, uint32_t line,
                        uint32_t byte_column)
{
    struct str text = source_line(source, line);

    if (byte_column == 0)
        return (struct place){source, line, 0};
    if (text.len > byte_column - 1)
        text.len = byte_column - 1;
    return (struct place){source, line, (uint32_t)text_count(text) + 1};
}

/* Each rune of valid UTF-8 has one byte that begins it. */
static uint32_t count_runes(struct str text)
{
    size_t behind = 0, at = 0; /* bytes that go on with a rune */
    uint64_t eight;

    for (; text.len - at >= sizeof(eight); at += sizeof(eight)) {
        memcpy(&eight, text.ptr + at, sizeof(eight));
        if (!(eight & 0x8080808080808080U))
            continue;
        eight = eight >> 7 & ~eight >> 6 & 0x0101010101010101U;
        behind += eight * 0x0101010101010101U >> 56;
    }
    for (; at < text.len; at++)
        behind += ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
    return (uint32_t)(text.len - behind);
}

struct place place_on(struct place seen, size_t seen_at, size_t offset)
{
    const struct source *source = seen.source;

    if (offset < seen_at)
        return place_at(source, offset);
    while (seen.line < source->lines && source->line[seen.line] <= offset) {
        seen_at = source->line[seen.line++];
        seen.column = 1;
    }
    seen.column +=
        count_runes((struct str){source->text.ptr + seen_at, offset - seen_at});
    return seen;
}

struct place place_file(const struct source *source)
{
    return (struct place){source, 0, 0};
}

size_t place_offset(struct place place)
{
    const struct source *source = place.source;
    uint32_t rune;

    if (place.line == 0)
        return 0;
    if (place.line > source->lines)
        return source->text.len;
    struct str line = source_line(source, place.line);
    size_t at = 0;
    for (uint32_t column = 1; column < place.column; column++)
        at += text_decode(line, at, &rune);
    return source->line[place.line - 1] + at;
}
