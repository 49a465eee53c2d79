#include "template_tag.h"

#include <string.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_space(char byte)
{
    return is_blank(byte) || byte == '\n' || byte == '\r';
}

/* Where `part` first stands in `text` at or behind `at`, or SIZE_MAX. */
static size_t find(struct str text, size_t at, struct str part)
{
    if (at > text.len)
        return SIZE_MAX;
    const char *found =
        memmem(text.ptr + at, text.len - at, part.ptr, part.len);
    return found ? (size_t)(found - text.ptr) : SIZE_MAX;
}

/* The end of a tag's content: a tag of { or = ends with its like as well. */
static size_t find_end(const struct template_reader *reader, size_t at,
                       char twin)
{
    struct str text = reader->text;
    size_t end = find(text, at, reader->close);

    if (!twin)
        return end;
    while (end != SIZE_MAX && (end <= at || text.ptr[end - 1] != twin))
        end = find(text, end + 1, reader->close);
    return end == SIZE_MAX ? SIZE_MAX : end - 1;
}

enum template_tag_found template_tag_next(const struct template_reader *reader,
                                          size_t at, struct template_tag *tag)
{
    struct str text = reader->text;
    char twin = 0;

    *tag = (struct template_tag){.from = find(text, at, reader->open)};
    if (tag->from == SIZE_MAX)
        return TEMPLATE_TAG_NONE;
    size_t inner = tag->from + reader->open.len;
    while (inner < text.len && is_space(text.ptr[inner]))
        inner++;
    if (inner < text.len && text.ptr[inner] &&
        strchr("#^/><$!=&{", text.ptr[inner]))
        tag->sigil = text.ptr[inner++];
    if (tag->sigil == '{')
        twin = '}';
    else if (tag->sigil == '=')
        twin = '=';
    size_t end = find_end(reader, inner, twin);
    if (end == SIZE_MAX)
        return TEMPLATE_TAG_ENDLESS;
    tag->content = str_trim(str_range(text.ptr + inner, text.ptr + end));
    tag->to = end + (twin ? 1 : 0) + reader->close.len;
    return TEMPLATE_TAG_READ;
}

struct str template_tag_text(const struct template_reader *reader,
                             const struct template_tag *tag)
{
    struct str text =
        str_range(reader->text.ptr + tag->from, reader->text.ptr + tag->to);

    if (text.len > 60)
        text.len = 60;
    while (text.len > 0 && text_invalid(text) != SIZE_MAX)
        text.len--;
    return text;
}

bool template_tag_delimiters(struct template_reader *reader, struct str content)
{
    size_t end = 0, next;

    while (end < content.len && !is_space(content.ptr[end]))
        end++;
    for (next = end; next < content.len && is_space(content.ptr[next]);)
        next++;
    struct str open = {content.ptr, end};
    struct str close = {content.ptr + next, content.len - next};
    if (open.len == 0 || close.len == 0 ||
        memchr(content.ptr, '=', content.len))
        return false;
    for (size_t i = 0; i < close.len; i++)
        if (is_space(close.ptr[i]))
            return false;
    reader->open = open;
    reader->close = close;
    return true;
}

size_t template_line_before(struct str text, size_t at)
{
    while (at > 0 && is_blank(text.ptr[at - 1]))
        at--;
    return at == 0 || text.ptr[at - 1] == '\n' ? at : SIZE_MAX;
}

size_t template_line_behind(struct str text, size_t at)
{
    while (at < text.len && is_blank(text.ptr[at]))
        at++;
    if (at == text.len)
        return at;
    if (text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')
        at++;
    return text.ptr[at] == '\n' ? at + 1 : SIZE_MAX;
}

struct str template_line_indent(struct str text, size_t at)
{
    size_t end = at;

    while (end < text.len && is_blank(text.ptr[end]))
        end++;
    return (struct str){text.ptr + at, end - at};
}
