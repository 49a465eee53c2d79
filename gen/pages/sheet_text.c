/*
 * sheet_text - the texts of cells, as libxlsxwriter asks for them.
 *
 * The library looks at each text byte by byte, three times over, and for each
 * copy has room cleared for the worst that could become of it. Its functions
 * are therefore defined here, for the loader to take these; a library that
 * does not ask goes on with its own. Copies are given back by free.
 */
#include "sheet_text.h"

#include "../base/mem.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define EIGHT(byte) (0x0101010101010101U * (byte))
#define HIGH_BITS EIGHT(0x80U)

/* A blank, a tab and a line feed are no control characters in a cell. */
static bool is_control(char byte)
{
    return (unsigned char)byte < ' ' && byte != '\t' && byte != '\n';
}

/* False where it is sure that none is below a blank: in nearly all texts. */
static bool may_have_control(const char *text, size_t len)
{
    uint64_t eight, found = 0;
    size_t at = 0;

    for (; len - at >= sizeof(eight); at += sizeof(eight)) {
        memcpy(&eight, text + at, sizeof(eight));
        found |= (eight - EIGHT(' ')) & ~eight & HIGH_BITS;
    }
    for (; at < len; at++)
        found |= (unsigned char)text[at] < ' ';
    return found != 0;
}

bool sheet_text_is_plain(const char *text, size_t len)
{
    return !may_have_control(text, len) && !memchr(text, '&', len) &&
           !memchr(text, '<', len) && !memchr(text, '>', len);
}

static char *copy_of(const char *text, size_t len)
{
    return memcpy(mem_alloc(len + 1), text, len + 1);
}

char *lxw_escape_control_characters(const char *string)
{
    static const char escaped[] = "_xHHHH_";
    size_t len = strlen(string);

    if (!may_have_control(string, len))
        return copy_of(string, len);
    char *copy = mem_alloc(len * (sizeof(escaped) - 1) + 1), *to = copy;
    for (; *string; string++)
        if (is_control(*string))
            to += sprintf(to, "_x%04X_", (unsigned)*string);
        else
            *to++ = *string;
    *to = '\0';
    return copy;
}

char *lxw_escape_data(const char *data)
{
    size_t len = strlen(data);
    size_t plain = strcspn(data, "&<>");

    if (plain == len)
        return copy_of(data, len);
    char *copy = mem_alloc(len * strlen("&amp;") + 1), *to = copy;
    for (; *data; data++)
        switch (*data) {
        case '&': to = stpcpy(to, "&amp;"); break;
        case '<': to = stpcpy(to, "&lt;"); break;
        case '>': to = stpcpy(to, "&gt;"); break;
        default: *to++ = *data;
        }
    *to = '\0';
    return copy;
}

/* Characters: the bytes but those that go on with one. */
size_t lxw_utf8_strlen(const char *str)
{
    size_t bytes = strlen(str), count = bytes, at = 0;
    uint64_t eight;

    for (; bytes - at >= sizeof(eight); at += sizeof(eight)) {
        memcpy(&eight, str + at, sizeof(eight));
        uint64_t goes_on = eight & ~(eight << 1) & HIGH_BITS;
        count -= (size_t)((goes_on >> 7) * EIGHT(1U) >> 56);
    }
    for (; at < bytes; at++)
        count -= ((unsigned char)str[at] & 0xC0) == 0x80;
    return count;
}
