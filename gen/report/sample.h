/*
 * sample - what `gongkai new` wrote for the author to replace. Where it still
 * stands that is told, lest it be published unnoticed.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "../read/doc.h"

#include <stdbool.h>

struct diags;
struct front;

/* The beginning of each name, and of each paragraph, that is to be replaced. */
#define SAMPLE_NAME "某某"
#define SAMPLE_TEXT "在这里写"

/* Tells all that is left in a document and its front matter, once. */
void sample_judge(const struct doc *doc, const struct front *front,
                  struct diags *diags);

/* The same for a file's values: `left` of them, the first at `place`. */
void sample_tell(struct place place, unsigned left, struct diags *diags);

#endif
