#include "pixels_part.h"

#include "../base/late.h"

#include <webp/decode.h>

/* clang-format off */
#define WEBP(name) \
    name(WebPDecodeRGBA) name(WebPFree) name(WebPGetInfo)
/* clang-format on */
LATE_LIBRARY("webp", WEBP);

/* Brightness is one of the three planes that WebP keeps. */
void pixels_webp_load(void)
{
    late_load(&late_library);
}

bool pixels_webp(struct str bytes, size_t most, struct pixels *out)
{
    int width = 0, height = 0;
    const uint8_t *data = (const uint8_t *)bytes.ptr;

    if (!late.WebPGetInfo(data, bytes.len, &width, &height) ||
        !pixels_room(out, (unsigned)width, (unsigned)height, most))
        return false;
    uint8_t *rgba = late.WebPDecodeRGBA(data, bytes.len, &width, &height);
    if (!rgba || (unsigned)width != out->width ||
        (unsigned)height != out->height) {
        late.WebPFree(rgba);
        return false;
    }
    for (size_t i = 0; i < (size_t)out->width * out->height; i++) {
        const uint8_t *at = rgba + i * 4;
        unsigned gray = (at[0] * 77U + at[1] * 150U + at[2] * 29U) >> 8;
        out->gray[i] =
            (unsigned char)((gray * at[3] + 255U * (255U - at[3])) / 255);
    }
    late.WebPFree(rgba);
    return true;
}
