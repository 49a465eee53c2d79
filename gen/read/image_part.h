/* image_part - the formats that image takes apart. Private to image. */
#ifndef IMAGE_PART_H
#define IMAGE_PART_H

#include "image.h"

/* A picture while it is read: `out` NULL where only looked at. */
struct image_job {
    struct str bytes;
    struct image *image;
    struct buf *out;
};

/* Each reads all parts, puts those that stay into `out`, and is false when
 * the picture is broken, with `fault` set. */
bool image_jpeg(struct image_job *job);
bool image_png(struct image_job *job);
bool image_gif(struct image_job *job);
bool image_webp(struct image_job *job);

/* Sets the fault; always false. */
bool image_broken(struct image_job *job, const char *chinese,
                  const char *english);

void image_keep(struct image_job *job, size_t from, size_t len);

/* Reads TIFF data of an Exif: notes GPS and the way it is turned. */
void image_exif(struct image_job *job, struct str tiff);

/* TIFF data that says only how the picture is turned. */
void image_turn_tiff(unsigned turned, struct buf *out);

/* Numbers, high byte first and low byte first. Bounds are the caller's. */
uint32_t image_high(struct str bytes, size_t at, int len);
uint32_t image_low(struct str bytes, size_t at, int len);

#endif
