/* docx_table - the tables of a Word document. Private to docx. */
#ifndef DOCX_TABLE_H
#define DOCX_TABLE_H

#include "html_tree.h"
#include "manuscript.h"

/* Reads a w:tbl into the arena; NULL where it only lays out paragraphs: one
 * column or row, pictures, or text of several paragraphs' length. */
struct block_table *docx_table(struct arena *arena,
                               const struct html_node *node);

#endif
