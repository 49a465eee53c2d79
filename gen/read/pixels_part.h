/* pixels_part - one reader for each kind of picture. Private to pixels. */
#ifndef PIXELS_PART_H
#define PIXELS_PART_H

#include "pixels.h"

/* To be called once its library is loaded. */
bool pixels_gif(struct str bytes, size_t most, struct pixels *out);
bool pixels_jpeg(struct str bytes, size_t most, struct pixels *out);
bool pixels_png(struct str bytes, size_t most, struct pixels *out);
bool pixels_webp(struct str bytes, size_t most, struct pixels *out);

void pixels_gif_load(void);
void pixels_jpeg_load(void);
void pixels_png_load(void);
void pixels_webp_load(void);

/* Takes room for width × height points; false when that is over `most`. */
bool pixels_room(struct pixels *out, unsigned width, unsigned height,
                 size_t most);

#endif
