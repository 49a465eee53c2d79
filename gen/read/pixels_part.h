/* pixels_part - one reader for each kind of picture. Private to pixels. */
#ifndef PIXELS_PART_H
#define PIXELS_PART_H

#include "pixels.h"

bool pixels_jpeg(struct str bytes, size_t most, struct pixels *out);

/* Takes room for width × height points; false when that is over `most`. */
bool pixels_room(struct pixels *out, unsigned width, unsigned height,
                 size_t most);

#endif
