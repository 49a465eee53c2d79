/*
 * watermark - what a site put into every paragraph so that copies bear its
 * name, and random letters against copying.
 *
 * No site is known by name. A watermark is what ends many paragraphs alike
 * once symbols and letters between its Han characters are left aside, and
 * shows in one more way that it is no part of the text: a random code before
 * it, symbols within it, the site's title, a paragraph of its own, or being
 * hidden elsewhere on the page.
 */
#ifndef WATERMARK_H
#define WATERMARK_H

struct manuscript;

/* Takes watermarks and noise off; each is noted as a loss. */
void watermark_remove(struct manuscript *manuscript);

#endif
