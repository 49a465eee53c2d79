#include "html_scan_known.h"

#include <string.h>
#include <strings.h>

#define SVG ((uint64_t)('s' << 16 | 'v' << 8 | 'g')) /* html_word of it */

static bool looking_at(const struct scan *scan, const char *word)
{
    size_t len = strlen(word);

    return (size_t)(scan->end - scan->at) >= len &&
           strncasecmp(scan->at, word, len) == 0;
}

static bool has(struct str text, const char *part)
{
    return str_find(text, str_of(part)) != SIZE_MAX;
}

/* A new node in the open element; nothing is in it. Field by field: that is
 * quicker than to clear it. */
static inline struct html_node *new_node(struct scan *scan, enum html_kind kind,
                                         const char *at)
{
    struct html_node *node = scan->here + 1;

    node->kind = kind;
    node->at = (uint32_t)(at - scan->text);
    node->name = node->text = (struct str){NULL, 0};
    node->word = 0;
    node->attr = NULL;
    node->attrs = 0;
    node->parent = scan->here;
    node->first = node->last = node->next = NULL;
    return node;
}

static void enter(struct scan *scan, const struct html_node *node)
{
    scan->visitor->enter(scan->visitor->context, node);
}

static void leave(struct scan *scan, const struct html_node *node)
{
    if (scan->visitor->leave)
        scan->visitor->leave(scan->visitor->context, node);
}

/* Whether what was entered last is not to be shown again. */
static bool was_dull(const struct scan *scan)
{
    const struct html_visitor *visitor = scan->visitor;

    return visitor->was_dull && visitor->was_dull(visitor->context);
}

static bool add_text(struct scan *scan, struct str text, bool decoded)
{
    struct html_node *node = new_node(scan, HTML_TEXT, text.ptr);

    node->text = text;
    if (decoded && !scan_decode(scan, text, false, &node->text))
        return false;
    enter(scan, node);
    leave(scan, node);
    return true;
}

/* The text between two tags. */
static inline bool read_text(struct scan *scan, struct str text)
{
    if (scan->texts_are_dull)
        return scan_decode(scan, text, false, &text);
    if (!add_text(scan, text, true))
        return false;
    scan->texts_are_dull = was_dull(scan);
    return true;
}

/* The nearest open element of that name, or NULL. */
static const struct html_node *find_open(const struct scan *scan,
                                         struct str name)
{
    for (const struct html_node *node = scan->here; node > scan->open; node--)
        if (str_equal(node->name, name))
            return node;
    return NULL;
}

/*
 * Browsers end a comment early at "<!-->" and "--!>" and old ones know no end
 * but "-->". What is in <noscript> is markup or bytes, depending on scripts.
 */
static bool read_comment(struct scan *scan)
{
    const char *from = scan->at + 4;
    size_t len = str_find(str_range(from, scan->end), STR("-->"));

    if (len == SIZE_MAX)
        return scan_doubt(scan, scan->at);
    struct str text = {from, len};
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
    struct str rest = str_range(scan->at, scan->end);
    size_t len = str_find(rest, STR(">"));

    if (scan->here != scan->open || len == SIZE_MAX)
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
    struct str rest = str_range(scan->at, scan->end);
    size_t len = str_find(rest, STR("</"));

    if (len == SIZE_MAX)
        return scan_doubt(scan, rest.ptr);
    const char *end = rest.ptr + len + 2; /* what ends */
    bool ends = (size_t)(scan->end - end) >= name.len &&
                strncasecmp(end, name.ptr, name.len) == 0;
    int byte = ends ? byte_at(scan, end + name.len) : -1;
    if (!is_blank(byte) && byte != '>')
        return scan_doubt(scan, rest.ptr + len);
    struct str text = {rest.ptr, len};
    bool fine = str_is(name, "script") ? !has(text, "<!--") : !has(text, "<");
    if (!fine || (scan->svg && (traits & HTML_RAW) && has(text, "&")))
        return scan_doubt(scan, rest.ptr);
    scan->at = rest.ptr + len;
    return len == 0 || add_text(scan, text, traits & HTML_WORDS);
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
    if (had == &scan->had_html || scan->here == scan->open)
        return scan->here == scan->open;
    return str_is(scan->here->name, "html");
}

static bool start_is_plain(struct scan *scan, const struct tag *tag)
{
    unsigned traits = tag->traits;

    if (traits & HTML_REFUSED)
        return false;
    if ((traits & HTML_FRAME) && !frame_is_in_place(scan, tag->name.text))
        return false;
    if (scan->svg && (traits & HTML_BREAKS_SVG))
        return false;
    return !tag->closes_itself || (traits & HTML_VOID) || scan->svg ||
           tag->name.word == SVG;
}

/* Reads the tag at hand with its attributes. */
static bool read_tag(struct scan *scan, struct tag *tag)
{
    const char *from = scan->at++;

    scan->angle = find_byte(scan, '<', scan->at);
    tag->name = scan_name(scan);
    if (tag->name.text.len == 0)
        return scan_doubt(scan, from);
    tag->traits = html_traits(tag->name.text, tag->name.word);
    return scan_attributes(scan, &tag->closes_itself);
}

