#include "template_context.h"

#include "../base/diag.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' ||
           byte == '\f';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

/* Notes one more letter of a name; one that is too long stays without end. */
static void note(char *name, unsigned char *len, char byte)
{
    if (*len < CONTEXT_NAME_MOST)
        name[(*len)++] = lower(byte);
}

static bool is_one_of(struct str name, const char *const *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (str_is(name, list[i]))
            return true;
    return false;
}

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static struct str tag_of(const struct context_scan *scan)
{
    return (struct str){scan->tag, scan->tag_len};
}

static struct str name_of(const struct context_scan *scan)
{
    return (struct str){scan->name, scan->name_len};
}

/*
 * What a quoted value is. An address may run a script by its scheme; style and
 * the handlers are other languages with escapes of their own, srcdoc is a page.
 */
static enum context value_context(struct str name)
{
    static const char *const address[] = {
        "href",   "src",      "action",      "formaction", "poster",
        "data",   "cite",     "srcset",      "xlink:href", "background",
        "ping",   "icon",     "manifest",    "longdesc",   "usemap",
        "itemid", "itemtype", "imagesrcset", "codebase",   "classid"};

    if (str_starts(name, "on") || str_is(name, "style") ||
        str_is(name, "srcdoc"))
        return CONTEXT_NONE;
    return is_one_of(name, address, LENGTH(address)) ? CONTEXT_URL
                                                     : CONTEXT_ATTRIBUTE;
}

/* Behind the > of a tag. */
static enum context_state after_tag(const struct context_scan *scan)
{
    static const char *const raw[] = {"script", "style",    "textarea",
                                      "iframe", "noembed",  "noframes",
                                      "xmp",    "plaintext"};

    if (scan->closing)
        return IN_TEXT;
    if (str_is(tag_of(scan), "title"))
        return IN_TITLE;
    return is_one_of(tag_of(scan), raw, LENGTH(raw)) ? IN_RAW : IN_TEXT;
}

/* True where `text` goes on at `at` with the end tag of the open element. */
static bool ends_element(const struct context_scan *scan, struct str text,
                         size_t at)
{
    size_t end = at + 2 + scan->tag_len;

    if (end >= text.len || text.ptr[at] != '<' || text.ptr[at + 1] != '/')
        return false;
    char next = text.ptr[end];
    return strncasecmp(text.ptr + at + 2, scan->tag, scan->tag_len) == 0 &&
           (is_blank(next) || next == '/' || next == '>');
}

/* The states outside of tags. Returns how many bytes it has read. */
static size_t read_outside(struct context_scan *scan, struct str text,
                           size_t at)
{
    struct str rest = {text.ptr + at, text.len - at};

    switch (scan->state) {
    case IN_COMMENT:
        if (!str_starts(rest, "-->"))
            return 1;
        scan->state = IN_TEXT;
        return 3;
    case IN_DECLARATION:
        if (rest.ptr[0] == '>')
            scan->state = IN_TEXT;
        return 1;
    case IN_TITLE:
    case IN_RAW:
        if (!ends_element(scan, text, at))
            return 1;
        break;
    default:
        if (str_starts(rest, "<!--")) {
            scan->state = IN_COMMENT;
            /* <!--> and <!---> are whole comments: look at the dashes again. */
            return 2;
        }
        if (rest.ptr[0] != '<')
            return 1;
    }
    scan->state = IN_OPEN;
    scan->closing = false;
    return 1;
}

/* Behind "<". */
static void read_open(struct context_scan *scan, char byte)
{
    if (byte == '/' && !scan->closing) {
        scan->closing = true;
    } else if (is_letter(byte)) {
        scan->state = IN_TAG_NAME;
        scan->tag_len = 0;
        note(scan->tag, &scan->tag_len, byte);
    } else if (byte == '!' || byte == '?' || scan->closing) {
        scan->state = byte == '>' ? IN_TEXT : IN_DECLARATION;
    } else {
        scan->state = IN_TEXT;
    }
}

/* A byte of a tag that ends a name or stands between attributes. */
static bool read_gap(struct context_scan *scan, char byte)
{
    if (byte == '>')
        scan->state = after_tag(scan);
    else if (is_blank(byte) || byte == '/')
        scan->state = IN_BETWEEN;
    else
        return false;
    return true;
}

/* Where an attribute may begin. False for what cannot begin one. */
static bool read_between(struct context_scan *scan, char byte)
{
    if (read_gap(scan, byte))
        return true;
    if (scan->state == IN_BARE || strchr("=\"'<", byte))
        return false;
    scan->state = IN_ATTRIBUTE_NAME;
    scan->name_len = 0;
    note(scan->name, &scan->name_len, byte);
    return true;
}

