/*
 * site - all reports and pages together, once everything is read: who has
 * which address, and where every link leads. Frozen after site_new: rendering
 * only reads it, from many threads.
 */
#ifndef SITE_H
#define SITE_H

#include "config.h"
#include "report.h"

#include <stdbool.h>

struct ledger;

/* A page that is no report: content/about.md. */
struct plain_page {
    const struct paper *paper;
    const char *path; /* about.html */
    struct str title;
};

/* What a file is by its first bytes, whatever its name says. */
enum file_magic {
    MAGIC_OTHER,
    MAGIC_PNG,
    MAGIC_JPEG,
    MAGIC_GIF,
    MAGIC_WEBP,
    MAGIC_SVG,
    MAGIC_HTML,
};

/* A file beside a text that some page shows or offers. */
struct asset {
    const char *from; /* content/2020/road.jpg */
    const char *to; /* 2020/road.jpg */
    struct print print; /* of its bytes */
    uint64_t size;
};

/* An old address that leads to a new one. */
struct redirect {
    const char *path; /* 2019/r01.html */
    const char *to; /* 2020/index.html */
    struct place place;
};

struct site {
    const struct config *config;
    struct report **report; /* newest year first, then by id */
    size_t reports;
    struct plain_page *plain; /* by path */
    size_t plains;
    struct asset *asset; /* by `to` */
    size_t assets;
    struct redirect *redirect; /* by path */
    size_t redirects;
    struct date newest; /* the latest `published` of all */
    bool is_folded; /* some reports are: see fold.h and site_unfold */
    struct print addresses; /* of all that decides where links lead */
    struct site_rest *rest; /* what site_renew needs; NULL: not lasting */
};

/* What the content folder holds, as the build found and read it. */
struct content {
    const struct paper *paper; /* all texts */
    size_t papers;
    struct asset_file {
        const char *path; /* content/2020/road.jpg */
        struct print print;
        uint64_t size;
        enum file_magic magic;
    } * file; /* all other files, by path */
    size_t files;
    struct ledger_file {
        const char *path; /* content/2020/targets.csv */
        struct print print; /* of its bytes */
        const struct ledger *ledger; /* NULL: refused; why is told */
    } * ledger; /* beside reports; never published */
    size_t ledgers;
    /* Reports without their texts: what other pages show of them, and the
     * files that their pages use. None of their papers is among the texts.
     * What was told of a report is told again; where not enough of it is known
     * the report is_wanted afterwards: the site has to be joined with it. */
    struct made_report {
        struct report *report;
        struct asset *asset;
        size_t assets;
    } * made;
    size_t mades;
    const struct lender *lender; /* NULL: all papers are there */
};

/*
 * Lends the papers of reports to the joining, a few at a time: between `take`
 * and `give` the content has them whole, else by their paths alone. The site
 * is folded then.
 */
#define LOAN_PAPERS 24 /* lent at a time, at most */

struct lender {
    /* several threads may, each another paper */
    void (*take)(void *context, const struct paper *paper);
    void (*give)(void *context, const struct paper *const *paper, size_t len);
    void *context;
};

/* The newest report of the site's own office: one whose id is a single part,
 * not one town's among many. NULL where there is none. */
const struct report *site_newest(const struct site *site);

/* What the first bytes of a file say it is. */
enum file_magic file_magic(struct str bytes);

/*
 * Joins everything into a site: makes the reports, gives every page its
 * address, resolves every link (node->href), and maps files with Chinese names
 * to names that survive any medium. Drafts are left out unless the
 * configuration wants them. Returns NULL where there is nothing to publish;
 * all problems are told.
 */
struct site *site_new(struct arena *arena, const struct config *config,
                      const struct content *content, struct diags *diags);

/* The same for a site that is to be renewed; given back by site_free. */
struct site *site_new_lasting(struct arena *arena, const struct config *config,
                              const struct content *content,
                              struct diags *diags);
void site_free(struct site *site); /* the rest with its arena; NULL is fine */

/*
 * Makes report `index` of a lasting site anew, in `arena`, of its papers,
 * which `content` has at the same places. False where more than that report's
 * own text has changed (what others show of it, its pages, its links, its old
 * addresses) or where it cannot be made: the site is as it was then. `diags`
 * has what is wrong with this report alone.
 */
bool site_renew(struct site *site, size_t index, const struct content *content,
                struct arena *arena, struct diags *diags);

/*
 * A report of a folded site made anew, whole, in `arena`, of its papers as they
 * were read again (the second may be NULL). Safe to call from several threads.
 */
struct report *site_unfold(const struct site *site, const struct report *folded,
                           const struct paper *first,
                           const struct paper *second, struct arena *arena);

#endif
