/*
 * html_tree - the tree that HTML and SVG are read into.
 *
 * Nodes live in an arena and their texts may point into the bytes that were
 * read, so both must outlive the tree. It is at most HTML_DEPTH_MOST deep.
 */
#ifndef HTML_TREE_H
#define HTML_TREE_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

#define HTML_DEPTH_MOST 256
#define HTML_ATTRS_MOST 64

enum html_kind { HTML_ELEMENT, HTML_TEXT, HTML_COMMENT };

struct html_attr {
    struct str name; /* lower case, without a namespace's prefix */
    struct str value; /* without entities */
    uint64_t word; /* html_word of the name */
};

struct html_node {
    enum html_kind kind;
    uint32_t at; /* byte offset of its '<' or of the text's first byte */
    struct str name; /* ELEMENT: lower case, without a prefix */
    uint64_t word; /* ELEMENT: html_word of the name */
    struct str text; /* TEXT, COMMENT: without entities */
    struct html_attr *attr;
    size_t attrs;
    struct html_node *parent, *first, *last, *next;
};

/* The node after `node` in document order below `root`; NULL at the end. */
struct html_node *html_next(const struct html_node *root,
                            const struct html_node *node);

/*
 * What is done at each node on the way; `enter` says whether to go below. Each
 * node that is entered is left.
 */
struct html_visitor {
    bool (*enter)(void *context, const struct html_node *node);
    void (*leave)(void *context, const struct html_node *node); /* or NULL */
    void *context;
    /* For a page that is scanned (html_scan.h) and of which nothing is left:
     * whether what was entered last said nothing, and so says nothing where it
     * comes again. Elements with the same tag, byte for byte, and after a text
     * all texts but those of <script> and its like are then not shown. What is
     * known of tags is kept in `dull`. Both or none of them are NULL. */
    bool (*was_dull)(void *context);
    struct html_dull *dull;
};

/* Enters and leaves each node below `root` in document order. */
void html_visit(const struct html_node *root,
                const struct html_visitor *visitor);

/* The attribute of that name, or NULL. */
const struct html_attr *html_find(const struct html_node *node,
                                  const char *name);

/* Its value, empty where it is not there. */
struct str html_value(const struct html_node *node, const char *name);

/* How many rows or columns a cell takes: "rowspan", "colspan"; at least 1. */
size_t html_span(const struct html_node *cell, const char *name);

/* True where `node` stands, at any depth, in an element of that name. */
bool html_is_in(const struct html_node *node, const char *name);

/* A name's last eight bytes as a number: those of up to eight bytes are told
 * apart by it alone. */
static inline uint64_t html_word(struct str name)
{
    uint64_t word = 0;

    for (size_t i = 0; i < name.len; i++)
        word = word << 8 | (unsigned char)name.ptr[i];
    return word;
}

/* A word and what it stands for; tables of them are sorted by word. */
struct html_word {
    const char *word;
    unsigned value;
};

/*
 * A table, and what was looked up in it before: pages have few names, and each
 * of them hundreds of times. Starts with the table alone set; what is known
 * holds for all pages, so that a thread may keep it.
 */
struct html_words {
    const struct html_word *table;
    size_t len;
    struct {
        uint64_t word;
        unsigned value;
    } known[256];
};

/* What `name` stands for in a table, 0 where it is not in it. */
unsigned html_look_up(const struct html_word *table, size_t len,
                      struct str name);

/* The same of a name that may have been asked for before. */
static inline unsigned html_recall(struct html_words *words, struct str name,
                                   uint64_t word);

/* What is special about elements of a name; a set of flags. */
enum html_trait {
    HTML_VOID = 1, /* has no end tag: br */
    HTML_RAW = 2, /* its content is no markup to a browser: style */
    HTML_WORDS = 4, /* its content is text and entities alone: title */
    HTML_IMPLIED_END = 8, /* its end tag may be left out: li */
    HTML_BREAKS_SVG = 16, /* ends an open <svg> */
    HTML_FRAME = 32, /* html, head, body: at the top and once */
    HTML_REFUSED = 64, /* no two readers agree on what is inside */
};
unsigned html_traits(struct str name, uint64_t word);

/* A tree in the making; starts with the arena alone set. */
struct html_tree {
    struct arena *arena;
    struct html_node *root, *here;
    unsigned depth;
};

void html_tree_start(struct html_tree *tree, struct arena *arena);

/* Adds a node below the open element. `at` is its offset. */
struct html_node *html_tree_add(struct html_tree *tree, enum html_kind kind,
                                size_t at);

/* Makes the newest element the open one, and back to its parent. */
void html_tree_enter(struct html_tree *tree, struct html_node *node);
void html_tree_leave(struct html_tree *tree);

/* The nearest open element of that name, or NULL. */
struct html_node *html_tree_open(const struct html_tree *tree, struct str name);

static inline unsigned html_recall(struct html_words *words, struct str name,
                                   uint64_t word)
{
    size_t at = (word * 0x9E3779B97F4A7C15U) >> 56;

    if (name.len > sizeof(word))
        return html_look_up(words->table, words->len, name);
    if (words->known[at].word != word) {
        words->known[at].word = word;
        words->known[at].value = html_look_up(words->table, words->len, name);
    }
    return words->known[at].value;
}

#endif
