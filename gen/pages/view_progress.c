#include "view_progress.h"

#include "../report/progress.h"
#include "desk.h"
#include "view_report.h"
#include "view_targets.h"

/* Told by a sign and a word, never by colour alone. The signs are in every
 * Chinese font that old machines have. */
static const struct {
    const char *name, *sign, *word, *rule;
} verdicts[VERDICTS] = {
    [VERDICT_MET] = {"met", "√", "verdict_met", "rule_met"},
    [VERDICT_EXCEEDED] = {"exceeded", "▲", "verdict_exceeded", "rule_exceeded"},
    [VERDICT_MISSED] = {"missed", "×", "verdict_missed", "rule_missed"},
    [VERDICT_UNREPORTED] = {"unreported", "○", "verdict_unreported",
                            "rule_unreported"},
    [VERDICT_DIFFERENT] = {"different", "≠", "verdict_different",
                           "rule_different"},
};

static const struct report *report_before(const struct view *view,
                                          const struct report *report)
{
    return progress_before(view->site->report, view->site->reports, report);
}

static void set_verdict(const struct view *view, struct value *map,
                        enum verdict verdict)
{
    view_text(view, map, "verdict", str_of(verdicts[verdict].name));
    view_text(view, map, "sign", str_of(verdicts[verdict].sign));
    view_text(view, map, "word", view_word(view, verdicts[verdict].word));
}

/* Which of the five there are, and how many of each. */
static struct value *tally_value(const struct view *view,
                                 const struct progress *progress)
{
    struct value *tally = value_list(view->arena);

    for (int i = 0; i < VERDICTS; i++) {
        struct value *item = value_map(view->arena);
        set_verdict(view, item, (enum verdict)i);
        value_set(view->arena, item, "count",
                  value_number(view->arena, (long)progress->count[i]));
        value_push(view->arena, tally, item);
    }
    return tally;
}

static struct value *rules_value(const struct view *view)
{
    struct value *rules = value_list(view->arena);
    struct str likeness = view_number(view, PROGRESS_LIKENESS);
    struct str about = view_number(view, PROGRESS_ABOUT);

    for (int i = 0; i < VERDICTS; i++) {
        struct value *rule = value_map(view->arena);
        set_verdict(view, rule, (enum verdict)i);
        view_text(view, rule, "text",
                  view_say(view, verdicts[i].rule, about, STR("")));
        value_push(view->arena, rules, rule);
    }
    view_text(view, value_get(view->root, STR("progress")), "pairing",
              view_say(view, "rule_pairing", likeness, STR("")));
    return rules;
}

/* The clause that tells a milestone was reached, and the page it stands on. */
static struct value *told_value(const struct view *view,
                                const struct report *report,
                                const struct pledge *pledge)
{
    struct value *told = value_map(view->arena);
    const char *page =
        arena_format(view->arena, "%s.html", pledge->section->name);

    view_text(view, told, "quote", pledge->words);
    view_text(view, told, "href",
              view_link(view, report_page(view, report, page)));
    return told;
}

/* Both years' records, with the places of their sentences. */
struct both {
    const struct report *before, *report;
    struct promises promised, reached;
};

static struct value *pledge_value(const struct view *view,
                                  const struct both *both,
                                  const struct pledge *pledge)
{
    const struct promise *target = &both->promised.item[pledge->number - 1];
    struct value *row = row_value(view, both->before, &both->promised, target);
    struct value *reached = value_nothing(), *told = value_nothing();

    if (pledge->result)
        reached = row_value(view, both->report, &both->reached,
                            &both->reached.result[pledge->result_number - 1]);
    if (pledge->section)
        told = told_value(view, both->report, pledge);
    value_set(view->arena, row, "reached", reached);
    value_set(view->arena, row, "told", told);
    value_set(view->arena, row, "ambiguous", value_bool(pledge->ambiguous));
    set_verdict(view, row, pledge->verdict);
    return row;
}

static struct value *pledges_value(const struct view *view,
                                   const struct report *before,
                                   const struct report *report,
                                   const struct progress *progress)
{
    struct both both = {before, report, all_promises(view, before),
                        all_promises(view, report)};
    struct value *rows = value_list(view->arena);

    for (size_t i = 0; i < progress->len; i++)
        value_push(view->arena, rows,
                   pledge_value(view, &both, &progress->item[i]));
    return rows;
}

static void set_heads(const struct view *view, struct value *value,
                      const struct report *before, struct str count)
{
    struct str year = view_number(view, (size_t)before->year);

    heading_set(view, value, view_say(view, "progress_heading", year, count));
    view_text(view, value, "caption",
              view_say(view, "progress_caption", year, count));
    view_text(view, value, "before", before->title);
    view_text(view, value, "before_href",
              view_link(view, report_page(view, before, "index.html")));
}

void view_progress(struct view *view)
{
    const struct report *report = view->page->report;
    const struct report *before =
        desk_whole(view->desk, report_before(view, report));
    if (!before)
        return;
    struct progress progress = progress_new(view->arena, before, report);
    struct value *value = value_map(view->arena);
    struct str year = view_number(view, (size_t)before->year);
    struct frame frame = {.title =
                              view_say(view, "progress_title", year, STR("")),
                          .tags = TAGS_CONTENT,
                          .report = report,
                          .front = report_front(report),
                          .draft = report->draft};

    frame_set(view, &frame);
    report_crumbs(view, report);
    frame_crumb(view, view_word(view, "nav_progress"), NULL);
    value_set(view->arena, view->root, "report", report_value(view, report));
    value_set(view->arena, view->root, "progress", value);
    set_heads(view, value, before, view_number(view, progress.len));
    view_list(view, value, "tally", tally_value(view, &progress));
    view_list(view, value, "rules", rules_value(view));
    view_list(view, value, "rows",
              pledges_value(view, before, report, &progress));
}

struct value *progress_value(const struct view *view,
                             const struct report *report)
{
    const struct report *before = report_before(view, report);
    struct value *value = value_map(view->arena);

    if (!before)
        return value_nothing();
    struct str year = view_number(view, (size_t)before->year);
    view_text(view, value, "heading",
              view_say(view, "progress_title", year, STR("")));
    view_text(view, value, "href",
              view_link(view, report_page(view, report, "progress.html")));
    return value;
}
