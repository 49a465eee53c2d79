#include "pixels_part.h"

#include "../base/late.h"

#include <string.h>

#include <gif_lib.h>

/* clang-format off */
#define GIF(name) \
    name(DGifCloseFile) name(DGifOpen) name(DGifSavedExtensionToGCB) \
    name(DGifSlurp)
/* clang-format on */
LATE_LIBRARY("gif", GIF);

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
void pixels_gif_load(void)
{
    late_load(&late_library);
}

bool pixels_gif(struct str bytes, size_t most, struct pixels *out)
{
    int error = 0;
    GifFileType *gif = late.DGifOpen(&bytes, give_bytes, &error);
    bool good = false;

    if (!gif)
        return false;
    if (late.DGifSlurp(gif) == GIF_OK && gif->ImageCount > 0 &&
        pixels_room(out, (unsigned)gif->SWidth, (unsigned)gif->SHeight, most)) {
        GraphicsControlBlock block = {.TransparentColor = NO_TRANSPARENT_COLOR};
        late.DGifSavedExtensionToGCB(gif, 0, &block);
        memset(out->gray, 255, (size_t)out->width * out->height);
        draw_frame(gif, &gif->SavedImages[0], block.TransparentColor, out);
        good = true;
    }
    late.DGifCloseFile(gif, &error);
    return good;
}
