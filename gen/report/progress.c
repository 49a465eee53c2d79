#include "progress.h"

#include "../base/map.h"
#include "../base/path.h"
#include "clause.h"
#include "lexicon.h"
#include "progress_judge.h"
#include "progress_name.h"

#include <stdio.h>
#include <string.h>

/* So many names are compared; what is left then counts as undecided. A page
 * must be made in two seconds, whatever a report has in it. */
#define PAIRS_MOST ((size_t)1 << 22)

/* A milestone's name must stand in the clause that tells it, in percent. */
#define MILESTONE_LIKENESS 80

/* One result, with its name and its amount made comparable. */
struct told {
    const struct record *record;
    size_t number;
    struct name name;
    struct measured amount;
};

/* A clause of the summary that says something was finished. */
struct deed {
    struct str text;
    struct name name;
    const struct section *section;
};

struct pairing {
    struct arena *arena;
    const struct report *report;
    struct told *told;
    uint64_t *mix; /* that of each one's name, side by side to be run through */
    size_t len;
    struct map by_id; /* told that bear an id; the first of each */
    bool deeds_known; /* looked for once a milestone asks for them */
    struct deed *deed;
    size_t deeds, cap;
    size_t left; /* pairs that may still be compared */
    bool spent; /* others would have been */
};

/* ---- which report is held against which ---- */

static int year_order(const struct report *report, int year)
{
    if (report->year == year)
        return 0;
    return report->year > year ? -1 : 1; /* newest first */
}

/* The first of `list` that is of `year` and sorted at or behind `id`. */
static size_t lower_bound(struct report *const *list, size_t len, int year,
                          struct str id)
{
    size_t from = 0, to = len;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = year_order(list[middle], year);
        if (order == 0)
            order = str_compare(str_of(list[middle]->id), id);
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Two towns may share a folder; one office may be named with its county, or
 * without its 人民政府. What names no office is told by the folder alone. */
static bool same_office(struct str a, struct str b)
{
    struct str longer = a.len > b.len ? a : b;
    struct str shorter = a.len > b.len ? b : a;

    return shorter.len == 0 || str_find(longer, shorter) != SIZE_MAX;
}

static bool can_be_held(const struct report *before,
                        const struct report *report)
{
    return before->promises && same_office(before->org, report->org) &&
           str_equal(path_dir(str_of(before->id)),
                     path_dir(str_of(report->id)));
}

/* The report whose name differs in the year alone: 2020 of 2021, xl2020 of
 * xl2021. Where names go so, no list of a folder is walked. */
static const struct report *namesake(struct report *const *list, size_t len,
                                     const struct report *report)
{
    char now[16], before[16], id[256];
    int digits = snprintf(now, sizeof(now), "%d", report->year);
    const char *at = strstr(path_base(str_of(report->id)).ptr, now);

    if (!at || strlen(report->id) >= sizeof(id) ||
        snprintf(before, sizeof(before), "%d", report->year - 1) != digits)
        return NULL;
    memcpy(id, report->id, strlen(report->id) + 1);
    memcpy(id + (at - report->id), before, (size_t)digits);
    size_t i = lower_bound(list, len, report->year - 1, str_of(id));
    return i < len && list[i]->year == report->year - 1 &&
                   strcmp(list[i]->id, id) == 0 && can_be_held(list[i], report)
               ? list[i]
               : NULL;
}

const struct report *progress_before(struct report *const *list, size_t len,
                                     const struct report *report)
{
    /* "xinglong/": all reports of the town begin so and stand together */
    struct str town = path_dir(str_of(report->id));
    struct str head = {report->id, town.len + (town.len > 0)};
    int year = report->year - 1;

    if (report->year <= 0 || !report->results)
        return NULL;
    const struct report *found = namesake(list, len, report);
    for (size_t i = found ? len : lower_bound(list, len, year, head);
         i < len && list[i]->year == year; i++) {
        if (strncmp(list[i]->id, report->id, head.len) != 0)
            break;
        if (can_be_held(list[i], report))
            return list[i];
    }
    return found;
}

/* ---- what the later report tells ---- */

static void gather_results(struct pairing *pairing)
{
    const struct records *records = pairing->report->targets;
    size_t number = 0;

    pairing->told =
        arena_array(pairing->arena, records->len + 1, sizeof(*pairing->told));
    pairing->mix =
        arena_array(pairing->arena, records->len + 1, sizeof(*pairing->mix));
    for (size_t i = 0; i < records->len; i++) {
        const struct record *record = &records->item[i];
        if (record->kind != RECORD_RESULT)
            continue;
        struct told *told = &pairing->told[pairing->len];
        *told = (struct told){record, ++number,
                              name_read(pairing->arena, record->indicator),
                              measured_record(record)};
        pairing->mix[pairing->len++] = told->name.mix;
        if (record->id.len)
            map_add(&pairing->by_id, record->id, told);
    }
}

/* A clause that speaks of what is still to come tells no deed. */
static bool is_deed(struct str clause)
{
    static const char *const not_yet[] = {"未",     "没有", "正在", "即将",
                                          "预计",   "将于", "计划", "力争",
                                          "推进中", "有望", "尚"};

    if (!lexicon_in(LEX_READY, clause))
        return false;
    for (size_t i = 0; i < sizeof(not_yet) / sizeof(not_yet[0]); i++)
        if (str_find(clause, str_of(not_yet[i])) != SIZE_MAX)
            return false;
    return true;
}

static void add_deeds(struct pairing *pairing, const struct section *section,
                      struct str text)
{
    struct clauses clauses = {0};

