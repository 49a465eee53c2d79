#include "html_scan.h"

#include "html_entity.h"

#include <string.h>
#include <strings.h>

#define NAME_MOST 64 /* libxml2 cuts names at 100 bytes */

struct scan {
    struct str text;
    size_t at;
    struct html_tree *tree;
    struct html_faults *faults;
    unsigned svg; /* how many <svg> are open */
    bool had_html, had_head, had_body;
    bool sure; /* the tree is what a browser would make */
    struct html_attr attr[HTML_ATTRS_MOST];
    size_t attrs;
};

static void note(struct scan *scan, enum html_fault_kind kind, size_t at)
{
    struct html_faults *faults = scan->faults;

    scan->sure = false;
    if (faults->len == HTML_FAULTS_MOST)
        return;
    faults->item[faults->len].kind = kind;
    faults->item[faults->len++].at = at;
}

/* Gives the page up. */
static bool doubt(struct scan *scan, size_t at)
{
    note(scan, HTML_DOUBTFUL, at);
    return false;
}

static int byte_at(const struct scan *scan, size_t at)
{
    return at < scan->text.len ? (unsigned char)scan->text.ptr[at] : -1;
}

static bool is_letter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_blank(int byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' ||
           byte == '\f';
}

static void skip_blanks(struct scan *scan)
{
    while (is_blank(byte_at(scan, scan->at)))
        scan->at++;
}

static bool looking_at(const struct scan *scan, size_t at, const char *word)
{
    size_t len = strlen(word);

    return scan->text.len - at >= len &&
           strncasecmp(scan->text.ptr + at, word, len) == 0;
}

static struct str slice(const struct scan *scan, size_t from, size_t to)
{
    return (struct str){scan->text.ptr + from, to - from};
}

static bool has(struct str text, const char *part)
{
    return str_find(text, str_of(part)) != SIZE_MAX;
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

/*
 * `raw` without its entities, in `*out`; `at` is its offset. An entity that is
 * not known here is left to the parser, unless it stands in an attribute:
 * &Tab; in an address is a blank to some and text to others.
 */
static bool decode(struct scan *scan, struct str raw, size_t at,
                   bool in_attribute, struct str *out)
{
    size_t len = 0, from = 0;
    uint32_t rune;

    *out = raw;
    if (!memchr(raw.ptr, '&', raw.len))
        return true;
    char *copy = arena_new(scan->tree->arena, raw.len + 1);
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
            return doubt(scan, at + from);
        if (kind == ENTITY_UNKNOWN || kind == ENTITY_OPEN)
            scan->sure = false;
        len += rune_encode(rune, copy + len);
        from = end;
    }
    *out = (struct str){copy, len};
    return true;
}

static bool add_text(struct scan *scan, size_t from, size_t to, bool decoded)
{
    struct html_node *node = html_tree_add(scan->tree, HTML_TEXT, from);

    node->text = slice(scan, from, to);
    return !decoded || decode(scan, node->text, from, false, &node->text);
}

/*
 * Browsers end a comment early at "<!-->" and "--!>" and old ones know no end
 * but "-->". What is in <noscript> is markup or bytes, depending on scripts.
 */
static bool read_comment(struct scan *scan)
{
    size_t from = scan->at + 4;
    size_t len = str_find(slice(scan, from, scan->text.len), STR("-->"));

    if (len == SIZE_MAX)
        return doubt(scan, scan->at);
    struct str text = slice(scan, from, from + len);
    if (str_starts(text, ">") || str_starts(text, "->") || has(text, "--!>") ||
        has(text, "<!--") || str_ends(text, "<!-"))
        return doubt(scan, scan->at);
    if (has(text, "<") && html_tree_open(scan->tree, STR("noscript")))
        return doubt(scan, scan->at);
    html_tree_add(scan->tree, HTML_COMMENT, scan->at)->text = text;
    scan->at = from + len + 3;
    return true;
}

