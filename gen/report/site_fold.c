/* A site whose reports are folded as they are joined. */

#include "site_join.h"

#include "../base/diag.h"
#include "fold.h"
#include "site_renew.h"

void loan_take(struct joiner *joiner, struct loan *loan)
{
    const struct lender *lender = joiner->content->lender;

    if (lender)
        lender->take(lender->context, loan->paper, loan->len);
}

void loan_give(struct joiner *joiner, struct loan *loan)
{
    const struct lender *lender = joiner->content->lender;

    if (lender)
        lender->give(lender->context, loan->paper, loan->len);
    arena_free(&joiner->lent);
    loan->len = 0;
}

void loan_add(struct loan *loan, const struct paper *paper)
{
    if (paper)
        loan->paper[loan->len++] = paper;
}

struct report *join_fold(struct joiner *joiner, const struct report *whole)
{
    struct report *report = fold_report(joiner->arena, whole);

    for (int i = 0; i < 2 && whole->paper[i]; i++) {
        report->has_links =
            report->has_links || address_has_links(whole->paper[i]);
        joiner->paper[whole->paper[i] - joiner->content->paper] =
            report->paper[i];
    }
    return report;
}

void join_papers(const struct folder *folder, const struct paper *both[2])
{
    both[0] = folder->report    ? folder->report
              : folder->summary ? folder->summary
                                : folder->plan;
    both[1] = both[0] == folder->summary ? folder->plan : NULL;
}

/* A folded report's papers, where the content has them. */
static void lent_papers(const struct joiner *joiner,
                        const struct report *report,
                        const struct paper *both[2])
{
    const struct map *folders = &joiner->folders;

    join_papers(map_get(folders, str_of(report->id)), both);
}

/* Links are found in the report made anew; what they are stays with the folded
 * one by its prints. */
static void link_one(struct joiner *joiner, struct report *report)
{
    const struct paper *both[2];
    struct diags told = {0};

    lent_papers(joiner, report, both);
    struct report *whole = site_make_report(
        &joiner->lent, joiner->config, report->id, both, report->ledger, &told);
    site_link_report(&joiner->addresses, whole, joiner->diags);
    /* A text that changed meanwhile is told when its pages are made. */
    for (size_t i = 0; i < report->sections && i < whole->sections; i++)
        report->section[i].print = whole->section[i].print;
    diags_free(&told);
}

void join_folded_links(struct joiner *joiner)
{
    struct site *site = joiner->site;
    struct loan loan = {0};

    for (size_t from = 0, to; from < site->reports; from = to) {
        for (to = from; to < site->reports && to - from < LOAN_MOST; to++) {
            const struct paper *both[2];
            if (!site->report[to]->has_links)
                continue;
            lent_papers(joiner, site->report[to], both);
            loan_add(&loan, both[0]);
            loan_add(&loan, both[1]);
        }
        loan_take(joiner, &loan);
        for (size_t i = from; i < to; i++)
            if (site->report[i]->has_links)
                link_one(joiner, site->report[i]);
        loan_give(joiner, &loan);
    }
}
