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

/* Reads a whole part; `report` is told why it cannot be. */
static bool read_part(struct join *join, struct joined *report,
                      struct part *part, struct buf *bytes, struct diags *diags)
{
    int error = disk_read(join->disk, report->place, PART_MOST, bytes, NULL);

    if (error == ENOENT || error == ENOTDIR) {
        refuse(report, PART_MISSING, NULL, diags);
        return false;
    }
    if (error) {
        disk_tell(diags, error, report->place);
        report->good = false;
        return false;
    }
    switch (part_read(part, buf_view(bytes))) {
    case PART_FINE: return true;
    case PART_OTHER: refuse(report, PART_PROGRAM, NULL, diags); break;
    case PART_DAMAGED: refuse(report, PART_BROKEN, NULL, diags); break;
    }
    return false;
}

static void judge_origin(const struct join *join, struct joined *report,
                         struct diags *diags)
{
    const struct part *part = &report->part;

    if (!print_equal(part->program, join->program))
        refuse(report, PART_PROGRAM, NULL, diags);
    else if (strcmp(part->id, report->home->id) != 0)
        refuse(report, PART_BROKEN, NULL, diags);
    else if (!print_equal(part->settings, join->settings))
        refuse(report, PART_SETTINGS, NULL, diags);
}

/*
 * The head alone is kept: its lists are in the part's arena, but its texts
 * point into the file. So the head is written once more, without pages.
 */
static void keep_head(struct join *join, struct joined *report,
                      const struct part *whole)
{
    struct part head = *whole;
    struct buf bytes = {0};

    head.pages = 0;
    part_write(&head, &bytes);
    char *kept = arena_copy(&join->arena, bytes.data, bytes.len);
    report->good =
        part_read(&report->part, (struct str){kept, bytes.len}) == PART_FINE;
    buf_free(&bytes);
}

void join_read_parts(struct join *join, struct diags *diags)
{
    struct buf bytes = {0};

    join->program = program_print();
    join->settings = build_settings(join->build);
    for (size_t i = 0; i < join->homes.len; i++) {
        struct joined *report = &join->report[i];
        struct part part = {0};
        report->home = join->homes.home[i];
        report->place =
            part_place(&join->arena, join->folder, report->home->id);
        map_set(&join->by_id, str_of(report->home->id), report);
        if (read_part(join, report, &part, &bytes, diags)) {
            keep_head(join, report, &part);
            judge_origin(join, report, diags);
        }
        part_free(&part);
    }
    buf_free(&bytes);
}

const struct part *join_part(struct join *join, const struct joined *report,
                             unsigned worker, struct diags *diags)
{
    struct bench *bench = &join->bench[worker];
    struct joined again = *report;

    if (bench->report == report)
        return &bench->part;
    part_free(&bench->part);
    bench->report = NULL;
    if (!read_part(join, &again, &bench->part, &bench->bytes, diags))
        return NULL;
    bench->report = report;
    return &bench->part;
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
 * input; NULL: the part is of this very content. */
static const char *changed_input(struct join *join, const struct joined *report)
{
    const struct part *part = &report->part;
    const struct home *home = report->home;

    for (size_t i = 0; i < part->inputs; i++) {
        const struct print *now = print_now(join, part->input[i].path);
        if (!now || !print_equal(*now, part->input[i].print))
            return part->input[i].path;
    }
    for (size_t i = 0; i < home->files; i++)
        if (!part_input(part, home->file[i]->path))
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
            refuse(report, PART_STALE, changed, diags);
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
    struct print around = part_around(site);

    for (size_t i = 0; i < site->reports; i++) {
        struct joined *report =
            map_get(&join->by_id, str_of(site->report[i]->id));
        const char *before = before_now(site, site->report[i]);
        if (!report || !report->good)
            continue;
        if (!print_equal(report->part.around, around))
            refuse(report, PART_STALE,
                   "导航里的单页 / the pages in the navigation", diags);
        else if (strcmp(report->part.before, before) != 0)
            refuse(report, PART_STALE, *before ? before : report->part.before,
                   diags);
    }
}

void join_tell_strays(struct join *join, struct diags *diags)
{
    struct arena arena = {0};
    struct walk walk = {0};
    int error = walk_below(join->disk, join->folder, &arena, &walk);

    for (size_t i = 0; !error && i < walk.len; i++) {
        const char *path = walk.entry[i].path;
        const char *id = part_owner(&arena, path);
        if (walk.entry[i].kind == DISK_FILE && id &&
            !map_get(&join->by_id, str_of(id)))
            diag_path(diags, PART_ALONE,
                      path_join(&arena, join->folder, str_of(path)), id, NULL);
    }
    walk_free(&walk);
    arena_free(&arena);
}
