#include "sanitize.h"

#include "../base/escape.h"
#include "html_entity.h"

#include <string.h>
#include <strings.h>

#define ATTRIBUTES_MOST 8
#define VALUE_MOST 2000

/* Flags of struct sanitized, to keep the table readable. */
#define INLINE .is_block = false
#define VOID .is_void = true
#define BLOCK .is_block = true
#define TEXT_BLOCK .is_block = true, .holds_inline = true
#define PARTS .is_block = true, .holds_parts = true

/* What an author of a report may need and Markdown cannot say. */
static const struct sanitized listed[] = {
    {"a", NULL, " href title lang ", INLINE},
    {"abbr", NULL, " title lang ", INLINE},
    {"b", NULL, " lang ", INLINE},
    {"br", NULL, "", VOID},
    {"caption", " table ", "", TEXT_BLOCK},
    {"cite", NULL, " lang ", INLINE},
    {"code", NULL, "", INLINE},
    {"dd", " dl ", "", BLOCK},
    {"del", NULL, "", INLINE},
    {"details", NULL, " open ", BLOCK},
    {"dfn", NULL, " title lang ", INLINE},
    {"dl", NULL, "", PARTS},
    {"dt", " dl ", "", TEXT_BLOCK},
    {"em", NULL, " lang ", INLINE},
    {"figcaption", " figure ", "", TEXT_BLOCK},
    {"figure", NULL, "", BLOCK},
    {"ins", NULL, "", INLINE},
    {"kbd", NULL, "", INLINE},
    {"li", " ol ul ", "", BLOCK},
    {"mark", NULL, "", INLINE},
    {"ol", NULL, " start ", PARTS},
    {"p", NULL, " lang ", TEXT_BLOCK},
    {"q", NULL, " lang ", INLINE},
    {"rp", " ruby ", "", INLINE},
    {"rt", " ruby ", " lang ", INLINE},
    {"ruby", NULL, " lang ", INLINE},
    {"s", NULL, "", INLINE},
    {"samp", NULL, "", INLINE},
    {"small", NULL, "", INLINE},
    {"strong", NULL, " lang ", INLINE},
    {"sub", NULL, "", INLINE},
    {"summary", " details ", "", TEXT_BLOCK},
    {"sup", NULL, "", INLINE},
    {"table", NULL, "", PARTS},
    {"tbody", " table ", "", PARTS},
    {"td", " tr ", " colspan rowspan ", TEXT_BLOCK},
    {"tfoot", " table ", "", PARTS},
    {"th", " tr ", " colspan rowspan scope ", TEXT_BLOCK},
    {"thead", " table ", "", PARTS},
    {"time", NULL, " datetime ", INLINE},
    {"tr", " table tbody thead tfoot ", "", PARTS},
    {"u", NULL, "", INLINE},
    {"ul", NULL, "", PARTS},
    {"var", NULL, "", INLINE},
    {"wbr", NULL, "", VOID},
};

const struct sanitized *sanitize_find(struct str name)
{
    for (size_t i = 0; i < sizeof(listed) / sizeof(listed[0]); i++)
        if (strlen(listed[i].name) == name.len &&
            strncasecmp(listed[i].name, name.ptr, name.len) == 0)
            return &listed[i];
    return NULL;
}

/* True where ` name ` stands in a list of names. */
static bool is_in(const char *list, struct str name)
{
    for (const char *at = list; (at = strchr(at, ' ')) && at[1];) {
        at++;
        if (strncmp(at, name.ptr, name.len) == 0 && at[name.len] == ' ')
            return true;
    }
    return false;
}

bool sanitize_fits(const struct sanitized *element,
                   const struct sanitized *parent)
{
    if (element->inside)
        return parent && is_in(element->inside, str_of(parent->name));
    if (!parent)
        return true;
    if (parent->holds_parts)
        return false;
    return !element->is_block || (parent->is_block && !parent->holds_inline);
}

/* ---- attributes ---- */

struct attribute {
    struct str name; /* as written */
    struct buf value;
    bool has_value;
};

struct scan {
    struct str tag;
    size_t at;
};

