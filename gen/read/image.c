#include "image.h"

#include "../base/diag.h"
#include "image_part.h"

#include <string.h>

enum image_kind image_kind(struct str bytes)
{
    if (str_starts(bytes, "\xFF\xD8\xFF"))
        return IMAGE_JPEG;
    if (str_starts(bytes, "\x89PNG\r\n\x1A\n"))
        return IMAGE_PNG;
    if (str_starts(bytes, "GIF87a") || str_starts(bytes, "GIF89a"))
        return IMAGE_GIF;
    if (bytes.len >= 12 && str_starts(bytes, "RIFF") &&
        memcmp(bytes.ptr + 8, "WEBP", 4) == 0)
        return IMAGE_WEBP;
    return IMAGE_NONE;
}

const char *image_ending(enum image_kind kind)
{
    static const char *const ending[] = {[IMAGE_NONE] = "",
                                         [IMAGE_JPEG] = "jpg",
                                         [IMAGE_PNG] = "png",
                                         [IMAGE_GIF] = "gif",
                                         [IMAGE_WEBP] = "webp"};

    return ending[kind];
}

bool image_broken(struct image_job *job, const char *chinese,
                  const char *english)
{
    job->image->fault[0] = chinese;
    job->image->fault[1] = english;
    return false;
}

void image_keep(struct image_job *job, size_t from, size_t len)
{
    if (job->out)
        buf_add(job->out, job->bytes.ptr + from, len);
}

uint32_t image_high(struct str bytes, size_t at, int len)
{
    uint32_t number = 0;

    for (int i = 0; i < len; i++)
        number = number << 8 | (unsigned char)bytes.ptr[at + (size_t)i];
    return number;
}

uint32_t image_low(struct str bytes, size_t at, int len)
{
    uint32_t number = 0;

    for (int i = len; i > 0; i--)
        number = number << 8 | (unsigned char)bytes.ptr[at + (size_t)i - 1];
    return number;
}

#define ENTRY 12 /* bytes of an entry in a TIFF directory */
#define TAG_TURNED 0x0112
#define TAG_GPS 0x8825

void image_exif(struct image_job *job, struct str tiff)
{
    bool low = str_starts(tiff, "II");
    uint32_t (*number)(struct str, size_t, int) = low ? image_low : image_high;

    job->image->hidden |= HIDDEN_EXIF;
    if (tiff.len < 8 || (!low && !str_starts(tiff, "MM")))
        return;
    size_t at = number(tiff, 4, 4);
    if (at > tiff.len || tiff.len - at < 2)
        return;
    size_t count = number(tiff, at, 2);
    at += 2;
    for (size_t i = 0; i < count && tiff.len - at >= ENTRY; i++, at += ENTRY) {
        uint32_t tag = number(tiff, at, 2);
        uint32_t value = number(tiff, at + 8, 2);
        if (tag == TAG_GPS)
            job->image->hidden |= HIDDEN_GPS;
        if (tag == TAG_TURNED && value >= 2 && value <= 8)
            job->image->turned = value;
    }
}

void image_turn_tiff(unsigned turned, struct buf *out)
{
    static const char head[] = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";

    buf_add(out, head, sizeof(head) - 1);
    buf_char(out, 0);
    buf_char(out, (char)turned);
    buf_add(out, "\0\0\0\0\0\0", 6); /* the value's padding, no further one */
}

static bool take(struct image_job *job)
{
    *job->image = (struct image){.kind = image_kind(job->bytes)};
    switch (job->image->kind) {
    case IMAGE_JPEG: return image_jpeg(job);
    case IMAGE_PNG: return image_png(job);
    case IMAGE_GIF: return image_gif(job);
    case IMAGE_WEBP: return image_webp(job);
    case IMAGE_NONE: break;
    }
    return image_broken(job, "不是认得的图片", "no picture that is known");
}

bool image_read(struct str bytes, struct image *out)
{
    struct image_job job = {bytes, out, NULL};

    return take(&job);
}

bool image_strip(struct str bytes, struct buf *out, struct image *image)
{
    struct image_job job = {bytes, image, out};

    /* The way it is turned may stand behind what is written first. */
    if (!image_read(bytes, image))
        return false;
    unsigned turned = image->turned;
    buf_cut(out, 0);
    *image = (struct image){.kind = image->kind, .turned = turned};
    switch (image->kind) {
    case IMAGE_JPEG: return image_jpeg(&job);
    case IMAGE_PNG: return image_png(&job);
    case IMAGE_GIF: return image_gif(&job);
    case IMAGE_WEBP: return image_webp(&job);
    case IMAGE_NONE: break;
    }
    return false;
}

void image_hidden_text(unsigned hidden, struct buf *out)
{
    static const struct {
        enum image_hidden flag;
        const char *name;
    } part[] = {
        {HIDDEN_GPS, "GPS"},
        {HIDDEN_EXIF, "EXIF"},
        {HIDDEN_XMP, "XMP"},
        {HIDDEN_TEXT, BOTH("文字", "text")},
        {HIDDEN_OTHER, BOTH("其他", "other")},
        {HIDDEN_BEHIND, BOTH("图片之后的数据", "data behind the picture")}};
    bool any = false;

    for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
        if (!(hidden & part[i].flag))
            continue;
        buf_format(out, "%s%s", any ? "、" : "", part[i].name);
        any = true;
    }
}
