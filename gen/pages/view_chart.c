#include "view_chart.h"

#include "chart.h"
#include "view_targets.h"

#define FEWEST 3 /* fewer are sooner read than looked at */
#define TABLE_MOST 20

/* A rate of change with its sign, as it is drawn. */
static double rate_of(const struct record *record)
{
    return record->measure == MEASURE_DECLINE ? -record->value : record->value;
}

static bool is_rate(const struct record *record)
{
    bool changes =
        record->measure == MEASURE_GROWTH || record->measure == MEASURE_DECLINE;

    return changes && record->has_value && str_is(record->unit, "%");
}

static struct str bar_html(const struct view *view,
                           const struct chart_axis *axis, double rate)
{
    struct buf out = {0};

    chart_bar(axis, rate, &out);
    return view_keep(view, &out);
}

static struct value *bar_row(const struct view *view, const char *page,
                             const struct promise *promise,
                             const struct chart_axis *axis)
{
    const struct record *record = promise->record;
    struct value *row = value_map(view->arena);
    const char *id = row_id(view, promise);

    view_text(view, row, "indicator", record->indicator);
    view_text(view, row, "href",
              str_of(arena_format(view->arena, "%s#%s", page, id)));
    set_asked(view, row, record);
    value_set_html(view->arena, row, "bar",
                   bar_html(view, axis, rate_of(record)));
    return row;
}

/* What the picture leaves out, if anything. */
static struct str note_text(const struct view *view,
                            const struct chart_axis *axis, const double *rate,
                            size_t shown, size_t all)
{
    struct buf out = {0};
    bool over = false;

    for (size_t i = 0; i < shown; i++)
        over = over || chart_runs_over(axis, rate[i]);
    if (over)
        buf_str(&out, view_word(view, "chart_over"));
    if (over && shown < all)
        buf_char(&out, ' ');
    if (shown < all)
        buf_str(&out, view_say(view, "chart_first", view_number(view, shown),
                               view_number(view, all)));
    return view_keep(view, &out);
}

struct value *chart_value(const struct view *view, const char *page,
                          const struct promise *item, size_t len, size_t most)
{
    struct value *chart = value_map(view->arena);
    struct value *rows = value_list(view->arena);
    double *rate = arena_array(view->arena, len + 1, sizeof(*rate));
    struct buf scale = {0};
    size_t all = 0;

    for (size_t i = 0; i < len; i++)
        if (is_rate(item[i].record))
            rate[all++] = rate_of(item[i].record);
    if (all < FEWEST)
        return value_nothing();
    size_t shown = all < most ? all : most;
    struct chart_axis axis = chart_axis_for(rate, shown);
    for (size_t i = 0; rows->len < shown; i++)
        if (is_rate(item[i].record))
            value_push(view->arena, rows, bar_row(view, page, &item[i], &axis));
    chart_scale(&axis, &scale);
    value_set_html(view->arena, chart, "axis", view_keep(view, &scale));
    value_set(view->arena, chart, "rows", rows);
    view_text(view, chart, "note", note_text(view, &axis, rate, shown, all));
    return chart;
}

void set_chart(struct view *view, const struct promise *item, size_t len)
{
    value_set(view->arena, view->root, "chart",
              chart_value(view, "", item, len, TABLE_MOST));
}
