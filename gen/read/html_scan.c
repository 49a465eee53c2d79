#include "html_scan_part.h"

#include <string.h>
#include <strings.h>

static bool looking_at(const struct scan *scan, size_t at, const char *word)
{
    size_t len = strlen(word);

    return scan->text.len - at >= len &&
           strncasecmp(scan->text.ptr + at, word, len) == 0;
}

static bool has(struct str text, const char *part)
{
    return str_find(text, str_of(part)) != SIZE_MAX;
}

static struct html_node *here(const struct scan *scan)
{
    return &scan->open[scan->depth];
}

/* A new node in the open element; nothing is in it. */
static struct html_node *new_node(struct scan *scan, enum html_kind kind,
                                  size_t at)
{
    struct html_node *node = &scan->open[scan->depth + 1];

    *node = (struct html_node){
        .kind = kind, .at = (uint32_t)at, .parent = here(scan)};
    return node;
}

static void enter(struct scan *scan, const struct html_node *node)
{
    scan->visitor->enter(scan->visitor->context, node);
}

static void leave(struct scan *scan, const struct html_node *node)
{
    scan->visitor->leave(scan->visitor->context, node);
}

static bool add_text(struct scan *scan, size_t from, size_t to, bool decoded)
{
    struct html_node *node = new_node(scan, HTML_TEXT, from);

    node->text = slice(scan, from, to);
    if (decoded && !scan_decode(scan, node->text, from, false, &node->text))
        return false;
    enter(scan, node);
    leave(scan, node);
    return true;
}

/* The nearest open element of that name, or NULL. */
static const struct html_node *find_open(const struct scan *scan,
                                         struct str name)
{
    for (unsigned i = scan->depth; i > 0; i--)
        if (str_equal(scan->open[i].name, name))
            return &scan->open[i];
    return NULL;
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
        return scan_doubt(scan, scan->at);
    struct str text = slice(scan, from, from + len);
    if (str_starts(text, ">") || str_starts(text, "->") || has(text, "--!>") ||
        has(text, "<!--") || str_ends(text, "<!-"))
        return scan_doubt(scan, scan->at);
    if (has(text, "<") && find_open(scan, STR("noscript")))
        return scan_doubt(scan, scan->at);
    struct html_node *node = new_node(scan, HTML_COMMENT, scan->at);
    node->text = text;
    enter(scan, node);
    leave(scan, node);
    scan->at = from + len + 3;
    return true;
}

/* <!DOCTYPE …> or <?xml …?>, at the beginning alone. */
static bool read_declaration(struct scan *scan)
{
    struct str rest = slice(scan, scan->at, scan->text.len);
    size_t len = str_find(rest, STR(">"));

    if (scan->depth > 0 || len == SIZE_MAX)
        return scan_doubt(scan, scan->at);
    struct str text = {rest.ptr + 1, len - 1};
    if (has(text, "<") || has(text, "["))
        return scan_doubt(scan, scan->at);
    scan->at += len + 1;
    return true;
}

/* The content of <script>, <style>, <title> and their like. */
static bool read_raw(struct scan *scan, struct str name, unsigned traits)
{
    size_t from = scan->at;
    struct str rest = slice(scan, from, scan->text.len);
    size_t len = str_find(rest, STR("</"));

    if (len == SIZE_MAX)
        return scan_doubt(scan, from);
    size_t behind = from + len + 2 + name.len;
    int byte = byte_at(scan, behind);
    if (behind > scan->text.len ||
        strncasecmp(rest.ptr + len + 2, name.ptr, name.len) != 0 ||
        !(is_blank(byte) || byte == '>'))
        return scan_doubt(scan, from + len);
    struct str text = {rest.ptr, len};
    bool fine = str_is(name, "script") ? !has(text, "<!--") : !has(text, "<");
    if (!fine || (scan->svg && (traits & HTML_RAW) && has(text, "&")))
        return scan_doubt(scan, from);
    scan->at = from + len;
    return len == 0 || add_text(scan, from, scan->at, traits & HTML_WORDS);
}

/* <html>, <head> and <body> that come late or twice are dropped by libxml2
 * with their attributes, and not by browsers. */
static bool frame_is_in_place(struct scan *scan, struct str name)
{
    bool *had = str_is(name, "html")   ? &scan->had_html
                : str_is(name, "head") ? &scan->had_head
                                       : &scan->had_body;
    bool again = *had;

    *had = true;
    if (again)
        return false;
    if (had == &scan->had_html || scan->depth == 0)
        return scan->depth == 0;
    return str_is(here(scan)->name, "html");
}

static bool start_is_plain(struct scan *scan, struct str name, unsigned traits,
                           bool closes_itself)
{
    if (traits & HTML_REFUSED)
        return false;
    if ((traits & HTML_FRAME) && !frame_is_in_place(scan, name))
        return false;
    if (scan->svg && (traits & HTML_BREAKS_SVG))
        return false;
    return !closes_itself || (traits & HTML_VOID) || scan->svg ||
           str_is(name, "svg");
}

