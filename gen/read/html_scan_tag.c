#include "html_scan_part.h"

#include "html_entity.h"

#include <string.h>

#define NAME_MOST 64 /* libxml2 cuts names at 100 bytes */

void scan_note(struct scan *scan, enum html_fault_kind kind, size_t at)
{
    struct html_faults *faults = scan->faults;

    scan->sure = false;
    if (faults->len == HTML_FAULTS_MOST)
        return;
    faults->item[faults->len].kind = kind;
    faults->item[faults->len++].at = at;
}

bool scan_doubt(struct scan *scan, size_t at)
{
    scan_note(scan, HTML_DOUBTFUL, at);
    return false;
}

static struct str lowered(struct arena *arena, struct str name)
{
    size_t upper = 0;

    while (upper < name.len &&
           !(name.ptr[upper] >= 'A' && name.ptr[upper] <= 'Z'))
        upper++;
    if (upper == name.len)
        return name;
    char *copy = arena_copy(arena, name.ptr, name.len);
    for (size_t i = upper; i < name.len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, name.len};
}

bool scan_decode(struct scan *scan, struct str raw, size_t at,
                 bool in_attribute, struct str *out)
{
    size_t len = 0, from = 0;
    uint32_t rune;

    *out = raw;
    if (scan->amp < at)
        scan->amp = find_byte(scan, '&', at);
    if (scan->amp >= at + raw.len)
        return true;
    char *copy = arena_new(scan->arena, raw.len + 1);
    while (from < raw.len) {
        const char *mark = memchr(raw.ptr + from, '&', raw.len - from);
        size_t to = mark ? (size_t)(mark - raw.ptr) : raw.len;
        memcpy(copy + len, raw.ptr + from, to - from);
        len += to - from;
        from = to;
        if (!mark)
            break;
        size_t end;
        enum html_entity kind = html_entity(raw, from, &rune, &end);
        if (kind == ENTITY_BAD || (kind == ENTITY_UNKNOWN && in_attribute))
            return scan_doubt(scan, at + from);
        if (kind == ENTITY_UNKNOWN || kind == ENTITY_OPEN)
            scan->sure = false;
        len += rune_encode(rune, copy + len);
        from = end;
    }
    *out = (struct str){copy, len};
    return true;
}

static struct str without_prefix(struct str name)
{
    const char *colon = memchr(name.ptr, ':', name.len);

    if (!colon || str_starts(name, "xmlns"))
        return name;
    return str_range(colon + 1, name.ptr + name.len);
}

/* A name with capitals, or one of an attribute with more than letters. */
static struct name rare_name(struct scan *scan, struct str name,
                             bool of_attribute)
{
    name = lowered(scan->arena, name);
    if (of_attribute)
        name = without_prefix(name);
    return (struct name){name, html_word(name)};
}

/* Reads a name, gives it in lower case. */
static inline struct name read_name(struct scan *scan, bool of_attribute)
{
    const char *from = scan->text.ptr + scan->at, *at = from;
    const char *end = scan->text.ptr + scan->text.len;
    struct name name = {{NULL, 0}, 0};
    bool rare = false;
    int all = 0x20; /* a capital lacks that bit */

    if (at == end ||
        !(is_letter(*at) || (of_attribute && (*at == '_' || *at == ':'))))
        return name;
    for (; at < end; at++) {
        int byte = (unsigned char)*at;
        if (of_attribute && (byte == '_' || byte == ':' || byte == '.'))
            rare = true;
        else if (!is_letter(byte) && !is_digit(byte) && byte != '-')
            break;
        all &= byte;
        name.word = name.word << 8 | (unsigned)byte;
    }
    scan->at += (size_t)(at - from);
    if (at - from > NAME_MOST)
        return name;
    name.text = str_range(from, at);
    return all && !rare ? name : rare_name(scan, name.text, of_attribute);
}

struct name scan_name(struct scan *scan)
{
    return read_name(scan, false);
}

static bool ends_unquoted(int byte)
{
    return byte < 0 || is_blank(byte) || (byte && strchr("\"'<>`", byte));
}

/* A '<' in a value is where readers part ways, so there must be none. */
static bool read_value(struct scan *scan, struct str *value)
{
    int quote = byte_at(scan, scan->at);
    size_t from = scan->at, to = from;

    if (quote == '"' || quote == '\'') {
        to = find_byte(scan, (char)quote, ++from);
        if (to == scan->text.len)
            return scan_doubt(scan, from - 1);
        scan->at = to + 1;
        if (to > scan->angle)
            return scan_doubt(scan, from);
    } else {
        while (!ends_unquoted(byte_at(scan, to)))
            to++;
        int end = byte_at(scan, to);
        if (to == from || !(is_blank(end) || end == '>'))
            return scan_doubt(scan, to);
        scan->at = to;
    }
    return scan_decode(scan, slice(scan, from, to), from, true, value);
}

static bool read_attribute(struct scan *scan)
{
    struct name name = read_name(scan, true);

    if (!name.text.ptr || scan->attrs == HTML_ATTRS_MOST)
        return scan_doubt(scan, scan->at);
    struct html_attr *attr = &scan->attr[scan->attrs++];
    *attr = (struct html_attr){name.text, {"", 0}, name.word};
    skip_blanks(scan);
    if (byte_at(scan, scan->at) != '=')
        return true;
    scan->at++;
    skip_blanks(scan);
    return read_value(scan, &attr->value);
}

bool scan_attributes(struct scan *scan, bool *closes_itself)
{
    scan->attrs = 0;
    *closes_itself = false;
    for (;;) {
        skip_blanks(scan);
        int byte = byte_at(scan, scan->at);
        if (byte == '>')
            break;
        if (byte == '/' && byte_at(scan, scan->at + 1) == '>') {
            *closes_itself = true;
            scan->at++;
            break;
        }
        if (!read_attribute(scan))
            return false;
    }
    scan->at++;
    return true;
}
