#include "build_join.h"

#include "../base/disk.h"
#include "../base/path.h"
#include "../base/program.h"
#include "../report/progress.h"
#include "library.h"
#include "walk.h"

#include <errno.h>
#include <string.h>

#define FILE_MOST ((size_t)256 << 20)

static void refuse(struct joined *report, enum diag_code code, const char *a,
                   struct diags *diags)
{
    diag_path(diags, code, report->place, report->home->id, a);
    report->good = false;
}

/* ---- reading ---- */

/* Reads a whole parcel; `report` is told why it cannot be. */
static bool read_parcel(struct join *join, struct joined *report,
                        struct parcel *parcel, struct buf *bytes,
                        struct diags *diags)
{
    int error = disk_read(join->disk, report->place, PARCEL_MOST, bytes, NULL);

    if (error == ENOENT || error == ENOTDIR) {
        refuse(report, PARCEL_MISSING, NULL, diags);
        return false;
    }
    if (error) {
        disk_tell(diags, error, report->place);
        report->good = false;
        return false;
    }
    switch (parcel_read(parcel, buf_view(bytes))) {
    case PARCEL_FINE: return true;
    case PARCEL_OTHER: refuse(report, PARCEL_PROGRAM, NULL, diags); break;
    case PARCEL_DAMAGED: refuse(report, PARCEL_BROKEN, NULL, diags); break;
    }
    return false;
}

static void judge_origin(const struct join *join, struct joined *report,
                         struct diags *diags)
{
    const struct parcel *parcel = &report->parcel;

    if (!print_equal(parcel->program, join->program))
        refuse(report, PARCEL_PROGRAM, NULL, diags);
    else if (strcmp(parcel->id, report->home->id) != 0)
        refuse(report, PARCEL_BROKEN, NULL, diags);
    else if (!print_equal(parcel->settings, join->settings))
        refuse(report, PARCEL_SETTINGS, NULL, diags);
}

/*
 * The head alone is kept: its lists are in the parcel's arena, but its texts
 * point into the file. So the head is written once more, without pages.
 */
static void keep_head(struct join *join, struct joined *report,
                      const struct parcel *whole)
{
    struct parcel head = *whole;
    struct buf bytes = {0};

    head.pages = 0;
    parcel_write(&head, &bytes);
    char *kept = arena_copy(&join->arena, bytes.data, bytes.len);
    report->good = parcel_read(&report->parcel,
                               (struct str){kept, bytes.len}) == PARCEL_FINE;
    buf_free(&bytes);
}

void join_read_parcels(struct join *join, struct diags *diags)
{
    struct buf bytes = {0};

    join->program = program_print();
    join->settings = build_settings(join->build);
    for (size_t i = 0; i < join->homes.len; i++) {
        struct joined *report = &join->report[i];
        struct parcel parcel = {0};
        report->home = join->homes.home[i];
        report->place =
            parcel_place(&join->arena, join->folder, report->home->id);
        map_set(&join->by_id, str_of(report->home->id), report);
        if (read_parcel(join, report, &parcel, &bytes, diags)) {
            keep_head(join, report, &parcel);
            judge_origin(join, report, diags);
        }
        parcel_free(&parcel);
    }
    buf_free(&bytes);
}

const struct parcel *join_parcel(struct join *join, const struct joined *report,
                                 unsigned worker, struct diags *diags)
{
    struct bench *bench = &join->bench[worker];
    struct joined again = *report;

    if (bench->report == report)
        return &bench->parcel;
    parcel_free(&bench->parcel);
    bench->report = NULL;
    if (!read_parcel(join, &again, &bench->parcel, &bench->bytes, diags))
        return NULL;
    bench->report = report;
    return &bench->parcel;
}

/* ---- proving ---- */

static void note_prints(struct join *join)
{
    const struct content *content = library_content(join->build->library);

    for (size_t i = 0; i < content->files; i++)
        map_set(&join->print, str_of(content->file[i].path),
                &content->file[i].print);
}

/* The print of a file as it is now; NULL where it cannot be read. */
static const struct print *print_now(struct join *join, const char *path)
{
    struct print *print = map_get(&join->print, str_of(path));
    struct buf bytes = {0};

    if (print)
        return print_is_zero(*print) ? NULL : print;
    print = arena_new(&join->arena, sizeof(*print));
    if (!disk_read(join->build->disk, path, FILE_MOST, &bytes, NULL))
        *print = print_of(buf_view(&bytes));
    map_set(&join->print, str_of(path), print);
    buf_free(&bytes);
    return print_is_zero(*print) ? NULL : print;
}

/* The first of its inputs that is not what it was, or of its files that is no
 * input; NULL: the parcel is of this very content. */
static const char *changed_input(struct join *join, const struct joined *report)
{
    const struct parcel *parcel = &report->parcel;
    const struct home *home = report->home;

    for (size_t i = 0; i < parcel->inputs; i++) {
        const struct print *now = print_now(join, parcel->input[i].path);
        if (!now || !print_equal(*now, parcel->input[i].print))
            return parcel->input[i].path;
    }
    for (size_t i = 0; i < home->files; i++)
        if (!parcel_input(parcel, home->file[i]->path))
            return home->file[i]->path;
    return NULL;
}

void join_prove_inputs(struct join *join, struct diags *diags)
{
    note_prints(join);
    for (size_t i = 0; i < join->homes.len; i++) {
        struct joined *report = &join->report[i];
        const char *changed = report->good ? changed_input(join, report) : NULL;
        if (changed)
            refuse(report, PARCEL_STALE, changed, diags);
    }
}

static const char *before_now(const struct site *site,
                              const struct report *report)
{
    const struct report *before =
        progress_before(site->report, site->reports, report);

    return before ? before->id : "";
}

void join_prove_site(struct join *join, const struct site *site,
                     struct diags *diags)
{
    struct print around = parcel_around(site);

    for (size_t i = 0; i < site->reports; i++) {
        struct joined *report =
            map_get(&join->by_id, str_of(site->report[i]->id));
        const char *before = before_now(site, site->report[i]);
        if (!report || !report->good)
            continue;
        if (!print_equal(report->parcel.around, around))
            refuse(report, PARCEL_STALE,
                   BOTH("导航里的单页", "the pages in the navigation"), diags);
        else if (strcmp(report->parcel.before, before) != 0)
            refuse(report, PARCEL_STALE,
                   *before ? before : report->parcel.before, diags);
    }
}

void join_tell_strays(struct join *join, struct diags *diags)
{
    struct arena arena = {0};
    struct walk walk = {0};
    int error = walk_below(join->disk, join->folder, &arena, &walk);

    for (size_t i = 0; !error && i < walk.len; i++) {
        const char *path = walk.entry[i].path;
        const char *id = parcel_owner(&arena, path);
        if (walk.entry[i].kind == DISK_FILE && id &&
            !map_get(&join->by_id, str_of(id)))
            diag_path(diags, PARCEL_ALONE,
                      path_join(&arena, join->folder, str_of(path)), id, NULL);
    }
    walk_free(&walk);
    arena_free(&arena);
}
