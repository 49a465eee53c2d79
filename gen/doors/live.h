/*
 * live - what the preview adds to a page on its way to the browser: one line
 * that loads a script, and leave for it in the page's own security rules.
 * Without these two the bytes are those that `build` would write.
 */
#ifndef LIVE_H
#define LIVE_H

#include "../base/buf.h"
#include "../base/print.h"

#include <stdbool.h>

/*
 * Puts `page`, a finished HTML page, with the additions into `out`. `print`
 * is the page's own; the script tells it to the server, which answers when
 * the page has changed since. `rooted` is for the page that is shown where
 * none is: its relative links must hold at any depth.
 */
void live_add(struct str page, bool rooted, struct print print,
              const char *token, const char *lang, struct buf *out);

/* The script and its style, as the browser gets them. */
void live_script(struct buf *out);
void live_style(struct buf *out);

/* A page of its own, for when no site could be made yet. */
void live_empty(const char *token, const char *lang, struct buf *out);

#endif
