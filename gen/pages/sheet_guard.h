/*
 * sheet_guard - want of memory in libxlsxwriter, which goes on where a request
 * has failed and then falls over the null pointer.
 *
 * While the guard is on, such a fall in this thread is what it is: the end of
 * the run for want of memory, as it is everywhere else (mem.h). Any other fault
 * takes its course.
 */
#ifndef SHEET_GUARD_H
#define SHEET_GUARD_H

#include <stdbool.h>

void sheet_guard(bool on);

#endif
