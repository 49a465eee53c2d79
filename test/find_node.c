#include "find_node.h"

const struct node *find_node(const struct doc *doc, enum node_kind kind,
                             const char *text)
{
    if (!doc)
        return NULL;
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at))
        if (at->kind == kind && (!text || str_starts(at->text, text)))
            return at;
    return NULL;
}