/* Opens the element that was made last. */
static inline bool open_element(struct scan *scan, const struct tag *tag)
{
    if (tag->closes_itself || (tag->traits & HTML_VOID)) {
        leave(scan, scan->here + 1);
        return true;
    }
    if (scan->here == scan->open + HTML_DEPTH_MOST) {
        scan->sure = false; /* the parser behind us tells how deep it is */
        return false;
    }
    scan->here++;
    scan->svg += tag->name.word == SVG;
    return !(tag->traits & (HTML_RAW | HTML_WORDS)) ||
           read_raw(scan, tag->name.text, tag->traits);
}

static bool read_start(struct scan *scan)
{
    const char *from = scan->at;
    struct tag_bytes bytes = tag_bytes(scan);
    struct tag tag;
    bool is_known = tag_recall(scan, &bytes, &tag);

    if (!is_known && !read_tag(scan, &tag))
        return false;
    if (!start_is_plain(scan, &tag))
        return scan_doubt(scan, from);
    struct html_node *node = new_node(scan, HTML_ELEMENT, from);
    node->name = tag.name.text;
    node->word = tag.name.word;
    if (!is_known) {
        node->attr = scan->attr;
        node->attrs = scan->attrs;
        enter(scan, node);
        if (was_dull(scan))
            tag_keep(scan, &bytes, &tag);
    }
    return open_element(scan, &tag);
}

static inline void leave_here(struct scan *scan)
{
    scan->svg -= scan->here->word == SVG;
    leave(scan, scan->here--);
}

/* Leaves elements up to `until`; those that need an end tag are noted. */
static void leave_up_to(struct scan *scan, const struct html_node *until)
{
    while (scan->here != until) {
        const struct html_node *node = scan->here;
        if (!(html_traits(node->name, node->word) & HTML_IMPLIED_END))
            scan_note(scan, HTML_UNCLOSED, scan->text + node->at);
        scan->sure = false;
        leave_here(scan);
    }
}

/* Any end tag but that of the open element as it is mostly written. */
static bool read_other_end(struct scan *scan)
{
    const char *from = scan->at;

    scan->at += 2;
    struct name name = scan_name(scan);
    skip_blanks(scan);
    if (name.text.len == 0 || byte_at(scan, scan->at) != '>')
        return scan_doubt(scan, from);
    scan->at++;
    if (str_equal(name.text, scan->here->name)) {
        leave_here(scan);
        return true;
    }
    if (html_traits(name.text, name.word) & HTML_VOID)
        return scan_doubt(scan, from);
    const struct html_node *open = find_open(scan, name.text);
    if (!open) {
        scan_note(scan, HTML_STRAY, from);
        return true;
    }
    leave_up_to(scan, open);
    leave_here(scan);
    return true;
}

/* Whether the end tag at hand is that of `node`, a name of up to seven bytes
 * with the '>' right behind it. */
static bool ends_briefly(const struct scan *scan, const struct html_node *node)
{
    size_t len = node->name.len;

    if (len == 0 || len > 7 || scan->end - scan->at < 10)
        return false;
    uint64_t eight = eight_bytes(scan->at + 2);
    return eight >> (56 - 8 * len) == (node->word << 8 | '>');
}

static bool read_end(struct scan *scan)
{
    const struct html_node *node = scan->here;

    if (!ends_briefly(scan, node))
        return read_other_end(scan);
    scan->at += node->name.len + 3;
    leave_here(scan);
    return true;
}

static bool read_markup(struct scan *scan)
{
    int next = byte_at(scan, scan->at + 1);

    if (is_letter(next))
        return read_start(scan);
    if (next == '/')
        return read_end(scan);
    if (looking_at(scan, "<!--"))
        return read_comment(scan);
    if (looking_at(scan, "<!doctype") ||
        (scan->at == scan->text && looking_at(scan, "<?xml")))
        return read_declaration(scan);
    return scan_doubt(scan, scan->at);
}

static bool read_all(struct scan *scan)
{
    while (scan->at < scan->end) {
        const char *from = scan->at;
        if (scan->angle < from)
            scan->angle = *from == '<' ? from : find_byte(scan, '<', from);
        scan->at = scan->angle;
        if (scan->at > from && !read_text(scan, str_range(from, scan->at)))
            return false;
        if (scan->at < scan->end && !read_markup(scan))
            return false;
    }
    leave_up_to(scan, scan->open);
    return scan->sure;
}

bool html_scan(struct str text, struct arena *arena,
               const struct html_visitor *visitor, struct html_faults *faults)
{
    struct html_node open[HTML_DEPTH_MOST + 2];
    struct scan scan = {.text = text.ptr,
                        .at = text.ptr,
                        .end = text.ptr + text.len,
                        .arena = arena,
                        .visitor = visitor,
                        .faults = faults,
                        .open = open,
                        .here = open,
                        .sure = true};

    open[0] = (struct html_node){0};
    if (str_starts(text, "\xEF\xBB\xBF"))
        scan.at += 3;
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
                     &(struct html_visitor){
                         .enter = add_node, .leave = end_node, .context = tree},
                     faults);
}
