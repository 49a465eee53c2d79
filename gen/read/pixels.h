/*
 * pixels - a picture as brightness, a byte for each of its points.
 *
 * The libraries that unpack pictures have had their faults: call it in a
 * child with limits (base/child).
 */
#ifndef PIXELS_H
#define PIXELS_H

#include "image.h"

struct pixels {
    unsigned char *gray; /* row by row; given back by mem_free */
    unsigned width, height;
};

/*
 * Unpacks a picture of at most `most` points; a larger JPEG is read at a half,
 * a quarter or an eighth of its size. Transparent points are white. False
 * when it is broken, too large, or of no known kind; nothing is then held.
 */
bool pixels_read(struct str bytes, size_t most, struct pixels *out);

/* Loads what unpacks such a picture, before a child is begun that does. */
void pixels_prepare(struct str bytes);

/* One of half its width and height; every point the mean of four. */
bool pixels_halve(const struct pixels *from, struct pixels *out);

#endif
