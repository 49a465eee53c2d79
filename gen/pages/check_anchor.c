/* Anchors in few bytes: a page has p1 to p23, and that is all to remember. */

#include "check.h"

#include "../base/print.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DIGITS_MOST 9 /* more are part of the name */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the parts of an id are, and the print of what is around its number. */
struct shape {
    const char *id;
    size_t begin, end; /* of the number */
    uint32_t name;
};

static bool same_name(const struct shape *a, const struct shape *b)
{
    return b->id && a->begin == b->begin && a->end == b->end &&
           memcmp(a->id, b->id, a->begin) == 0 &&
           strcmp(a->id + a->end, b->id + b->end) == 0;
}

/*
 * The first number is taken out; how many digits it has belongs to the name, so
 * that t1 and t01 are two. `last` is the one before, whose name is the same as
 * a rule: starts as {0}.
 */
static struct check_run run_of(const char *id, struct shape *last)
{
    struct shape shape = {.id = id};
    uint32_t number = 0;

    while (id[shape.begin] && !is_digit(id[shape.begin]))
        shape.begin++;
    for (shape.end = shape.begin;
         is_digit(id[shape.end]) && shape.end - shape.begin < DIGITS_MOST;
         shape.end++)
        number = number * 10 + (uint32_t)(id[shape.end] - '0');
    shape.name = last->name;
    if (!same_name(&shape, last)) {
        struct print name = print_of((struct str){id, shape.begin});
        print_number(&name, shape.end - shape.begin);
        print_add(&name, str_of(id + shape.end));
        shape.name = (uint32_t)name.low;
    }
    *last = shape;
    return (struct check_run){shape.name, number, number};
}

static int by_name(const void *left, const void *right)
{
    const struct check_run *a = left, *b = right;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

struct check_run *check_runs(struct arena *arena,
                             const struct check_facts *facts, size_t *len)
{
    size_t most = facts->is_brief ? facts->runs : facts->ids, kept = 0;
    struct shape last_id = {0};
    struct check_run *run = arena_array(arena, most, sizeof(*run));

    *len = most;
    if (most == 0)
        return run;
    if (facts->is_brief)
        return memcpy(run, facts->run, most * sizeof(*run));
    for (size_t i = 0; i < most; i++)
        run[i] = run_of(facts->id[i], &last_id);
    qsort(run, most, sizeof(*run), by_name);
    for (size_t i = 1; i < most; i++) {
        struct check_run *last = &run[kept];
        if (run[i].name == last->name && run[i].first <= last->last + 1)
            last->last = run[i].last;
        else
            run[++kept] = run[i];
    }
    *len = kept + 1;
    return run;
}

/* Whether one of sorted runs has all of `wanted`. */
static bool has_run(const struct check_run *run, size_t len,
                    const struct check_run *wanted)
{
    size_t low = 0, high = len; /* the last that does not begin behind it */

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (by_name(&run[middle], wanted) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && run[low - 1].name == wanted->name &&
           run[low - 1].last >= wanted->last;
}

bool check_has_runs(const struct check_facts *facts,
                    const struct check_run *wanted, size_t len)
{
    struct arena scratch = {0};
    size_t runs;
    const struct check_run *run = check_runs(&scratch, facts, &runs);
    bool has = true;

    for (size_t i = 0; i < len && has; i++)
        has = has_run(run, runs, &wanted[i]);
    arena_free(&scratch);
    return has;
}

static bool has_id(const struct check_facts *facts, const char *id)
{
    size_t low = 0, high = facts->ids;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(id, facts->id[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static bool has_brief_id(const struct check_facts *facts, const char *id)
{
    struct check_run wanted = run_of(id, &(struct shape){0});

    return has_run(facts->run, facts->runs, &wanted);
}

bool check_has_anchor(const struct check_facts *facts, const char *anchor)
{
    if (facts->is_brief ? has_brief_id(facts, anchor) : has_id(facts, anchor))
        return true;
    /* Browsers know #top without an id, and #:~: is a search in the text. */
    return strcasecmp(anchor, "top") == 0 || strncmp(anchor, ":~:", 3) == 0;
}
