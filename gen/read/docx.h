/*
 * docx - the paragraphs, tables and pictures of a Word document.
 *
 * Numbers that Word makes by itself become text, as a reader sees them; text
 * that was deleted or hidden goes to the losses. Of pictures the block's
 * address is the name in the package.
 */
#ifndef DOCX_H
#define DOCX_H

#include "../base/source.h"
#include "packed.h"

struct diags;
struct manuscript;

/*
 * Adds the document in `packed` to `manuscript`, as its file number `file`.
 * `path` names it to people. False when it is no Word document or cannot be
 * read (told).
 */
bool docx_read(struct manuscript *manuscript, const struct packed *packed,
               const char *path, unsigned file, struct diags *diags);

/* The text of its w:t elements, by simpler means: see webpage_strip. */
struct str docx_strip(struct arena *arena, const struct packed *packed);

#endif
