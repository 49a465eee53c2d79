#include "escape.h"

#include <string.h>

/* Adds `text`, with the bytes that `replace` names replaced by what it says. */
static void replaced(struct buf *out, struct str text,
                     const char *const replace[256])
{
    size_t from = 0;

    for (size_t at = 0; at < text.len; at++) {
        const char *twin = replace[(unsigned char)text.ptr[at]];
        if (!twin)
            continue;
        buf_add(out, text.ptr + from, at - from);
        buf_text(out, twin);
        from = at + 1;
    }
    buf_add(out, text.ptr + from, text.len - from);
}

void escape_html(struct buf *out, struct str text)
{
    static const char *const replace[256] = {['&'] = "&amp;",
                                             ['<'] = "&lt;",
                                             ['>'] = "&gt;",
                                             ['"'] = "&quot;",
                                             ['\''] = "&#39;"};

    replaced(out, text, replace);
}

static bool url_stays(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') ||
           (byte && strchr("-_.+!*(),%#@?=;:/,+$~", byte));
}

void escape_url(struct buf *out, struct str url)
{
    for (size_t at = 0; at < url.len; at++) {
        unsigned char byte = (unsigned char)url.ptr[at];
        if (byte == '&')
            buf_text(out, "&amp;");
        else if (byte == '\'')
            buf_text(out, "&#x27;");
        else if (url_stays(byte))
            buf_char(out, (char)byte);
        else
            buf_format(out, "%%%02X", byte);
    }
}

void escape_json(struct buf *out, struct str text)
{
    uint32_t rune;
    size_t from = 0;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len) {
        bool broken = rune == 0xFFFD && len == 1;
        if (rune >= 0x20 && rune != '"' && rune != '\\' && rune != '<' &&
            rune != 0x7F && rune != 0x85 && rune != 0x2028 && rune != 0x2029 &&
            !broken)
            continue;
        buf_add(out, text.ptr + from, at - from);
        from = at + len;
        if (rune == '"' || rune == '\\')
            buf_format(out, "\\%c", (char)rune);
        else if (rune == '\n')
            buf_text(out, "\\n");
        else
            buf_format(out, "\\u%04x", rune);
    }
    buf_add(out, text.ptr + from, text.len - from);
}

void escape_json_string(struct buf *out, struct str text)
{
    buf_char(out, '"');
    escape_json(out, text);
    buf_char(out, '"');
}

/* Would a spreadsheet take it for a formula? A signed number is none. */
static bool is_formula(struct str text)
{
    if (text.len == 0 || !strchr("=+-@\t\r", text.ptr[0]))
        return false;
    if (text.ptr[0] != '+' && text.ptr[0] != '-')
        return true;
    for (size_t i = 1; i < text.len; i++)
        if (!strchr("0123456789.,%", text.ptr[i]))
            return true;
    return text.len == 1;
}

void escape_csv(struct buf *out, struct str text)
{
    bool formula = is_formula(text);
    bool quoted = formula;

    for (size_t i = 0; i < text.len && !quoted; i++) {
        char c = text.ptr[i];
        quoted = c == ',' || c == '"' || c == '\r' || c == '\n' || c == '\0';
    }
    if (text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' '))
        quoted = true;
    if (!quoted) {
        buf_str(out, text);
        return;
    }
    buf_char(out, '"');
    if (formula)
        buf_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
    buf_char(out, '"');
}

void escape_terminal(struct buf *out, struct str text)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (len == 1 && byte == '\t')
            buf_char(out, ' ');
        else if (len == 1 && (byte < 0x20 || byte >= 0x7F))
            buf_format(out, "\\x%02x", byte);
        else if (rune_is_bidi(rune) || (rune >= 0x80 && rune < 0xA0) ||
                 rune == 0x2028 || rune == 0x2029)
            buf_format(out, "\\u%04x", rune);
        else
            buf_add(out, text.ptr + at, len);
    }
}
