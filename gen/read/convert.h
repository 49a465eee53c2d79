/*
 * convert - cmark-gfm's tree into a doc, with places of the file.
 *
 * The doc keeps nothing of the library's tree. Its texts still have the ~~
 * marked that strike text out; all other marks are gone.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include "doc.h"
#include "marks.h"

struct cmark_node;
struct diags;

/*
 * Converts the tree below `root` that was parsed from `marks->text`. Tells
 * fences that never end, and pages nested deeper than `nesting`, for which
 * the result is NULL.
 */
struct doc *convert_tree(struct arena *arena, const struct marks *marks,
                         struct cmark_node *root, unsigned nesting,
                         struct diags *diags);

#endif
