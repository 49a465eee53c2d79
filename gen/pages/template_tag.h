/*
 * template_tag - finds the tags of a template, and the lines they stand on.
 * A part of the template room.
 */
#ifndef TEMPLATE_TAG_H
#define TEMPLATE_TAG_H

#include "../base/text.h"

struct template_tag {
    size_t from, to; /* all of it, with its delimiters */
    char sigil; /* # ^ / > < $ ! = & {, or 0 for a plain variable */
    struct str content; /* without blanks around it */
};

struct template_reader {
    struct str text;
    struct str open, close; /* the delimiters, as they are just now */
};

enum template_tag_found {
    TEMPLATE_TAG_NONE,
    TEMPLATE_TAG_READ,
    TEMPLATE_TAG_ENDLESS /* only `from` is set */
};

/* The first tag at or behind `at`. */
enum template_tag_found template_tag_next(const struct template_reader *reader,
                                          size_t at, struct template_tag *tag);

/* The tag as it stands, as far as a message has room for it. */
struct str template_tag_text(const struct template_reader *reader,
                             const struct template_tag *tag);

/* Takes the delimiters that a {{=a b=}} tag names; false where it is none. */
bool template_tag_delimiters(struct template_reader *reader,
                             struct str content);

/*
 * Where the line of `at` begins when only blanks lead there, else SIZE_MAX;
 * and where the next line begins when only blanks follow.
 */
size_t template_line_before(struct str text, size_t at);
size_t template_line_behind(struct str text, size_t at);

/* The blanks that the line at `at` begins with. */
struct str template_line_indent(struct str text, size_t at);

#endif
