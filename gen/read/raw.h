/*
 * raw - HTML written in Markdown: a few tags pass, nothing else does.
 *
 * What passes is a name on the list, without attributes, and closed where it
 * was opened, so that no page's structure can be broken by it. Comments never
 * get into a page.
 */
#ifndef RAW_H
#define RAW_H

#include "doc.h"
#include "markdown.h"

struct diags;

/*
 * Judges all HTML in `doc` and leaves in it only what may be written as it
 * stands. RAW_REJECT tells the rest as errors, RAW_CLEAN as warnings; either
 * way the tags go and the text between them stays. RAW_KEEP changes nothing.
 */
void raw_judge(struct arena *arena, struct doc *doc, enum raw_html policy,
               struct diags *diags);

#endif
