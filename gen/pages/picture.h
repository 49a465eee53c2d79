/*
 * picture - lines of words and numbers as one SVG file that stands alone: real
 * text, no script, no style sheet, nothing fetched.
 *
 * SVG breaks no lines, so widths are reckoned: a Han character is as wide as
 * its size, a Latin one half of that.
 */
#ifndef PICTURE_H
#define PICTURE_H

#include "../base/buf.h"

#include <stdbool.h>

struct picture_line {
    struct str label, value;
    bool has_rate;
    double rate; /* drawn as a bar below; declines are negative */
};

struct picture_block {
    struct str heading;
    struct picture_line *line;
    size_t len; /* a block without lines is left out */
};

struct picture {
    struct str lang, title, lead, foot;
    const struct picture_block *block;
    size_t blocks;
};

void picture_write(const struct picture *picture, struct buf *out);

#endif
