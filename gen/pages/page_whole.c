#include "page_whole.h"

#include "../report/report.h"
#include "sheet.h"

void page_print_kinds(struct print *print, const struct report *report)
{
    print_number(print, report->promises);
    print_number(print, report->results);
    print_number(print, report->follows);
}

static void print_sections(struct print *print, const struct report *report)
{
    print_number(print, report->sections);
    for (size_t i = 0; i < report->sections; i++) {
        const struct section *section = &report->section[i];
        print_add(print, str_of(section->name));
        print_join(print, section->print);
        print_join(print, section->stated);
    }
}

struct print page_whole(struct print frame, const struct report *report,
                        const struct report *before, bool is_searched)
{
    struct print print = frame;

    print_add(&print, str_of(report->id));
    print_join(&print, report->head);
    page_print_kinds(&print, report);
    print_join(&print, report->stated);
    print_join(&print, report->villages);
    print_number(&print, is_searched);
    print_number(&print, sheet_can());
    print_number(&print, report->sections > 0 && !report->section[0].heading);
    print_sections(&print, report);
    print_number(&print, before != NULL);
    if (before) {
        print_number(&print, (uint64_t)before->year);
        print_join(&print, before->head);
        print_join(&print, before->stated);
    }
    return print;
}
