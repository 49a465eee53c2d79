/*
 * template_node - a parsed template: the inside of the template room, shared
 * by the parser and the runner.
 *
 * A template is an array of pieces in the order of its text. What a section or
 * a block holds follows it directly, up to its `next`.
 */
#ifndef TEMPLATE_NODE_H
#define TEMPLATE_NODE_H

#include "template.h"
#include "template_context.h"

enum piece_kind {
    PIECE_TEXT, /* no tag behind its text */
    PIECE_VARIABLE, /* {{name}} {{{name}}} {{&name}} */
    PIECE_SECTION, /* {{#name}}; a PIECE_END is the last it holds */
    PIECE_INVERTED, /* {{^name}} */
    PIECE_END, /* {{/name}} of a section */
    PIECE_PARTIAL, /* {{>name}} {{>*name}} */
    PIECE_PARENT, /* {{<name}}: the blocks in it are handed to the parent */
    PIECE_BLOCK, /* {{$name}} */
};

/* A part of a dotted name, and the print that fields are found by. */
struct piece_part {
    struct str name;
    uint32_t print;
};

struct piece {
    enum piece_kind kind;
    enum context context; /* what may be shown here */
    bool raw; /* VARIABLE: {{{name}}} or {{&name}} */
    bool dynamic; /* PARTIAL, PARENT: the name is looked up */
    bool at_line; /* begins a line of the template */
    bool alone; /* has its lines to itself, which leave nothing */
    uint32_t offset; /* of its tag in the source */
    uint32_t next; /* the piece behind it and what it holds */
    struct str lead; /* the text in front of its tag */
    struct str text; /* the name as written */
    struct piece_part *part; /* the name's parts; none for {{.}} */
    size_t parts;
    struct str indent; /* PARTIAL, PARENT, BLOCK: goes before their lines */
    const struct template *target; /* PARTIAL, PARENT: once checked */
};

struct template
{
    struct str name;
    const struct source *source;
    struct piece *piece;
    uint32_t len;
    struct template *older;
};

struct templates {
    struct arena *arena;
    enum template_mode mode;
    struct template *newest;
};

/* Sections and blocks may be this deep in one template. */
#define TEMPLATE_NEST_MOST 64

/* Gives a piece the name its tag bears; false where that can be none. */
bool piece_name(struct piece *piece, struct str content, struct arena *arena);

/*
 * Takes `indent`, that of a handed block's first line, off all lines of the
 * pieces `from` up to before `to`: they are indented anew where they land.
 */
void pieces_dedent(struct piece *piece, uint32_t from, uint32_t to,
                   struct str indent, struct arena *arena);

/*
 * Joins each text with the tag behind it into one piece, where the one is never
 * run without the other. Returns how many pieces are left.
 */
uint32_t pieces_join(struct piece *piece, uint32_t len, struct arena *arena);

/* The template of that name, or NULL. */
const struct template *template_find(const struct templates *set,
                                     struct str name);

/* Fills `template` from its source. False when it is broken (told). */
bool template_parse(struct templates *set, struct template *template,
                    struct diags *diags);

#endif
