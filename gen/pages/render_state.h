/*
 * render_state - what the parts of the renderer share: blocks (render.c), what
 * stands in them (render_inline.c), and footnotes (render_notes.c).
 */
#ifndef RENDER_STATE_H
#define RENDER_STATE_H

#include "../base/map.h"
#include "render_spot.h"

/* Footnotes in the order of their first use. */
struct render_notes {
    struct render_note {
        const struct node *node;
        unsigned uses;
    } * note;
    size_t len, cap;
    struct map known; /* by the node's address: its number */
};

struct renderer {
    const struct render *how;
    struct buf *out;
    size_t begin; /* what `out` held before */
    const struct node *top; /* the block at hand of those to render */
    struct render_spots spots;
    unsigned paragraphs, headings, tasks; /* ids given */
    bool body; /* the table at hand has its <tbody> */
    bool no_links; /* words alone: a heading in a list of contents */
    unsigned in_link;
    size_t back_from,
        back_to; /* marks whose links back wait for a link's end */
    struct render_notes *notes; /* its own, or those of the whole page */
    const struct node *this_note; /* being rendered at the end */
    unsigned this_number;
};

/* Adds text of HTML or of an attribute in double quotes. */
void render_add_text(struct buf *out, struct str text);

/* Adds an attribute that is an id of prefix, name and number, or with "href"
 * a link to one. */
void render_add_id(struct renderer *r, const char *attribute, const char *name,
                   unsigned number);

/* Adds the id of a mark in the text, or of the row that it stands in. */
void render_add_mark_id(struct renderer *r, const struct render_mark *mark);

/* Adds the mark of a footnote, which gets its number when first used. */
void render_note_ref(struct renderer *r, const struct node *ref);

/* Adds the link from a footnote back to where it was first used. */
void render_way_back(struct renderer *r);

/* Adds all footnotes used so far. Notes may lead to further notes. */
void render_add_notes(struct renderer *r);

/* Renders one block or inline with all below it. */
void render_node(struct renderer *r, const struct node *root);

void render_enter_inline(struct renderer *r, const struct node *node);
void render_leave_inline(struct renderer *r, const struct node *node);

#endif
