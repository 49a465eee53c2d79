#include "view_digest.h"

#include "digest.h"
#include "picture.h"
#include "view_chart.h"
#include "view_report.h"
#include "view_targets.h"

#define BARS 6
#define TEXT_MOST 44 /* characters: two lines of a column on paper */
#define BLOCKS 3

/* A report's digest, and where its rows lead. */
struct summary {
    const struct view *view;
    const struct report *report;
    struct promises all;
    struct digest digest;
    struct value *chart;
};

static struct summary summary_of(const struct view *view)
{
    struct summary summary = {.view = view, .report = view->page->report};

    summary.all = all_promises(view, summary.report);
    summary.digest = page_digest(view, summary.report);
    summary.chart = chart_value(view, "targets.html", summary.digest.target,
                                summary.digest.targets, BARS);
    return summary;
}

static struct str shortened(const struct view *view, struct str text)
{
    size_t at = 0, len;
    uint32_t rune;

    for (int i = 0; i < TEXT_MOST; i++, at += len)
        if ((len = text_decode(text, at, &rune)) == 0)
            return text;
    if (at == text.len)
        return text;
    return str_of(arena_format(view->arena, "%.*s…", (int)at, text.ptr));
}

/* A thing without a number is told in the report's own words. */
static struct str item_text(const struct view *view,
                            const struct record *record)
{
    bool whole = !record->has_value && record->quote.len;

    return shortened(view, whole ? record->quote : record->indicator);
}

static const char *row_page(const struct promise *promise)
{
    return promise->record->kind == RECORD_RESULT ? "results.html"
                                                  : "targets.html";
}

static struct value *item_value(const struct view *view,
                                const struct promise *promise)
{
    struct value *item = value_map(view->arena);

    view_text(view, item, "indicator", item_text(view, promise->record));
    set_asked(view, item, promise->record);
    if (!promise->record->has_value)
        value_set(view->arena, item, "ask", value_nothing());
    view_text(view, item, "href",
              str_of(arena_format(view->arena, "%s#%s", row_page(promise),
                                  row_id(view, promise))));
    value_set(view->arena, item, "change", value_nothing());
    return item;
}

/* The same as the report says it: names such as "enterprises" need the rest. */
static struct value *sentence_value(const struct view *view,
                                    const struct promise *promise)
{
    struct value *item = item_value(view, promise);

    view_text(view, item, "indicator", shortened(view, promise->record->quote));
    value_set(view->arena, item, "value", value_nothing());
    return item;
}

/* "up at least 7%" in one piece. */
static struct str asked_text(const struct view *view,
                             const struct record *record)
{
    struct value *asked = value_map(view->arena);
    static const char *const part[] = {"ask", "value", "unit"};
    struct buf out = {0};

    if (!record->has_value)
        return STR("");
    set_asked(view, asked, record);
    for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
        const struct value *value = value_get(asked, str_of(part[i]));
        if (value->text.len == 0)
            continue;
        if (out.len && !str_is(value->text, "%"))
            buf_char(&out, ' ');
        buf_str(&out, value->text);
    }
    return view_keep(view, &out);
}

static struct value *figure_values(const struct summary *summary)
{
    const struct view *view = summary->view;
    struct value *list = value_list(view->arena);

    for (size_t i = 0; i < summary->digest.figures; i++) {
        const struct digest_figure *figure = &summary->digest.figure[i];
        struct value *item = item_value(view, figure->level);
        if (figure->change)
            view_text(view, item, "change",
                      asked_text(view, figure->change->record));
        value_push(view->arena, list, item);
    }
    return list;
}

/* Whether the chart has shown it: its rows are the first rates. */
static bool is_charted(const struct summary *summary,
                       const struct promise *promise)
{
    const struct value *rows = value_get(summary->chart, STR("rows"));
    const char *id = row_id(summary->view, promise);
    const char *href =
        arena_format(summary->view->arena, "targets.html#%s", id);

    for (size_t i = 0; rows && i < rows->len; i++)
        if (str_is(value_get(rows->item[i], STR("href"))->text, href))
            return true;
    return false;
}

static struct value *target_values(const struct summary *summary)
{
    const struct view *view = summary->view;
    struct value *list = value_list(view->arena);

    for (size_t i = 0; i < summary->digest.targets; i++)
        if (!is_charted(summary, &summary->digest.target[i]))
            value_push(view->arena, list,
                       item_value(view, &summary->digest.target[i]));
    return list;
}

static struct value *life_values(const struct summary *summary)
{
    const struct view *view = summary->view;
    struct value *list = value_list(view->arena);

    for (size_t i = 0; i < summary->digest.lives; i++)
        value_push(view->arena, list,
                   sentence_value(view, &summary->digest.life[i]));
    return list;
}

static struct str year_of(const struct view *view)
{
    return view_number(view, (size_t)view->page->report->year);
}

static struct str title_of(const struct view *view)
{
    return view_say(view, "digest_title", view->page->report->org,
                    year_of(view));
}

