/* Reports on their way into the site: which there are, made some at a time by
 * several threads, entered one by one. */

#include "site_join.h"

#include "../base/diag.h"
#include "../base/path.h"
#include "../base/sort.h"
#include "site_made.h"
#include "site_renew.h"

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

/* True where both papers of a folder could be read and are to be shown. */
static bool folder_is_ready(struct joiner *joiner, const struct folder *folder,
                            const struct paper *first,
                            const struct paper *second)
{
    const struct paper *both[] = {first, second};
    bool ready = true;

    if (folder->report && (folder->summary || folder->plan))
        diag_add(joiner->diags, BOTH_FORMS, place_file(folder->report->source),
                 NULL, NULL);
    for (size_t i = 0; i < 2 && both[i]; i++) {
        if (!both[i]->doc)
            joiner->addresses.incomplete = true;
        if (!both[i]->doc || !both[i]->doc->root->first)
            ready = false;
        if (!join_wants(joiner, both[i])) {
            join_draft(joiner, both[i]);
            ready = false;
        }
    }
    return ready;
}

/* A report on its way into the site. */
struct coming {
    const struct folder *folder;
    const struct paper *both[2];
    bool is_ready; /* its papers are at hand, and to be shown */
    struct report *report; /* NULL: not yet, or never */
    struct diags told; /* of it */
};

/* Whether a report is to be made of a folder's papers. */
static bool is_ready(struct joiner *joiner, const struct folder *folder,
                     const struct paper *both[2])
{
    const char *fault = id_fault(folder->id);

    join_papers(folder, both);
    if (!both[0])
        return false;
    if (fault)
        diag_add(joiner->diags, BAD_NAME, place_file(both[0]->source),
                 folder->id, fault);
    return folder_is_ready(joiner, folder, both[0], both[1]);
}

static void expect_report(struct joiner *joiner, struct coming *coming,
                          const struct folder *folder)
{
    struct diags *all = joiner->diags;

    *coming = (struct coming){.folder = folder};
    if (folder->made)
        return;
    joiner->diags = &coming->told;
    coming->is_ready = is_ready(joiner, folder, coming->both);
    joiner->diags = all;
}

/* Some reports that are made at a time. */
struct batch {
    struct joiner *joiner;
    struct coming *coming;
    size_t len;
};

static void make_report(void *context, size_t index, unsigned worker)
{
    struct batch *batch = context;
    struct coming *coming = &batch->coming[index];

    if (coming->is_ready)
        coming->report = site_make_report(
            &batch->joiner->made[worker], batch->joiner->config,
            coming->folder->id, coming->both, coming->folder->ledger,
            &coming->told);
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

static void join_batch(struct batch *batch, struct folder *const *folder)
{
    struct joiner *joiner = batch->joiner;
    unsigned threads = pool_threads(joiner->config->build.jobs);
    struct loan loan = {0};

    for (size_t i = 0; i < batch->len && joiner->content->lender; i++) {
        loan_add(&loan, folder[i]->report);
        loan_add(&loan, folder[i]->summary);
        loan_add(&loan, folder[i]->plan);
    }
    loan_take(joiner, &loan);
    for (size_t i = 0; i < batch->len; i++)
        expect_report(joiner, &batch->coming[i], folder[i]);
    pool_run(threads, batch->len, make_report, batch);
    for (size_t i = 0; i < batch->len; i++)
        add_report(joiner, &batch->coming[i]);
    loan_give(joiner, &loan);
}

/* Papers that are lent set how many reports are made at a time. */
void join_reports(struct joiner *joiner)
{
    struct folder **folder = sorted_folders(joiner);
    size_t len = joiner->folders.len;
    size_t step = joiner->content->lender && len > LOAN_MOST ? LOAN_MOST : len;
    struct batch batch = {.joiner = joiner};

    joiner->site->report =
        arena_array(joiner->arena, len, sizeof(struct report *));
    batch.coming = mem_zero(step + 1, sizeof(*batch.coming));
    for (size_t from = 0; from < len; from += step) {
        batch.len = len - from < step ? len - from : step;
        join_batch(&batch, &folder[from]);
    }
    mem_free(batch.coming);
}
