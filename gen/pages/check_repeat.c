#include "check_repeat.h"

#include "../base/diag.h"
#include "../base/map.h"

#define TOLD_MOST 5

/* One fault, wherever it stands. */
struct fault {
    size_t count;
    struct diag *last; /* the last place that is told */
};

/* Codes that a page is told of; those of texts have each place told. */
static bool is_of_pages(enum diag_code code)
{
    return (code >= TWIN_ID && code < EXTERNAL_HOST) || code == STYLE_REMOTE;
}

static struct fault *fault_of(struct map *faults, struct arena *arena,
                              const struct diag *diag)
{
    char *key = arena_format(arena, "%d %s %s", (int)diag->code,
                             diag->a ? diag->a : "", diag->b ? diag->b : "");
    struct fault *fault = map_get(faults, str_of(key));

    if (fault)
        return fault;
    return map_add(faults, str_of(key), arena_new(arena, sizeof(*fault)));
}

static void tell_rest(struct diags *diags, const struct map *faults)
{
    for (size_t i = 0; i < faults->len; i++) {
        const struct fault *fault = faults->entry[i].value;
        size_t rest = fault->count - TOLD_MOST;
        if (fault->count > TOLD_MOST)
            fault->last->detail = arena_format(
                &diags->arena,
                BOTH("另有 %zu 处没有列出", "%zu more not listed"), rest, rest);
    }
}

static bool is_repeatable(const struct diag *diag)
{
    return is_of_pages(diag->code) && diag->line > 0;
}

static size_t count_repeatable(const struct diags *diags)
{
    size_t count = 0;

    for (size_t i = 0; i < diags->len; i++)
        count += is_repeatable(&diags->item[i]);
    return count;
}

void check_thin_out(struct diags *diags)
{
    struct arena scratch = {0};
    struct map faults = {0};
    size_t kept = 0;

    if (count_repeatable(diags) <= TOLD_MOST)
        return;
    diags_sort(diags);
    for (size_t i = 0; i < diags->len; i++) {
        struct diag diag = diags->item[i];
        struct fault *fault = NULL;
        if (is_repeatable(&diag))
            fault = fault_of(&faults, &scratch, &diag);
        if (fault && ++fault->count > TOLD_MOST)
            continue;
        diags->item[kept] = diag;
        if (fault)
            fault->last = &diags->item[kept];
        kept++;
    }
    diags->len = kept;
    tell_rest(diags, &faults);
    map_free(&faults);
    arena_free(&scratch);
}
