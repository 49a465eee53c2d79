#include "../../gen/read/doc.h"
#include "../test.h"

#include <string.h>

static struct node *text(struct arena *arena, struct node *parent,
                         const char *words)
{
    struct node *node = node_new(arena, NODE_TEXT);

    node->text = str_of(words);
    node_append(parent, node);
    return node;
}

static struct node *under(struct arena *arena, struct node *parent,
                          enum node_kind kind)
{
    struct node *node = node_new(arena, kind);

    node_append(parent, node);
    return node;
}

/* The steps of a walk: "(" enters, ")" leaves, with the kind's number. */
static void steps(struct node *root, struct buf *out)
{
    struct doc_walk walk = doc_walk(root);

    while (doc_step(&walk) != WALK_DONE)
        buf_format(out, "%c%d", walk.step == WALK_ENTER ? '(' : ')',
                   (int)walk.node->kind);
    buf_char(out, '\0');
}

TEST(a_walk_enters_before_and_leaves_after_the_children)
{
    struct arena arena = {0};
    struct buf out = {0};
    struct node *root = node_new(&arena, NODE_DOCUMENT);
    struct node *paragraph = under(&arena, root, NODE_PARAGRAPH);

    text(&arena, paragraph, "a");
    under(&arena, root, NODE_RULE);
    steps(root, &out);
    CHECK_STR(out.data, "(0(1(13)13)1(8)8)0");
    struct doc_walk walk = doc_walk(root);
    while (doc_step(&walk) != WALK_DONE)
        ;
    CHECK_INT(doc_step(&walk), WALK_DONE);
    buf_free(&out);
    arena_free(&arena);
}

TEST(blocks_are_walked_without_what_stands_in_them)
{
    struct arena arena = {0};
    struct node *root = node_new(&arena, NODE_DOCUMENT);
    struct node *list = under(&arena, root, NODE_LIST);
    struct node *item = under(&arena, list, NODE_ITEM);
    struct node *first = under(&arena, item, NODE_PARAGRAPH);
    struct node *table = under(&arena, root, NODE_TABLE);
    struct node *row = under(&arena, table, NODE_ROW);

    text(&arena, first, "a");
    under(&arena, row, NODE_CELL);
    CHECK(doc_next_block(root, root) == list);
    CHECK(doc_next_block(root, list) == item);
    CHECK(doc_next_block(root, item) == first);
    CHECK(doc_next_block(root, first) == table);
    CHECK(doc_next_block(root, table) == NULL);
    arena_free(&arena);
}

TEST(the_node_after_the_last_below_a_root_is_none)
{
    struct arena arena = {0};
    struct node *root = node_new(&arena, NODE_DOCUMENT);
    struct node *first = under(&arena, root, NODE_PARAGRAPH);
    struct node *words = text(&arena, first, "a");
    struct node *second = under(&arena, root, NODE_PARAGRAPH);

    CHECK(doc_next(root, root) == first);
    CHECK(doc_next(root, first) == words);
    CHECK(doc_next(root, words) == second);
    CHECK(doc_next(first, words) == NULL);
    CHECK(doc_next(root, second) == NULL);
    arena_free(&arena);
}

TEST(nodes_are_taken_out_and_put_in)
{
    struct arena arena = {0};
    struct node *root = node_new(&arena, NODE_PARAGRAPH);
    struct node *a = text(&arena, root, "a"), *b = text(&arena, root, "b"),
                *c = text(&arena, root, "c");

    node_unlink(b);
    CHECK(a->next == c && c->before == a && !b->parent);
    node_insert_after(c, b);
    CHECK(root->last == b && b->before == c && c->next == b);
    node_unlink(a);
    CHECK(root->first == c && !c->before);
    node_unlink(b);
    node_unlink(c);
    CHECK(!root->first && !root->last);
    arena_free(&arena);
}

TEST(plain_text_parts_cells_and_leaves_marks_out)
{
    struct arena arena = {0};
    struct node *row = node_new(&arena, NODE_ROW);
    struct node *cell = under(&arena, row, NODE_CELL);
    struct node *image, *html;

    text(&arena, cell, "甲");
    under(&arena, cell, NODE_SOFT_BREAK);
    image = under(&arena, cell, NODE_IMAGE);
    text(&arena, image, "图");
    html = under(&arena, cell, NODE_HTML);
    html->text = STR("<br>");
    under(&arena, cell, NODE_FOOTNOTE_REF)->text = STR("1");
    under(&arena, row, NODE_CELL);
    text(&arena, under(&arena, row, NODE_CELL), "乙");
    struct str plain = node_text(&arena, row);
    CHECK_STR(plain.ptr, "甲 图 乙");
    CHECK_INT(plain.len, strlen("甲 图 乙"));
    CHECK_STR(node_text(&arena, html).ptr, "");
    CHECK_STR(node_text(&arena, image->first).ptr, "图");
    arena_free(&arena);
}

TEST(kinds_are_blocks_or_inlines)
{
    struct node node = {.kind = NODE_FOOTNOTE};

    CHECK(node_is_block(&node) && !node_is_leaf(&node));
    node.kind = NODE_CODE_BLOCK;
    CHECK(node_is_block(&node) && node_is_leaf(&node));
    node.kind = NODE_TEXT;
    CHECK(!node_is_block(&node) && node_is_leaf(&node));
    node.kind = NODE_LINK;
    CHECK(!node_is_block(&node) && !node_is_leaf(&node));
}
