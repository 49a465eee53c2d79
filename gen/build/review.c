#include "review.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../report/ledger.h"
#include "inventory.h"
#include "library.h"

#include <errno.h>
#include <string.h>

#define NAMES_MOST 256 /* ids that are compared for "did you mean" */

/* One review on its way. */
struct reviewing {
    struct arena arena;
    struct disk *disk;
    struct config config; /* the site's, but with drafts and records */
    const char *folder; /* content/2020 */
    const char *id; /* 2020 */
    struct library *library;
    const struct site *site;
    struct diags told; /* of all the site */
    struct diags *diags;
};

static struct str without(struct str text, const char *tail)
{
    if (str_ends(text, tail))
        text.len -= strlen(tail);
    return text;
}

/* The report's id from what was typed. */
static const char *id_of(struct reviewing *reviewing, const char *name)
{
    struct str id = str_of(name);
    struct str root = reviewing->config.build.content_dir;

    while (str_starts(id, "./"))
        id = (struct str){id.ptr + 2, id.len - 2};
    if (path_ending(id).len)
        id = path_dir(id);
    id = without(id, "/");
    if (id.len > root.len && str_starts(id, root.ptr) &&
        id.ptr[root.len] == '/')
        id = (struct str){id.ptr + root.len + 1, id.len - root.len - 1};
    return arena_copy(&reviewing->arena, id.ptr, id.len);
}

static bool read_site(struct reviewing *reviewing)
{
    struct arena *arena = &reviewing->arena;
    struct str dir = reviewing->config.build.content_dir;
    char *folder = arena_copy(arena, dir.ptr, dir.len);
    struct inventory inventory;
    int error;

    if (!inventory_take(reviewing->disk, folder, arena, &inventory, &error,
                        &reviewing->told)) {
        if (error == ENOENT || error == ENOTDIR || error == ELOOP)
            diag_path(reviewing->diags, CONTENT_MISSING, "", folder,
                      diag_reason(error));
        else
            disk_tell(reviewing->diags, error, folder);
        return false;
    }
    reviewing->library = library_new(reviewing->disk, &reviewing->config);
    library_update(reviewing->library, &inventory, NULL, 0, 0,
                   &reviewing->told);
    reviewing->site =
        site_new(arena, &reviewing->config, library_content(reviewing->library),
                 &reviewing->told);
    return true;
}

/* Is it the folder, or in it? */
static bool belongs_to(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    return strncmp(path, folder, len) == 0 &&
           (path[len] == '/' || path[len] == '\0');
}

/* A folder above that cannot be listed hides the report, too. */
static bool concerns(const char *path, const char *folder)
{
    return belongs_to(path, folder) || belongs_to(folder, path);
}

/*
 * Hands on what is wrong in this report's folder: another report's mistakes
 * are no reason to refuse. What text and ledger differ in is told by the build,
 * not by the run that may be there to mend it.
 */
static bool hand_on(struct reviewing *reviewing)
{
    struct diags *told = &reviewing->told;
    size_t kept = 0;

    diags_judge(told, reviewing->config.check.level, false);
    for (size_t i = 0; i < told->len; i++)
        if (concerns(told->item[i].path, reviewing->folder) &&
            told->item[i].code != LEDGER_QUOTE &&
            told->item[i].code != LEDGER_VALUE)
            told->item[kept++] = told->item[i];
    told->len = kept;
    bool good = diags_count(told, DIAG_ERROR) == 0;
    diags_merge(reviewing->diags, told);
    return good;
}

static const struct report *report_of(const struct reviewing *reviewing)
{
    const struct site *site = reviewing->site;

    for (size_t i = 0; site && i < site->reports; i++)
        if (strcmp(site->report[i]->id, reviewing->id) == 0)
            return site->report[i];
    return NULL;
}

static void tell_missing(struct reviewing *reviewing)
{
    const struct site *site = reviewing->site;
    const char *names[NAMES_MOST];
    size_t len = 0;

    for (size_t i = 0; site && i < site->reports && len < NAMES_MOST; i++)
        names[len++] = site->report[i]->id;
    diag_path(reviewing->diags, NO_REPORT, "", reviewing->id, NULL);
    const char *meant = text_nearest(str_of(reviewing->id), names, len);
    if (meant)
        diag_detail(reviewing->diags, "→ %s", meant);
}

/* The bytes that the ledger had when it was read; a zero print: none. */
static struct print print_before(const struct reviewing *reviewing,
                                 const char *path)
{
    const struct content *content = library_content(reviewing->library);

    for (size_t i = 0; i < content->ledgers; i++)
        if (strcmp(content->ledger[i].path, path) == 0)
            return content->ledger[i].print;
    return (struct print){0};
}

/*
 * An author may save the ledger while we read the texts: what stands on the
 * disk must still be what the new one was made of.
 */
static bool write_ledger(struct reviewing *reviewing, const char *path,
                         struct str bytes, bool *wrote)
{
    struct print before = print_before(reviewing, path);
    struct buf now = {0};
    int error = disk_read(reviewing->disk, path, (size_t)256 << 20, &now, NULL);
    bool stands = error != ENOENT;
    bool same = stands && !error && str_equal(buf_view(&now), bytes);
    bool fresh = stands
                     ? !error && print_equal(print_of(buf_view(&now)), before)
                     : print_is_zero(before);

    buf_free(&now);
    if (same && fresh)
        return true;
    if (!fresh) {
        diag_path(reviewing->diags, SYSTEM_CHANGED, path, path, NULL);
        return false;
    }
    error = disk_replace(reviewing->disk, path, bytes);
    if (error)
        disk_tell_write(reviewing->diags, error, path);
    else
        mem_file_stands();
    *wrote = error == 0;
    return error == 0;
}

static bool review(struct reviewing *reviewing, struct review *out)
{
    const struct report *report;
    struct buf csv = {0};

    if (!read_site(reviewing) || !hand_on(reviewing))
        return false;
    report = report_of(reviewing);
    if (!report) {
        tell_missing(reviewing);
        return false;
    }
    struct ledger_review done =
        ledger_write(report, report->ledger, &csv, &out->lines);
    out->rows = done.rows;
    out->added = done.added;
    out->changed = done.changed;
    out->gone = done.gone;
    buf_format(&out->path, "%s/targets.csv", reviewing->folder);
    bool good =
        write_ledger(reviewing, out->path.data, buf_view(&csv), &out->wrote);
    buf_free(&csv);
    return good;
}

bool review_report(struct disk *disk, const struct config *config,
                   const char *name, struct review *out, struct diags *diags)
{
    struct reviewing reviewing = {
        .disk = disk, .config = *config, .diags = diags};

    reviewing.config.build.drafts = true;
    reviewing.config.targets.extract = 1;
    reviewing.id = id_of(&reviewing, name);
    reviewing.folder = arena_format(
        &reviewing.arena, "%s/%s", config->build.content_dir.ptr, reviewing.id);
    bool good = review(&reviewing, out);
    library_free(reviewing.library);
    diags_free(&reviewing.told);
    arena_free(&reviewing.arena);
    return good;
}

void review_free(struct review *review)
{
    buf_free(&review->path);
    buf_free(&review->lines);
}
