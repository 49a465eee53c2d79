/* import_part - what an import has in hand. Private to import. */
#ifndef IMPORT_PART_H
#define IMPORT_PART_H

#include "../read/manuscript.h"
#include "../report/article.h"
#include "import.h"

/* A file that is made. */
struct made {
    const char *name;
    struct str bytes;
};

struct importing {
    const struct import_job *job;
    struct arena arena;
    struct manuscript manuscript;
    struct article article;
    const struct source **source; /* by number of the file */
    struct str *plain; /* their text by simpler means, for the figures */
    struct packed **packed; /* of Word documents, else NULL */
    struct made *made;
    size_t mades, made_cap;
    bool system_failed;
    struct buf *told;
    struct diags *diags;
};

/* Reads file number `file` into the manuscript. False: told. */
bool import_read(struct importing *importing, unsigned file);

/* Takes the pictures of the report: bytes into `made`, names into the blocks.
 * Those that cannot be taken are dropped and told. False: the disk or the system
 * failed (told), and another run may have them. */
bool import_images(struct importing *importing);

void import_make(struct importing *importing, const char *name,
                 struct str bytes);

/* Writes all that was made into the job's folder, or nothing. */
bool import_write(struct importing *importing);

#endif
