#include "html_tree.h"

#include <string.h>

struct html_node *html_next(const struct html_node *root,
                            const struct html_node *node)
{
    if (node->first)
        return node->first;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static void leave(const struct html_visitor *visitor,
                  const struct html_node *node)
{
    if (visitor->leave)
        visitor->leave(visitor->context, node);
}

void html_visit(const struct html_node *root,
                const struct html_visitor *visitor)
{
    const struct html_node *node = root->first;

    while (node) {
        if (visitor->enter(visitor->context, node) && node->first) {
            node = node->first;
            continue;
        }
        leave(visitor, node);
        while (!node->next) {
            node = node->parent;
            if (!node || node == root)
                return;
            leave(visitor, node);
        }
        node = node->next;
    }
}

const struct html_attr *html_find(const struct html_node *node,
                                  const char *name)
{
    for (size_t i = 0; i < node->attrs; i++)
        if (str_is(node->attr[i].name, name))
            return &node->attr[i];
    return NULL;
}

struct str html_value(const struct html_node *node, const char *name)
{
    const struct html_attr *attr = html_find(node, name);

    return attr ? attr->value : (struct str){"", 0};
}

size_t html_span(const struct html_node *cell, const char *name)
{
    struct str value = str_trim(html_value(cell, name));
    size_t span = 0;

    for (size_t i = 0; i < value.len && i < 4; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9')
            break;
        span = span * 10 + (size_t)(value.ptr[i] - '0');
    }
    return span ? span : 1;
}

bool html_is_in(const struct html_node *node, const char *name)
{
    for (const struct html_node *up = node->parent; up; up = up->parent)
        if (str_is(up->name, name))
            return true;
    return false;
}

/* Names are short: a loop costs less than calls that are made for texts. */
static int compare(struct str word, const char *other)
{
    size_t i = 0;

    while (i < word.len && word.ptr[i] == other[i] && other[i])
        i++;
    return (i < word.len ? (unsigned char)word.ptr[i] : 0) -
           (unsigned char)other[i];
}

unsigned html_look_up(const struct html_word *table, size_t len,
                      struct str name)
{
    size_t low = 0, high = len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(name, table[middle].word);
        if (order == 0)
            return table[middle].value;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/*
 * Sorted by name. The names that break out of <svg> are those of the HTML
 * standard's rules for foreign content; the void ones include old ones that
 * browsers still treat so.
 */
static const struct html_word traits[] = {
    {"area", HTML_VOID},
    {"b", HTML_BREAKS_SVG},
    {"base", HTML_VOID},
    {"basefont", HTML_VOID},
    {"bgsound", HTML_VOID},
    {"big", HTML_BREAKS_SVG},
    {"blockquote", HTML_BREAKS_SVG},
    {"body", HTML_BREAKS_SVG | HTML_IMPLIED_END | HTML_FRAME},
    {"br", HTML_VOID | HTML_BREAKS_SVG},
    {"caption", HTML_IMPLIED_END},
    {"center", HTML_BREAKS_SVG},
    {"code", HTML_BREAKS_SVG},
    {"col", HTML_VOID},
    {"colgroup", HTML_IMPLIED_END},
    {"dd", HTML_BREAKS_SVG | HTML_IMPLIED_END},
    {"div", HTML_BREAKS_SVG},
    {"dl", HTML_BREAKS_SVG},
    {"dt", HTML_BREAKS_SVG | HTML_IMPLIED_END},
    {"em", HTML_BREAKS_SVG},
    {"embed", HTML_VOID | HTML_BREAKS_SVG},
    {"foreignobject", HTML_REFUSED},
    {"frame", HTML_VOID},
    {"frameset", HTML_FRAME},
    {"h1", HTML_BREAKS_SVG},
    {"h2", HTML_BREAKS_SVG},
    {"h3", HTML_BREAKS_SVG},
    {"h4", HTML_BREAKS_SVG},
    {"h5", HTML_BREAKS_SVG},
    {"h6", HTML_BREAKS_SVG},
    {"head", HTML_BREAKS_SVG | HTML_IMPLIED_END | HTML_FRAME},
    {"hr", HTML_VOID | HTML_BREAKS_SVG},
    {"html", HTML_IMPLIED_END | HTML_FRAME},
    {"i", HTML_BREAKS_SVG},
    {"iframe", HTML_RAW},
    {"img", HTML_VOID | HTML_BREAKS_SVG},
    {"input", HTML_VOID},
    {"keygen", HTML_VOID},
    {"li", HTML_BREAKS_SVG | HTML_IMPLIED_END},
    {"link", HTML_VOID},
    {"listing", HTML_BREAKS_SVG},
    {"math", HTML_REFUSED},
    {"menu", HTML_BREAKS_SVG},
    {"meta", HTML_VOID | HTML_BREAKS_SVG},
    {"nobr", HTML_BREAKS_SVG},
    {"noembed", HTML_RAW},
    {"noframes", HTML_RAW},
    {"ol", HTML_BREAKS_SVG},
    {"optgroup", HTML_IMPLIED_END},
    {"option", HTML_IMPLIED_END},
    {"p", HTML_BREAKS_SVG | HTML_IMPLIED_END},
    {"param", HTML_VOID},
    {"plaintext", HTML_REFUSED},
    {"pre", HTML_BREAKS_SVG},
    {"rp", HTML_IMPLIED_END},
    {"rt", HTML_IMPLIED_END},
    {"ruby", HTML_BREAKS_SVG},
    {"s", HTML_BREAKS_SVG},
    {"script", HTML_RAW},
    {"small", HTML_BREAKS_SVG},
    {"source", HTML_VOID},
    {"span", HTML_BREAKS_SVG},
    {"strike", HTML_BREAKS_SVG},
    {"strong", HTML_BREAKS_SVG},
    {"style", HTML_RAW},
    {"sub", HTML_BREAKS_SVG},
    {"sup", HTML_BREAKS_SVG},
    {"table", HTML_BREAKS_SVG},
    {"tbody", HTML_IMPLIED_END},
    {"td", HTML_IMPLIED_END},
    {"textarea", HTML_WORDS},
    {"tfoot", HTML_IMPLIED_END},
    {"th", HTML_IMPLIED_END},
    {"thead", HTML_IMPLIED_END},
    {"title", HTML_WORDS},
    {"tr", HTML_IMPLIED_END},
    {"track", HTML_VOID},
    {"tt", HTML_BREAKS_SVG},
    {"u", HTML_BREAKS_SVG},
    {"ul", HTML_BREAKS_SVG},
    {"var", HTML_BREAKS_SVG},
    {"wbr", HTML_VOID},
    {"xmp", HTML_RAW},
};

unsigned html_traits(struct str name, uint64_t word)
{
    static _Thread_local struct html_words words = {
        .table = traits, .len = sizeof(traits) / sizeof(traits[0])};

    return html_recall(&words, name, word);
}

void html_tree_start(struct html_tree *tree, struct arena *arena)
{
    tree->arena = arena;
    tree->root = arena_new(arena, sizeof(*tree->root));
    tree->here = tree->root;
    tree->depth = 0;
}

struct html_node *html_tree_add(struct html_tree *tree, enum html_kind kind,
                                size_t at)
{
    struct html_node *node = arena_new(tree->arena, sizeof(*node));

    node->kind = kind;
    node->at = (uint32_t)at;
    node->parent = tree->here;
    if (tree->here->last)
        tree->here->last->next = node;
    else
        tree->here->first = node;
    tree->here->last = node;
    return node;
}

void html_tree_enter(struct html_tree *tree, struct html_node *node)
{
    tree->here = node;
    tree->depth++;
}

void html_tree_leave(struct html_tree *tree)
{
    tree->here = tree->here->parent;
    tree->depth--;
}

struct html_node *html_tree_open(const struct html_tree *tree, struct str name)
{
    for (struct html_node *node = tree->here; node != tree->root;
         node = node->parent)
        if (str_equal(node->name, name))
            return node;
    return NULL;
}