static bool read_start(struct scan *scan)
{
    size_t from = scan->at++;
    struct name name = scan_name(scan);
    unsigned traits = html_recall(&scan->traits, name.text, name.word);
    bool closes_itself;

    if (name.text.len == 0 || !scan_attributes(scan, &closes_itself))
        return name.text.len == 0 ? scan_doubt(scan, from) : false;
    if (!start_is_plain(scan, name.text, traits, closes_itself))
        return scan_doubt(scan, from);
    struct html_node *node = new_node(scan, HTML_ELEMENT, from);
    node->name = name.text;
    node->word = name.word;
    node->attr = scan->attr;
    node->attrs = scan->attrs;
    enter(scan, node);
    if (closes_itself || (traits & HTML_VOID)) {
        leave(scan, node);
        return true;
    }
    if (scan->depth == HTML_DEPTH_MOST) {
        scan->sure = false; /* the parser behind us tells how deep it is */
        return false;
    }
    scan->depth++;
    scan->svg += str_is(name.text, "svg");
    return !(traits & (HTML_RAW | HTML_WORDS)) ||
           read_raw(scan, name.text, traits);
}

static void leave_here(struct scan *scan)
{
    scan->svg -= str_is(here(scan)->name, "svg");
    leave(scan, here(scan));
    scan->depth--;
}

/* Leaves elements up to `until`; those that need an end tag are noted. */
static void leave_up_to(struct scan *scan, const struct html_node *until)
{
    while (here(scan) != until) {
        const struct html_node *node = here(scan);
        if (!(html_traits(node->name) & HTML_IMPLIED_END))
            scan_note(scan, HTML_UNCLOSED, node->at);
        scan->sure = false;
        leave_here(scan);
    }
}

/* Any end tag but that of the open element as it is mostly written. */
static bool read_other_end(struct scan *scan)
{
    size_t from = scan->at;

    scan->at += 2;
    struct str name = scan_name(scan).text;
    skip_blanks(scan);
    if (name.len == 0 || byte_at(scan, scan->at) != '>')
        return scan_doubt(scan, from);
    scan->at++;
    if (str_equal(name, here(scan)->name)) {
        leave_here(scan);
        return true;
    }
    if (html_traits(name) & HTML_VOID)
        return scan_doubt(scan, from);
    const struct html_node *open = find_open(scan, name);
    if (!open) {
        scan_note(scan, HTML_STRAY, from);
        return true;
    }
    leave_up_to(scan, open);
    leave_here(scan);
    return true;
}

static bool read_end(struct scan *scan)
{
    struct str name = here(scan)->name;
    const char *at = scan->text.ptr + scan->at + 2;
    size_t same = 0;

    if (name.len == 0 || scan->text.len - scan->at < name.len + 3)
        return read_other_end(scan);
    while (same < name.len && at[same] == name.ptr[same])
        same++;
    if (same < name.len || at[same] != '>')
        return read_other_end(scan);
    scan->at += name.len + 3;
    leave_here(scan);
    return true;
}

static bool read_markup(struct scan *scan)
{
    int next = byte_at(scan, scan->at + 1);

    scan->angle = find_byte(scan, '<', scan->at + 1);
    if (is_letter(next))
        return read_start(scan);
    if (next == '/')
        return read_end(scan);
    if (looking_at(scan, scan->at, "<!--"))
        return read_comment(scan);
    if (looking_at(scan, scan->at, "<!doctype") ||
        (scan->at == 0 && looking_at(scan, 0, "<?xml")))
        return read_declaration(scan);
    return scan_doubt(scan, scan->at);
}

static bool read_all(struct scan *scan)
{
    size_t end = scan->text.len;

    while (scan->at < end) {
        size_t from = scan->at;
        if (scan->angle < from)
            scan->angle = find_byte(scan, '<', from);
        scan->at = scan->angle;
        if (scan->at > from && !add_text(scan, from, scan->at, true))
            return false;
        if (scan->at < end && !read_markup(scan))
            return false;
    }
    leave_up_to(scan, scan->open);
    return scan->sure;
}

bool html_scan(struct str text, struct arena *arena,
               const struct html_visitor *visitor, struct html_faults *faults)
{
    struct html_node open[HTML_DEPTH_MOST + 2];
    struct scan scan = {.text = text,
                        .arena = arena,
                        .visitor = visitor,
                        .faults = faults,
                        .open = open,
                        .sure = true,
                        .traits = html_trait_words()};

    open[0] = (struct html_node){0};
    if (str_starts(text, "\xEF\xBB\xBF"))
        scan.at = 3;
    scan.angle = find_byte(&scan, '<', scan.at);
    scan.amp = find_byte(&scan, '&', scan.at);
    return read_all(&scan);
}

/* ---- into a tree ---- */

static bool add_node(void *context, const struct html_node *node)
{
    struct html_tree *tree = context;
    struct html_node *copy = html_tree_add(tree, node->kind, node->at);

    copy->name = node->name;
    copy->word = node->word;
    copy->text = node->text;
    copy->attrs = node->attrs;
    if (node->attrs) {
        copy->attr = arena_array(tree->arena, node->attrs, sizeof(*copy->attr));
        memcpy(copy->attr, node->attr, node->attrs * sizeof(*copy->attr));
    }
    html_tree_enter(tree, copy);
    return true;
}

static void end_node(void *context, const struct html_node *node)
{
    (void)node;
    html_tree_leave(context);
}

bool html_scan_tree(struct str text, struct html_tree *tree,
                    struct html_faults *faults)
{
    return html_scan(text, tree->arena,
                     &(struct html_visitor){add_node, end_node, tree}, faults);
}