/* <!DOCTYPE …> or <?xml …?>, at the beginning alone. */
static bool read_declaration(struct scan *scan)
{
    struct str rest = slice(scan, scan->at, scan->text.len);
    size_t len = str_find(rest, STR(">"));

    if (scan->tree->here != scan->tree->root || len == SIZE_MAX)
        return doubt(scan, scan->at);
    struct str text = {rest.ptr + 1, len - 1};
    if (has(text, "<") || has(text, "["))
        return doubt(scan, scan->at);
    scan->at += len + 1;
    return true;
}

/* An element's or attribute's name, in lower case; empty where none is. */
static struct str read_name(struct scan *scan, bool of_attribute)
{
    size_t from = scan->at;
    int byte = byte_at(scan, from);

    if (!is_letter(byte) && !(of_attribute && (byte == '_' || byte == ':')))
        return (struct str){"", 0};
    while (is_letter(byte) || is_digit(byte) || byte == '-' ||
           (of_attribute && (byte == '_' || byte == ':' || byte == '.')))
        byte = byte_at(scan, ++scan->at);
    if (scan->at - from > NAME_MOST)
        return (struct str){"", 0};
    return lowered(scan->tree->arena, slice(scan, from, scan->at));
}

static struct str without_prefix(struct str name)
{
    const char *colon = memchr(name.ptr, ':', name.len);

    if (!colon || str_starts(name, "xmlns"))
        return name;
    return str_range(colon + 1, name.ptr + name.len);
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
        from++;
        const char *end =
            memchr(scan->text.ptr + from, quote, scan->text.len - from);
        if (!end)
            return doubt(scan, from - 1);
        to = (size_t)(end - scan->text.ptr);
        scan->at = to + 1;
        if (memchr(scan->text.ptr + from, '<', to - from))
            return doubt(scan, from);
    } else {
        while (!ends_unquoted(byte_at(scan, to)))
            to++;
        int end = byte_at(scan, to);
        if (to == from || !(is_blank(end) || end == '>'))
            return doubt(scan, to);
        scan->at = to;
    }
    return decode(scan, slice(scan, from, to), from, true, value);
}

static bool read_attribute(struct scan *scan)
{
    struct html_attr attr = {read_name(scan, true), {"", 0}};

    if (attr.name.len == 0 || scan->attrs == HTML_ATTRS_MOST)
        return doubt(scan, scan->at);
    attr.name = without_prefix(attr.name);
    skip_blanks(scan);
    if (byte_at(scan, scan->at) == '=') {
        scan->at++;
        skip_blanks(scan);
        if (!read_value(scan, &attr.value))
            return false;
    }
    scan->attr[scan->attrs++] = attr;
    return true;
}

/* Reads from behind the name to behind the '>'. */
static bool read_attributes(struct scan *scan, bool *closes_itself)
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

/* The content of <script>, <style>, <title> and their like. */
static bool read_raw(struct scan *scan, struct str name, unsigned traits)
{
    size_t from = scan->at;
    struct str rest = slice(scan, from, scan->text.len);
    size_t len = str_find(rest, STR("</"));

    if (len == SIZE_MAX)
        return doubt(scan, from);
    size_t behind = from + len + 2 + name.len;
    int byte = byte_at(scan, behind);
    if (behind > scan->text.len ||
        strncasecmp(rest.ptr + len + 2, name.ptr, name.len) != 0 ||
        !(is_blank(byte) || byte == '>'))
        return doubt(scan, from + len);
    struct str text = {rest.ptr, len};
    bool fine = str_is(name, "script") ? !has(text, "<!--") : !has(text, "<");
    if (!fine || (scan->svg && (traits & HTML_RAW) && has(text, "&")))
        return doubt(scan, from);
    scan->at = from + len;
    return len == 0 || add_text(scan, from, scan->at, traits & HTML_WORDS);
}

/* <html>, <head> and <body> that come late or twice are dropped by libxml2
 * with their attributes, and not by browsers. */
static bool frame_is_in_place(struct scan *scan, struct str name)
{
    const struct html_tree *tree = scan->tree;
    bool *had = str_is(name, "html")   ? &scan->had_html
                : str_is(name, "head") ? &scan->had_head
                                       : &scan->had_body;
    bool again = *had;

    *had = true;
    if (again)
        return false;
    if (had == &scan->had_html || tree->here == tree->root)
        return tree->here == tree->root;
    return str_is(tree->here->name, "html");
}

