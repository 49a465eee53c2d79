/*
 * style_scan - finds what CSS would fetch, with the tokens of the CSS standard:
 * escapes, comments and strings are read as a browser reads them. A part of
 * the style room.
 */
#ifndef STYLE_SCAN_H
#define STYLE_SCAN_H

#include "../base/buf.h"

/* Starts with the text and all else 0. */
struct style_scan {
    struct str css;
    size_t at;
    struct buf word; /* the newest name, string or address, escapes undone */
    int depth; /* of ( and [ */
    int fetching; /* depth inside which strings are addresses; 0: none */
    int selector; /* depth inside which strings are compared; 0: none */
    bool import, name_space, custom; /* of the statement */
    bool begins; /* a declaration may begin here */
};

/*
 * Goes to the next address that does not lead to a file of the site; it is
 * then in `word`, and `*from` is where it stands. False at the end.
 */
bool style_scan_next(struct style_scan *scan, size_t *from);

void style_scan_free(struct style_scan *scan);

/*
 * Where the next @use or @forward stands in SCSS, from `at` on, or SIZE_MAX;
 * `*name` is it.
 */
size_t style_next_module(struct str scss, size_t at, struct str *name);

#endif
