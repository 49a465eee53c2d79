/*
 * build - from files to pages: one call for the first build and for each later
 * one. A first build is "everything changed".
 *
 * The road: inventory → library (texts read, in parallel) → site (joined, then
 * frozen) → plan → stale pages rendered and judged (in parallel) → sink.
 * Pages are given to the sink even when a later one turns out wrong; the
 * caller publishes what is in the sink only when the update succeeded.
 */
#ifndef BUILD_H
#define BUILD_H

#include "../base/print.h"
#include "../report/config.h"

#include <stdbool.h>

struct build;
struct cache;
struct disk;
struct sink;

/*
 * A build of the site on `disk`, with themes from its themes/ folder or, where
 * it lacks them, from `themes` (a disk whose root is a folder of themes; may
 * be NULL). All three must outlive it.
 */
struct build *build_new(struct disk *disk, struct disk *themes,
                        const struct config *config);
void build_free(struct build *build);

/*
 * Has updates keep at most about so many bytes of reports' texts: where there
 * are more, reports are let go of once they are joined and read again for
 * their own pages. The site is the same; memory no longer grows with the text.
 */
void build_fold(struct build *build, size_t keeps);

/* Has updates tell of recalled texts no more than people are shown; the rest is
 * counted. */
void build_tell_few(struct build *build);

/* What an update did. */
struct build_result {
    size_t reports, sections, targets; /* in the site */
    size_t pages, made; /* files of the site; those made anew */
    bool patched; /* all pages that were not put stand as they were; the sink
                     was not asked to keep them */
    double seconds[5]; /* read, join, style, render, judge */
    bool outdated; /* what was recalled does not hold: build without it */
};

/* Told of each page that is made, with why; for --explain. May be NULL. */
typedef void build_explain(void *context, const char *path, const char *origin,
                           bool is_new);

/*
 * Brings the site up to its files. With `changed` NULL all files are looked at,
 * by their stat; else only these (below the disk's root, files or folders with
 * all in them; themes/… for a theme), and their bytes are compared. False while
 * errors remain: the state of the last good update is kept then.
 */
bool build_update(struct build *build, const char *const *changed, size_t len,
                  const struct sink *sink, struct build_result *result,
                  struct diags *diags);

/*
 * Shown the joined site, once an update, before the first page is made. It is
 * gone when build_update returns: what is needed has to be copied.
 */
struct site;
typedef void build_look(void *context, const struct site *site);
void build_set_look(struct build *build, build_look *look, void *context);

/*
 * Makes what a patching update left for later: what takes long and is not
 * looked at while writing, such as the text that the search looks through. As
 * for build_update; nothing is done where nothing was left. After false, update
 * with NULL: it tells what is wrong, or mends it.
 */
bool build_catch_up(struct build *build, const struct sink *sink,
                    struct build_result *result, struct diags *diags);

/*
 * Has the first update take pages over that an earlier run made, as `cache`
 * tells of them, and not read the reports that did not change since. It has to
 * outlive the build. Before pages are planned, `judge` is called: it takes out
 * those that are not as they were left, and says whose they were. `hush` is
 * called before a child may be begun: no other thread runs behind it. Where
 * such a page may lead to a place that is gone, the update fails with
 * `outdated` and tells nothing of it.
 */
struct build_recaller {
    bool (*judge)(void *context); /* true where all are */
    void (*hush)(void *context);
    void *context;
};
void build_recall(struct build *build, const struct cache *cache,
                  const struct build_recaller *recaller);

/* Has the first update take what was found in the content folder, by a look
 * that began at `looked_at`; it has to outlive that. */
struct inventory;
void build_lend_inventory(struct build *build,
                          const struct inventory *inventory, int64_t looked_at);

/* Has the first update take the compiled styles that `cache` has, which was left
 * with the same settings, where the theme's files are the same as well. */
void build_recall_style(struct build *build, const struct cache *cache);

/*
 * Fills what a build knows into `cache`, after a good update: inputs, pages and
 * numbers, in the cache's arena; reports are asked for when it is written, while
 * the build stands. False where the next run could not rely on it.
 */
bool build_remember(const struct build *build, struct cache *cache);

/*
 * Makes the pages of some reports alone, so that a large archive can be made
 * by many processes, on many machines, which know nothing of each other. Each
 * report's parcel goes to `sink` as a file xinglong/2020.parcel.
 *
 * Of the content only what those reports rest on is read: their own folders,
 * the plain pages, files that belong to no report, and of the same town the
 * reports of the year before. Where that is not enough (a link leads
 * elsewhere) all of it is read, so that what is made is always what a build of
 * the whole site makes. False when something is wrong with one of them (told):
 * what has been put till then is good all the same.
 */
bool build_apart(struct build *build, const char *const *id, size_t len,
                 const struct sink *sink, struct build_result *result,
                 struct diags *diags);

/*
 * Puts the whole site into `sink` from the parcels in `folder` of `disk`: pages
 * of reports are taken from them, those of the whole site are made. No
 * report's Markdown is read but that of the office's own newest one, whose
 * targets the home page shows. Each parcel is held against the content, the
 * settings, the theme and the program by prints; one that does not belong to
 * them, or is missing, is told: false, and nothing is to be published.
 */
bool build_join(struct build *build, struct disk *disk, const char *folder,
                const struct sink *sink, struct build_result *result,
                struct diags *diags);

/* Where the site's texts lie, on which disk, and the print of its theme. */
struct disk *build_disk(const struct build *build);
struct str build_content(const struct build *build);
struct print build_settings(const struct build *build);

/* The levels of problems, by code. */
const enum diag_level *build_levels(const struct build *build);

void build_set_explain(struct build *build, build_explain *explain,
                       void *context);

#endif
