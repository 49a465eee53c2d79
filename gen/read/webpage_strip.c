#include "webpage.h"

#include "html_entity.h"
#include "tag.h"
#include "webpage_part.h"

#include <string.h>
#include <strings.h>

/* Parts words: nothing stands between what is before and behind it. */
static bool parts_words(const struct tag *tag)
{
    char lower[16];
    size_t len = tag->name.len < sizeof(lower) ? tag->name.len : 0;

    for (size_t i = 0; i < len; i++)
        lower[i] = (char)(tag->name.ptr[i] | 0x20);
    /* h1 and its like have a digit, which the lower-casing leaves alone */
    enum part part = part_of((struct str){lower, len});
    return part != PART_INLINE && part != PART_LINK && part != PART_BOLD;
}

static bool is_skipped(const struct tag *tag)
{
    static const char *const name[] = {"script",   "style",    "title",
                                       "noscript", "template", "noframes",
                                       "noembed"};

    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
        if (tag->kind == TAG_OPEN && tag->name.len == strlen(name[i]) &&
            strncasecmp(tag->name.ptr, name[i], tag->name.len) == 0)
            return true;
    return false;
}

/* The end tag of a skipped element from `at` on, or the end of all. */
static size_t skip_element(struct str html, size_t at, const struct tag *open)
{
    while (at < html.len) {
        const char *next = memchr(html.ptr + at, '<', html.len - at);
        if (!next)
            return html.len;
        at = (size_t)(next - html.ptr);
        if (at + 2 + open->name.len <= html.len && next[1] == '/' &&
            strncasecmp(next + 2, open->name.ptr, open->name.len) == 0)
            return at;
        at++;
    }
    return at;
}

/* Text with what its entities stand for. */
static void put_text(char *out, size_t *to, struct str html, size_t from,
                     size_t end)
{
    for (size_t at = from; at < end;) {
        uint32_t rune = 0;
        size_t next = at + 1;
        char bytes[4];
        if (html.ptr[at] != '&') {
            out[(*to)++] = html.ptr[at++];
            continue;
        }
        html_entity(html, at, &rune, &next);
        size_t len = rune_encode(rune ? rune : ' ', bytes);
        if (next <= at)
            next = at + 1;
        if (len > next - at) /* never longer than what it was written as */
            len = 0;
        memcpy(out + *to, bytes, len);
        *to += len;
        at = next;
    }
}

struct str webpage_strip(struct arena *arena, struct str html)
{
    char *out = arena_new(arena, html.len + 1);
    size_t to = 0;
    struct tag tag;

    for (size_t at = 0, len; at < html.len; at += len) {
        len = tag_read(html, at, &tag);
        if (tag.kind == TAG_TEXT)
            put_text(out, &to, html, at, at + len);
        else if ((tag.kind == TAG_OPEN || tag.kind == TAG_CLOSE) &&
                 parts_words(&tag))
            out[to++] = ' ';
        if (is_skipped(&tag))
            len = skip_element(html, at + len, &tag) - at;
    }
    return (struct str){out, to};
}
