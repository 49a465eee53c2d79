/*
 * build_state - what the parts of build share.
 */
#ifndef BUILD_STATE_H
#define BUILD_STATE_H

#include "../base/diag.h"
#include "../base/pool.h"
#include "../pages/check.h"
#include "../pages/desk.h"
#include "../pages/page.h"
#include "../pages/search.h"
#include "build.h"
#include "recollect.h"
#include "unfold.h"

#include <stdatomic.h>

struct examine;
struct inventory;
struct library;
struct memory;
struct remembered;
struct theming;

/*
 * The site of the last good update. While only words of some reports change,
 * it is not joined again: those reports are made anew in it.
 */
struct standing {
    struct arena arena; /* of the site */
    struct site *site; /* NULL: the next update joins from the start */
    const struct theme *theme;
    struct search_extent extent;
    struct check_rules rules;
    size_t pages;
    struct page_news *news; /* by report: what its pages do not have yet */
    struct print *records; /* by report: what it stated */
    bool late; /* build_catch_up has something to do: */
    struct page_news *late_news; /* by report: what pages put off lack */
    struct arena *own; /* by report: of what was made anew */
};

struct build {
    struct disk *disk;
    const struct config *config;
    struct library *library;
    struct theming *theming;
    struct examine *examine;
    struct memory *memory; /* of the pages of the last good update */
    struct arena packed[POOL_MOST]; /* of those of a folded site, by worker; a
                                       million small pieces would be scattered */
    bool recalled; /* that was another run's */
    const struct cache *cache; /* that of the first update, until it begins */
    const struct cache *lender; /* that has them */
    struct build_recaller recaller; /* {0}: nothing is recalled */
    const struct remembered *lent_page; /* as many as it had, in its order */
    const struct inventory *lent; /* of the first update; NULL: it looks */
    int64_t lent_at;
    struct known known; /* reports that are not read; of the first update */
    bool pages_told; /* something was said of a page */
    int64_t read_at; /* when the last update began to look at files */
    struct standing standing;
    build_explain *explain;
    void *explain_context;
    build_look *look;
    void *look_context;
};

/* One update, on its way. */
struct update {
    struct build *build;
    const struct site *site;
    const struct theme *theme;
    struct plan plan;
    struct check_rules rules;
    const struct sink *sink;
    /* Where pages of reports come from when they are not made here: puts the
     * bytes into the worker's buffer; false: failed (told). NULL: all are made. */
    bool (*take)(void *taker, const struct page *page, unsigned worker,
                 struct check_facts *facts);
    void *taker;
    struct remembered **page; /* by index of the plan */
    struct remembered **old; /* the same: what there was of that path */
    struct remembered **stood; /* pages the plan left out, by path: they are
                                  what they were */
    size_t stoods;
    atomic_uchar *settled; /* the same: it is brief and stays as it is */
    size_t *stretch; /* where each begins in the plan, and the plan's end */
    size_t stretches;
    struct diags told[POOL_MOST]; /* by worker */
    struct desk desk[POOL_MOST];
    struct unfold unfold[POOL_MOST]; /* where the site is folded */
    struct buf bytes[POOL_MOST];
    bool failed[POOL_MOST];
    bool lost; /* a text is not what it was when its report was folded */
    size_t made[POOL_MOST];
};

enum patch_end { PATCH_DONE, PATCH_FAILED, PATCH_HELPLESS };

/* True where the paths are all of the content, and a site stands. */
bool build_can_patch(const struct build *build, const char *const *path,
                     size_t len);

/*
 * Brings the standing site up to files whose words changed. HELPLESS where it
 * is not as simple as that: all is to be looked at then.
 */
enum patch_end build_patch(struct update *update, const char *const *path,
                           size_t len, unsigned threads,
                           struct build_result *result, struct diags *diags);

/*
 * Plans the site of the update. Where an earlier run made all pages of a report
 * of what they would be made of now, they are not planned but have `stood`. All
 * pages of that run that stand are taken over.
 */
void build_plan(struct update *update, struct arena *arena,
                struct diags *diags);

/* What there was of each planned page. */
void build_find_old(struct update *update);

/* The page of that path that stood, or NULL. */
const struct remembered *build_stood(const struct update *update,
                                     const char *path);

/* Has the sink keep all that stood; a failure is the worker's, told. */
void build_keep_stood(struct update *update, unsigned worker);

/* The links of a finished site: judges them, and where other hosts are linked
 * to, tells that. */
void build_judge_links(struct update *update, struct diags *diags);

/* Holds all pages of the update from now on, and notes whose they are. */
void build_hold(struct update *update);

/* What the cache has of a page that is lent from it; NULL: it is not. */
const struct cache_page *build_lent(const struct build *build,
                                    const struct remembered *page);

/* Renders what is stale of the plan; what was made is let go of afterwards. */
bool build_render_plan(struct update *update, unsigned threads,
                       struct diags *diags);
void build_let_go(struct update *update);

/* All files of the content folder; false where it cannot be read (told). */
bool build_take_inventory(const struct build *build, struct arena *arena,
                          struct inventory *inventory, struct diags *diags);

/* Before the first update: finds the reports and files that are what they were
 * when the cache was left, which are then not read. */
void build_use_known(struct build *build, const struct inventory *inventory);

/* Where pages are recalled: takes over those of the earlier run, as if all of
 * them stood as it left them. */
void build_take_pages(struct build *build);

/* Once, behind that: whether they do. Where not, only those are taken over, and
 * what was planned by then is to be planned anew. */
bool build_pages_stand(struct build *build);

/* What the library has, and the reports that it need not read. */
struct content build_content_known(const struct build *build,
                                   struct arena *arena);

/* False where the joined site asks for more than is known of some reports:
 * their texts are read by the next library_update. */
bool build_known_holds(struct build *build, const struct site *site);

/* Behind the first update nothing is known that was not read. */
void build_forget_known(struct build *build);

/* Has `cache` ask for what a run behind this one has to know of the standing
 * site's reports. */
void build_put_known(const struct build *build, struct cache *cache);

/* What pages are judged by, in `arena`: which scripts are the plan's own. */
struct check_rules build_rules(const struct plan *plan, struct arena *arena);

/* Whether all links hold, once all pages are made; several threads look. */
bool build_links_hold(const struct update *update);

/* Judges the links of these pages of the plan as far as that can be done by
 * now, and keeps of them what is needed to judge the rest. */
void build_settle(struct update *update, size_t from, size_t to,
                  unsigned worker);

/* Forgets the standing site: the next update joins all from the start. */
void build_drop_standing(struct build *build);

bool build_has_errors(const struct diags *diags, const struct config *config);

double build_now(void); /* seconds */
void build_lap(struct build_result *result, int phase, double *since);

/* Notes what the site has and what was made of it. */
void build_count(struct build_result *result, const struct site *site,
                 const struct update *update);

#endif