static char byte_at(const struct scan *scan)
{
    return scan->at < scan->tag.len ? scan->tag.ptr[scan->at] : '\0';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

static bool skip_blanks(struct scan *scan)
{
    size_t from = scan->at;

    while (is_blank(byte_at(scan)))
        scan->at++;
    return scan->at > from;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Adds what a browser makes of the bytes up to `end`; false where readers
 * differ, or where a character is none that a page may have. */
static bool read_value(struct scan *scan, size_t end, struct buf *value)
{
    uint32_t rune;

    while (scan->at < end) {
        size_t next = scan->at + 1;
        rune = '&';
        if (byte_at(scan) == '&') {
            enum html_entity kind =
                html_entity(scan->tag, scan->at, &rune, &next);
            if (kind != ENTITY_RUNE && kind != ENTITY_NONE)
                return false;
        } else {
            next = scan->at + text_decode(scan->tag, scan->at, &rune);
        }
        if (rune < 0x20 || rune == 0x7F || rune == 0xFFFD ||
            (rune >= 0x80 && rune < 0xA0) || rune_is_bidi(rune) ||
            value->len > VALUE_MOST)
            return false;
        buf_rune(value, rune);
        scan->at = next;
    }
    return scan->at == end;
}

/* Unquoted values are words of plain bytes only. */
static size_t bare_end(const struct scan *scan)
{
    size_t end = scan->at;

    while (end < scan->tag.len &&
           (is_letter(scan->tag.ptr[end]) ||
            (scan->tag.ptr[end] >= '0' && scan->tag.ptr[end] <= '9') ||
            strchr("-_.:/%#?@+", scan->tag.ptr[end])) &&
           scan->tag.ptr[end])
        end++;
    return end;
}

static bool read_attribute(struct scan *scan, struct attribute *out)
{
    size_t from = scan->at;

    while (is_letter(byte_at(scan)) || byte_at(scan) == '-')
        scan->at++;
    out->name = (struct str){scan->tag.ptr + from, scan->at - from};
    if (out->name.len == 0)
        return false;
    skip_blanks(scan);
    if (byte_at(scan) != '=')
        return true;
    scan->at++;
    skip_blanks(scan);
    out->has_value = true;
    char quote = byte_at(scan);
    if (quote != '"' && quote != '\'') {
        size_t end = bare_end(scan);
        return end > scan->at && read_value(scan, end, &out->value);
    }
    scan->at++;
    const char *end =
        memchr(scan->tag.ptr + scan->at, quote, scan->tag.len - scan->at);
    if (!end || !read_value(scan, (size_t)(end - scan->tag.ptr), &out->value))
        return false;
    scan->at++;
    return true;
}

/* ---- what values may be ---- */

static bool has_only(struct str value, const char *set, size_t most)
{
    for (size_t i = 0; i < value.len; i++)
        if (!strchr(set, value.ptr[i]) || !value.ptr[i])
            return false;
    return value.len > 0 && value.len <= most;
}

/* Other hosts and ways to reach people; pages of the site are for Markdown to
 * link to, where the link is followed and checked. */
static bool is_address(struct str value)
{
    static const char *const scheme[] = {"http://", "https://",
                                         "mailto:", "tel:"};

    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.ptr[i] <= ' ' ||
            strchr("\"'<>\\`{}|^", value.ptr[i]))
            return false;
    for (size_t i = 0; i < sizeof(scheme) / sizeof(scheme[0]); i++) {
        size_t len = strlen(scheme[i]);
        if (value.len > len && strncasecmp(value.ptr, scheme[i], len) == 0)
            return true;
    }
    return false;
}

static bool is_scope(struct str value)
{
    return str_is(value, "row") || str_is(value, "col") ||
           str_is(value, "rowgroup") || str_is(value, "colgroup");
}

static bool value_is_fine(const char *name, const struct attribute *attribute)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    struct str value = buf_view(&attribute->value);

    if (strcmp(name, "open") == 0)
        return value.len == 0;
    if (!attribute->has_value)
        return false;
    if (strcmp(name, "href") == 0)
        return is_address(value);
    if (strcmp(name, "scope") == 0)
        return is_scope(value);
    if (strcmp(name, "lang") == 0) {
        struct str head = {value.ptr, value.len < 2 ? value.len : 2};
        return has_only(head, letters, 2) && value.len <= 12 &&
               has_only(value,
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU"
                        "VWXYZ-0123456789",
                        12);
    }
    if (strcmp(name, "datetime") == 0)
        return has_only(value, "0123456789-:+.TZ ", 40);
    if (strcmp(name, "title") == 0)
        return value.len > 0;
    return has_only(value, "0123456789", 3); /* colspan, rowspan, start */
}

/* The list's own name for an attribute, in `room`; NULL: not allowed. */
static const char *allowed_name(const struct sanitized *element,
                                struct str name, char room[16])
{
    if (name.len >= 16)
        return NULL;
    for (size_t i = 0; i < name.len; i++)
        room[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z'
                      ? (char)(name.ptr[i] | 0x20)
                      : name.ptr[i];
    room[name.len] = '\0';
    return is_in(element->attributes, str_of(room)) ? room : NULL;
}

static void put_attribute(struct buf *out, const char *name, struct str value)
{
    buf_format(out, " %s=\"", name);
    if (strcmp(name, "href") == 0)
        escape_url(out, value);
    else
        escape_html(out, value);
    buf_char(out, '"');
    if (strcmp(name, "href") == 0)
        buf_text(out, " rel=\"noopener noreferrer\"");
}

/* Takes the next attribute; false where it may not be. */
static bool take_attribute(const struct sanitized *element, struct scan *scan,
                           unsigned *seen, struct buf *out)
{
    struct attribute attribute = {.has_value = false};
    char room[16];
    bool good = read_attribute(scan, &attribute);
    const char *name =
        good ? allowed_name(element, attribute.name, room) : NULL;

    if (name && value_is_fine(name, &attribute)) {
        size_t at = str_find(str_of(element->attributes), str_of(name));
        unsigned bit = 1U << (at & 31); /* its place in the list */
        good = !(*seen & bit);
        *seen |= bit;
        put_attribute(out, name, buf_view(&attribute.value));
    } else {
        good = false;
    }
    buf_free(&attribute.value);
    return good;
}

bool sanitize_open(const struct sanitized *element, struct str tag,
                   struct buf *out)
{
    struct scan scan = {tag, 1 + strlen(element->name)};
    size_t before = out->len;
    unsigned seen = 0;
    bool good = true;

    buf_format(out, "<%s", element->name);
    while (good) {
        bool parted = skip_blanks(&scan);
        if (byte_at(&scan) == '/' && scan.at + 2 == tag.len)
            scan.at++;
        if (byte_at(&scan) == '>')
            break;
        good = parted && take_attribute(element, &scan, &seen, out);
    }
    good = good && scan.at + 1 == tag.len;
    if (good)
        buf_char(out, '>');
    else
        buf_cut(out, before);
    return good;
}
