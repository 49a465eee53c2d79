#include "doc.h"

struct doc_walk doc_walk(struct node *root)
{
    return (struct doc_walk){.root = root, .node = NULL, .step = WALK_DONE};
}

enum walk_step doc_step(struct doc_walk *walk)
{
    if (!walk->node) {
        walk->node = walk->root;
        return walk->step = walk->node ? WALK_ENTER : WALK_DONE;
    }
    if (walk->step == WALK_ENTER) {
        if (!walk->node->first)
            return walk->step = WALK_LEAVE;
        walk->node = walk->node->first;
        return WALK_ENTER;
    }
    if (walk->step == WALK_DONE || walk->node == walk->root)
        return walk->step = WALK_DONE;
    if (walk->node->next) {
        walk->node = walk->node->next;
        return walk->step = WALK_ENTER;
    }
    walk->node = walk->node->parent;
    return walk->step = WALK_LEAVE;
}

/* The node behind `node` and all below it. */
static struct node *next_behind(const struct node *root,
                                const struct node *node)
{
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

struct node *doc_next(const struct node *root, const struct node *node)
{
    return node->first ? node->first : next_behind(root, node);
}

struct node *doc_next_block(const struct node *root, const struct node *node)
{
    bool whole = node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING ||
                 node->kind == NODE_TABLE;

    return node->first && !whole ? node->first : next_behind(root, node);
}

bool node_is_block(const struct node *node)
{
    return node->kind < NODE_TEXT;
}

bool node_is_leaf(const struct node *node)
{
    switch (node->kind) {
    case NODE_CODE_BLOCK:
    case NODE_HTML_BLOCK:
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_HTML: return true;
    default: return false;
    }
}

struct node *node_new(struct arena *arena, enum node_kind kind)
{
    struct node *node = arena_new(arena, sizeof(*node));
    node->kind = kind;
    return node;
}

void node_append(struct node *parent, struct node *child)
{
    child->parent = parent;
    child->before = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_insert_after(struct node *place, struct node *added)
{
    struct node *parent = place->parent;

    added->parent = parent;
    added->before = place;
    added->next = place->next;
    if (place->next)
        place->next->before = added;
    else if (parent)
        parent->last = added;
    place->next = added;
}

void node_unlink(struct node *node)
{
    struct node *parent = node->parent;

    if (node->before)
        node->before->next = node->next;
    else if (parent)
        parent->first = node->next;
    if (node->next)
        node->next->before = node->before;
    else if (parent)
        parent->last = node->before;
    node->parent = node->before = node->next = NULL;
}

void node_plain(const struct node *node, struct buf *out)
{
    size_t begin = out->len;
    bool due = false; /* a blank between blocks: two cells are two words */

    for (const struct node *at = node; at; at = doc_next(node, at)) {
        if (node_is_block(at))
            due = out->len > begin;
        if (at->kind == NODE_SOFT_BREAK || at->kind == NODE_HARD_BREAK)
            buf_char(out, ' ');
        if (!node_is_leaf(at) || at->text.len == 0 || at->kind == NODE_HTML ||
            at->kind == NODE_HTML_BLOCK)
            continue;
        if (due && out->data[out->len - 1] != ' ')
            buf_char(out, ' ');
        due = false;
        buf_str(out, at->text);
    }
}

struct str node_text(struct arena *arena, const struct node *node)
{
    struct buf text = {0};

    node_plain(node, &text);
    struct str found = buf_view(&text);
    found.ptr = arena_copy(arena, found.len ? found.ptr : "", found.len);
    buf_free(&text);
    return found;
}

struct place node_place(const struct doc *doc, const struct node *node)
{
    return (struct place){doc->source, node->line, node->column};
}
