/*
 * report_head - what other pages show of a report, and the prints of that.
 */
#ifndef REPORT_HEAD_H
#define REPORT_HEAD_H

struct arena;
struct report;

/* Fills `head`: front matter, and the names and titles of the sections. */
void report_print_head(struct report *report);

/*
 * Lists the headings inside the sections, in `arena`, and fills `below`. The
 * map alone shows them, so one that is mended rebuilds no other index. Behind
 * report_print_head.
 */
void report_list_below(struct arena *arena, struct report *report);

#endif
