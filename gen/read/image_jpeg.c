#include "image_part.h"

#include <string.h>

enum {
    JPEG_SOF0 = 0xC0,
    JPEG_DHT = 0xC4,
    JPEG_JPG = 0xC8,
    JPEG_DAC = 0xCC,
    JPEG_RST0 = 0xD0,
    JPEG_SOI = 0xD8,
    JPEG_EOI = 0xD9,
    JPEG_SOS = 0xDA,
    JPEG_APP0 = 0xE0,
    JPEG_APP1 = 0xE1,
    JPEG_APP2 = 0xE2,
    JPEG_APP13 = 0xED,
    JPEG_APP14 = 0xEE,
    JPEG_APP15 = 0xEF,
    JPEG_COM = 0xFE
};

static bool is_frame(unsigned marker)
{
    return marker >= JPEG_SOF0 && marker <= 0xCF && marker != JPEG_DHT &&
           marker != JPEG_JPG && marker != JPEG_DAC;
}

/* FF 00 and restarts belong into a scan: between segments they would become
 * part of the one before, once what stands between is taken out. */
static bool begins_segment(unsigned marker)
{
    return marker >= JPEG_SOF0 &&
           (marker < JPEG_RST0 || marker > JPEG_RST0 + 8);
}

static bool body_is(struct str body, const char *head, size_t len)
{
    return body.len >= len && memcmp(body.ptr, head, len) == 0;
}

/* True for a segment that stays; what is in the others is noted. */
static bool segment_stays(struct image_job *job, unsigned marker,
                          struct str body)
{
    struct image *image = job->image;

    if (marker == JPEG_APP0)
        return body_is(body, "JFIF\0", 5); /* JFXX holds thumbnails */
    if (marker == JPEG_APP2 && body_is(body, "ICC_PROFILE\0", 12))
        return true;
    if (marker == JPEG_APP14 && body_is(body, "Adobe", 5))
        return true; /* says how colours are to be read */
    if (marker == JPEG_APP1 && body_is(body, "Exif\0", 5)) {
        if (body.len > 6)
            image_exif(job, (struct str){body.ptr + 6, body.len - 6});
        image->hidden |= HIDDEN_EXIF;
    } else if (marker == JPEG_APP1) {
        image->hidden |= HIDDEN_XMP;
    } else if (marker == JPEG_APP13 || marker == JPEG_COM) {
        image->hidden |= HIDDEN_TEXT;
    } else if (marker >= JPEG_APP0 && marker <= JPEG_APP15) {
        image->hidden |= HIDDEN_OTHER;
    } else {
        return true;
    }
    return false;
}

/* JFIF may carry a small picture of its own: the head stays without it. */
static void keep_jfif(struct image_job *job, size_t at, size_t len)
{
    static const char length[] = "\0\x10";

    if (len < 16 ||
        (job->bytes.ptr[at + 16] == 0 && job->bytes.ptr[at + 17] == 0)) {
        image_keep(job, at, len + 2);
        return;
    }
    job->image->hidden |= HIDDEN_OTHER;
    if (!job->out)
        return;
    image_keep(job, at, 2);
    buf_add(job->out, length, 2);
    image_keep(job, at + 4, 12);
    buf_add(job->out, "\0\0", 2);
}

static void put_turn(struct image_job *job)
{
    struct buf tiff = {0};

    if (!job->out || !job->image->turned)
        return;
    image_turn_tiff(job->image->turned, &tiff);
    buf_add(job->out, "\xFF\xE1", 2);
    buf_char(job->out, 0);
    buf_char(job->out, (char)(tiff.len + 8));
    buf_add(job->out, "Exif\0\0", 6);
    buf_str(job->out, buf_view(&tiff));
    buf_free(&tiff);
}

/* Behind the head of a scan: up to the next marker that is no part of it. */
static size_t skip_scan(struct str bytes, size_t at)
{
    while (at + 1 < bytes.len) {
        const char *next = memchr(bytes.ptr + at, 0xFF, bytes.len - at - 1);
        if (!next)
            return bytes.len;
        at = (size_t)(next - bytes.ptr);
        unsigned marker = (unsigned char)next[1];
        if (marker != 0 && marker != 0xFF &&
            (marker < JPEG_RST0 || marker > JPEG_RST0 + 7))
            return at;
        at += marker == 0xFF ? 1 : 2;
    }
    return bytes.len;
}

static void read_frame(struct image_job *job, size_t at, size_t len)
{
    if (len < 7)
        return;
    job->image->height = image_high(job->bytes, at + 5, 2);
    job->image->width = image_high(job->bytes, at + 7, 2);
}

/* One segment at `*at`; false where the file is broken there. */
static bool read_segment(struct image_job *job, unsigned marker, size_t *at)
{
    struct str bytes = job->bytes;

    if (bytes.len - *at < 4)
        return image_broken(job, "在中间断了", "cut short");
    size_t len = image_high(bytes, *at + 2, 2);
    if (len < 2 || len + 2 > bytes.len - *at)
        return image_broken(job, "在中间断了", "cut short");
    struct str body = {bytes.ptr + *at + 4, len - 2};
    if (is_frame(marker))
        read_frame(job, *at, len);
    if (segment_stays(job, marker, body)) {
        if (marker == JPEG_APP0)
            keep_jfif(job, *at, len);
        else
            image_keep(job, *at, len + 2);
    }
    *at += len + 2;
    if (marker != JPEG_SOS)
        return true;
    size_t end = skip_scan(bytes, *at);
    image_keep(job, *at, end - *at);
    *at = end;
    return true;
}

bool image_jpeg(struct image_job *job)
{
    struct str bytes = job->bytes;
    bool had_scan = false, turned = false;
    size_t at = 2;

    image_keep(job, 0, 2);
    while (bytes.len - at >= 2) {
        unsigned marker = (unsigned char)bytes.ptr[at + 1];
        if ((unsigned char)bytes.ptr[at] != 0xFF || !begins_segment(marker))
            return image_broken(job, "有读不懂的地方", "cannot be read");
        if (marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == JPEG_EOI)
            break;
        if (!turned && marker != JPEG_APP0) {
            put_turn(job);
            turned = true;
        }
        had_scan = had_scan || marker == JPEG_SOS;
        if (!read_segment(job, marker, &at))
            return false;
    }
    if (!had_scan || !job->image->width)
        return image_broken(job, "里面没有图", "there is no picture in it");
    if (bytes.len - at < 2)
        return image_broken(job, "在中间断了", "cut short");
    image_keep(job, at, 2);
    if (bytes.len - at > 2)
        job->image->hidden |= HIDDEN_BEHIND;
    return true;
}
