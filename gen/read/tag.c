#include "tag.h"

#include <string.h>
#include <strings.h>

/* Elements whose content is no text of the page. */
static const char *const hidden[] = {
    "script",   "style",    "template", "noscript", "iframe", "noembed",
    "noframes", "textarea", "title",    "xmp",      "select", "object"};

#define LEN(array) (sizeof(array) / sizeof(*(array)))

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_name(char byte)
{
    return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-' ||
           byte == ':';
}

static bool named(const struct tag *tag, const char *name)
{
    return tag->name.len == strlen(name) &&
           strncasecmp(tag->name.ptr, name, tag->name.len) == 0;
}

/* Up to and with `end`, or to the end of all. */
static size_t up_to(struct str html, size_t at, struct str end, struct tag *out)
{
    struct str rest = {html.ptr + at, html.len - at};
    size_t found = str_find(rest, end);

    out->unfinished = found == SIZE_MAX;
    return out->unfinished ? rest.len : found + end.len;
}

/* <!-- --> and its like. */
static size_t read_other(struct str html, size_t at, struct tag *out)
{
    struct str rest = {html.ptr + at, html.len - at};

    out->kind = str_starts(rest, "<!--") ? TAG_COMMENT : TAG_OTHER;
    if (out->kind == TAG_COMMENT) {
        /* `<!-->` ends itself; the search begins at its last two bytes. */
        return 2 + up_to(html, at + 2, STR("-->"), out);
    }
    if (str_starts(rest, "<![CDATA["))
        return up_to(html, at, STR("]]>"), out);
    return up_to(html, at, STR(">"), out);
}

/* Where the tag ends whose name ends before `at`: quotes may hold a >. */
static size_t find_end(struct str html, size_t at)
{
    char quote = 0;

    for (; at < html.len; at++) {
        char byte = html.ptr[at];
        if (quote)
            quote = byte == quote ? 0 : quote;
        else if (byte == '"' || byte == '\'')
            quote = byte;
        else if (byte == '>')
            return at + 1;
    }
    return html.len;
}

static size_t read_tag(struct str html, size_t at, struct tag *out)
{
    size_t name = at + 1 + (html.ptr[at + 1] == '/');
    size_t end = name;

    out->kind = name == at + 1 ? TAG_OPEN : TAG_CLOSE;
    while (end < html.len && is_name(html.ptr[end]))
        end++;
    out->name = (struct str){html.ptr + name, end - name};
    size_t close = find_end(html, end);
    out->unfinished = html.ptr[close - 1] != '>';
    out->bare = !out->unfinished;
    for (; end < close - 1; end++)
        if (!memchr(" \t\n/", html.ptr[end], 4))
            out->bare = false;
    return close - at;
}

size_t tag_read(struct str html, size_t at, struct tag *out)
{
    const char *begin = html.ptr + at;
    size_t rest = html.len - at;

    *out = (struct tag){.kind = TAG_TEXT};
    if (*begin == '<' && rest > 2 &&
        (is_letter(begin[1]) || (begin[1] == '/' && is_letter(begin[2]))))
        return read_tag(html, at, out);
    if (*begin == '<' && rest > 1 && (begin[1] == '!' || begin[1] == '?'))
        return read_other(html, at, out);
    const char *next = rest > 1 ? memchr(begin + 1, '<', rest - 1) : NULL;
    return next ? (size_t)(next - begin) : rest;
}

bool tag_same_name(const struct tag *a, const struct tag *b)
{
    return a->name.len == b->name.len &&
           strncasecmp(a->name.ptr, b->name.ptr, a->name.len) == 0;
}

size_t tag_hidden(struct str html, size_t at, const struct tag *tag)
{
    bool hides = false;

    for (size_t i = 0; i < LEN(hidden) && tag->kind == TAG_OPEN; i++)
        hides |= named(tag, hidden[i]);
    if (!hides)
        return 0;
    for (size_t end = at; end + tag->name.len + 2 <= html.len; end++)
        if (html.ptr[end] == '<' && html.ptr[end + 1] == '/' &&
            strncasecmp(html.ptr + end + 2, tag->name.ptr, tag->name.len) == 0)
            return end - at;
    return html.len - at;
}
