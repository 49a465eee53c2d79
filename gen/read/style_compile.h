/*
 * style_compile - libsass itself, as it runs in its child. A part of the style
 * room.
 */
#ifndef STYLE_COMPILE_H
#define STYLE_COMPILE_H

#include "../base/buf.h"

struct style_file;

/* What the child gets. */
struct style_task {
    const struct style_file *file;
    size_t len, main_file;
    struct str settings;
};

/* How an answer begins; the rest of it follows. */
enum style_answer {
    STYLE_CSS = 'c', /* the style */
    STYLE_FAULT = 'e', /* line, column, file and message, a line each */
    STYLE_OUTSIDE = 'o', /* the same; the message is what was imported */
    STYLE_AWAY = 'r', /* the same: an import from another host */
};

/* Compiles in the child; `context` is a struct style_task. */
void style_work(void *context, struct buf *answer);

#endif
