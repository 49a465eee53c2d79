/*
 * sheet_zip - how libxlsxwriter packs a workbook: by libdeflate.
 *
 * The library hands each part to minizip piece by piece, which packs it with
 * zlib at its default; there is no option for it. With that, packing takes two
 * fifths of a workbook's time, and at zlib's lightest level a fifth. Libdeflate
 * takes two fifths of that and packs a little smaller, but wants a part whole.
 * So the three functions by which the library opens, writes and closes a part
 * are defined here, for the loader to take these: a part is gathered, packed
 * and handed on to minizip's own as what is packed already.
 *
 * A library that has its packer built in never asks: its workbooks are as
 * right, only slower made.
 */
#ifndef SHEET_ZIP_H
#define SHEET_ZIP_H

/* Loads libdeflate (late.h); call it before a workbook is begun. */
void sheet_zip_load(void);

/* Call it once, with what dlopen gave for the library. */
void sheet_zip_start(void *library);

#endif
