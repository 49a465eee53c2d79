/* Reports that are folded as they are joined, and the links of all. */

#include "site_join.h"

#include "../base/diag.h"
#include "../base/wire.h"
#include "fold.h"
#include "site_made.h"
#include "site_renew.h"

#include <string.h>

void loan_add(struct loan *loan, const struct paper *paper)
{
    if (paper)
        loan->paper[loan->len++] = paper;
}

struct report *join_fold(struct joiner *joiner, const struct report *whole)
{
    struct report *report = fold_report(joiner->arena, whole, &joiner->room);

    for (int i = 0; i < 2 && whole->paper[i]; i++)
        joiner->paper[whole->paper[i] - joiner->content->paper] =
            report->paper[i];
    return report;
}

void join_papers(const struct folder *folder, const struct paper *both[2])
{
    both[0] = folder->report    ? folder->report
              : folder->summary ? folder->summary
                                : folder->plan;
    both[1] = both[0] == folder->summary ? folder->plan : NULL;
}

void join_keep_told(struct joiner *joiner, struct diags *told,
                    struct str *bytes)
{
    struct diags few = {.dropped = told->len + told->dropped};

    if (diags_would_keep(joiner->diags, told)) {
        *bytes = wire_told_bytes(joiner->arena, told);
    } else {
        memcpy(few.seen, told->seen, sizeof(few.seen));
        *bytes = wire_told_bytes(joiner->arena, &few);
    }
    diags_merge(joiner->diags, told);
}

/* ---- links ---- */

/* A folded report's papers, where the content has them. */
static void lent_papers(const struct joiner *joiner,
                        const struct report *report,
                        const struct paper *both[2])
{
    const struct map *folders = &joiner->folders;

    join_papers(map_get(folders, str_of(report->id)), both);
}

/* Whether a report's own text is only to be had as a loan. */
static bool is_lent(const struct joiner *joiner, const struct report *report)
{
    return joiner->content->lender && report->is_folded && report->has_links &&
           !site_made_of(joiner, report);
}

static void keep_used(struct joiner *joiner, struct report *report)
{
    const struct map *used = joiner->addresses.used;

    report->asset =
        arena_array(joiner->arena, used->len, sizeof(*report->asset));
    for (size_t i = 0; i < used->len; i++)
        report->asset[report->assets++] = used->entry[i].value;
}

/* `whole` is the report with its texts, if it is not so itself. */
static void link_whole(struct joiner *joiner, struct report *report,
                       struct report *whole)
{
    struct diags told = {0};
    struct map used = {0};

    joiner->addresses.used = &used;
    site_link_report(&joiner->addresses, whole, &told);
    keep_used(joiner, report);
    joiner->addresses.used = NULL;
    map_free(&used);
    join_keep_told(joiner, &told, &report->told[1]);
}

/* Links are found in the report made anew; what they are stays with the folded
 * one by its prints. */
static void link_lent(struct joiner *joiner, struct report *report)
{
    const struct paper *both[2];
    struct diags told = {0};

    lent_papers(joiner, report, both);
    struct report *whole =
        report_new(&joiner->made[0], report->id, both[0], both[1], &told);
    link_whole(joiner, report, whole);
    /* A text that changed meanwhile is told when its pages are made. */
    for (size_t i = 0; i < report->sections && i < whole->sections; i++)
        report->section[i].print = whole->section[i].print;
    diags_free(&told);
}

static void link_one(struct joiner *joiner, struct report *report)
{
    const struct made_report *made = site_made_of(joiner, report);

    if (made)
        site_link_made(joiner, made);
    else if (is_lent(joiner, report))
        link_lent(joiner, report);
    else if (!report->is_folded)
        link_whole(joiner, report, report);
}

/* Papers that are lent for their links. */
struct links {
    struct joiner *joiner;
    struct loan loan;
};

static void take_one(void *context, size_t index, unsigned worker)
{
    struct links *links = context;
    const struct lender *lender = links->joiner->content->lender;

    (void)worker;
    lender->take(lender->context, links->loan.paper[index]);
}

static void take_all(struct links *links)
{
    unsigned threads = pool_threads(links->joiner->config->build.jobs);

    pool_run(threads, links->loan.len, take_one, links);
}

static void give_all(struct links *links)
{
    const struct lender *lender = links->joiner->content->lender;

    if (links->loan.len)
        lender->give(lender->context, links->loan.paper, links->loan.len);
    arena_free(&links->joiner->made[0]);
    links->loan.len = 0;
}

void join_report_links(struct joiner *joiner)
{
    struct site *site = joiner->site;
    struct links links = {.joiner = joiner};

    for (size_t from = 0, to; from < site->reports; from = to) {
        for (to = from; to < site->reports && to - from < LOAN_MOST; to++) {
            const struct paper *both[2];
            if (!is_lent(joiner, site->report[to]))
                continue;
            lent_papers(joiner, site->report[to], both);
            loan_add(&links.loan, both[0]);
            loan_add(&links.loan, both[1]);
        }
        take_all(&links);
        for (size_t i = from; i < to; i++)
            link_one(joiner, site->report[i]);
        give_all(&links);
    }
}
