/*
 * render_state - what the two halves of the renderer share: blocks (render.c)
 * and what stands in them (render_inline.c).
 */
#ifndef RENDER_STATE_H
#define RENDER_STATE_H

#include "render_spot.h"

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
    const struct node **note; /* footnotes in the order of use */
    size_t notes, notes_cap;
    unsigned *uses,
        *local; /* by the note's number: how often; its number here */
    size_t numbers;
    const struct node *this_note; /* being rendered at the end */
};

/* Adds text of HTML or of an attribute in double quotes. */
void render_add_text(struct buf *out, struct str text);

/* Adds an attribute that is an id of prefix, name and number, or with "href"
 * a link to one. */
void render_add_id(struct renderer *r, const char *attribute, const char *name,
                   unsigned number);

/* Adds the link from a footnote back to where it was first used. */
void render_way_back(struct renderer *r);

void render_enter_inline(struct renderer *r, const struct node *node);
void render_leave_inline(struct renderer *r, const struct node *node);

#endif