static struct str targets_heading(const struct summary *summary)
{
    return view_say(summary->view, "digest_targets", year_of(summary->view),
                    view_number(summary->view, summary->all.len));
}

static struct str lives_heading(const struct summary *summary)
{
    const char *word =
        summary->digest.lives_promised ? "digest_lives" : "digest_lived";

    return view_say(summary->view, word, year_of(summary->view), STR(""));
}

/* The digest's values; `more` where the page does not have all targets. */
static struct value *digest_value(const struct summary *summary)
{
    const struct view *view = summary->view;
    const struct digest *digest = &summary->digest;
    struct value *value = value_map(view->arena);
    size_t shown =
        digest->targets + (digest->lives_promised ? digest->lives : 0);
    bool more = shown < summary->all.len;

    heading_set(view, value, title_of(view));
    view_text(view, value, "lead", summary->report->title);
    view_text(view, value, "figures_heading",
              view_word(view, "digest_figures"));
    view_list(view, value, "figures", figure_values(summary));
    view_text(view, value, "targets_heading", targets_heading(summary));
    value_set(view->arena, value, "chart", summary->chart);
    value_set(view->arena, value, "any_targets",
              value_bool(digest->targets > 0));
    view_list(view, value, "targets", target_values(summary));
    view_text(view, value, "more",
              more ? view_say(view, "targets_more",
                              view_number(view, summary->all.len), STR(""))
                   : STR(""));
    view_text(view, value, "lives_heading", lives_heading(summary));
    view_list(view, value, "lives", life_values(summary));
    view_text(view, value, "svg_name",
              str_of(arena_format(view->arena, "%s.svg", title_of(view).ptr)));
    return value;
}

void view_digest(struct view *view)
{
    const struct report *report = view->page->report;
    struct summary summary = summary_of(view);
    struct frame frame = {.title = title_of(view),
                          .tags = TAGS_CONTENT,
                          .report = report,
                          .front = report_front(report),
                          .draft = report->draft};

    frame_set(view, &frame);
    report_crumbs(view, report);
    frame_crumb(view, view_word(view, "nav_digest"), NULL);
    value_set(view->arena, view->root, "report", report_value(view, report));
    value_set(view->arena, view->root, "digest", digest_value(&summary));
}

/* ---- the picture ---- */

static void put_line(const struct view *view, struct picture_block *block,
                     const struct promise *promise)
{
    const struct record *record = promise->record;
    bool falls = record->measure == MEASURE_DECLINE;

    block->line[block->len++] = (struct picture_line){
        .label = record->has_value ? record->indicator : record->quote,
        .value = asked_text(view, record),
        .has_rate = record->has_value && str_is(record->unit, "%") &&
                    (falls || record->measure == MEASURE_GROWTH),
        .rate = falls ? -record->value : record->value};
}

static struct picture_block block_of(const struct view *view,
                                     struct str heading,
                                     const struct promise *item, size_t len)
{
    struct picture_block block = {.heading = heading};

    block.line = arena_array(view->arena, len + 1, sizeof(*block.line));
    for (size_t i = 0; i < len; i++)
        put_line(view, &block, &item[i]);
    return block;
}

static struct picture_block life_block(const struct summary *summary)
{
    const struct view *view = summary->view;
    const struct digest *digest = &summary->digest;
    struct picture_block block = {.heading = lives_heading(summary),
                                  .len = digest->lives};

    block.line = arena_array(view->arena, DIGEST_LIVES, sizeof(*block.line));
    for (size_t i = 0; i < digest->lives; i++)
        block.line[i].label = digest->life[i].record->quote;
    return block;
}

/* The figures with what changed behind them, without bars. */
static struct picture_block figure_block(const struct summary *summary)
{
    const struct view *view = summary->view;
    struct picture_block block = {.heading = view_word(view, "digest_figures")};

    block.line = arena_array(view->arena, DIGEST_FIGURES, sizeof(*block.line));
    for (size_t i = 0; i < summary->digest.figures; i++) {
        const struct digest_figure *figure = &summary->digest.figure[i];
        put_line(view, &block, figure->level);
        struct picture_line *line = &block.line[i];
        line->has_rate = false;
        if (!figure->change)
            continue;
        struct str change = asked_text(view, figure->change->record);
        line->value = str_of(
            arena_format(view->arena, "%s，%s", line->value.ptr, change.ptr));
    }
    return block;
}

void digest_svg(const struct view *view, struct buf *out)
{
    struct summary summary = summary_of(view);
    const struct digest *digest = &summary.digest;
    struct picture_block block[BLOCKS] = {
        figure_block(&summary),
        block_of(view, targets_heading(&summary), digest->target,
                 digest->targets),
        life_block(&summary)};
    struct picture picture = {.lang = view->site->config->site.language,
                              .title = title_of(view),
                              .lead = summary.report->title,
                              .foot = view_word(view, "digest_rule"),
                              .block = block,
                              .blocks = BLOCKS};

    picture_write(&picture, out);
}
