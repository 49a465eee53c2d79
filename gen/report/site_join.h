/*
 * site_join - a site while it is joined, and reports that are folded on the
 * way.
 */
#ifndef SITE_JOIN_H
#define SITE_JOIN_H

#include "../base/pool.h"
#include "address.h"

struct ledger;

/* The papers of one folder, on their way to a report. */
struct folder {
    const char *id;
    const struct paper *report, *summary, *plan;
    const struct ledger *ledger; /* NULL: none, or refused */
    const struct made_report *made; /* its report; NULL: made of the papers */
};

struct joiner {
    struct arena *arena;
    const struct config *config;
    const struct content *content;
    struct site *site;
    struct addresses addresses;
    struct map folders; /* id → struct folder */
    struct arena made[POOL_MOST]; /* each thread's reports, until they are in */
    size_t room; /* for what folded reports keep of their records */
    const struct paper **paper; /* the content's; of folded reports theirs */
    struct diags *diags;
};

/* Reports whose papers are lent together. */
#define LOAN_MOST (LOAN_PAPERS / 3)

/* Some papers that are lent together. */
struct loan {
    const struct paper *paper[LOAN_PAPERS];
    size_t len;
};

void loan_add(struct loan *loan, const struct paper *paper); /* NULL is fine */

/* The folder of that id, made where there is none. */
struct folder *join_folder(struct joiner *joiner, struct str id);

/* The papers that a folder's report is made of; the second may be NULL. */
void join_papers(const struct folder *folder, const struct paper *both[2]);

/* A folded copy, to be put in a report's place. */
struct report *join_fold(struct joiner *joiner, const struct report *whole);

/* Whether a text is to be shown: drafts are not, unless they are wanted. One
 * that is not is noted, for links to it. */
bool join_wants(const struct joiner *joiner, const struct paper *paper);
void join_draft(struct joiner *joiner, const struct paper *paper);

/* Makes or takes the report of each folder and enters it into the site. */
void join_reports(struct joiner *joiner);

/* Finds where the links of all reports lead. */
void join_report_links(struct joiner *joiner);

/* Moves what was told of a report to what the joining tells, and keeps in
 * `bytes` as much of it as a later joining needs to tell the same. */
void join_keep_told(struct joiner *joiner, struct diags *told,
                    struct str *bytes);

#endif
