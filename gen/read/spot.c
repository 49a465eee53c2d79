#include "spot.h"

#include <string.h>

struct place spot_place(struct spot_cursor *cursor, uint32_t line,
                        size_t offset)
{
    const struct source *source = cursor->source;
    size_t from = source->line[line - 1];
    size_t to = from + source_line(source, line).len;

    if (cursor->line != line || cursor->offset > offset)
        *cursor = (struct spot_cursor){source, from, line, 1};
    if (offset > to)
        offset = to;
    for (; cursor->offset < offset; cursor->offset++)
        cursor->column +=
            ((unsigned char)source->text.ptr[cursor->offset] & 0xC0) != 0x80;
    return (struct place){source, line, cursor->column};
}

/* Where the line that begins at block->begin ends. */
static void find_end(struct spot_block *block)
{
    struct str text = block->text;
    const char *end =
        block->begin < text.len
            ? memchr(text.ptr + block->begin, '\n', text.len - block->begin)
            : NULL;

    block->end = end ? (size_t)(end - text.ptr) : text.len;
}

static bool next_line(struct spot_block *block)
{
    if (block->end >= block->text.len)
        return false;
    block->begin = block->end + 1;
    if (block->line < block->marks->source->lines)
        block->line++;
    find_end(block);
    return true;
}

/*
 * The library does not count a line that a backslash breaks: what follows has
 * the same line there, and columns that count on.
 */
static bool is_uncounted(const struct spot_block *block)
{
    size_t at = block->end;

    while (at > block->begin && block->text.ptr[at - 1] == '\\')
        at--;
    return (block->end - at) % 2 == 1;
}

void spot_begin(struct spot_block *block, uint32_t line)
{
    block->line = line;
    block->begin = block->anchor = block->last = block->counted = 0;
    if (block->single)
        block->end = block->text.len;
    else
        find_end(block);
}

size_t spot_find(struct spot_block *block, int line, int column)
{
    for (; block->library_line < line && !block->single;
         block->library_line++) {
        next_line(block);
        block->anchor = block->begin;
    }

    int in_line = column - 1 - block->library_column;
    size_t found = block->anchor + (in_line > 0 ? (size_t)in_line : 0);
    while (!block->single && found > block->end && next_line(block))
        ;
    block->last = found < block->end ? found : block->end;
    return block->last;
}

size_t spot_seek(struct spot_block *block, struct str words)
{
    struct str rest = {block->text.ptr + block->last,
                       block->text.len - block->last};
    size_t found = str_find(rest, words);

    if (found == SIZE_MAX)
        return SIZE_MAX;
    found += block->last;
    while (!block->single && found > block->end) {
        bool counted = !is_uncounted(block);
        if (!next_line(block))
            break;
        if (!counted)
            continue;
        block->library_line++;
        block->anchor = block->begin;
    }
    return block->last = found;
}

void spot_pass(struct spot_block *block, size_t len)
{
    size_t rest = block->text.len - block->last;

    block->last += len < rest ? len : rest;
}

void spot_break(struct spot_block *block, bool hard)
{
    if (!hard || !is_uncounted(block))
        spot_find(block, block->library_line + 1, 0);
    else if (block->end < block->text.len)
        block->last = block->end + 1;
}

/* How long a line of the marked text is, as far as the block holds it: its
 * last line has lost the blanks at its end where the library trimmed it. */
static size_t line_length(const struct spot_block *block, size_t from)
{
    struct str line = source_line(block->marks->source, block->line);

    if (block->end == block->text.len)
        while (line.len && (line.ptr[line.len - 1] == ' ' ||
                            line.ptr[line.len - 1] == '\t'))
            line.len--;
    return marks_marked(block->marks, from + line.len) -
           marks_marked(block->marks, from);
}

/* How many backslashes the library took out of the line at hand. */
static size_t bars_in(const struct spot_block *block)
{
    struct str line = source_line(block->marks->source, block->line);
    size_t bars = 0;

    for (size_t i = 1; i < line.len; i++)
        bars += line.ptr[i] == '|' && line.ptr[i - 1] == '\\';
    return bars;
}

/* Counts on over a line from which backslashes were taken and which begins at
 * `from` and in the block at `begin`: from where it was counted last. */
static size_t count_bars(struct spot_block *block, size_t from, size_t begin,
                         size_t found)
{
    struct str marked = buf_view(&block->marks->text);

    if (block->counted > found || block->counted <= begin) {
        block->counted = begin;
        block->counted_to = from;
    }
    for (; block->counted < found; block->counted++) {
        size_t at = block->counted_to;
        bool bar = at + 1 < marked.len && marked.ptr[at] == '\\' &&
                   marked.ptr[at + 1] == '|';
        block->counted_to += bar ? 2 : 1;
    }
    return block->counted_to;
}

size_t spot_marked(struct spot_block *block, size_t found)
{
    const struct source *source = block->marks->source;
    size_t from = source->line[block->line - 1];
    size_t indent = block->indent, begin = block->begin;

    if (!block->single) {
        size_t whole = line_length(block, from);
        size_t kept = block->end - block->begin;
        kept += block->bars ? bars_in(block) : 0;
        indent = whole > kept ? whole - kept : 0;
        /* A tab of which the library passed a part became blanks. */
        begin += kept > whole ? kept - whole : 0;
    }
    from = marks_marked(block->marks, from) + indent;
    if (found < begin)
        found = begin;
    return block->bars ? count_bars(block, from, begin, found)
                       : from + found - begin;
}

size_t spot_source(struct spot_block *block, size_t found)
{
    return marks_source(block->marks, spot_marked(block, found));
}
