#include "style_scan.h"

#include <string.h>
#include <strings.h>

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' ||
           byte == '\f';
}

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' ||
           ((unsigned char)byte & 0x80);
}

/* The byte at `at`, NUL at the end. */
static char byte_at(struct str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

/* Reads the escape behind a backslash at `at` into `out`; what follows it. */
static size_t read_escape(struct str text, size_t at, struct buf *out)
{
    uint32_t rune = 0;
    size_t digits = 0;

    at++;
    while (digits < 6 && hex_value(byte_at(text, at)) >= 0) {
        rune = rune * 16 + (uint32_t)hex_value(text.ptr[at++]);
        digits++;
    }
    if (digits == 0) {
        if (at < text.len)
            buf_char(out, text.ptr[at++]);
        return at;
    }
    if (rune == 0 || rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF))
        rune = 0xFFFD;
    buf_rune(out, rune);
    return is_space(byte_at(text, at)) ? at + 1 : at;
}

/* A backslash in front of a line end escapes nothing outside of strings. */
static bool is_escape(struct str text, size_t at)
{
    return byte_at(text, at) == '\\' && at + 1 < text.len &&
           text.ptr[at + 1] != '\n';
}

/* Reads a name at `at` into `out`; what follows it, `at` where none is. */
static size_t read_name(struct str text, size_t at, struct buf *out)
{
    buf_cut(out, 0);
    for (;;) {
        if (is_escape(text, at)) {
            at = read_escape(text, at, out);
        } else if (is_name_byte(byte_at(text, at))) {
            buf_char(out, text.ptr[at++]);
        } else {
            return at;
        }
    }
}

/* Reads a string whose quote stands at `at`; what follows it. One that the
 * line ends is broken and ends there. */
static size_t read_string(struct str text, size_t at, struct buf *out)
{
    char quote = text.ptr[at++];

    buf_cut(out, 0);
    while (at < text.len && text.ptr[at] != quote && text.ptr[at] != '\n') {
        if (text.ptr[at] != '\\')
            buf_char(out, text.ptr[at++]);
        else if (byte_at(text, at + 1) == '\n')
            at += 2;
        else
            at = read_escape(text, at, out);
    }
    return at < text.len ? at + 1 : at;
}

static size_t skip_comment(struct str text, size_t at)
{
    struct str rest = {text.ptr + at, text.len - at};
    size_t end = str_find(rest, STR("*/"));

    return end == SIZE_MAX ? text.len : at + end + 2;
}

static size_t skip_space(struct str text, size_t at)
{
    while (is_space(byte_at(text, at)))
        at++;
    return at;
}

/* Reads an address without quotes up to its ")"; what follows it. */
static size_t read_bare_url(struct str text, size_t at, struct buf *out)
{
    buf_cut(out, 0);
    while (at < text.len && text.ptr[at] != ')' && !is_space(text.ptr[at])) {
        if (text.ptr[at] == '\\')
            at = read_escape(text, at, out);
        else
            buf_char(out, text.ptr[at++]);
    }
    return at;
}

static bool word_is(const struct style_scan *scan, const char *name)
{
    size_t len = strlen(name);

    return scan->word.len == len &&
           (len == 0 || strncasecmp(scan->word.data, name, len) == 0);
}

static bool word_starts(struct str word, const char *head)
{
    size_t len = strlen(head);

    return word.len >= len && strncasecmp(word.ptr, head, len) == 0;
}

/*
 * An address that leads away, or at least not to a file: a scheme, or // in any of the ways browsers
 * take for it. Blanks and control characters in it do not count for them.
 */
static bool leads_away(struct str url)
{
    struct buf plain = {0};

    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.ptr[i] > ' ')
            buf_char(&plain, url.ptr[i] == '\\' ? '/' : url.ptr[i]);
    struct str text = buf_view(&plain);
    size_t len = 0;
    while (len < text.len && (is_name_byte(text.ptr[len]) ||
                              text.ptr[len] == '+' || text.ptr[len] == '.'))
        len++;
    bool away =
        str_starts(text, "//") || (len > 0 && byte_at(text, len) == ':');
    buf_free(&plain);
    return away;
}

/* The functions besides url() that take addresses as strings. */
static bool takes_addresses(const struct style_scan *scan)
{
    static const char *const name[] = {"url",
                                       "src",
                                       "image",
                                       "image-set",
                                       "-webkit-image-set",
                                       "cross-fade",
                                       "-webkit-cross-fade",
                                       "AlphaImageLoader"};

    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]); i++)
        if (word_is(scan, name[i]))
            return true;
    return false;
}

