#include "pixels_part.h"

#include "../base/late.h"

#include <png.h>

/* clang-format off */
#define PNG(name) \
    name(png_image_begin_read_from_memory) \
    name(png_image_finish_read) name(png_image_free)
/* clang-format on */
LATE_LIBRARY("png", PNG);

void pixels_png_load(void)
{
    late_load(&late_library);
}

bool pixels_png(struct str bytes, size_t most, struct pixels *out)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    png_color white = {255, 255, 255};
    bool good = false;

    if (!late.png_image_begin_read_from_memory(&image, bytes.ptr, bytes.len))
        return false;
    image.format = PNG_FORMAT_GRAY;
    if (pixels_room(out, image.width, image.height, most))
        good =
            late.png_image_finish_read(&image, &white, out->gray, 0, NULL) != 0;
    late.png_image_free(&image);
    return good;
}
