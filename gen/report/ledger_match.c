#include "ledger_match.h"

#include "../base/map.h"
#include "../read/doc.h"
#include "ledger_row.h"
#include "ledger_text.h"
#include "report.h"

#include <math.h>

#define INDICATOR_LEAST 60 /* percent alike, in the same section */
#define QUOTE_LEAST 70
#define CHAIN_MOST 200 /* candidates for one row: beyond is no report */

/* What a row and a record have in common. */
enum same {
    SAME_SECTION = 1,
    SAME_INDICATOR = 2,
    SAME_MEASURE = 4,
    SAME_UNIT = 8,
    SAME_VALUE = 16,
    SAME_KIND = 32,
};

/* What is asked of those with one quote, strictest first. */
static const unsigned asked[] = {
    SAME_SECTION | SAME_INDICATOR | SAME_MEASURE | SAME_UNIT | SAME_VALUE |
        SAME_KIND,
    SAME_INDICATOR | SAME_MEASURE | SAME_UNIT | SAME_VALUE,
    SAME_INDICATOR | SAME_MEASURE | SAME_UNIT,
    SAME_INDICATOR | SAME_MEASURE,
    SAME_INDICATOR,
    SAME_UNIT | SAME_VALUE,
    SAME_UNIT,
    0,
};

/* A record of the text on the lists that lead to it. */
struct candidate {
    const struct record *record;
    struct str section;
    struct sketch indicator, quote;
    struct candidate *same_quote, *same_section, *same_indicator;
};

struct matcher {
    const struct ledger *ledger;
    struct candidate *candidate;
    size_t len;
    struct map quote, section, indicator; /* → the first candidate */
    struct ledger_match match;
};

static bool is_free(const struct matcher *matcher,
                    const struct candidate *candidate)
{
    return matcher->match.row[candidate - matcher->candidate] == SIZE_MAX;
}

static void join(struct matcher *matcher, size_t row,
                 const struct candidate *candidate)
{
    size_t found = (size_t)(candidate - matcher->candidate);

    matcher->match.found[row] = found;
    matcher->match.row[found] = row;
}

static bool same_value(const struct record *a, const struct record *b)
{
    if (a->has_value != b->has_value)
        return false;
    return !a->has_value || fabs(a->value - b->value) <= 1e-9 * fabs(a->value);
}

static unsigned same_in(const struct ledger_row *row,
                        const struct candidate *candidate)
{
    const struct record *a = &row->record, *b = candidate->record;
    unsigned same = 0;

    if (str_equal(row->section, candidate->section))
        same |= SAME_SECTION;
    if (str_equal(a->indicator, str_trim(b->indicator)))
        same |= SAME_INDICATOR;
    if (a->measure == b->measure)
        same |= SAME_MEASURE;
    if (str_equal(a->unit, str_trim(b->unit)))
        same |= SAME_UNIT;
    if (same_value(a, b))
        same |= SAME_VALUE;
    if (a->kind == b->kind)
        same |= SAME_KIND;
    return same;
}

/* The quote of a table's cell (7%) says nothing by itself. */
static bool quote_tells(const struct candidate *candidate)
{
    const struct node *block = candidate->record->block;

    return !block || block->kind != NODE_ROW;
}

static void match_quote(struct matcher *matcher, size_t index, unsigned wanted)
{
    const struct ledger_row *row = &matcher->ledger->row[index];
    struct candidate *at = map_get(&matcher->quote, row->record.quote);

    if (row->record.quote.len == 0)
        return;
    for (int i = 0; at && i < CHAIN_MOST; i++, at = at->same_quote) {
        if (!is_free(matcher, at) || (same_in(row, at) & wanted) != wanted)
            continue;
        if (!(wanted & SAME_INDICATOR) && !quote_tells(at))
            continue;
        join(matcher, index, at);
        return;
    }
}

/* How well a candidate of the same section fits; 0: not at all. */
static unsigned near_score(const struct ledger_row *row,
                           const struct candidate *candidate,
                           const struct sketch *indicator,
                           const struct sketch *quote)
{
    unsigned same = same_in(row, candidate);
    unsigned name = sketch_alike(indicator, &candidate->indicator);
    unsigned text = sketch_alike(quote, &candidate->quote);
    bool by_name = name >= INDICATOR_LEAST && (same & SAME_MEASURE);
    bool by_text = text >= QUOTE_LEAST && quote_tells(candidate);

    if (!(same & SAME_UNIT) || !(same & SAME_KIND) || !(by_name || by_text))
        return 0;
    return 2 * name + text + 1;
}

