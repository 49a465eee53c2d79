/*
 * render - a doc's blocks into HTML.
 *
 * The same HTML as cmark-gfm makes, held against it in tests, but for what
 * this job adds: addresses in the site, ids on paragraphs and headings, table
 * heads with scope in a region that can scroll, footnotes at the end of the
 * page that uses them, marks around the sentences that state a target.
 */
#ifndef RENDER_H
#define RENDER_H

#include "../base/buf.h"
#include "../read/doc.h"

#include <stdbool.h>

struct map;
struct render_notes;

/* A stretch of text that something leads to. Sorted as the text runs. */
struct render_mark {
    const struct node *node; /* the TEXT node, or a ROW */
    size_t from, to; /* bytes of the node's text; 0, 0 for a ROW */
    const char *id; /* NULL on the later parts of one mark */
    const char *href; /* where it leads back to; NULL: none */
    const char *label; /* what the link back says, as plain text */
    const char *kind; /* class: "target" or "result" */
    bool last; /* the last part: the link back stands behind it */
};

struct render {
    bool plain; /* as cmark renders: no ids, no wrappers, HTML kept */
    int shift; /* added to heading levels */
    const char *prefix; /* in front of every id, "" as a rule */
    const char
        *permalink; /* label of paragraph links; NULL: no ids, no links */
    const char *notes_title; /* heading of the footnotes */
    const char *back_label; /* label of the link back from a footnote */
    const char *scroll_label; /* label of a table's region */
    const char *external_label; /* said behind links to other hosts */
    const struct render_mark *mark;
    size_t marks;
    const struct map *inside; /* names of the sections this page has, too */
    struct render_notes
        *notes; /* gathered over many calls; NULL: each its own */
};

/* Renders `first` and its followers up to before `end` (NULL: to the last). */
void render_blocks(const struct node *first, const struct node *end,
                   const struct render *how, struct buf *out);

/* Footnotes of a page that is rendered in pieces; render_notes_end adds those
 * of `how`, which all pieces had, and gives them back. */
struct render_notes *render_notes_new(void);
void render_notes_end(const struct render *how, struct buf *out);

/* Renders the inlines below `node`: a heading's words in a list of contents
 * (links become their text, footnote marks and images are left out). */
void render_inline_text(const struct node *node, struct buf *out);

#endif
