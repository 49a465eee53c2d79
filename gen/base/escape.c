#include "escape.h"

#include <string.h>

/* A bit set in the highest bit of the first byte that is 0, and perhaps of
 * others behind it. */
static uint64_t zero_bytes(uint64_t eight)
{
    return (eight - 0x0101010101010101U) & ~eight & 0x8080808080808080U;
}

/*
 * How many bytes at the beginning surely stay as they are: eight at a time, and
 * two comparisons for five characters, since < and > differ in one bit alone
 * and " & ' in two ('#' is then held for one of them).
 */
static size_t plain_head(struct str text)
{
    size_t at = 0;
    uint64_t eight;

    for (; text.len - at >= sizeof(eight); at += sizeof(eight)) {
        memcpy(&eight, text.ptr + at, sizeof(eight));
        uint64_t angle = (eight | 0x0202020202020202U) ^ 0x3E3E3E3E3E3E3E3EU;
        uint64_t quote = (eight | 0x0505050505050505U) ^ 0x2727272727272727U;
        if (zero_bytes(angle) | zero_bytes(quote))
            break;
    }
    return at;
}

void escape_html(struct buf *out, struct str text)
{
    static const char *const replace[256] = {['&'] = "&amp;",
                                             ['<'] = "&lt;",
                                             ['>'] = "&gt;",
                                             ['"'] = "&quot;",
                                             ['\''] = "&#39;"};
    size_t from = 0;

    for (size_t at = plain_head(text); at < text.len; at++) {
        const char *twin = replace[(unsigned char)text.ptr[at]];
        if (!twin)
            continue;
        buf_add(out, text.ptr + from, at - from);
        buf_text(out, twin);
        from = at + 1;
    }
    buf_add(out, text.ptr + from, text.len - from);
}

/* Bytes that stand for themselves in an address. */
static bool url_stays(unsigned char byte)
{
    static const bool stays[256] = {
        ['-'] = true, ['_'] = true, ['.'] = true, ['+'] = true, ['!'] = true,
        ['*'] = true, ['('] = true, [')'] = true, [','] = true, ['%'] = true,
        ['#'] = true, ['@'] = true, ['?'] = true, ['='] = true, [';'] = true,
        [':'] = true, ['/'] = true, ['$'] = true, ['~'] = true,
    };

    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
           stays[byte] || (byte >= 'A' && byte <= 'Z');
}

static void escape_url_byte(struct buf *out, unsigned char byte)
{
    static const char digits[] = "0123456789ABCDEF";

    if (byte == '&')
        buf_text(out, "&amp;");
    else if (byte == '\'')
        buf_text(out, "&#x27;");
    else
        buf_add(out, (char[]){'%', digits[byte >> 4], digits[byte & 15]}, 3);
}

void escape_url(struct buf *out, struct str url)
{
    size_t from = 0;

    for (size_t at = 0; at < url.len; at++) {
        if (url_stays((unsigned char)url.ptr[at]))
            continue;
        buf_add(out, url.ptr + from, at - from);
        escape_url_byte(out, (unsigned char)url.ptr[at]);
        from = at + 1;
    }
    buf_add(out, url.ptr + from, url.len - from);
}

void escape_json(struct buf *out, struct str text)
{
    uint32_t rune;
    size_t from = 0;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len) {
        if (rune > 0x2029 && rune != 0xFFFD) /* most of Chinese */
            continue;
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