static void match_near(struct matcher *matcher, size_t index)
{
    const struct ledger_row *row = &matcher->ledger->row[index];
    struct sketch indicator = sketch_of(row->record.indicator);
    struct sketch quote = sketch_of(row->record.quote);
    struct candidate *at = map_get(&matcher->section, row->section);
    const struct candidate *best = NULL;
    unsigned most = 0;

    for (int i = 0; at && i < CHAIN_MOST; at = at->same_section) {
        if (!is_free(matcher, at))
            continue;
        i++;
        unsigned score = near_score(row, at, &indicator, &quote);
        if (score > most) {
            most = score;
            best = at;
        }
    }
    if (best)
        join(matcher, index, best);
}

static void match_alone(struct matcher *matcher, size_t index)
{
    const struct ledger_row *row = &matcher->ledger->row[index];
    unsigned wanted = SAME_INDICATOR | SAME_MEASURE | SAME_UNIT | SAME_KIND;
    struct candidate *at = map_get(&matcher->indicator, row->record.indicator);
    const struct candidate *only = NULL;

    if (row->record.indicator.len == 0)
        return;
    for (int i = 0; at && i < CHAIN_MOST; i++, at = at->same_indicator) {
        if (!is_free(matcher, at) || (same_in(row, at) & wanted) != wanted)
            continue;
        if (only)
            return;
        only = at;
    }
    if (only)
        join(matcher, index, only);
}

/* Puts a candidate before those of its list. */
static void chain(struct map *map, struct str key, struct candidate *candidate,
                  struct candidate **next)
{
    *next = map_get(map, key);
    map_set(map, key, candidate);
}

static void list_candidates(struct matcher *matcher, struct arena *arena,
                            const struct report *report)
{
    const struct records *found = report->found;

    matcher->len = found->len;
    matcher->candidate =
        arena_array(arena, found->len, sizeof(*matcher->candidate));
    for (size_t i = found->len; i-- > 0;) {
        const struct record *record = &found->item[i];
        struct candidate *candidate = &matcher->candidate[i];
        candidate->record = record;
        candidate->section = ledger_section(arena, report, record);
        candidate->indicator = sketch_of(str_trim(record->indicator));
        candidate->quote = sketch_of(str_trim(record->quote));
        chain(&matcher->quote, str_trim(record->quote), candidate,
              &candidate->same_quote);
        chain(&matcher->section, candidate->section, candidate,
              &candidate->same_section);
        chain(&matcher->indicator, str_trim(record->indicator), candidate,
              &candidate->same_indicator);
    }
}

static void match_all(struct matcher *matcher)
{
    size_t rows = matcher->ledger->rows;
    const size_t *found = matcher->match.found;

    for (size_t step = 0; step < sizeof(asked) / sizeof(asked[0]); step++)
        for (size_t i = 0; i < rows; i++)
            if (found[i] == SIZE_MAX)
                match_quote(matcher, i, asked[step]);
    for (size_t i = 0; i < rows; i++)
        if (found[i] == SIZE_MAX)
            match_near(matcher, i);
    for (size_t i = 0; i < rows; i++)
        if (found[i] == SIZE_MAX)
            match_alone(matcher, i);
}

static size_t *nothing(struct arena *arena, size_t len)
{
    size_t *list = arena_array(arena, len, sizeof(*list));

    for (size_t i = 0; i < len; i++)
        list[i] = SIZE_MAX;
    return list;
}

struct ledger_match ledger_match(struct arena *arena,
                                 const struct ledger *ledger,
                                 const struct report *report)
{
    struct matcher matcher = {.ledger = ledger};

    list_candidates(&matcher, arena, report);
    matcher.match.found = nothing(arena, ledger->rows);
    matcher.match.row = nothing(arena, matcher.len);
    match_all(&matcher);
    map_free(&matcher.quote);
    map_free(&matcher.section);
    map_free(&matcher.indicator);
    return matcher.match;
}
