#include "pixels.h"

#include "../base/mem.h"
#include "pixels_part.h"

#include <string.h>

#include <gif_lib.h>
#include <png.h>
#include <webp/decode.h>

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

static bool read_png(struct str bytes, size_t most, struct pixels *out)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    png_color white = {255, 255, 255};
    bool good = false;

    if (!png_image_begin_read_from_memory(&image, bytes.ptr, bytes.len))
        return false;
    image.format = PNG_FORMAT_GRAY;
    if (pixels_room(out, image.width, image.height, most))
        good = png_image_finish_read(&image, &white, out->gray, 0, NULL) != 0;
    png_image_free(&image);
    return good;
}

/* Brightness is one of the three planes that WebP keeps. */
static bool read_webp(struct str bytes, size_t most, struct pixels *out)
{
    int width = 0, height = 0;
    const uint8_t *data = (const uint8_t *)bytes.ptr;

    if (!WebPGetInfo(data, bytes.len, &width, &height) ||
        !pixels_room(out, (unsigned)width, (unsigned)height, most))
        return false;
    uint8_t *rgba = WebPDecodeRGBA(data, bytes.len, &width, &height);
    if (!rgba || (unsigned)width != out->width ||
        (unsigned)height != out->height) {
        WebPFree(rgba);
        return false;
    }
    for (size_t i = 0; i < (size_t)out->width * out->height; i++) {
        const uint8_t *at = rgba + i * 4;
        unsigned gray = (at[0] * 77U + at[1] * 150U + at[2] * 29U) >> 8;
        out->gray[i] =
            (unsigned char)((gray * at[3] + 255U * (255U - at[3])) / 255);
    }
    WebPFree(rgba);
    return true;
}

static int give_bytes(GifFileType *gif, GifByteType *to, int len)
{
    struct str *rest = gif->UserData;
    size_t take = (size_t)len < rest->len ? (size_t)len : rest->len;

    memcpy(to, rest->ptr, take);
    *rest = (struct str){rest->ptr + take, rest->len - take};
    return (int)take;
}

/* Draws one frame over what stands there. */
static void draw_frame(const GifFileType *gif, const SavedImage *frame,
                       int clear, struct pixels *out)
{
    const GifImageDesc *place = &frame->ImageDesc;
    const ColorMapObject *colors =
        place->ColorMap ? place->ColorMap : gif->SColorMap;

    for (int y = 0; colors && y < place->Height; y++)
        for (int x = 0; x < place->Width; x++) {
            size_t at = (size_t)(place->Top + y) * out->width +
                        (size_t)(place->Left + x);
            int index =
                frame->RasterBits[(size_t)y * (size_t)place->Width + (size_t)x];
            if (index == clear || index >= colors->ColorCount ||
                place->Left + x >= (int)out->width ||
                place->Top + y >= (int)out->height)
                continue;
            const GifColorType *c = &colors->Colors[index];
            out->gray[at] =
                (unsigned char)((c->Red * 77 + c->Green * 150 + c->Blue * 29) >>
                                8);
        }
}

/* The first frame: what a reader sees at first. */
static bool read_gif(struct str bytes, size_t most, struct pixels *out)
{
    int error = 0;
    GifFileType *gif = DGifOpen(&bytes, give_bytes, &error);
    bool good = false;

    if (!gif)
        return false;
    if (DGifSlurp(gif) == GIF_OK && gif->ImageCount > 0 &&
        pixels_room(out, (unsigned)gif->SWidth, (unsigned)gif->SHeight, most)) {
        GraphicsControlBlock block = {.TransparentColor = NO_TRANSPARENT_COLOR};
        DGifSavedExtensionToGCB(gif, 0, &block);
        memset(out->gray, 255, (size_t)out->width * out->height);
        draw_frame(gif, &gif->SavedImages[0], block.TransparentColor, out);
        good = true;
    }
    DGifCloseFile(gif, &error);
    return good;
}

bool pixels_read(struct str bytes, size_t most, struct pixels *out)
{
    bool good = false;

    *out = (struct pixels){0};
    switch (image_kind(bytes)) {
    case IMAGE_JPEG: good = pixels_jpeg(bytes, most, out); break;
    case IMAGE_PNG: good = read_png(bytes, most, out); break;
    case IMAGE_WEBP: good = read_webp(bytes, most, out); break;
    case IMAGE_GIF: good = read_gif(bytes, most, out); break;
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
