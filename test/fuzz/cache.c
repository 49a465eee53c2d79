/* Whatever bytes a cache has, what is read of them can be written and read. */
#include "fuzz.h"

#include "../../gen/build/cache.h"

FUZZ(cache)
{
    struct cache cache = {0}, again = {0};
    struct buf bytes = {0};

    if (cache_decode(&cache, (struct str){(const char *)data, size}) &&
        cache_read_pages(&cache)) {
        cache_write(&cache, &bytes);
        MUST(cache_read(&again, buf_view(&bytes)));
        MUST(cache_read_pages(&again));
        MUST(again.inputs == cache.inputs && again.outputs == cache.outputs);
        MUST(again.pages == cache.pages && again.told.len == cache.told.len);
    }
    cache_free(&again);
    cache_free(&cache);
    buf_free(&bytes);
}
