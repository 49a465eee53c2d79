/* Any picture is stripped to one that is as good, or is told to be broken. */
#include "fuzz.h"

#include "../../gen/read/image.h"

#include <string.h>

FUZZ(image)
{
    char *bytes = malloc(size ? size : 1);
    struct buf clean = {0}, again = {0};
    struct image image;

    MUST(bytes != NULL);
    memcpy(bytes, data, size);
    if (image_strip((struct str){bytes, size}, &clean, &image)) {
        MUST(image.kind != IMAGE_NONE && !image.fault[0]);
        MUST(clean.len <= size + 64); /* a way to be turned may be added */
        MUST(image_strip(buf_view(&clean), &again, &image));
        MUST(str_equal(buf_view(&clean), buf_view(&again)));
    } else {
        MUST(image.fault[0] && image.fault[1]);
    }
    buf_free(&again);
    buf_free(&clean);
    free(bytes);
}
