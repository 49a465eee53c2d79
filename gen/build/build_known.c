/* Reports that did not change since an earlier run: their texts are not read. */

#include "build_state.h"

#include "../base/map.h"
#include "../base/path.h"
#include "../report/ledger.h"
#include "cache.h"
#include "inventory.h"
#include "library.h"
#include "recollect.h"

#include <string.h>

/* ---- which reports did not change ---- */

struct recalling {
    struct build *build;
    const struct cache *cache;
    const struct inventory *inventory;
    struct map others; /* folders with a text or ledger that is otherwise */
    struct arena scratch;
};

static bool can_be_part(const char *path)
{
    static const char *const name[] = {"report.md", "summary.md", "plan.md",
                                       "targets.csv"};
    struct str base = path_base(str_of(path));
    bool can = false;

    for (size_t i = 0; i < sizeof(name) / sizeof(name[0]) && !can; i++)
        can = str_is(base, name[i]);
    return can;
}

static void note_other(struct recalling *recalling, const char *path)
{
    if (can_be_part(path))
        map_add(&recalling->others, path_dir(str_of(path)), recalling);
}

/* Finds what stands or stood at one time alone, or is not proved the same; both
 * lists are sorted by path. */
static void find_others(struct recalling *recalling)
{
    const struct inventory *now = recalling->inventory;
    const struct cache *then = recalling->cache;
    size_t i = 0, k = 0;

    while (i < now->len || k < then->inputs) {
        int order = i == now->len ? 1
                    : k == then->inputs
                        ? -1
                        : strcmp(now->file[i].path, then->input[k].path);
        if (order < 0)
            note_other(recalling, now->file[i].path);
        else if (order > 0)
            note_other(recalling, then->input[k].path);
        else if (!cache_proves(then, &then->input[k], &now->file[i].stat))
            note_other(recalling, now->file[i].path);
        i += order <= 0;
        k += order >= 0;
    }
}

/* All files that a report can be made of. */
static bool files_are_same(struct recalling *recalling,
                           const struct report *report)
{
    struct str content = build_content(recalling->build);
    char *folder =
        arena_format(&recalling->scratch, "%s/%s", content.ptr, report->id);
    bool same = !map_get(&recalling->others, str_of(folder));

    arena_reset(&recalling->scratch);
    return same;
}

/* Whether the papers are those that the report was made of: one may have been
 * written between two looks at it. An old address is told at its line, which
 * only the text has. */
static bool papers_fit(const struct cache *cache, const struct report *report,
                       const struct cache_input *input[2])
{
    bool fit = true;

    for (int i = 0; i < 2 && report->paper[i] && fit; i++) {
        input[i] = cache_input(cache, report->paper[i]->path);
        fit = input[i] &&
              print_equal(input[i]->print, report->paper[i]->print) &&
              paper_front(report->paper[i])->aliases.len == 0;
    }
    return fit;
}

static void recall_report(struct recalling *recalling,
                          struct known_report *known)
{
    const struct report *report = known->report;
    const struct cache_input *input[2];

    known->is_used = papers_fit(recalling->cache, report, input) &&
                     files_are_same(recalling, report);
    for (int i = 0; i < 2 && report->paper[i] && known->is_used; i++)
        library_recall(recalling->build->library, input[i], &known->told[i]);
}

/* Pictures and attachments are not read for their prints alone. */
static void recall_files(struct recalling *recalling)
{
    const struct inventory *inventory = recalling->inventory;
    size_t skip = build_content(recalling->build).len + 1;

    for (size_t i = 0; i < inventory->len; i++) {
        const char *path = inventory->file[i].path;
        const struct cache_input *then = cache_input(recalling->cache, path);
        if (!str_ends(str_of(path), ".md") &&
            !ledger_is_named(str_of(path + skip)) && then &&
            cache_proves(recalling->cache, then, &inventory->file[i].stat))
            library_recall(recalling->build->library, then, NULL);
    }
}

