#include "check_css.h"

#include "../read/style.h"
#include "check_note.h"

#include <string.h>

/* What url() in a style sheet leads to must be there. */
static void note_style_link(struct check_note *note, struct str value,
                            size_t at)
{
    value = str_trim(value);
    if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\''))
        value = (struct str){value.ptr + 1, value.len - 2};
    struct url url = url_read(&note->scratch, value);
    if (url.kind == URL_PAGE && url.path.len)
        check_add_link(note, &url, at);
    else if (url.kind == URL_ROOTED)
        check_tell(note, PAGE_ABSOLUTE, at, url.text);
}

void check_css(struct arena *arena, const char *path,
               const struct source *source, const struct check_rules *rules,
               struct check_facts *facts, struct diags *diags)
{
    struct str css = source->text;
    struct check_note note;
    size_t at = 0;

    check_note_start(&note, arena, path, source, rules, diags);
    style_is_local(css, place_file(source), diags);
    for (;;) {
        struct str rest = {css.ptr + at, css.len - at};
        size_t open = str_find(rest, STR("url("));
        if (open == SIZE_MAX)
            break;
        at += open + 4;
        const char *end = memchr(css.ptr + at, ')', css.len - at);
        if (!end)
            break;
        note_style_link(&note, str_range(css.ptr + at, end), at);
        at = (size_t)(end - css.ptr);
    }
    check_note_finish(&note, facts);
    check_note_free(&note);
}
