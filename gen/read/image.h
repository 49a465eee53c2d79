/*
 * image - what a picture file is, and the data in it that no reader sees:
 * where and by whom it was taken, thumbnails, texts, editors' histories.
 *
 * Segments and chunks are left out by their kind; those that say how to show
 * the picture (colour profile, animation, the way it is turned) stay, and not
 * one byte of the picture itself is changed.
 */
#ifndef IMAGE_H
#define IMAGE_H

#include "../base/buf.h"
#include "../base/text.h"

#include <stdbool.h>

enum image_kind {
    IMAGE_NONE, /* no picture that is known here */
    IMAGE_JPEG,
    IMAGE_PNG,
    IMAGE_GIF,
    IMAGE_WEBP,
};

/* What is hidden in a picture; a set of flags. */
enum image_hidden {
    HIDDEN_EXIF = 1, /* camera, time, thumbnail */
    HIDDEN_GPS = 2, /* the place */
    HIDDEN_XMP = 4,
    HIDDEN_TEXT = 8, /* comments, titles, IPTC */
    HIDDEN_OTHER = 16, /* of editors and cameras */
    HIDDEN_BEHIND = 32, /* bytes behind the picture's end */
};

struct image {
    enum image_kind kind;
    uint32_t width, height;
    unsigned hidden; /* enum image_hidden */
    unsigned turned; /* how Exif says it is to be turned: 2 to 8; else 0 */
    const char *fault[2]; /* why it is broken, Chinese, English; NULL: fine */
};

/* By its first bytes. */
enum image_kind image_kind(struct str bytes);

/* The usual ending of its name: "jpg". */
const char *image_ending(enum image_kind kind);

/* Looks through a picture's parts. False when it is broken: see `fault`. */
bool image_read(struct str bytes, struct image *out);

/*
 * Writes the picture without hidden data into `out`. A way to be turned is
 * kept, in an Exif of its own that has nothing else. False when it is broken.
 */
bool image_strip(struct str bytes, struct buf *out, struct image *image);

/* What is hidden, in words: "GPS、EXIF". */
void image_hidden_text(unsigned hidden, struct buf *out);

#endif