void build_use_known(struct build *build, const struct inventory *inventory)
{
    struct recalling recalling = {build, build->cache, inventory, {0}, {0}};
    struct known *known = &build->known;

    if (!build->cache)
        return;
    build->lender = build->cache;
    build->cache = NULL; /* it tells of the run before the first update */
    if (!recollect_take(known, recalling.cache->known, recalling.cache->said) ||
        !recollect_take_later(known, recalling.cache->later[CACHE_REPORTS],
                              recalling.cache->later[CACHE_SAID]))
        return;
    find_others(&recalling);
    for (size_t i = 0; i < known->reports; i++)
        recall_report(&recalling, &known->report[i]);
    recall_files(&recalling);
    map_free(&recalling.others);
    arena_free(&recalling.scratch);
}

void build_forget_known(struct build *build)
{
    for (size_t i = 0; i < build->known.reports; i++)
        for (int p = 0; p < 2 && build->known.report[i].report->paper[p]; p++)
            library_forget(build->library,
                           build->known.report[i].report->paper[p]->path);
    known_free(&build->known);
}

/* ---- in the site ---- */

struct content build_content_known(const struct build *build,
                                   struct arena *arena)
{
    const struct known *known = &build->known;
    struct content content = *library_content(build->library);

    content.made = arena_array(arena, known->reports, sizeof(*content.made));
    for (size_t i = 0; i < known->reports; i++) {
        struct known_report *report = &known->report[i];
        report->report->is_wanted = false;
        if (report->is_used)
            content.made[content.mades++] = (struct made_report){
                report->report, report->asset, report->assets};
    }
    return content;
}

bool build_known_holds(struct build *build, const struct site *site)
{
    struct known *known = &build->known;
    bool moved = site && !print_equal(site->addresses, known->addresses);
    bool holds = true;

    for (size_t i = 0; i < known->reports; i++) {
        struct known_report *report = &known->report[i];
        if (!report->is_used || !(report->report->is_wanted ||
                                  (moved && report->report->has_links)))
            continue;
        holds = report->is_used = false;
        for (int p = 0; p < 2 && report->report->paper[p]; p++)
            library_forget(build->library, report->report->paper[p]->path);
    }
    return holds;
}

/* ---- for the next run ---- */

static void begin_known(const void *context, size_t reports, struct buf *out)
{
    const struct build *build = context;

    recollect_begin(out, build->standing.site->addresses, reports);
}

/* Whether what was told of its papers is what the cache had. */
static bool keeps_told(const struct build *build, const struct report *report)
{
    bool keeps = true;

    for (int p = 0; p < 2 && report->paper[p] && keeps; p++)
        keeps = library_keeps(build->library, report->paper[p]->path);
    return keeps;
}

static void put_known(const void *context, size_t place, struct buf *out)
{
    const struct build *build = context;
    struct report *report = build->standing.site->report[place];
    struct wire_note told[2] = {{.bytes = STR("")}, {.bytes = STR("")}};
    struct arena scratch = {0};

    if (!keeps_told(build, report))
        report->record = (struct str){"", 0};
    for (int p = 0; p < 2 && report->paper[p] && !report->record.len; p++)
        told[p] =
            library_told(build->library, report->paper[p]->path, &scratch);
    recollect_put(out, report, told);
    arena_free(&scratch);
}

/* What put_known's notes are of. */
static void put_said(const void *context, size_t place, struct buf *out)
{
    const struct build *build = context;
    const struct report *report = build->standing.site->report[place];
    struct arena scratch = {0};

    for (int p = 0; p < 2 && report->paper[p]; p++) {
        struct wire_note told =
            library_told(build->library, report->paper[p]->path, &scratch);
        if (told.bytes.len)
            buf_str(out, told.bytes);
    }
    arena_free(&scratch);
}

/* True where what is known of it stands in the first file of the cache, at the
 * same place. */
static bool known_stands(const void *context, size_t place)
{
    const struct build *build = context;
    const struct report *report = build->standing.site->report[place];
    const struct known_report *then =
        place < build->known.reports ? &build->known.report[place] : NULL;

    return then && then->is_used && !then->is_later && then->report == report &&
           report->record.len > 0 &&
           print_equal(report->planned, then->planned) &&
           keeps_told(build, report);
}

void build_put_known(const struct build *build, struct cache *cache)
{
    struct cache_knower *knower = arena_new(&cache->arena, sizeof(*knower));

    *knower = (struct cache_knower){begin_known, put_known, put_said,
                                    known_stands, build};
    cache->knower = knower;
}
