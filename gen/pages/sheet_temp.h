/*
 * sheet_temp - the temporary files of libxlsxwriter, in memory.
 *
 * The library writes each part of a workbook to a temporary file and never asks
 * whether that went well: on a full disk a broken workbook would be published.
 * Its lxw_tmpfile is therefore defined here, and the linker takes this one.
 */
#ifndef SHEET_TEMP_H
#define SHEET_TEMP_H

#include <stddef.h>
#include <stdio.h>

/* The one that this thread's workbooks opened last and still have; NULL where
 * they have none. It stays the library's. */
FILE *sheet_temp_newest(void);

/*
 * Closes what this thread's workbooks left open, and returns how many that
 * were: the library forgets its files where it fails. No workbook of the thread
 * may be in the making. Takes no memory and leaves errno as it is.
 */
size_t sheet_temp_clear(void);

#endif
