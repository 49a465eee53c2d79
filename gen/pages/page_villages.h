/*
 * page_villages - what of the list of villages goes into the print of a page.
 */
#ifndef PAGE_VILLAGES_H
#define PAGE_VILLAGES_H

struct print;
struct report;

/* Which sections name which village: the report's own page lists them. */
void page_print_villages(struct print *print, const struct report *report);

#endif
