#include "image_part.h"

#include <string.h>

#define HEAD 8 /* bytes of the signature, and of a chunk's length and name */

/* Chunks that say how to show the picture. */
static bool chunk_stays(const char *name)
{
    static const char *const kept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS",
                                       "gAMA", "cHRM", "sRGB", "iCCP", "sBIT",
                                       "bKGD", "pHYs", "hIST", "cICP", "acTL",
                                       "fcTL", "fdAT", "mDCv", "cLLi"};

    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
        if (memcmp(name, kept[i], 4) == 0)
            return true;
    return false;
}

static uint32_t crc_of(struct str bytes)
{
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

static void put_number(struct buf *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_char(out, (char)(number >> shift));
}

static void put_turn(struct image_job *job)
{
    struct buf chunk = {0};

    if (!job->out || !job->image->turned)
        return;
    buf_text(&chunk, "eXIf");
    image_turn_tiff(job->image->turned, &chunk);
    put_number(job->out, (uint32_t)chunk.len - 4);
    buf_str(job->out, buf_view(&chunk));
    put_number(job->out, crc_of(buf_view(&chunk)));
    buf_free(&chunk);
}

static void note_hidden(struct image_job *job, const char *name,
                        struct str body)
{
    if (memcmp(name, "eXIf", 4) == 0)
        image_exif(job, body);
    else if (memcmp(name, "iTXt", 4) == 0 && str_starts(body, "XML:com.adobe"))
        job->image->hidden |= HIDDEN_XMP;
    else if (memcmp(name, "iTXt", 4) == 0 || memcmp(name, "tEXt", 4) == 0 ||
             memcmp(name, "zTXt", 4) == 0)
        job->image->hidden |= HIDDEN_TEXT;
    else
        job->image->hidden |= HIDDEN_OTHER;
}

static bool read_head(struct image_job *job)
{
    if (job->bytes.len < HEAD + 25 ||
        memcmp(job->bytes.ptr + HEAD + 4, "IHDR", 4) != 0)
        return image_broken(job, "开头不对", "its head is wrong");
    job->image->width = image_high(job->bytes, HEAD + 8, 4);
    job->image->height = image_high(job->bytes, HEAD + 12, 4);
    if (!job->image->width || !job->image->height)
        return image_broken(job, "没有大小", "it has no size");
    return true;
}

bool image_png(struct image_job *job)
{
    struct str bytes = job->bytes;
    bool had_data = false;
    size_t at = HEAD;

    if (!read_head(job))
        return false;
    image_keep(job, 0, HEAD);
    for (;;) {
        if (bytes.len - at < HEAD + 4)
            return image_broken(job, "在中间断了", "cut short");
        size_t len = image_high(bytes, at, 4);
        const char *name = bytes.ptr + at + 4;
        if (len > bytes.len - at - HEAD - 4)
            return image_broken(job, "在中间断了", "cut short");
        had_data = had_data || memcmp(name, "IDAT", 4) == 0;
        if (chunk_stays(name))
            image_keep(job, at, len + HEAD + 4);
        else
            note_hidden(job, name, (struct str){bytes.ptr + at + HEAD, len});
        if (at == HEAD)
            put_turn(job);
        at += len + HEAD + 4;
        if (memcmp(name, "IEND", 4) == 0)
            break;
    }
    if (at < bytes.len)
        job->image->hidden |= HIDDEN_BEHIND;
    return had_data ||
           image_broken(job, "里面没有图", "there is no picture in it");
}
