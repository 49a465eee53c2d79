/*
 * skip - passes over the bytes of a text that mean nothing to a reader of
 * Markdown; most of a text is such.
 */
#ifndef SKIP_H
#define SKIP_H

#include "../base/text.h"

/* Where the next of four bytes stands in `text`, from `at` on; the text's end
 * if there is none. */
size_t skip_to(struct str text, size_t at, const char four[4]);

#endif
