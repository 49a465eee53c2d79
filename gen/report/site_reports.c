/* Reports on their way into the site: which there are, made by several threads,
 * entered one by one. */

#include "site_join.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/sort.h"
#include "site_made.h"
#include "site_renew.h"

#include <pthread.h>
#include <string.h>

/* Folders of the site's own at the root. */
static const char *const kept_folders[] = {"css", "js", "img", "data", "map"};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Why a folder cannot be a report's id, or NULL. */
static const char *id_fault(const char *id)
{
    struct arena scratch = {0};
    char *page = path_join(&scratch, id, STR("data/x.html"));
    const char *fault = path_fault_text(path_judge(str_of(page)));

    for (size_t i = 0; i < LEN(kept_folders); i++)
        if (strcmp(id, kept_folders[i]) == 0)
            fault = BOTH("网站自己要用", "the site uses it");
    arena_free(&scratch);
    return fault;
}

bool join_wants(const struct joiner *joiner, const struct paper *paper)
{
    return joiner->config->build.drafts || !paper_front(paper)->draft;
}

void join_draft(struct joiner *joiner, const struct paper *paper)
{
    static char yes[] = "draft";

    map_set(&joiner->addresses.draft, str_of(paper->path), yes);
}

/* A report on its way into the site. */
struct coming {
    const struct folder *folder;
    const struct paper *both[2];
    struct report *report; /* NULL: not yet, or never */
    struct diags told; /* of it */
};

/* Whether a report is to be made of its folder's papers. */
static bool is_ready(const struct joiner *joiner, struct coming *coming)
{
    const struct folder *folder = coming->folder;
    const struct paper *const *both = coming->both;
    const char *fault = id_fault(folder->id);
    bool ready = true;

    if (!both[0])
        return false;
    if (fault)
        diag_add(&coming->told, BAD_NAME, place_file(both[0]->source),
                 folder->id, fault);
    if (folder->report && (folder->summary || folder->plan))
        diag_add(&coming->told, BOTH_FORMS, place_file(folder->report->source),
                 NULL, NULL);
    for (size_t i = 0; i < 2 && both[i]; i++)
        ready = ready && both[i]->doc && both[i]->doc->root->first &&
                join_wants(joiner, both[i]);
    return ready;
}

/* Several threads may, each for another folder. */
static void make_report(const struct joiner *joiner, struct coming *coming,
                        const struct folder *folder, struct arena *arena)
{
    *coming = (struct coming){.folder = folder};
    if (folder->made)
        return;
    join_papers(folder, coming->both);
    if (is_ready(joiner, coming))
        coming->report =
            site_make_report(arena, joiner->config, folder->id, coming->both,
                             folder->ledger, &coming->told);
}

/* What of its papers the other reports' links have to know. */
static void note_papers(struct joiner *joiner, const struct coming *coming)
{
    for (size_t i = 0; i < 2 && coming->both[i]; i++) {
        if (!coming->both[i]->doc)
            joiner->addresses.incomplete = true;
        if (!join_wants(joiner, coming->both[i]))
            join_draft(joiner, coming->both[i]);
    }
}

static void enter_report(struct joiner *joiner, struct coming *coming)
{
    struct addresses *addresses = &joiner->addresses;
    struct site *site = joiner->site;
    struct report *report = coming->report;

    if (joiner->content->lender)
        report = join_fold(joiner, report);
    for (int i = 0; i < 2 && coming->both[i]; i++)
        report->has_links =
            report->has_links || address_has_links(coming->both[i]);
    char *index = path_join(joiner->arena, report->id, STR("index.html"));
    for (int i = 0; i < 2 && coming->both[i]; i++)
        map_set(&addresses->text, str_of(coming->both[i]->path), index);
    site->report[site->reports++] = report;
    site->is_folded = site->is_folded || report->is_folded;
    map_set(&addresses->report, str_of(report->id), report);
    join_keep_told(joiner, &coming->told, &report->told[0]);
}

static void add_report(struct joiner *joiner, struct coming *coming)
{
    struct str bytes;

    note_papers(joiner, coming);
    if (coming->folder->made)
        site_take_made(joiner, coming->folder);
    else if (coming->report)
        enter_report(joiner, coming);
    else
        join_keep_told(joiner, &coming->told, &bytes);
}

/* As their files lie on the disk, whether or not those are at hand. */
static int by_files(const void *left, const void *right)
{
    const char *a = (*(struct folder *const *)left)->id;
    const char *b = (*(struct folder *const *)right)->id;

    for (; *a && *a == *b; a++)
        b++;
    int first = *a ? (unsigned char)*a : '/';
    int second = *b ? (unsigned char)*b : '/';
    if (first != second)
        return first < second ? -1 : 1;
    return *a ? 1 : *b ? -1 : 0;
}

