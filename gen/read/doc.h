/*
 * doc - a Markdown document as a tree of our own, with places.
 *
 * Nodes live in an arena and are linked; trees are walked without recursion
 * (doc_next, or a doc_walk where leaving matters). Text is UTF-8 without the
 * marks that reading put in; a line break between two Han characters is gone.
 */
#ifndef DOC_H
#define DOC_H

#include "../base/buf.h"
#include "../base/source.h"

#include <stdbool.h>

enum node_kind {
    /* blocks */
    NODE_DOCUMENT,
    NODE_PARAGRAPH,
    NODE_HEADING, /* level */
    NODE_QUOTE,
    NODE_LIST, /* ordered, start, tight */
    NODE_ITEM, /* task */
    NODE_CODE_BLOCK, /* text, info */
    NODE_HTML_BLOCK, /* text */
    NODE_RULE,
    NODE_TABLE, /* columns */
    NODE_ROW, /* header */
    NODE_CELL, /* align, header */
    NODE_FOOTNOTE, /* a definition: text is its label, number */
    /* inlines */
    NODE_TEXT, /* text */
    NODE_SOFT_BREAK,
    NODE_HARD_BREAK,
    NODE_CODE, /* text */
    NODE_HTML, /* text: one tag or comment */
    NODE_EMPH,
    NODE_STRONG,
    NODE_STRIKE,
    NODE_LINK, /* url, title */
    NODE_IMAGE, /* url, title; its children are the description */
    NODE_FOOTNOTE_REF, /* text is the label; `note` its definition */
    NODE_KINDS
};

enum node_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum node_task { TASK_NONE, TASK_OPEN, TASK_DONE };

struct node {
    enum node_kind kind;
    uint8_t level; /* HEADING: 1 to 6 */
    uint8_t align; /* CELL: enum node_align */
    uint8_t task; /* ITEM: enum node_task */
    bool ordered, tight, header;
    bool bare; /* LINK: from a bare URL in the text */
    int start; /* LIST: first number */
    int columns; /* TABLE */
    int number; /* FOOTNOTE: from 1, in the order of first use */
    uint32_t line, column; /* characters, from 1; 0: not known */
    uint32_t last_line; /* blocks: the line they end on */
    struct str text, info, url, title;
    struct node *note; /* FOOTNOTE_REF: its definition */
    struct node *parent, *first, *last, *next, *before;
    const char *href; /* LINK, IMAGE: the address it got in the site */
};

struct doc {
    const struct source *source;
    struct node *root; /* blocks, footnote definitions at the end */
};

/* Steps. */
enum walk_step { WALK_DONE, WALK_ENTER, WALK_LEAVE };

/* A walk over `root` and all below it: enter before, leave after the children;
 * a node without children is entered and left, too. */
struct doc_walk {
    struct node *root, *node;
    enum walk_step step;
};

struct doc_walk doc_walk(struct node *root);
enum walk_step doc_step(struct doc_walk *walk);

/* The node after `node` in document order below `root`; NULL at the end. */
struct node *doc_next(const struct node *root, const struct node *node);

/* The same without what stands in paragraphs, headings and tables. */
struct node *doc_next_block(const struct node *root, const struct node *node);

bool node_is_block(const struct node *node);
bool node_is_leaf(const struct node *node); /* kinds that carry text */

struct node *node_new(struct arena *arena, enum node_kind kind);
void node_append(struct node *parent, struct node *child);
void node_insert_after(struct node *place, struct node *added);
void node_unlink(struct node *node);

/* Adds the plain text below `node`: breaks as a blank, images as their
 * description, footnote marks and HTML left out. */
void node_plain(const struct node *node, struct buf *out);

/* The same, kept in the arena. */
struct str node_text(struct arena *arena, const struct node *node);

struct place node_place(const struct doc *doc, const struct node *node);

#endif