    clause_cut(&clauses, text);
    for (size_t i = 0; i < clauses.len; i++) {
        struct str clause = clause_text(text, &clauses.item[i]);
        if (!is_deed(clause))
            continue;
        struct deed *more = pairing->deed;
        more = mem_grow(more, pairing->deeds, &pairing->cap, sizeof(*more));
        pairing->deed = more;
        more[pairing->deeds++] =
            (struct deed){clause, name_read(pairing->arena, clause), section};
    }
    clauses_free(&clauses);
}

static void gather_deeds(struct pairing *pairing)
{
    const struct report *report = pairing->report;

    if (pairing->deeds_known)
        return;
    pairing->deeds_known = true;
    for (size_t i = 0; i < report->sections; i++) {
        const struct section *section = &report->section[i];
        if (section->in_plan)
            continue;
        for (struct node *block = section->first;
             block && block != section->end; block = block->next)
            for (struct node *node = block; node; node = doc_next(block, node))
                if (node->kind == NODE_PARAGRAPH)
                    add_deeds(pairing, section,
                              node_text(pairing->arena, node));
    }
}

/* ---- pairing ---- */

/* What the search for one promise's result has found so far. */
struct search {
    const struct told *best;
    unsigned likeness;
    bool comparable; /* the best one has the promise's measure and unit */
    bool ambiguous;
};

static void consider(struct search *search, struct asked *asked,
                     const struct told *told, unsigned likeness)
{
    bool comparable =
        asked_judge(asked, told->record, told->amount) != VERDICT_DIFFERENT;

    if (!search->best || (comparable && !search->comparable) ||
        (comparable == search->comparable && likeness > search->likeness)) {
        *search = (struct search){told, likeness, comparable, false};
        return;
    }
    if (!comparable || !search->comparable || likeness < search->likeness)
        return;
    search->ambiguous = search->ambiguous ||
                        !measured_agree(&search->best->amount, &told->amount);
}

/* The result that bears the promise's id, or the one its row names. */
static const struct told *told_by_id(const struct pairing *pairing,
                                     const struct record *target)
{
    const struct told *same = map_get(&pairing->by_id, target->id);
    const struct told *named =
        map_get(&pairing->by_id, str_trim(target->result));

    return !same || (named && named < same) ? named : same;
}

static bool pairs_left(struct pairing *pairing)
{
    pairing->spent = pairing->spent || pairing->left == 0;
    pairing->left -= pairing->left > 0;
    return !pairing->spent;
}

/* The first result from `from` up to `end` whose name may be alike; nearly all
 * pairs are passed here. */
static size_t next_fitting(const struct pairing *pairing,
                           const struct name *name, size_t from, size_t end)
{
    while (from < end && !name_may_fit(name->mix, pairing->mix[from]))
        from++;
    return from;
}

static struct search find_result(struct pairing *pairing, struct asked *asked)
{
    struct search search = {.best = told_by_id(pairing, asked->target)};

