#include "image_part.h"

#include <string.h>

#define HEAD 13

/* Moves over sub-blocks; false where they do not end. */
static bool skip_blocks(struct str bytes, size_t *at)
{
    while (*at < bytes.len) {
        size_t len = (unsigned char)bytes.ptr[*at];
        *at += 1 + len;
        if (len == 0)
            return *at <= bytes.len;
    }
    return false;
}

/* Of application extensions only the one that makes it repeat stays. */
static bool extension_stays(struct image_job *job, size_t at)
{
    struct str rest = {job->bytes.ptr + at, job->bytes.len - at};
    unsigned label = rest.len > 1 ? (unsigned char)rest.ptr[1] : 0;

    if (label == 0xF9 || label == 0x01)
        return true;
    if (label == 0xFF && rest.len > 14) {
        if (memcmp(rest.ptr + 3, "NETSCAPE2.0", 11) == 0 ||
            memcmp(rest.ptr + 3, "ANIMEXTS1.0", 11) == 0)
            return true;
        bool xmp = memcmp(rest.ptr + 3, "XMP Data", 8) == 0;
        job->image->hidden |= xmp ? HIDDEN_XMP : HIDDEN_OTHER;
        return false;
    }
    job->image->hidden |= HIDDEN_TEXT;
    return false;
}

static size_t table_size(unsigned flags)
{
    return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* The block that begins at `*at`; false where the file is broken there. */
static bool read_block(struct image_job *job, size_t *at, bool *had_image)
{
    struct str bytes = job->bytes;
    size_t from = *at;
    bool stays = true;

    if (bytes.ptr[from] == 0x21) {
        stays = extension_stays(job, from);
        *at += 2;
    } else if (bytes.ptr[from] == 0x2C && bytes.len - from > 10) {
        *at += 10 + table_size((unsigned char)bytes.ptr[from + 9]) + 1;
        *had_image = true;
    } else {
        return image_broken(job, "有读不懂的地方", "cannot be read");
    }
    if (*at >= bytes.len || !skip_blocks(bytes, at))
        return image_broken(job, "在中间断了", "cut short");
    if (stays)
        image_keep(job, from, *at - from);
    return true;
}

bool image_gif(struct image_job *job)
{
    struct str bytes = job->bytes;
    bool had_image = false;

    if (bytes.len < HEAD)
        return image_broken(job, "在中间断了", "cut short");
    size_t at = HEAD + table_size((unsigned char)bytes.ptr[10]);
    job->image->width = image_low(bytes, 6, 2);
    job->image->height = image_low(bytes, 8, 2);
    if (at > bytes.len)
        return image_broken(job, "在中间断了", "cut short");
    image_keep(job, 0, at);
    while (at < bytes.len && bytes.ptr[at] != 0x3B)
        if (!read_block(job, &at, &had_image))
            return false;
    if (at >= bytes.len)
        return image_broken(job, "在中间断了", "cut short");
    image_keep(job, at, 1);
    if (at + 1 < bytes.len)
        job->image->hidden |= HIDDEN_BEHIND;
    return had_image ||
           image_broken(job, "里面没有图", "there is no picture in it");
}
