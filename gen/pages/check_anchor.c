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

/* Where the last number of an id is: of s0101-p1 and s0101-p2, all that differs.
 * How many digits it has belongs to the name, so that t1 and t01 are two. */
struct shape {
    const char *id;
    size_t begin, end; /* of the number */
    uint32_t number;
};

static struct shape shape_of(const char *id)
{
    struct shape shape = {.id = id, .end = strlen(id)};

    while (shape.end > 0 && !is_digit(id[shape.end - 1]))
        shape.end--;
    shape.begin = shape.end;
    while (shape.begin > 0 && is_digit(id[shape.begin - 1]) &&
           shape.end - shape.begin < DIGITS_MOST)
        shape.begin--;
    for (size_t i = shape.begin; i < shape.end; i++)
        shape.number = shape.number * 10 + (uint32_t)(id[i] - '0');
    return shape;
}

static bool same_name(const struct shape *a, const struct shape *b)
{
    return b->id && a->begin == b->begin && a->end == b->end &&
           memcmp(a->id, b->id, a->begin) == 0 &&
           strcmp(a->id + a->end, b->id + b->end) == 0;
}

/* The print of what is around the number. */
static uint32_t print_name(const struct shape *shape)
{
    struct print name = print_of((struct str){shape->id, shape->begin});

    print_number(&name, shape->end - shape->begin);
    print_add(&name, str_of(shape->id + shape->end));
    return (uint32_t)name.low;
}

static int by_name(const void *left, const void *right)
{
    const struct check_run *a = left, *b = right;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* Runs in the making; ids that go on with one of the newest join it. */
struct runs {
    struct check_run *run;
    size_t len;
    struct {
        struct shape last;
        size_t run;
    } newest[3];
    size_t oldest; /* of those: the one to be replaced */
};

static void add_id(struct runs *runs, const char *id)
{
    struct shape shape = shape_of(id);
    size_t most = sizeof(runs->newest) / sizeof(runs->newest[0]), at = 0;

    while (at < most && !same_name(&shape, &runs->newest[at].last))
        at++;
    struct check_run *run = &runs->run[runs->newest[at % most].run];
    if (at < most && shape.number == run->last + 1) {
        run->last = shape.number;
        return;
    }
    uint32_t name = at < most ? run->name : print_name(&shape);
    if (at == most)
        at = runs->oldest++ % most;
    runs->newest[at].last = shape;
    runs->newest[at].run = runs->len;
    runs->run[runs->len++] =
        (struct check_run){name, shape.number, shape.number};
}

/* Sorts runs and joins those that touch; returns how many are left. */
static size_t join_runs(struct check_run *run, size_t len)
{
    size_t kept = 0;

    qsort(run, len, sizeof(*run), by_name);
    for (size_t i = 1; i < len; i++) {
        struct check_run *last = &run[kept];
        if (run[i].name != last->name || run[i].first > last->last + 1)
            run[++kept] = run[i];
        else if (run[i].last > last->last)
            last->last = run[i].last;
    }
    return kept + 1;
}

struct check_run *check_runs(struct arena *arena,
                             const struct check_facts *facts, size_t *len)
{
    size_t most = facts->is_brief ? facts->runs : facts->ids;
    struct runs runs = {.run = arena_array(arena, most, sizeof(*runs.run))};

    *len = most;
    if (most == 0)
        return runs.run;
    if (facts->is_brief)
        return memcpy(runs.run, facts->run, most * sizeof(*runs.run));
    for (size_t i = 0; i < most; i++)
        add_id(&runs, facts->id[i]);
    *len = join_runs(runs.run, runs.len);
    return runs.run;
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

/* Looks from the `near`th on: at that one, at the next, then by halves. */
static bool find_id(const struct check_facts *facts, const char *id,
                    size_t *near)
{
    size_t low = *near, high = facts->ids, at = low;

    while (low < high) {
        int order = strcmp(id, facts->id[at]);
        if (order == 0) {
            *near = at;
            return true;
        }
        if (order < 0)
            high = at;
        else
            low = at + 1;
        at = at == *near ? low : (low + high) / 2;
    }
    return false;
}

static bool has_id(const struct check_facts *facts, const char *id,
                   size_t *near)
{
    if (find_id(facts, id, near))
        return true;
    *near = 0;
    return find_id(facts, id, near);
}

static bool has_brief_id(const struct check_facts *facts, const char *id)
{
    struct shape shape = shape_of(id);
    struct check_run wanted = {print_name(&shape), shape.number, shape.number};

    return has_run(facts->run, facts->runs, &wanted);
}

bool check_has_anchor(const struct check_facts *facts, const char *anchor,
                      size_t *near)
{
    if (facts->is_brief ? has_brief_id(facts, anchor)
                        : has_id(facts, anchor, near))
        return true;
    /* Browsers know #top without an id, and #:~: is a search in the text. */
    return strcasecmp(anchor, "top") == 0 || strncmp(anchor, ":~:", 3) == 0;
}
