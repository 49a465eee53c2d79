/*
 * draft - a manuscript written down as Markdown with front matter, such that
 * reading it gives the same words again.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include "../base/buf.h"

struct manuscript;
struct article;

void draft_write(struct buf *out, const struct manuscript *manuscript,
                 const struct article *article);

/* `text` as Markdown that shows it as it stands. In tables '|' is kept, too. */
void draft_escape(struct buf *out, struct str text);

/* All losses, by reason and in the order of the source: what was dropped,
 * where and why. `name` has the file's name by number. */
void draft_losses(struct buf *out, const struct manuscript *manuscript,
                  const char *const *name, int lang);

#endif