static struct folder **sorted_folders(struct joiner *joiner)
{
    const struct map *folders = &joiner->folders;
    struct folder **sorted =
        arena_array(joiner->arena, folders->len + 1, sizeof(*sorted));

    for (size_t i = 0; i < folders->len; i++)
        sorted[i] = folders->entry[i].value;
    sort_stretches(sorted, folders->len, sizeof(struct folder *), by_files);
    return sorted;
}

/* All reports, whose papers are all there. */
struct batch {
    struct joiner *joiner;
    struct folder **folder;
    struct coming *coming;
};

static void make_one(void *context, size_t index, unsigned worker)
{
    struct batch *batch = context;

    make_report(batch->joiner, &batch->coming[index], batch->folder[index],
                &batch->joiner->made[worker]);
}

static void join_at_once(struct joiner *joiner, struct folder **folder,
                         size_t len)
{
    struct coming *coming = mem_zero(len + 1, sizeof(*coming));
    struct batch batch = {joiner, folder, coming};

    pool_run(pool_threads(joiner->config->build.jobs), len, make_one, &batch);
    for (size_t i = 0; i < len; i++)
        add_report(joiner, &coming[i]);
    for (size_t i = 0; i < POOL_MOST; i++)
        arena_adopt(joiner->arena, &joiner->made[i]);
    mem_free(coming);
}

/* A report whose papers are lent, until it is folded. */
struct lent {
    struct coming coming;
    struct loan loan;
    struct arena made;
    bool is_made;
};

/*
 * Reports enter the site in the order of their folders, each by whoever has
 * made the last one that it waited for. So nobody waits for others but where
 * LOAN_MOST are waiting already.
 */
struct relay {
    struct joiner *joiner;
    struct folder **folder;
    struct lent lent[LOAN_MOST]; /* by index, from `next` on */
    size_t next; /* that is to enter */
    pthread_mutex_t mutex;
    pthread_cond_t went_on;
};

static void enter_next(struct relay *relay)
{
    struct lent *lent = &relay->lent[relay->next % LOAN_MOST];
    const struct lender *lender = relay->joiner->content->lender;

    add_report(relay->joiner, &lent->coming);
    lender->give(lender->context, lent->loan.paper, lent->loan.len);
    arena_free(&lent->made);
    *lent = (struct lent){0};
    relay->next++;
}

static void make_lent(void *context, size_t index, unsigned worker)
{
    struct relay *relay = context;
    const struct lender *lender = relay->joiner->content->lender;
    const struct folder *folder = relay->folder[index];
    struct lent *lent = &relay->lent[index % LOAN_MOST];

    (void)worker;
    pthread_mutex_lock(&relay->mutex);
    while (index >= relay->next + LOAN_MOST)
        pthread_cond_wait(&relay->went_on, &relay->mutex);
    pthread_mutex_unlock(&relay->mutex);
    loan_add(&lent->loan, folder->report);
    loan_add(&lent->loan, folder->summary);
    loan_add(&lent->loan, folder->plan);
    for (size_t i = 0; i < lent->loan.len; i++)
        lender->take(lender->context, lent->loan.paper[i]);
    make_report(relay->joiner, &lent->coming, folder, &lent->made);
    pthread_mutex_lock(&relay->mutex);
    lent->is_made = true;
    while (relay->lent[relay->next % LOAN_MOST].is_made)
        enter_next(relay);
    pthread_cond_broadcast(&relay->went_on);
    pthread_mutex_unlock(&relay->mutex);
}

static void join_lent(struct joiner *joiner, struct folder **folder, size_t len)
{
    struct relay *relay = mem_zero(1, sizeof(*relay));

    relay->joiner = joiner;
    relay->folder = folder;
    pthread_mutex_init(&relay->mutex, NULL);
    pthread_cond_init(&relay->went_on, NULL);
    pool_run(pool_threads(joiner->config->build.jobs), len, make_lent, relay);
    pthread_cond_destroy(&relay->went_on);
    pthread_mutex_destroy(&relay->mutex);
    mem_free(relay);
}

void join_reports(struct joiner *joiner)
{
    struct folder **folder = sorted_folders(joiner);
    size_t len = joiner->folders.len;

    joiner->site->report =
        arena_array(joiner->arena, len, sizeof(struct report *));
    if (joiner->content->lender)
        join_lent(joiner, folder, len);
    else
        join_at_once(joiner, folder, len);
}
