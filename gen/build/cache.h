/*
 * cache - what one run leaves for the next: what it read, what it published,
 * and what went into each page. The format of the file, in memory alone.
 *
 * It is believed only as far as the files bear it out: a cache of another
 * program, of other settings or with a single bit that differs is as good as
 * none, and what it says of a file counts while the file's stat is the same.
 */
#ifndef CACHE_H
#define CACHE_H

#include "../base/diag.h"
#include "../base/disk.h"
#include "../base/print.h"
#include "../pages/check.h"

#include <stdbool.h>

/* A larger one is not read. */
#define CACHE_MOST ((size_t)1 << 30)

/* A file of the content folder, as it was read. */
struct cache_input {
    const char *path;
    struct disk_stat stat;
    struct print print;
};

/* A published file. */
struct cache_output {
    const char *path;
    struct disk_stat stat;
};

/* A page: what went into it, and what other pages may rely on. */
struct cache_page {
    const char *path;
    struct print inputs;
    bool is_html;
    struct check_run *run; /* of its anchors, sorted */
    size_t runs;
    const char **host; /* other hosts that it links to */
    size_t hosts;
};

/* Starts as {0}. */
struct cache {
    struct arena arena; /* of the lists below */
    struct print settings; /* program, settings and theme */
    struct print manifest; /* of the published manifest's bytes */
    int64_t read_at, kept_at; /* when inputs and outputs were looked at */
    uint64_t reports, sections, targets;
    struct cache_input *input; /* sorted by path */
    size_t inputs;
    struct cache_output *output; /* sorted by path */
    size_t outputs;
    struct diags told; /* what the run said of the site */
    struct cache_page *page; /* sorted by path */
    size_t pages; /* 0: the next run has to make all anew */
    struct str unread; /* the pages' bytes until cache_read_pages */
};

/* Adds the file's bytes to `out`. */
void cache_write(const struct cache *cache, struct buf *out);

/*
 * Reads them but for the pages, which only a run needs that has something to
 * do. False where they are not whole or not of this format; the cache is then
 * empty. It points into `bytes`.
 */
bool cache_read(struct cache *cache, struct str bytes);
bool cache_read_pages(struct cache *cache);

/* The same of bytes without the print that guards them; for tests that damage
 * what the print would not let through. */
bool cache_decode(struct cache *cache, struct str bytes);

void cache_free(struct cache *cache);

#endif