static bool start_is_plain(struct scan *scan, struct str name, unsigned traits,
                           bool closes_itself)
{
    bool is_svg = str_is(name, "svg");

    if (traits & HTML_REFUSED)
        return false;
    if ((traits & HTML_FRAME) && !frame_is_in_place(scan, name))
        return false;
    if (scan->svg && (traits & HTML_BREAKS_SVG))
        return false;
    return !closes_itself || (traits & HTML_VOID) || scan->svg || is_svg;
}

static bool read_start(struct scan *scan)
{
    size_t from = scan->at++;
    struct str name = read_name(scan, false);
    unsigned traits = html_traits(name);
    bool closes_itself;

    if (name.len == 0 || !read_attributes(scan, &closes_itself))
        return name.len == 0 ? doubt(scan, from) : false;
    if (!start_is_plain(scan, name, traits, closes_itself))
        return doubt(scan, from);
    struct html_node *node = html_tree_add(scan->tree, HTML_ELEMENT, from);
    node->name = name;
    node->attrs = scan->attrs;
    if (scan->attrs) {
        node->attr =
            arena_array(scan->tree->arena, scan->attrs, sizeof(*node->attr));
        memcpy(node->attr, scan->attr, scan->attrs * sizeof(*node->attr));
    }
    if (closes_itself || (traits & HTML_VOID))
        return true;
    if (scan->tree->depth == HTML_DEPTH_MOST) {
        scan->sure = false; /* the parser behind us tells how deep it is */
        return false;
    }
    html_tree_enter(scan->tree, node);
    scan->svg += str_is(name, "svg");
    return !(traits & (HTML_RAW | HTML_WORDS)) || read_raw(scan, name, traits);
}

static void leave(struct scan *scan)
{
    scan->svg -= str_is(scan->tree->here->name, "svg");
    html_tree_leave(scan->tree);
}

/* Leaves elements up to `until`; those that need an end tag are noted. */
static void leave_up_to(struct scan *scan, const struct html_node *until)
{
    while (scan->tree->here != until) {
        const struct html_node *here = scan->tree->here;
        if (!(html_traits(here->name) & HTML_IMPLIED_END))
            note(scan, HTML_UNCLOSED, here->at);
        scan->sure = false;
        leave(scan);
    }
}

static bool read_end(struct scan *scan)
{
    size_t from = scan->at;

    scan->at += 2;
    struct str name = read_name(scan, false);
    skip_blanks(scan);
    if (name.len == 0 || byte_at(scan, scan->at) != '>')
        return doubt(scan, from);
    scan->at++;
    if (str_equal(name, scan->tree->here->name)) {
        leave(scan);
        return true;
    }
    if (html_traits(name) & HTML_VOID)
        return doubt(scan, from);
    const struct html_node *open = html_tree_open(scan->tree, name);
    if (!open) {
        note(scan, HTML_STRAY, from);
        return true;
    }
    leave_up_to(scan, open);
    leave(scan);
    return true;
}

static bool read_markup(struct scan *scan)
{
    int next = byte_at(scan, scan->at + 1);

    if (is_letter(next))
        return read_start(scan);
    if (next == '/')
        return read_end(scan);
    if (looking_at(scan, scan->at, "<!--"))
        return read_comment(scan);
    if (looking_at(scan, scan->at, "<!doctype") ||
        (scan->at == 0 && looking_at(scan, 0, "<?xml")))
        return read_declaration(scan);
    return doubt(scan, scan->at);
}

bool html_scan(struct str text, struct html_tree *tree,
               struct html_faults *faults)
{
    struct scan scan = {
        .text = text, .tree = tree, .faults = faults, .sure = true};

    if (str_starts(text, "\xEF\xBB\xBF"))
        scan.at = 3;
    while (scan.at < text.len) {
        size_t from = scan.at;
        const char *open = memchr(text.ptr + from, '<', text.len - from);
        scan.at = open ? (size_t)(open - text.ptr) : text.len;
        if (scan.at > from && !add_text(&scan, from, scan.at, true))
            return false;
        if (open && !read_markup(&scan))
            return false;
    }
    leave_up_to(&scan, tree->root);
    return scan.sure;
}
