#include "html_bytes.h"

#include "../base/diag.h"
#include "html.h"

#include <stdio.h>
#include <string.h>

/* What attributes may stand behind. */
static bool parts(char byte)
{
    switch (byte) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '\f':
    case '/':
    case '"':
    case '\'': return true;
    default: return false;
    }
}

/* Counts the attributes of the tag at `at`, or more; moves behind it. */
static size_t count_attributes(struct str text, size_t *at)
{
    const char *from = text.ptr + *at, *end = text.ptr + text.len, *next;
    size_t count = 0;
    char last = 0;

    for (next = from; next < end && *next != '>'; last = *next++) {
        bool quotes = (*next == '"' || *next == '\'') && last == '=';
        if (quotes) {
            const char *close =
                memchr(next + 1, *next, (size_t)(end - next) - 1);
            next = close ? close : end - 1;
        } else if (next > from && parts(last) && !parts(*next)) {
            count++;
        }
    }
    *at = (size_t)(next - text.ptr);
    return count;
}

bool html_attributes_are_few(const struct source *source, struct diags *diags)
{
    struct str text = source->text;
    size_t at = 0;

    while (at < text.len) {
        const char *open = memchr(text.ptr + at, '<', text.len - at);
        if (!open)
            break;
        size_t from = (size_t)(open - text.ptr);
        at = from + 1;
        if (at < text.len && strchr(" =!/<", text.ptr[at]))
            continue;
        if (count_attributes(text, &at) <= HTML_ATTRS_MOST)
            continue;
        diag_add(diags, LIMIT_MARKS, place_at(source, from),
                 BOTH("属性", "attributes"), "64");
        return false;
    }
    return true;
}

bool html_comments_are_closed(const struct source *source, struct diags *diags)
{
    struct str text = source->text;
    size_t at = 0;

    for (;;) {
        struct str rest = {text.ptr + at, text.len - at};
        size_t open = str_find(rest, STR("<!--"));
        if (open == SIZE_MAX)
            return true;
        struct str inside = {rest.ptr + open + 4, rest.len - open - 4};
        size_t len = str_find(inside, STR("-->"));
        if (len == SIZE_MAX) {
            diag_add(diags, OPEN_COMMENT, place_at(source, at + open), NULL,
                     NULL);
            return false;
        }
        at += open + 4 + len + 3;
    }
}

bool html_bytes_are_fine(const struct source *source, struct diags *diags)
{
    struct str text = source->text;
    char number[24];

    if (text.len > HTML_BYTES_MOST) {
        snprintf(number, sizeof(number), "%zu MiB", text.len >> 20);
        diag_add(diags, PAGE_LARGE, place_file(source), number, "4 MiB");
        return false;
    }
    size_t bad = text_invalid(text);
    if (bad != SIZE_MAX) {
        snprintf(number, sizeof(number), "0x%02X",
                 (unsigned char)text.ptr[bad]);
        diag_add(diags, BAD_UTF8, place_at(source, bad), number, NULL);
        return false;
    }
    const char *nul = memchr(text.ptr, '\0', text.len);
    if (nul)
        diag_add(diags, NUL_BYTE, place_at(source, (size_t)(nul - text.ptr)),
                 NULL, NULL);
    return !nul;
}

bool html_has_declarations(const struct source *source, struct diags *diags)
{
    static const char *const mark[] = {"<!ENTITY", "<!ATTLIST", "<!ELEMENT",
                                       "<!NOTATION"};

    for (size_t i = 0; i < sizeof(mark) / sizeof(mark[0]); i++) {
        size_t at = str_find(source->text, str_of(mark[i]));
        if (at == SIZE_MAX)
            continue;
        diag_add(diags, PAGE_SYNTAX, place_at(source, at), mark[i], NULL);
        return true;
    }
    return false;
}
