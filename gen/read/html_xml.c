#include "html_xml.h"

#include <string.h>

#define NAME_MOST 64
#define TEXT_MOST 256 /* the library hands longer ones over in pieces */
#define DEPTH_MOST 64

static const char svg_space[] = "http://www.w3.org/2000/svg";

struct xml {
    const char *text, *at, *end;
    struct html_tree *tree;
    struct str open[DEPTH_MOST]; /* the names as they are written */
    struct html_attr attr[HTML_ATTRS_MOST];
    size_t attrs;
    bool has_space; /* xmlns is there */
};

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_in_name(char byte)
{
    return is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-';
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t';
}

static void skip_blanks(struct xml *xml)
{
    while (xml->at < xml->end && is_blank(*xml->at))
        xml->at++;
}

/* Passes these bytes, if they are there. */
static bool pass(struct xml *xml, struct str bytes)
{
    struct str next = {xml->at, bytes.len};

    if ((size_t)(xml->end - xml->at) < bytes.len || !str_equal(next, bytes))
        return false;
    xml->at += bytes.len;
    return true;
}

/* Reads a name; empty where there is none, or a long one. */
static struct str read_name(struct xml *xml)
{
    const char *from = xml->at;

    if (from < xml->end && is_letter(*from))
        while (xml->at < xml->end && is_in_name(*xml->at))
            xml->at++;
    size_t len = (size_t)(xml->at - from);
    return (struct str){from, len > NAME_MOST ? 0 : len};
}

static struct str lowered(struct arena *arena, struct str name)
{
    char *copy = arena_copy(arena, name.ptr, name.len);

    for (size_t i = 0; i < name.len; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, name.len};
}

/* Reads a value with its quotes. */
static bool read_value(struct xml *xml, struct str *value)
{
    if (xml->at == xml->end || (*xml->at != '"' && *xml->at != '\''))
        return false;
    char quote = *xml->at++;
    const char *from = xml->at;
    while (xml->at < xml->end && *xml->at != quote) {
        unsigned char byte = (unsigned char)*xml->at++;
        if (byte < ' ' || byte == '<' || byte == '&')
            return false;
    }
    *value = str_range(from, xml->at);
    return pass(xml, (struct str){&quote, 1});
}

static bool is_twice(const struct xml *xml, struct str name)
{
    for (size_t i = 0; i < xml->attrs; i++)
        if (str_equal(xml->attr[i].name, name))
            return true;
    return false;
}

/* Of names with a prefix, xml:lang alone is plain; and that of SVG alone of all
 * spaces of names, which is no attribute to the library. */
static bool read_attribute(struct xml *xml)
{
    struct arena *arena = xml->tree->arena;
    bool is_lang = pass(xml, STR("xml:lang"));
    struct str written = is_lang ? STR("lang") : read_name(xml), value;

    if (written.len == 0 || !pass(xml, STR("=")) || !read_value(xml, &value))
        return false;
    if (str_is(written, "xmlns") && !xml->has_space)
        return xml->has_space = str_is(value, svg_space);
    struct str name = lowered(arena, written);
    if (str_is(name, "xmlns") || is_twice(xml, name) ||
        xml->attrs == HTML_ATTRS_MOST - 1)
        return false;
    xml->attr[xml->attrs++] = (struct html_attr){name, value, html_word(name)};
    return true;
}

static bool read_attributes(struct xml *xml)
{
    xml->attrs = 0;
    xml->has_space = false;
    for (;;) {
        const char *from = xml->at;
        skip_blanks(xml);
        if (xml->at == xml->end)
            return false;
        if (*xml->at == '>' || *xml->at == '/')
            return true;
        if (xml->at == from || !read_attribute(xml))
            return false;
    }
}

static void add_attributes(struct xml *xml, struct html_node *node)
{
    node->attrs = xml->attrs;
    node->attr = arena_array(xml->tree->arena, xml->attrs, sizeof(*node->attr));
    if (xml->attrs)
        memcpy(node->attr, xml->attr, xml->attrs * sizeof(*node->attr));
}

/* What is in these is judged where it stands, and their texts have other places
 * to the library. */
static bool holds_code(struct str name)
{
    return str_is(name, "style") || str_is(name, "script");
}

static bool read_start(struct xml *xml)
{
    struct html_tree *tree = xml->tree;
    size_t at = (size_t)(xml->at++ - xml->text);
    struct str written = read_name(xml);

    if (written.len == 0 || !read_attributes(xml) || tree->depth == DEPTH_MOST)
        return false;
    struct html_node *node = html_tree_add(tree, HTML_ELEMENT, at);
    node->name = lowered(tree->arena, written);
    node->word = html_word(node->name);
    add_attributes(xml, node);
    if (holds_code(node->name))
        return false;
    if (pass(xml, STR("/>")))
        return true;
    xml->open[tree->depth] = written;
    html_tree_enter(tree, node);
    return pass(xml, STR(">"));
}

static bool read_end(struct xml *xml)
{
    if (xml->tree->depth == 0)
        return false;
    html_tree_leave(xml->tree);
    return pass(xml, STR("</")) && pass(xml, xml->open[xml->tree->depth]) &&
           pass(xml, STR(">"));
}

/* Characters that XML refuses in a text, or has other forms for. */
static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '&' || text.ptr[i] == ']' || text.ptr[i] == '\r' ||
            ((unsigned char)text.ptr[i] < ' ' && !is_blank(text.ptr[i])))
            return false;
    return text.len <= TEXT_MOST;
}

static bool read_text(struct xml *xml)
{
    const char *from = xml->at;
    const char *next = memchr(from, '<', (size_t)(xml->end - from));
    struct str text = str_range(from, next ? next : xml->end);

    if (!next || !is_plain(text))
        return false;
    html_tree_add(xml->tree, HTML_TEXT, (size_t)(from - xml->text))->text =
        text;
    xml->at = next;
    return true;
}

/* Reads what is at hand: a tag or a text of the open element. */
static bool read_next(struct xml *xml)
{
    if (*xml->at != '<')
        return read_text(xml);
    bool ends = xml->end - xml->at > 1 && xml->at[1] == '/';
    return ends ? read_end(xml) : read_start(xml);
}

bool html_xml_scan(struct str text, struct html_tree *tree)
{
    struct xml xml = {.text = text.ptr,
                      .at = text.ptr,
                      .end = text.ptr + text.len,
                      .tree = tree};

    /* U+FFFE is no character of XML, nor are others of its block plain. */
    if (text.len == 0 || text.ptr[0] != '<' ||
        str_find(text, STR("\xEF\xBF")) != SIZE_MAX)
        return false;
    do
        if (!read_next(&xml))
            return false;
    while (tree->depth > 0 && xml.at < xml.end);
    skip_blanks(&xml);
    return tree->depth == 0 && xml.at == xml.end;
}