/* A name, perhaps a function's. True where it was a url() without quotes. */
static bool take_name(struct style_scan *scan)
{
    bool begins = scan->begins;

    scan->at = read_name(scan->css, scan->at, &scan->word);
    scan->begins = false;
    if (byte_at(scan->css, scan->at) != '(') {
        if (begins && str_starts(buf_view(&scan->word), "--"))
            scan->custom = true;
        return false;
    }
    scan->at++;
    scan->depth++;
    if (scan->fetching == 0 && takes_addresses(scan))
        scan->fetching = scan->depth;
    if (!word_is(scan, "url"))
        return false;
    scan->at = skip_space(scan->css, scan->at);
    if (strchr("\"'", byte_at(scan->css, scan->at)))
        return false;
    scan->at = read_bare_url(scan->css, scan->at, &scan->word);
    return true;
}

static void take_at_rule(struct style_scan *scan)
{
    scan->at = read_name(scan->css, scan->at + 1, &scan->word);
    scan->import = word_is(scan, "import");
    scan->name_space = word_is(scan, "namespace");
    scan->begins = false;
}

static void end_statement(struct style_scan *scan)
{
    scan->depth = scan->fetching = scan->selector = 0;
    scan->import = scan->name_space = scan->custom = false;
    scan->begins = true;
}

/* Parentheses, braces and whatever else is one byte. */
static void take_mark(struct style_scan *scan, char mark)
{
    scan->at++;
    if (is_space(mark))
        return;
    scan->begins = false;
    switch (mark) {
    case '(': scan->depth++; break;
    case '[':
        scan->depth++;
        if (scan->selector == 0)
            scan->selector = scan->depth;
        break;
    case ')':
    case ']':
        if (scan->fetching == scan->depth)
            scan->fetching = 0;
        if (scan->selector == scan->depth)
            scan->selector = 0;
        if (scan->depth > 0)
            scan->depth--;
        break;
    case ';':
    case '{':
    case '}': end_statement(scan); break;
    default: break;
    }
}

/* A custom property's text may end up in url(), or be words with a colon. */
static bool looks_like_url(struct str text)
{
    static const char *const head[] = {
        "//", "http:", "https:", "ftp:", "file:", "data:", "blob:"};

    text = str_trim(text);
    for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
        if (word_starts(text, head[i]))
            return true;
    return false;
}

/* True where the string just read is an address. */
static bool string_counts(const struct style_scan *scan)
{
    if (scan->selector > 0)
        return false;
    return scan->import || scan->fetching > 0 ||
           (scan->custom && looks_like_url(buf_view(&scan->word)));
}

/* One token. True where it is an address, which is then in `word`. */
static bool take_token(struct style_scan *scan)
{
    char byte = scan->css.ptr[scan->at];

    if (byte == '/' && byte_at(scan->css, scan->at + 1) == '*') {
        scan->at = skip_comment(scan->css, scan->at + 2);
        return false;
    }
    if (byte == '"' || byte == '\'') {
        scan->at = read_string(scan->css, scan->at, &scan->word);
        return string_counts(scan);
    }
    if (byte == '@') {
        take_at_rule(scan);
        return false;
    }
    if (is_name_byte(byte) || is_escape(scan->css, scan->at))
        return take_name(scan);
    take_mark(scan, byte);
    return false;
}

bool style_scan_next(struct style_scan *scan, size_t *from)
{
    if (scan->at == 0) {
        scan->begins = true;
        if (str_starts(scan->css, "\xEF\xBB\xBF"))
            scan->at = 3;
    }
    while (scan->at < scan->css.len) {
        *from = scan->at;
        if (take_token(scan) && !scan->name_space &&
            leads_away(buf_view(&scan->word)))
            return true;
    }
    return false;
}

void style_scan_free(struct style_scan *scan)
{
    buf_free(&scan->word);
}

/* What follows a string or comment of SCSS that begins at `at`; `at` where
 * none does. */
static size_t skip_quoted(struct str scss, size_t at, struct buf *scratch)
{
    char byte = scss.ptr[at], next = byte_at(scss, at + 1);

    if (byte == '"' || byte == '\'')
        return read_string(scss, at, scratch);
    if (byte == '/' && next == '*')
        return skip_comment(scss, at + 2);
    if (byte != '/' || next != '/')
        return at;
    while (at < scss.len && scss.ptr[at] != '\n')
        at++;
    return at;
}

size_t style_next_module(struct str scss, size_t at, struct str *name)
{
    struct buf scratch = {0};
    size_t found = SIZE_MAX;

    while (at < scss.len && found == SIZE_MAX) {
        size_t behind = skip_quoted(scss, at, &scratch);
        if (behind == at && scss.ptr[at] == '@') {
            behind = read_name(scss, at + 1, &scratch);
            struct str word = buf_view(&scratch);
            if (str_is(word, "use") || str_is(word, "forward"))
                found = at;
            *name = str_range(scss.ptr + at, scss.ptr + behind);
        }
        at = behind > at ? behind : at + 1;
    }
    buf_free(&scratch);
    return found;
}
