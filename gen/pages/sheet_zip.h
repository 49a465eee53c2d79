/*
 * sheet_zip - how hard libxlsxwriter packs a workbook.
 *
 * The library asks zlib for its default, with which packing takes two fifths
 * of a workbook's time; there is no option for it. At the lightest level it
 * takes a fifth, and the workbook of a long report 27 KB in place of 22. So the
 * function by which the library opens each part is defined here, for the loader
 * to take this one, and hands all but the level on to minizip's own.
 *
 * A library that has its packer built in never asks: its workbooks are as
 * right, only slower made.
 */
#ifndef SHEET_ZIP_H
#define SHEET_ZIP_H

/* Call it once, with what dlopen gave for the library. */
void sheet_zip_start(void *library);

#endif
