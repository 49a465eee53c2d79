#include "escape.h"

#include <string.h>

/* A bit set in the highest bit of the first byte that is 0, and perhaps of
 * others behind it. */
static uint64_t zero_bytes(uint64_t eight)
{
    return (eight - 0x0101010101010101U) & ~eight & 0x8080808080808080U;
}

/* Whether one of eight bytes may be escaped: two comparisons for five
 * characters, since < and > differ in one bit alone and " & ' in two ('#' is
 * then held for one of them). */
static bool may_escape(const char *bytes)
{
    uint64_t eight;

    memcpy(&eight, bytes, sizeof(eight));
    uint64_t angle = (eight | 0x0202020202020202U) ^ 0x3E3E3E3E3E3E3E3EU;
    uint64_t quote = (eight | 0x0505050505050505U) ^ 0x2727272727272727U;
    return (zero_bytes(angle) | zero_bytes(quote)) != 0;
}

static const char *const html_replace[256] = {['&'] = "&amp;",
                                              ['<'] = "&lt;",
                                              ['>'] = "&gt;",
                                              ['"'] = "&quot;",
                                              ['\''] = "&#39;"};

/* How many bytes at the beginning surely stay as they are: of most texts all.
 * The last eight overlap those before. */
static inline size_t plain_head(struct str text)
{
    const size_t step = sizeof(uint64_t);
    size_t at = 0;

    if (text.len < step) {
        while (at < text.len && !html_replace[(unsigned char)text.ptr[at]])
            at++;
        return at;
    }
    for (; text.len - at >= step; at += step)
        if (may_escape(text.ptr + at))
            return at;
    return may_escape(text.ptr + text.len - step) ? at : text.len;
}

static void escape_html_rest(struct buf *out, struct str text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.len; at++) {
        const char *twin = html_replace[(unsigned char)text.ptr[at]];
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
    size_t plain = plain_head(text);

    buf_add(out, text.ptr, plain);
    if (plain < text.len)
        escape_html_rest(out, str_range(text.ptr + plain, text.ptr + text.len));
}

#define YES(byte) [byte] = true

/* Whether a byte stands for itself in an address. */
static const bool url_stays[256] = {
    YES('-'), YES('_'), YES('.'), YES('+'), YES('!'), YES('*'), YES('('),
    YES(')'), YES(','), YES('%'), YES('#'), YES('@'), YES('?'), YES('='),
    YES(';'), YES(':'), YES('/'), YES('$'), YES('~'), YES('0'), YES('1'),
    YES('2'), YES('3'), YES('4'), YES('5'), YES('6'), YES('7'), YES('8'),
    YES('9'), YES('a'), YES('b'), YES('c'), YES('d'), YES('e'), YES('f'),
    YES('g'), YES('h'), YES('i'), YES('j'), YES('k'), YES('l'), YES('m'),
    YES('n'), YES('o'), YES('p'), YES('q'), YES('r'), YES('s'), YES('t'),
    YES('u'), YES('v'), YES('w'), YES('x'), YES('y'), YES('z'), YES('A'),
    YES('B'), YES('C'), YES('D'), YES('E'), YES('F'), YES('G'), YES('H'),
    YES('I'), YES('J'), YES('K'), YES('L'), YES('M'), YES('N'), YES('O'),
    YES('P'), YES('Q'), YES('R'), YES('S'), YES('T'), YES('U'), YES('V'),
    YES('W'), YES('X'), YES('Y'), YES('Z'),
};

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
        if (url_stays[(unsigned char)url.ptr[at]])
            continue;
        buf_add(out, url.ptr + from, at - from);
        escape_url_byte(out, (unsigned char)url.ptr[at]);
        from = at + 1;
    }
    buf_add(out, url.ptr + from, url.len - from);
}

/* The first bytes of runes that stay: U+1000 to U+1FFF, U+3000 to U+CFFF and
 * from U+E000 on, of which no form is broken. In U+2000 are ends of lines. */
#define JSON_LEADS 0xDFFAU

/* The first place from `at` on that is not surely left as it is. */
static size_t json_plain_end(struct str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;

    for (;;) {
        if (text.len - at >= 8 && text_two_wide(bytes + at, JSON_LEADS))
            at += 6;
        else if (at < text.len && bytes[at] >= 0x20 && bytes[at] < 0x7F &&
                 bytes[at] != '"' && bytes[at] != '\\' && bytes[at] != '<')
            at++;
        else
            return at;
    }
}

void escape_json(struct buf *out, struct str text)
{
    uint32_t rune;
    size_t from = 0, at = 0, len;

    for (; (at = json_plain_end(text, at)) < text.len; at += len) {
        len = text_decode(text, at, &rune);
        bool broken = rune == 0xFFFD && len == 1;
        if (rune >= 0x80 && rune != 0x85 && rune != 0x2028 && rune != 0x2029 &&
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

/* Whether a field that is no formula needs quotes. */
static bool wants_quotes(struct str text)
{
    static const bool ends_field[256] = {[','] = true,
                                         ['"'] = true,
                                         ['\r'] = true,
                                         ['\n'] = true,
                                         ['\0'] = true};

    for (size_t i = 0; i < text.len; i++)
        if (ends_field[(unsigned char)text.ptr[i]])
            return true;
    return text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');
}

void escape_csv(struct buf *out, struct str text)
{
    bool formula = is_formula(text);

    if (!formula && !wants_quotes(text)) {
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
