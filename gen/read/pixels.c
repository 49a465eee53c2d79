#include "pixels.h"

#include "../base/mem.h"
#include "pixels_part.h"

bool pixels_room(struct pixels *out, unsigned width, unsigned height,
                 size_t most)
{
    if (!width || !height || (size_t)width * height > most)
        return false;
    out->gray = mem_alloc((size_t)width * height);
    out->width = width;
    out->height = height;
    return true;
}

void pixels_prepare(struct str bytes)
{
    switch (image_kind(bytes)) {
    case IMAGE_JPEG: pixels_jpeg_load(); break;
    case IMAGE_PNG: pixels_png_load(); break;
    case IMAGE_WEBP: pixels_webp_load(); break;
    case IMAGE_GIF: pixels_gif_load(); break;
    case IMAGE_NONE: break;
    }
}

bool pixels_read(struct str bytes, size_t most, struct pixels *out)
{
    bool good = false;

    *out = (struct pixels){0};
    pixels_prepare(bytes);
    switch (image_kind(bytes)) {
    case IMAGE_JPEG: good = pixels_jpeg(bytes, most, out); break;
    case IMAGE_PNG: good = pixels_png(bytes, most, out); break;
    case IMAGE_WEBP: good = pixels_webp(bytes, most, out); break;
    case IMAGE_GIF: good = pixels_gif(bytes, most, out); break;
    case IMAGE_NONE: break;
    }
    if (!good) {
        mem_free(out->gray);
        *out = (struct pixels){0};
    }
    return good;
}

bool pixels_halve(const struct pixels *from, struct pixels *out)
{
    *out = (struct pixels){0};
    if (!pixels_room(out, from->width / 2, from->height / 2, SIZE_MAX))
        return false;
    for (unsigned y = 0; y < out->height; y++) {
        const unsigned char *a = from->gray + (size_t)y * 2 * from->width;
        const unsigned char *b = a + from->width;
        unsigned char *to = out->gray + (size_t)y * out->width;
        for (unsigned x = 0; x < out->width; x++)
            to[x] = (unsigned char)((a[x * 2] + a[x * 2 + 1] + b[x * 2] +
                                     b[x * 2 + 1] + 2) /
                                    4);
    }
    return true;
}
