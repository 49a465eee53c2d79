#include "pixels_part.h"

#include "../base/late.h"
#include "../base/mem.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

/* clang-format off */
#define JPEG(name) \
    name(jpeg_CreateDecompress) name(jpeg_destroy_decompress) \
    name(jpeg_mem_src) name(jpeg_read_header) name(jpeg_read_scanlines) \
    name(jpeg_start_decompress) name(jpeg_std_error)
/* clang-format on */
LATE_LIBRARY("jpeg", JPEG);

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
        if (late.jpeg_read_scanlines(info, &row, 1) == 0)
            break;
    }
}

void pixels_jpeg_load(void)
{
    late_load(&late_library);
}

bool pixels_jpeg(struct str bytes, size_t most, struct pixels *out)
{
    struct jpeg_decompress_struct info;
    struct escape escape;
    volatile bool good = false;

    memset(&info, 0, sizeof(info));
    info.err = late.jpeg_std_error(&escape.base);
    escape.base.error_exit = leave;
    escape.base.emit_message = say_nothing;
    if (setjmp(escape.out) == 0) {
        late.jpeg_CreateDecompress(&info, JPEG_LIB_VERSION, sizeof(info));
        late.jpeg_mem_src(&info, (const unsigned char *)bytes.ptr,
                          (unsigned long)bytes.len);
        late.jpeg_read_header(&info, TRUE);
        info.scale_num = 1;
        info.scale_denom = division(info.image_width, info.image_height, most);
        info.out_color_space = JCS_GRAYSCALE;
        info.dct_method = JDCT_IFAST;
        late.jpeg_start_decompress(&info);
        if (pixels_room(out, info.output_width, info.output_height, most)) {
            read_rows(&info, out);
            good = true;
        }
    }
    late.jpeg_destroy_decompress(&info);
    if (!good) {
        mem_free(out->gray);
        out->gray = NULL;
    }
    return good;
}
