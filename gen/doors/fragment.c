#include "fragment.h"

#include <string.h>

bool fragment_is_redirect(struct str page)
{
    return str_find(page, STR("http-equiv=\"refresh\"")) != SIZE_MAX;
}

static struct str behind(struct str text, size_t at)
{
    return str_range(text.ptr + at, text.ptr + text.len);
}

/*
 * A search is enough: the page has been judged, so its tags are in order, and
 * in text every < is written &lt;.
 */
struct str fragment_of(struct str page)
{
    struct str none = {"", 0};
    size_t open = str_find(page, STR("<main"));

    if (open == SIZE_MAX)
        return none;
    struct str rest = behind(page, open + 5);
    const char *end = rest.len ? memchr(rest.ptr, '>', rest.len) : NULL;
    if (!end ||
        !(rest.ptr[0] == '>' || rest.ptr[0] == ' ' || rest.ptr[0] == '\n'))
        return none;
    struct str body = str_range(end + 1, rest.ptr + rest.len);
    size_t close = str_find(body, STR("</main>"));
    if (close == SIZE_MAX)
        return none;
    body.len = close;
    return str_trim(body);
}
