/*
 * find_node - a piece of a document that a test asks for.
 */
#ifndef FIND_NODE_H
#define FIND_NODE_H

#include "../gen/read/doc.h"

/* The first node of a kind whose text begins so; `text` NULL: whatever text.
 * NULL where there is none, or `doc` is NULL. */
const struct node *find_node(const struct doc *doc, enum node_kind kind,
                             const char *text);

#endif
