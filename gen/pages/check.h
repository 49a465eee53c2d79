/*
 * check - judges finished pages as a browser would see them.
 *
 * Dead links and anchors, twin ids, names that media refuse, anything fetched
 * from another host, scripts that are not ours, empty pages. Works on what the
 * build has just made and on any folder of pages.
 */
#ifndef CHECK_H
#define CHECK_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct diags;

/* What has to be remembered of a page to judge links between pages. */
struct check_link {
    const char *target; /* path in the site */
    const char *anchor; /* NULL: the page as a whole */
    uint32_t line, column;
};

/* Anchors that differ only in one number, such as p1 to p23. */
struct check_run {
    uint32_t name; /* a print of what is around the number */
    uint32_t first, last;
};

struct check_facts {
    const char *path;
    const char **id; /* sorted */
    size_t ids;
    struct check_link *link;
    size_t links;
    const char **host; /* other hosts that are linked to, sorted */
    size_t hosts;
    bool is_html;
    /* of a page that is not at hand any more: of its anchors there are only
     * runs, and of its links only those that are still to be judged */
    bool is_brief;
    const struct check_run *run; /* sorted */
    size_t runs;
    struct str packed; /* those, of facts that are kept: see check_pack.h */
};

/* The anchors of a page in few bytes, sorted, in `arena`. */
struct check_run *check_runs(struct arena *arena,
                             const struct check_facts *facts, size_t *len);

/* Whether a page has all anchors of these runs. */
bool check_has_runs(const struct check_facts *facts,
                    const struct check_run *run, size_t len);

/* Whether it has this one. `near` begins as 0 for each page and makes that
 * quick where anchors are asked for in their order, as links are sorted. */
bool check_has_anchor(const struct check_facts *facts, const char *anchor,
                      size_t *near);

/* Whether the place is there that a link to a page wants of it. */
bool check_link_holds(const struct check_link *link,
                      const struct check_facts *to, size_t *near);

struct check_rules {
    const char *prefix; /* put before paths when telling: "public" */
    const char *const *allow_host; /* fetched all the same */
    size_t allow_hosts;
    const char *const *script; /* paths of scripts that are ours */
    size_t scripts;
    bool ours; /* names must be those of DESIGN.md §4 */
};

/* Judges one file of the site by itself and notes its facts in `arena`. */
void check_file(struct arena *arena, const char *path, struct str bytes,
                const struct check_rules *rules, struct check_facts *facts,
                struct diags *diags);

/*
 * Judges the links between all files of a site. `facts` sorted by path. Of
 * what `diags` then has of pages in the same words, which a template puts on
 * every page, the first places are told and the rest counted.
 */
void check_links(const struct check_facts *facts, size_t len,
                 const struct check_rules *rules, struct diags *diags);

/* Gives the facts of a file of the site; false: it has none of that path. */
typedef bool check_finder(void *context, const char *path,
                          struct check_facts *out);

/*
 * True where all links of one page lead somewhere, so that check_links would
 * have nothing to tell of them.
 */
bool check_page_holds(const struct check_facts *page, check_finder *find,
                      void *context);

/* True where `now` has all ids of `before`, so that links to it still hold. */
bool check_keeps_ids(const struct check_facts *before,
                     const struct check_facts *now);

#endif
