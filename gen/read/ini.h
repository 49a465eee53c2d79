/*
 * ini - files of `key = value` lines in [sections], by inih.
 */
#ifndef INI_FILE_H
#define INI_FILE_H

#include "../base/mem.h"
#include "../base/source.h"

#include <stdbool.h>

struct diags;

struct ini_entry {
    struct str section, key, value;
    uint32_t line;
};

struct ini_file {
    struct ini_entry *entry; /* as they stand in the file */
    size_t len;
};

/*
 * Reads `source` into `out` (texts in `arena`). A BOM, blank lines and lines
 * that begin with ; or # are passed over; values are taken whole, so that a
 * ';' inside one stays. A line that is none of these is told and left out;
 * then the result is false.
 */
bool ini_read(const struct source *source, struct arena *arena,
              struct ini_file *out, struct diags *diags);

#endif
