#include "html_condition.h"

#include <string.h>

/* The length of <![if …]> or <![endif]> at the beginning of `text`, else 0. */
static size_t condition(struct str text)
{
    const char *end = NULL;

    if (str_starts(text, "<![if") || str_starts(text, "<![endif"))
        end = memchr(text.ptr, '>', text.len);
    return end ? (size_t)(end + 1 - text.ptr) : 0;
}

/* That of a comment, whose insides are left alone. */
static size_t comment(struct str text)
{
    size_t end =
        str_starts(text, "<!--") ? str_find(text, STR("-->")) : SIZE_MAX;

    return end == SIZE_MAX ? 0 : end + 3;
}

struct str html_without_conditions(struct arena *arena, struct str text)
{
    const char *open = text.ptr, *end = text.ptr + text.len;
    char *copy = NULL;

    while (open < end && (open = memchr(open, '<', (size_t)(end - open)))) {
        struct str rest = str_range(open, end);
        size_t len = condition(rest), skip = comment(rest);
        if (len) {
            copy = copy ? copy : arena_copy(arena, text.ptr, text.len);
            memset(copy + (open - text.ptr), ' ', len);
        }
        open += len ? len : skip ? skip : 1;
    }
    return copy ? (struct str){copy, text.len} : text;
}
