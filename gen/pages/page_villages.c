#include "page_villages.h"

#include "../base/print.h"
#include "../report/report.h"
#include "../report/village.h"

void page_print_villages(struct print *print, const struct report *report)
{
    for (int i = 0; i < 2 && report->paper[i]; i++) {
        const struct villages *all = report->paper[i]->villages;
        const struct village *at = all ? all->first : NULL;
        for (; at; at = at->next) {
            print_add(print, at->name);
            for (size_t j = 0; j < at->lines; j++) {
                const struct section *section =
                    report_section_at(report, report->paper[i], at->line[j]);
                print_add(print, str_of(section ? section->name : NULL));
            }
        }
    }
}