static bool read_attribute_name(struct context_scan *scan, char byte)
{
    if (byte == '=') {
        scan->state = IN_BEFORE_VALUE;
    } else if (is_blank(byte)) {
        scan->state = IN_AFTER_NAME;
    } else if (!read_gap(scan, byte)) {
        note(scan->name, &scan->name_len, byte);
        return !strchr("\"'<", byte);
    }
    return true;
}

static bool read_after_name(struct context_scan *scan, char byte)
{
    if (byte == '=')
        scan->state = IN_BEFORE_VALUE;
    else if (!is_blank(byte))
        return read_between(scan, byte);
    return true;
}

static void read_before_value(struct context_scan *scan, char byte)
{
    if (is_blank(byte))
        return;
    if (byte == '"' || byte == '\'') {
        scan->state = IN_QUOTED;
        scan->quote = byte;
        scan->value = value_context(name_of(scan));
    } else {
        scan->state = byte == '>' ? after_tag(scan) : IN_UNQUOTED;
    }
}

/* One byte inside a tag. False where browsers would not agree on it. */
static bool read_inside(struct context_scan *scan, char byte)
{
    switch (scan->state) {
    case IN_OPEN: read_open(scan, byte); return true;
    case IN_TAG_NAME:
        if (!read_gap(scan, byte))
            note(scan->tag, &scan->tag_len, byte);
        return true;
    case IN_ATTRIBUTE_NAME: return read_attribute_name(scan, byte);
    case IN_AFTER_NAME: return read_after_name(scan, byte);
    case IN_BEFORE_VALUE: read_before_value(scan, byte); return true;
    case IN_QUOTED:
        if (byte == scan->quote)
            scan->state = IN_BETWEEN;
        return true;
    case IN_UNQUOTED:
        if (byte == '>')
            scan->state = after_tag(scan);
        else if (is_blank(byte))
            scan->state = IN_BETWEEN;
        return true;
    default: return read_between(scan, byte);
    }
}

size_t context_read(struct context_scan *scan, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        if (scan->state < IN_OPEN)
            at += read_outside(scan, text, at);
        else if (!read_inside(scan, text.ptr[at++]))
            return at - 1;
    }
    return SIZE_MAX;
}

enum context context_here(const struct context_scan *scan)
{
    switch (scan->state) {
    case IN_TEXT: return CONTEXT_TEXT;
    case IN_TITLE: return CONTEXT_TITLE;
    case IN_QUOTED: return scan->value;
    default: return CONTEXT_NONE;
    }
}

const char *context_where(const struct context_scan *scan)
{
    switch (scan->state) {
    case IN_TEXT: return "";
    case IN_TITLE: return BOTH("在 <title> 里", "inside <title>");
    case IN_RAW:
        return BOTH("在 <script>、<style> 或 <textarea> 里",
                    "inside <script>, <style> or <textarea>");
    case IN_COMMENT: return BOTH("在注释里", "inside a comment");
    case IN_DECLARATION: return BOTH("在 <!…> 里", "inside <!…>");
    case IN_OPEN:
    case IN_TAG_NAME: return BOTH("在标签名里", "in a tag's name");
    case IN_BEFORE_VALUE:
    case IN_UNQUOTED:
        return BOTH("属性值没有引号", "an attribute's value without quotes");
    case IN_QUOTED:
        return scan->value == CONTEXT_NONE
                   ? BOTH("在 style、srcdoc 或 on… 属性里",
                          "in a style, srcdoc or on… attribute")
                   : BOTH("在属性值里", "in an attribute's value");
    default: return BOTH("在标签里", "inside a tag");
    }
}

void context_enter(struct context_scan *scan)
{
    if (scan->state == IN_TAG_NAME || scan->state == IN_ATTRIBUTE_NAME)
        scan->state = IN_BARE;
    else if (scan->state == IN_AFTER_NAME)
        scan->state = IN_BETWEEN;
}

static bool is_between(enum context_state state)
{
    return state == IN_BETWEEN || state == IN_BARE;
}

bool context_leave(struct context_scan *scan, const struct context_scan *before)
{
    context_enter(scan);
    if (is_between(scan->state) && is_between(before->state)) {
        if (before->state == IN_BARE)
            scan->state = IN_BARE;
        return str_equal(tag_of(scan), tag_of(before)) &&
               scan->closing == before->closing;
    }
    if (scan->state != before->state)
        return false;
    if (scan->state == IN_RAW || scan->state == IN_TITLE)
        return str_equal(tag_of(scan), tag_of(before));
    if (scan->state != IN_QUOTED)
        return true;
    return scan->quote == before->quote && scan->value == before->value &&
           str_equal(tag_of(scan), tag_of(before)) &&
           str_equal(name_of(scan), name_of(before));
}
