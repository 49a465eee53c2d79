/* An opening tag that passes is written so that it passes again, the same. */
#include "fuzz.h"

#include "../../gen/read/sanitize.h"
#include "../../gen/read/tag.h"

#include <string.h>

FUZZ(sanitize)
{
    char *bytes = malloc(size ? size : 1);
    struct str text = {bytes, size};
    struct tag tag;

    MUST(bytes != NULL);
    memcpy(bytes, data, size);
    for (size_t at = 0, len; text_invalid(text) == SIZE_MAX && at < size;
         at += len) {
        struct buf out = {0};
        len = tag_read(text, at, &tag);
        MUST(len > 0 && len <= size - at);
        const struct sanitized *element =
            tag.kind == TAG_OPEN ? sanitize_find(tag.name) : NULL;
        if (element &&
            sanitize_open(element, (struct str){bytes + at, len}, &out)) {
            MUST(out.data[0] == '<' && out.data[out.len - 1] == '>');
            MUST(memchr(out.data + 1, '<', out.len - 1) == NULL);
        }
        buf_free(&out);
    }
    free(bytes);
}
