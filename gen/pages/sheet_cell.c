/*
 * sheet_cell - the names of cells, B12, as libxlsxwriter asks for them.
 *
 * The library has each number printed by snprintf, which for every cell of a
 * workbook costs more than all else about its name. Its lxw_rowcol_to_cell is
 * therefore defined here, for the loader to take this one; a library that does
 * not ask goes on with its own.
 */
#include <string.h>
#include <xlsxwriter.h>

#define LETTERS 26

/* The library lets no row and no column through that has a longer name than
 * XFD1048576. */
void lxw_rowcol_to_cell(char *cell_name, lxw_row_t row, lxw_col_t col)
{
    char name[sizeof("CRXP4294967296")];
    size_t at = sizeof(name) - 1;
    unsigned long long number = row + 1ULL;

    name[at] = '\0';
    for (; number; number /= 10)
        name[--at] = (char)('0' + number % 10);
    /* No letter stands for nothing: behind Z comes AA. */
    for (unsigned rest = col + 1U; rest; rest = (rest - 1) / LETTERS)
        name[--at] = (char)('A' + (rest - 1) % LETTERS);
    memcpy(cell_name, name + at, sizeof(name) - at);
}
