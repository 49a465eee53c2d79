#include "check_access.h"

#include "../read/html_tree.h"
#include "check_note.h"
#include "check_role.h"

/* A picture for the eye alone has alt="", or is hidden from readers aloud. */
static bool lacks_description(const struct html_node *node)
{
    return str_is(node->name, "img") && !html_find(node, "alt") &&
           !word_is(html_value(node, "aria-hidden"), "true") &&
           !word_is(html_value(node, "role"), "presentation");
}

static bool has_below(const struct html_node *node, const char *name)
{
    for (const struct html_node *at = html_next(node, node); at;
         at = html_next(node, at))
        if (at->kind == HTML_ELEMENT && str_is(at->name, name))
            return true;
    return false;
}

static bool lacks_head(const struct html_node *node)
{
    return str_is(node->name, "table") &&
           !word_is(html_value(node, "role"), "presentation") &&
           !has_below(node, "th");
}

void check_access(struct check_note *note, const struct html_node *root)
{
    size_t headings = 0;

    for (const struct html_node *at = html_next(root, root); at;
         at = html_next(root, at)) {
        if (at->kind != HTML_ELEMENT)
            continue;
        if (lacks_description(at))
            check_tell(note, PAGE_ALT, at->at, html_value(at, "src"));
        if (lacks_head(at))
            check_tell(note, PAGE_TABLE, at->at, STR("<table>"));
        if (str_is(at->name, "html") && !html_value(at, "lang").len)
            check_tell(note, PAGE_LANG, at->at, STR("<html>"));
        headings += str_is(at->name, "h1");
        if (headings == 2 && str_is(at->name, "h1"))
            check_tell(note, PAGE_H1, at->at, STR("2"));
    }
    if (headings == 0)
        check_tell(note, PAGE_H1, 0, STR("0"));
}
