/*
 * recall - the cache beside the published folder: read before a run, judged
 * against the files, written behind it (`.public.cache` beside `public`, and what
 * has changed since that was written in `.public.cache.later`).
 *
 * A run in which nothing changed looks at the stat of each input and of each
 * published file, and reads none of them. Whatever is wrong with the cache is
 * no error: the run then does all anew.
 */
#ifndef RECALL_H
#define RECALL_H

#include "cache.h"
#include "inventory.h"

struct build;
struct build_result;
struct stage;

/* Starts as {0}; given back by recall_free, while its stage stands. */
struct recall {
    struct stage *stage;
    struct cache cache;
    struct disk_view view[CACHE_PARTS]; /* the parts that were read */
    struct buf later; /* of the second file */
    bool used; /* all parts of the first were read, and a build rests on them */
    bool found; /* a cache of this program and these settings */
    struct print settings;
    struct arena arena;
    struct inventory inventory; /* of the content folder, as it was found */
    int64_t looked_at; /* before that; 0: it is not known */
};

/* Reads the cache of `stage`'s folder where it was left by this program with
 * this configuration and theme. */
void recall_begin(struct recall *recall, struct stage *stage,
                  struct build *build);

/*
 * True where inputs and published files are what they were at the end of the
 * run that left the cache, and it has what people are shown of what was told,
 * or with `all` each problem: there is nothing to do.
 */
bool recall_is_current(struct recall *recall, struct stage *stage,
                       struct build *build, bool all);

/* Adds to `told` what the run that left a current cache told: with `all` each
 * problem, else those that people are shown, and the others as a number. */
void recall_tell(struct recall *recall, struct stage *stage, bool all,
                 struct diags *told);

/* Hands what the cache knows of pages to a build, of files to a stage. It must
 * stand as long as the build. */
void recall_use(struct recall *recall, struct stage *stage,
                struct build *build);

/* Writes the cache after a run that published the stage and told `told` of the
 * site. A disk that refuses it is no fault. */
void recall_save(struct recall *recall, const struct build_result *result,
                 const struct diags *told, struct build *build);

void recall_free(struct recall *recall);

#endif
