/* docx_number - the numbers that Word puts before paragraphs. */
#ifndef DOCX_NUMBER_H
#define DOCX_NUMBER_H

#include "../base/buf.h"
#include "html_tree.h"

#define LEVELS 9

struct docx_level {
    struct str format; /* decimal, chineseCounting, bullet */
    struct str text; /* （%1） */
    int start, count; /* count: the number given last; -1: none yet */
};

struct docx_list {
    struct str id; /* of the w:num */
    struct docx_level level[LEVELS];
};

struct docx_numbers {
    struct docx_list *list;
    size_t len;
};

/* Reads numbering.xml; `root` NULL gives no lists. */
void docx_numbers_read(struct arena *arena, const struct html_node *root,
                       struct docx_numbers *out);

/* Writes the label of the next paragraph of list `id` at `level`: "（三）". A
 * bullet gives none and true in `*bullet`. */
void docx_number_next(struct docx_numbers *numbers, struct str id,
                      unsigned level, struct buf *out, bool *bullet);

/* The first child or grandchild of that name, or NULL. */
const struct html_node *docx_child(const struct html_node *node,
                                   const char *name);

#endif