    if (search.best)
        return search;
    struct name name = name_read(pairing->arena, asked->target->indicator);
    size_t end = pairing->len < pairing->left ? pairing->len : pairing->left;
    size_t i = next_fitting(pairing, &name, 0, end);
    for (; i < end; i = next_fitting(pairing, &name, i + 1, end)) {
        struct told *told = &pairing->told[i];
        unsigned likeness = name_likeness(&name, &told->name);
        if (likeness >= PROGRESS_LIKENESS)
            consider(&search, asked, told, likeness);
        if (search.ambiguous && search.likeness == 100)
            break; /* nothing can answer it better */
    }
    pairing->left -= i < end ? i + 1 : end;
    pairing->spent = pairing->spent || (i == end && end < pairing->len);
    search.ambiguous = search.ambiguous || pairing->spent;
    return search;
}

/* ---- milestones ---- */

/* The project's name: the milestone without the state it is to reach. */
static struct str project_of(struct str milestone)
{
    size_t at = lexicon_last(LEX_READY, milestone);

    for (size_t len; at != SIZE_MAX && at > 0; at -= len) {
        milestone.len = at;
        len = lexicon_before(LEX_READY, milestone, at);
        if (!len)
            break;
    }
    return milestone;
}

static void judge_milestone(struct pairing *pairing, struct pledge *pledge)
{
    struct name project =
        name_read(pairing->arena, project_of(pledge->target->indicator));

    gather_deeds(pairing);
    pledge->verdict = VERDICT_UNREPORTED;
    for (size_t i = 0; i < pairing->deeds && pairs_left(pairing); i++) {
        if (!name_covered(&project, &pairing->deed[i].name, MILESTONE_LIKENESS))
            continue;
        pledge->words = pairing->deed[i].text;
        pledge->section = pairing->deed[i].section;
        pledge->verdict = VERDICT_MET;
        return;
    }
    pledge->ambiguous = pairing->spent;
}

static void judge_number(struct pairing *pairing, struct pledge *pledge)
{
    struct asked asked = asked_of(pledge->target);
    struct search search = find_result(pairing, &asked);

    pledge->verdict = VERDICT_UNREPORTED;
    pledge->ambiguous = search.ambiguous;
    if (!search.best || search.ambiguous)
        return;
    pledge->result = search.best->record;
    pledge->result_number = search.best->number;
    pledge->verdict = asked_judge(&asked, pledge->result, search.best->amount);
}

/* ---- all of it ---- */

/* A promise for a later year cannot have been broken yet. */
static bool is_due(const struct record *target, int year)
{
    int by = 0;

    if (target->by.len < 4)
        return true;
    for (size_t i = 0; i < 4; i++) {
        if (target->by.ptr[i] < '0' || target->by.ptr[i] > '9')
            return true;
        by = by * 10 + (target->by.ptr[i] - '0');
    }
    return by <= year;
}

static void add_pledge(struct progress *progress, struct pairing *pairing,
                       const struct record *target, size_t number)
{
    struct pledge *pledge = &progress->item[progress->len++];

    *pledge = (struct pledge){.target = target, .number = number};
    if (target->measure == MEASURE_MILESTONE || !target->has_value)
        judge_milestone(pairing, pledge);
    else
        judge_number(pairing, pledge);
    progress->count[pledge->verdict]++;
}

struct progress progress_new(struct arena *arena, const struct report *before,
                             const struct report *report)
{
    const struct records *records = before->targets;
    struct progress progress = {.before = before};
    struct pairing pairing = {
        .arena = arena, .report = report, .left = PAIRS_MOST};
    size_t number = 0;

    gather_results(&pairing);
    progress.item =
        arena_array(arena, records->len + 1, sizeof(*progress.item));
    for (size_t i = 0; i < records->len; i++) {
        const struct record *record = &records->item[i];
        if (record->kind != RECORD_TARGET)
            continue;
        number++;
        if (is_due(record, before->year))
            add_pledge(&progress, &pairing, record, number);
    }
    mem_free(pairing.deed);
    map_free(&pairing.by_id);
    return progress;
}
