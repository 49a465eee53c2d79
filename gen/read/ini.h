/*
 * ini - files of `key = value` lines in [sections], by inih.
 */
#ifndef INI_FILE_H
#define INI_FILE_H

#include "../base/diag.h"
#include "../base/mem.h"
#include "../base/source.h"

#include <stdbool.h>

/* All texts are parts of the source's text; ini_place gives their places. */
struct ini_entry {
    struct str section, key, value;
    uint32_t line;
};

struct ini_section {
    struct str name;
    uint32_t line;
};

struct ini_file {
    struct ini_entry *entry; /* as they stand in the file */
    size_t len;
    struct ini_section *section; /* each [section] line, as they stand */
    size_t sections;
};

/*
 * Reads `source` into `out` (arrays in `arena`). A BOM, blank lines and lines
 * that begin with ; or # are passed over; blanks before a line mean nothing;
 * values are taken whole, so that a ';' inside one stays. A line that is none
 * of these is told as `syntax` and left out; then the result is false.
 */
bool ini_read(const struct source *source, struct arena *arena,
              struct ini_file *out, enum diag_code syntax, struct diags *diags);

/* The place of a key, value or name that ini_read gave. */
struct place ini_place(const struct source *source, struct str part);

#endif
