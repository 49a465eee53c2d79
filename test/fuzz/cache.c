/* Whatever bytes a cache has, what is read of them can be written and read. */
#include "fuzz.h"

#include "../../gen/base/buf.h"
#include "../../gen/build/cache.h"
#include "../../gen/build/recollect.h"

/* What is known of reports can be read and written; of what was said of them
 * there are any bytes. */
static void know(struct str bytes, struct str later, struct str said)
{
    struct known known = {0};
    struct buf out = {0};

    if (recollect_take(&known, bytes, said) &&
        recollect_take_later(&known, later, said)) {
        recollect_begin(&out, known.addresses, known.reports);
        for (size_t i = 0; i < known.reports; i++)
            recollect_put(&out, known.report[i].report, known.report[i].told);
    }
    buf_free(&out);
    known_free(&known);
}

static void into_buf(void *out, struct str piece)
{
    buf_str(out, piece);
}

/* A part of the first file, and behind it the same of the second. */
static void read_both(enum cache_part part, struct str bytes)
{
    struct cache cache = {0};
    size_t first = bytes.len ? (unsigned char)bytes.ptr[0] : 0;

    first = first * 4 < bytes.len ? first * 4 : bytes.len;
    struct str head = {bytes.ptr, first};
    cache.later[part] = (struct str){bytes.ptr + first, bytes.len - first};
    if (cache_decode_part(&cache, part, head) &&
        cache_decode_later(&cache, part))
        know(cache.known, cache.later[CACHE_REPORTS], STR(""));
    cache_free(&cache);
}

/* The first byte says which part the others are. */
FUZZ(cache)
{
    struct cache cache = {0}, again = {0};
    struct buf bytes = {0};
    unsigned kind = size ? data[0] % (2 * CACHE_PARTS + 1) : CACHE_PARTS;
    enum cache_part part = (enum cache_part)(kind % (CACHE_PARTS + 1));

    struct str rest =
        size ? (struct str){(const char *)data + 1, size - 1} : STR("");

    if (kind > CACHE_PARTS) {
        read_both(part, rest);
    } else if (part == CACHE_PARTS) {
        cache_read(&cache, rest);
        cache_read_later(&cache, rest);
    } else if (cache_decode_part(&cache, part, rest)) {
        cache_write(&cache, into_buf, &bytes);
        size_t foot = bytes.len - cache_foot();
        MUST(cache_read(&again, (struct str){bytes.data + foot, cache_foot()}));
        for (int i = 0; i < CACHE_PARTS; i++)
            MUST(cache_read_part(&again, (enum cache_part)i,
                                 (struct str){bytes.data + again.place[i].from,
                                              again.place[i].len}));
        MUST(again.inputs == cache.inputs && again.outputs == cache.outputs);
        MUST(again.pages == cache.pages && again.told.len == cache.told.len);
        MUST(str_equal(again.known, cache.known));
        MUST(str_equal(again.said, cache.said));
        MUST(str_equal(again.css, cache.css));
        know(cache.known, STR(""), STR(""));
        know(cache.known, STR(""), cache.known);
    }
    cache_free(&again);
    cache_free(&cache);
    buf_free(&bytes);
}
