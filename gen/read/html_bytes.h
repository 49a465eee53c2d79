/*
 * html_bytes - what must hold of the bytes of a page before a reader sees them;
 * each tells what it finds. Private to html.
 */
#ifndef HTML_BYTES_H
#define HTML_BYTES_H

#include <stdbool.h>

struct source;
struct diags;

/* Not too many, valid UTF-8, no NUL. */
bool html_bytes_are_fine(const struct source *source, struct diags *diags);

/* Libxml2 compares each attribute of a tag with each other one. */
bool html_attributes_are_few(const struct source *source, struct diags *diags);

/* It drops what is in a comment without an end. */
bool html_comments_are_closed(const struct source *source, struct diags *diags);

/* Declarations could bring in attributes and text from anywhere. */
bool html_has_declarations(const struct source *source, struct diags *diags);

#endif
