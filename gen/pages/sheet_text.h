/* sheet_text - whether a text can stand in a cell as it is. Private to sheet. */
#ifndef SHEET_TEXT_H
#define SHEET_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* False where something in it may have to be escaped. */
bool sheet_text_is_plain(const char *text, size_t len);

#endif
