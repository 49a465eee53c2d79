#include "html_scan_part.h"

#include "html_entity.h"

#include <string.h>

#define NAME_MOST 64 /* libxml2 cuts names at 100 bytes */

void scan_note(struct scan *scan, enum html_fault_kind kind, const char *at)
{
    struct html_faults *faults = scan->faults;

    scan->sure = false;
    if (faults->len == HTML_FAULTS_MOST)
        return;
    faults->item[faults->len].kind = kind;
    faults->item[faults->len++].at = (size_t)(at - scan->text);
}

bool scan_doubt(struct scan *scan, const char *at)
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

bool scan_decode_entities(struct scan *scan, struct str raw, bool in_attribute,
                          struct str *out)
{
    size_t len = 0, from = 0;
    uint32_t rune;

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
            return scan_doubt(scan, raw.ptr + from);
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

enum {
    IN_NAME = 1, /* may stand in a name */
    IN_ATTRIBUTE = 2, /* in that of an attribute */
    FIRST = 4, /* may begin what it may stand in */
    CAPITAL = 8,
};

#define SMALL (IN_NAME | IN_ATTRIBUTE | FIRST)
#define LARGE (SMALL | CAPITAL)
#define DIGIT (IN_NAME | IN_ATTRIBUTE)

/* That of five bytes that follow each other. */
#define FIVE(first, kind)                                                      \
    [(first)] = (kind), [(first) + 1] = (kind), [(first) + 2] = (kind),        \
    [(first) + 3] = (kind), [(first) + 4] = (kind)

static const unsigned char kinds[256] = {
    FIVE('a', SMALL),
    FIVE('f', SMALL),
    FIVE('k', SMALL),
    FIVE('p', SMALL),
    FIVE('u', SMALL),
    ['z'] = SMALL,
    FIVE('A', LARGE),
    FIVE('F', LARGE),
    FIVE('K', LARGE),
    FIVE('P', LARGE),
    FIVE('U', LARGE),
    ['Z'] = LARGE,
    FIVE('0', DIGIT),
    FIVE('5', DIGIT),
    ['-'] = DIGIT,
    ['.'] = IN_ATTRIBUTE,
    ['_'] = IN_ATTRIBUTE | FIRST,
    [':'] = IN_ATTRIBUTE | FIRST,
};

/* The highest bit of each byte that is a small letter. */
static inline uint64_t small_letters(uint64_t eight)
{
    uint64_t low = eight & 0x7F7F7F7F7F7F7F7FU;
    uint64_t from_a = low + 0x1F1F1F1F1F1F1F1FU; /* 0x80 - 'a' */
    uint64_t behind_z = low + 0x0505050505050505U; /* 0x7F - 'z' */

    return from_a & ~behind_z & ~eight & 0x8080808080808080U;
}

/*
 * Reads what nearly all names are, one to seven small letters, at once. False
 * where there is more to it, or too little text behind it.
 */
static inline bool read_short_name(struct scan *scan, unsigned kind,
                                   struct name *name)
{
    const char *at = scan->at;

    if (scan->end - at < 8)
        return false;
    uint64_t eight = eight_bytes(at);
    uint64_t other = small_letters(eight) ^ 0x8080808080808080U;
    if (!other)
        return false;
    unsigned len = (unsigned)__builtin_clzll(other) / 8;
    if (len == 0 || (kinds[(unsigned char)at[len]] & kind))
        return false;
    *name = (struct name){{at, len}, eight >> (64 - 8 * len)};
    scan->at += len;
    return true;
}

/* Reads a name, gives it in lower case. */
static struct name read_any_name(struct scan *scan, unsigned kind)
{
    const unsigned char *from = (const unsigned char *)scan->at;
    const unsigned char *end = (const unsigned char *)scan->end, *at;
    unsigned any = 0, all = SMALL; /* what some of it is, and what all is */
    uint64_t word = 0;

    if (from == end || !(kinds[*from] & kind) || !(kinds[*from] & FIRST))
        return (struct name){{NULL, 0}, 0};
    for (at = from; at < end && (kinds[*at] & kind); at++) {
        any |= kinds[*at];
        all &= kinds[*at];
        word = word << 8 | *at;
    }
    scan->at = (const char *)at;
    if (at - from > NAME_MOST)
        return (struct name){{NULL, 0}, 0};
    struct str text = str_range((const char *)from, (const char *)at);
    if ((any & CAPITAL) || !(all & IN_NAME))
        return rare_name(scan, text, kind == IN_ATTRIBUTE);
    return (struct name){text, word};
}

static inline struct name read_name(struct scan *scan, unsigned kind)
{
    struct name name;

    return read_short_name(scan, kind, &name) ? name
                                              : read_any_name(scan, kind);
}

struct name scan_name(struct scan *scan)
{
    return read_name(scan, IN_NAME);
}

static bool ends_unquoted(int byte)
{
    return byte < 0 || is_blank(byte) || (byte && strchr("\"'<>`", byte));
}

/* A '<' in a value is where readers part ways, so there must be none. */
static bool read_value(struct scan *scan, struct str *value)
{
    int quote = byte_at(scan, scan->at);
    const char *from = scan->at, *to = from;

    if (quote == '"' || quote == '\'') {
        to = find_byte(scan, (char)quote, ++from);
        if (to == scan->end)
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
    return scan_decode(scan, str_range(from, to), true, value);
}

static bool read_attribute(struct scan *scan)
{
    struct name name = read_name(scan, IN_ATTRIBUTE);

    if (!name.text.ptr || scan->attrs == HTML_ATTRS_MOST)
        return scan_doubt(scan, scan->at);
    struct html_attr *attr = &scan->attr[scan->attrs++];
    attr->name = name.text;
    attr->word = name.word;
    if (skip_blanks(scan) != '=') {
        attr->value = STR("");
        return true;
    }
    scan->at++;
    skip_blanks(scan);
    return read_value(scan, &attr->value);
}

bool scan_attributes(struct scan *scan, bool *closes_itself)
{
    scan->attrs = 0;
    *closes_itself = false;
    for (;;) {
        int byte = skip_blanks(scan);
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
