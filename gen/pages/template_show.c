#include "template_show.h"

#include "../base/diag.h"
#include "../base/escape.h"

#include <string.h>
#include <strings.h>

static struct str text_of(const struct value *value)
{
    if (value->kind == VALUE_BOOL)
        return value->truth ? STR("true") : STR("false");
    if (value->kind == VALUE_TEXT || value->kind == VALUE_HTML)
        return value->text;
    return STR("");
}

void show_plain(struct buf *out, const struct value *value, bool raw)
{
    if (raw || value->kind == VALUE_HTML)
        buf_str(out, text_of(value));
    else
        escape_html(out, text_of(value));
}

/* Browsers pass over blanks and control characters in front of a scheme, and
 * over tabs and line ends in it. */
static bool is_ignored(char byte)
{
    return (unsigned char)byte <= ' ';
}

static bool is_scheme_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' ||
           byte == '.';
}

#define SCHEME_MOST 16

/* A scheme as it is read, over the parts of an address. */
struct scheme {
    char name[SCHEME_MOST + 1];
    size_t len;
    bool ended; /* a byte came that no scheme has */
    bool colon; /* that byte was a colon */
};

static void read_scheme(struct scheme *scheme, struct str text)
{
    for (size_t i = 0; i < text.len && !scheme->ended; i++) {
        char byte = text.ptr[i];
        if (is_ignored(byte))
            continue;
        scheme->colon = byte == ':';
        scheme->ended = !is_scheme_byte(byte);
        if (!scheme->ended && scheme->len < SCHEME_MOST)
            scheme->name[scheme->len++] = byte;
    }
}

static bool ends_value(char byte)
{
    return byte == '"' || byte == '\'' || byte == ' ' || byte == '\t' ||
           byte == '\n' || byte == '\0';
}

/*
 * What is already written of the value that `out` ends in. All quotes in it
 * are escaped, so the last one is where it begins; in a list of addresses
 * (srcset) each begins behind a blank.
 */
static struct str written_value(const struct buf *out)
{
    size_t at = out->len;

    while (at > 0 && !ends_value(out->data[at - 1]))
        at--;
    return (struct str){out->data + at, out->len - at};
}

static bool is_allowed(const struct scheme *scheme)
{
    static const char *const allowed[] = {"http", "https", "mailto", "tel"};

    if (!scheme->colon)
        return true;
    for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
        if (strcasecmp(scheme->name, allowed[i]) == 0)
            return true;
    return false;
}

static bool has_colon(struct str text)
{
    return text.len && memchr(text.ptr, ':', text.len);
}

static void show_url(struct buf *out, struct str url)
{
    struct str written = written_value(out);
    struct scheme scheme = {0};

    if (has_colon(url) || has_colon(written)) {
        read_scheme(&scheme, written);
        read_scheme(&scheme, url);
    }
    if (is_allowed(&scheme))
        escape_url(out, url);
    else
        buf_char(out, '#');
}

static const char *show_html(struct buf *out, struct str html,
                             enum context context)
{
    if (context != CONTEXT_TEXT)
        return BOTH("这是 HTML，只能放在正文里", "HTML can stand in text only");
    buf_str(out, html);
    return NULL;
}

const char *show_other(struct buf *out, const struct value *value, bool raw,
                       enum context context)
{
    switch (value->kind) {
    case VALUE_NOTHING: return NULL;
    case VALUE_LIST:
    case VALUE_MAP:
        return BOTH("这是一组值，要用 {{#…}} 逐个取",
                    "a group of values: take them with {{#…}}");
    case VALUE_HTML: return show_html(out, value->text, context);
    case VALUE_BOOL:
    case VALUE_TEXT: break;
    }
    if (raw)
        return BOTH("这是文字，不是 HTML，请用 {{…}}",
                    "text, not HTML: use {{…}}");
    if (context == CONTEXT_URL)
        show_url(out, text_of(value));
    else
        escape_html(out, text_of(value));
    return NULL;
}
