/*
 * cache - what one run leaves for the next: what it read, what it published,
 * and what went into each page. The format of the files, in memory alone.
 *
 * The file is made of parts, and of a foot that says where each of them lies
 * and what print it has: a run reads the foot and then no more than it needs.
 * Most runs change little of it: they leave it as it is and write a second
 * file, of all that is otherwise by now. That belongs to this one file alone,
 * and without it the first is an older cache, which is as true.
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
#include "../report/site.h"

#include <stdbool.h>

/* A part that is larger is not read. */
#define CACHE_MOST ((size_t)1 << 30)

/* In the order of the file, which is that of how often they are asked for. */
enum cache_part {
    CACHE_INPUTS, /* files of the content folder */
    CACHE_OUTPUTS, /* published files */
    CACHE_FIRST, /* what was told: as much as people are shown of it */
    CACHE_TOLD, /* the rest of it */
    CACHE_STYLE, /* what the theme's styles were compiled to */
    CACHE_REPORTS, /* what is known of each report and of its files */
    CACHE_PAGES, /* what went into each page */
    CACHE_SAID, /* what was told of reports' texts, text by text */
    CACHE_PARTS
};

/* A file of the content folder, as it was read. */
struct cache_input {
    const char *path;
    struct disk_stat stat;
    struct print print;
    enum file_magic magic;
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
    bool is_torn; /* it is not as it was left */
    bool is_later; /* it is not what the first file has */
    struct str packed; /* its anchors, as check_pack.h has them */
    const char **host; /* other hosts that it links to */
    size_t hosts;
    size_t owner; /* the report whose page it is, counted from 1; 0: none's */
    struct str raw; /* all but that as the file has it: is written again so */
};

/* Where a part lies in the file. */
struct cache_place {
    uint64_t from, len;
    struct print print; /* of its bytes */
};

/* Takes the next bytes of a file. */
typedef void cache_put(void *context, struct str piece);

/* What is known of reports, as recollect.h has it: a beginning for so many of
 * them, then each by its place; and what its notes are of. */
struct cache_knower {
    void (*begin)(const void *context, size_t reports, struct buf *out);
    void (*put)(const void *context, size_t place, struct buf *out);
    void (*say)(const void *context, size_t place, struct buf *out);
    bool (*stands)(const void *context, size_t place); /* as the first file has
                                                          it */
    const void *context;
};

/* Gives the next page; false: they all were given. */
typedef bool cache_next_page(void *context, struct cache_page *out);

/* Starts as {0}. A list is there once its part was read. */
struct cache {
    struct arena arena; /* of the lists below */
    struct print settings; /* program, settings and theme */
    struct print manifest; /* of the published manifest's bytes */
    int64_t read_at, kept_at; /* when inputs and outputs were looked at */
    uint64_t reports, sections, targets;
    uint64_t more; /* problems that CACHE_FIRST does not have */
    bool is_short; /* nor has CACHE_TOLD: who makes all anew can tell them */
    struct cache_place place[CACHE_PARTS];
    struct print foot; /* of the foot's bytes: says which file that is */
    bool has_later; /* the second file was read, and of it: */
    struct str later[CACHE_PARTS]; /* what parts have otherwise */
    bool *later_input, *later_output; /* which; NULL: none */
    struct cache_input *input; /* sorted by path */
    size_t inputs;
    struct cache_output *output; /* sorted by path */
    size_t outputs;
    struct diags told; /* what the run said of the site, sorted */
    struct print styled; /* of the theme's files, which made: */
    struct str css; /* empty: it is to be made anew */
    struct str known; /* of reports, as recollect.h has it */
    struct str said; /* what its notes are of, which prove it */
    const struct cache_knower *knower; /* where there is one, it is written
                                          instead of that */
    cache_next_page *next_page; /* where there is one, it gives the pages */
    void *pager;
    struct cache_page *page; /* sorted by path */
    size_t pages; /* 0: the next run has to make all anew */
    bool *torn; /* by owner: some page of that report is not as it was left */
    size_t owners; /* how many that tells of */
};

/* Hands the first file's bytes to `put`, piece by piece: what is known of a large
 * site's reports takes as much memory as the site. */
void cache_write(struct cache *cache, cache_put *put, void *context);

/*
 * Adds the bytes of the second file to `out`: what `cache` has otherwise than
 * the first has, which `before` was read from, all parts of it. False where it
 * lists other files, pages or reports, or so much differs that it does not
 * pay: the first file is to be written then. The pages were asked for.
 */
bool cache_write_later(struct cache *cache, const struct cache *before,
                       struct buf *out);

/* How many bytes at the first file's end are the foot. */
size_t cache_foot(void);

/* Reads the foot: all but the lists. False where it is not whole or not of
 * this format; the cache is then empty. */
bool cache_read(struct cache *cache, struct str foot);

/* Reads the second file, whose bytes must outlive the cache, before any part.
 * False where it is damaged or is none of this cache, which stays as it is. */
bool cache_read_later(struct cache *cache, struct str bytes);

/* A second file of a first with so many bytes has not more than so many. */
size_t cache_later_most(uint64_t size);

/*
 * Reads a part from its bytes, which must outlive the cache: it points into
 * them. What CACHE_TOLD has is added to what CACHE_FIRST had. False where they
 * are damaged; what is in the lists must not be used then. CACHE_SAID is not
 * looked at: it is proved note by note, by those who ask.
 */
bool cache_read_part(struct cache *cache, enum cache_part part,
                     struct str bytes);

/* The same of bytes without the prints that guard them; for tests that damage
 * what the prints would not let through. The second is of what is in `later`,
 * when the part itself was read. */
bool cache_decode_part(struct cache *cache, enum cache_part part,
                       struct str bytes);
bool cache_decode_later(struct cache *cache, enum cache_part part);

/* The input of that path, or NULL. */
const struct cache_input *cache_input(const struct cache *cache,
                                      const char *path);

/*
 * Whether a stat alone proves that an input is what it was. As git has it: a
 * file changed right when it was read could have been read before and have its
 * stat from behind.
 */
bool cache_proves(const struct cache *cache, const struct cache_input *input,
                  const struct disk_stat *now);

void cache_free(struct cache *cache);

#endif
