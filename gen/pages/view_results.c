#include "view_results.h"

#include "theme.h"
#include "view_chart.h"
#include "view_report.h"
#include "view_targets.h"

void view_results(struct view *view)
{
    const struct report *report = view->page->report;
    struct promises all = all_promises(view, report);
    struct value *results = value_map(view->arena);
    struct str year = view_number(view, (size_t)report->year);
    struct str count = view_number(view, all.results);
    struct frame frame = {.title = view_say(view, "results_title", year, count),
                          .tags = TAGS_CONTENT,
                          .report = report,
                          .front = report_front(report),
                          .draft = report->draft};

    frame_set(view, &frame);
    report_crumbs(view, report);
    frame_crumb(view, view_word(view, "nav_results"), NULL);
    value_set(view->arena, view->root, "report", report_value(view, report));
    heading_set(view, results, view_say(view, "results_heading", year, count));
    view_text(view, results, "caption",
              view_say(view, "results_caption", year, count));
    view_text(view, results, "value_head", view_word(view, "col_figure"));
    set_table(view, results, report, &all, all.result, all.results);
    value_set(view->arena, view->root, "results", results);
    set_chart(view, all.result, all.results);
    if (theme_has(view->theme, "js/table.js"))
        frame_script(view, "js/table.js");
}
