#include "image_part.h"

#include <string.h>

#define HEAD 12
#define FLAG_EXIF 0x08
#define FLAG_XMP 0x04

static bool name_is(struct str bytes, size_t at, const char *name)
{
    return memcmp(bytes.ptr + at, name, 4) == 0;
}

static bool chunk_stays(struct str bytes, size_t at)
{
    static const char *const kept[] = {"VP8 ", "VP8L", "VP8X", "ALPH",
                                       "ANIM", "ANMF", "ICCP"};

    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
        if (name_is(bytes, at, kept[i]))
            return true;
    return false;
}

static void note_hidden(struct image_job *job, size_t at, size_t len)
{
    struct str body = {job->bytes.ptr + at + 8, len};

    if (name_is(job->bytes, at, "EXIF")) {
        if (str_starts(body, "Exif"))
            body = (struct str){body.ptr + 6, body.len > 6 ? body.len - 6 : 0};
        image_exif(job, body);
    } else if (name_is(job->bytes, at, "XMP ")) {
        job->image->hidden |= HIDDEN_XMP;
    } else {
        job->image->hidden |= HIDDEN_OTHER;
    }
}

static void read_size(struct image_job *job, size_t at, size_t len)
{
    struct str bytes = job->bytes;
    struct image *image = job->image;

    if (name_is(bytes, at, "VP8X") && len >= 10) {
        image->width = image_low(bytes, at + 12, 3) + 1;
        image->height = image_low(bytes, at + 15, 3) + 1;
    } else if (name_is(bytes, at, "VP8 ") && len >= 10 && !image->width) {
        image->width = image_low(bytes, at + 14, 2) & 0x3FFF;
        image->height = image_low(bytes, at + 16, 2) & 0x3FFF;
    } else if (name_is(bytes, at, "VP8L") && len >= 5 && !image->width) {
        uint32_t bits = image_low(bytes, at + 9, 4);
        image->width = (bits & 0x3FFF) + 1;
        image->height = (bits >> 14 & 0x3FFF) + 1;
    }
}

/* The chunk of flags no longer promises what was taken out; with a way to be
 * turned there will be an Exif again. */
static void keep_chunk(struct image_job *job, size_t at, size_t len)
{
    if (!job->out)
        return;
    size_t from = job->out->len;
    image_keep(job, at, len);
    if (name_is(job->bytes, at, "VP8X") && len > 8) {
        unsigned flags = (unsigned char)job->out->data[from + 8];
        flags &= ~(unsigned)(FLAG_EXIF | FLAG_XMP);
        flags |= job->image->turned ? FLAG_EXIF : 0;
        job->out->data[from + 8] = (char)flags;
    }
}

static void put_low(struct buf *out, size_t at, size_t number)
{
    for (size_t i = 0; i < 4; i++)
        out->data[at + i] = (char)(number >> (8 * i));
}

static void put_turn(struct image_job *job, bool extended)
{
    struct buf tiff = {0};

    if (!job->out || !job->image->turned || !extended)
        return;
    image_turn_tiff(job->image->turned, &tiff);
    buf_text(job->out, "EXIF");
    buf_add(job->out, "\0\0\0\0", 4);
    put_low(job->out, job->out->len - 4, tiff.len);
    buf_str(job->out, buf_view(&tiff));
    buf_free(&tiff);
}

bool image_webp(struct image_job *job)
{
    struct str bytes = job->bytes;
    size_t end = (size_t)image_low(bytes, 4, 4) + 8, at = HEAD;
    bool had_data = false, extended = false;

    if (end > bytes.len + 1 || end < HEAD)
        return image_broken(job, "在中间断了", "cut short");
    if (end > bytes.len)
        end = bytes.len;
    image_keep(job, 0, HEAD);
    while (end - at >= 8) {
        size_t len = image_low(bytes, at + 4, 4), whole = 8 + len + (len & 1);
        if (len > end - at - 8)
            return image_broken(job, "在中间断了", "cut short");
        if (whole > end - at)
            whole = end - at; /* a last odd chunk without its padding */
        read_size(job, at, len);
        extended = extended || name_is(bytes, at, "VP8X");
        had_data = had_data || name_is(bytes, at, "VP8 ") ||
                   name_is(bytes, at, "VP8L") || name_is(bytes, at, "ANMF");
        if (chunk_stays(bytes, at))
            keep_chunk(job, at, whole);
        else
            note_hidden(job, at, len);
        at += whole;
    }
    put_turn(job, extended);
    if (job->out)
        put_low(job->out, 4, job->out->len - 8);
    if (at < bytes.len)
        job->image->hidden |= HIDDEN_BEHIND;
    return had_data ||
           image_broken(job, "里面没有图", "there is no picture in it");
}
