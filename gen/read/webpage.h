/*
 * webpage - all that a web page shows, block by block.
 *
 * What a reader of the page would not see (styles that hide, tiny pictures)
 * and what runs (scripts, frames, forms) goes to the losses. Which of the
 * blocks are the article is for others to judge: each remembers its element.
 */
#ifndef WEBPAGE_H
#define WEBPAGE_H

#include "../base/source.h"

#include <stdbool.h>

struct diags;
struct manuscript;

/*
 * Adds the page in `source` to `manuscript`, as its file number `file`. False
 * when the page cannot be read as a whole (told).
 */
bool webpage_read(struct manuscript *manuscript, const struct source *source,
                  unsigned file, struct diags *diags);

/*
 * The text of a page without tags, scripts and comments, by simpler means than
 * the reader above: what that one loses is found by comparing.
 */
struct str webpage_strip(struct arena *arena, struct str html);

#endif
