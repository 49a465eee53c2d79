#include "view_villages.h"

#include "../base/map.h"
#include "../report/village.h"
#include "view_report.h"

/* The sections that name a village, each once. */
static struct value *village_sections(const struct view *view,
                                      const struct report *report,
                                      const struct paper *paper,
                                      const struct village *village)
{
    struct value *list = value_list(view->arena);
    const struct section *newest = NULL;

    for (size_t i = 0; i < village->lines; i++) {
        const struct section *section =
            report_section_at(report, paper, village->line[i]);
        if (!section || section == newest)
            continue;
        struct value *item = value_map(view->arena);
        view_text(view, item, "label", section_label(view, section));
        view_text(view, item, "href",
                  view_link(view, section_page(view, report, section)));
        value_push(view->arena, list, item);
        newest = section;
    }
    return list;
}

/* Which sections name which village; a village of both papers once. */
void set_villages(struct view *view, const struct report *report)
{
    struct value *villages = value_list(view->arena);
    struct map known = {0};

    for (int i = 0; i < 2 && report->paper[i]; i++) {
        const struct villages *all = report->paper[i]->villages;
        const struct village *at = all ? all->first : NULL;
        for (; at; at = at->next) {
            struct value *found =
                village_sections(view, report, report->paper[i], at);
            struct value *list = map_get(&known, at->name);
            for (size_t j = 0; list && j < found->len; j++)
                value_push(view->arena, list, found->item[j]);
            if (list || found->len == 0)
                continue;
            struct value *village = value_map(view->arena);
            view_text(view, village, "name", at->name);
            view_list(view, village, "sections", found);
            value_push(view->arena, villages, village);
            map_add(&known, at->name, found);
        }
    }
    map_free(&known);
    view_list(view, view->root, "villages", villages);
}
