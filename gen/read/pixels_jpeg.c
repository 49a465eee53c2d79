#include "pixels_part.h"

#include "../base/mem.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

struct escape {
    struct jpeg_error_mgr base;
    jmp_buf out;
};

static void leave(j_common_ptr info)
{
    struct escape *escape = (struct escape *)info->err;

    longjmp(escape->out, 1);
}

static void say_nothing(j_common_ptr info, int level)
{
    (void)info;
    (void)level;
}

/* The smallest division at which the picture has at most `most` points. */
static unsigned division(unsigned width, unsigned height, size_t most)
{
    unsigned by = 1;

    while (by < 8 && (size_t)(width / by) * (height / by) > most)
        by *= 2;
    return by;
}

static void read_rows(struct jpeg_decompress_struct *info, struct pixels *out)
{
    while (info->output_scanline < info->output_height) {
        JSAMPROW row = out->gray + (size_t)info->output_scanline * out->width;
        if (jpeg_read_scanlines(info, &row, 1) == 0)
            break;
    }
}

bool pixels_jpeg(struct str bytes, size_t most, struct pixels *out)
{
    struct jpeg_decompress_struct info;
    struct escape escape;
    volatile bool good = false;

    memset(&info, 0, sizeof(info));
    info.err = jpeg_std_error(&escape.base);
    escape.base.error_exit = leave;
    escape.base.emit_message = say_nothing;
    if (setjmp(escape.out) == 0) {
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, (const unsigned char *)bytes.ptr,
                     (unsigned long)bytes.len);
        jpeg_read_header(&info, TRUE);
        info.scale_num = 1;
        info.scale_denom = division(info.image_width, info.image_height, most);
        info.out_color_space = JCS_GRAYSCALE;
        info.dct_method = JDCT_IFAST;
        jpeg_start_decompress(&info);
        if (pixels_room(out, info.output_width, info.output_height, most)) {
            read_rows(&info, out);
            good = true;
        }
    }
    jpeg_destroy_decompress(&info);
    if (!good) {
        mem_free(out->gray);
        out->gray = NULL;
    }
    return good;
}
