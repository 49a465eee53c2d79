/*
 * library_state - what the parts of library share: library.c keeps what was
 * read, library_lend.c lets it go.
 */
#ifndef LIBRARY_STATE_H
#define LIBRARY_STATE_H

#include "../base/diag.h"
#include "../base/map.h"
#include "../base/wire.h"
#include "../report/privacy.h"
#include "../report/site.h"
#include "inventory.h"
#include "library.h"

/* One file of the content folder. */
struct volume {
    char *path;
    struct disk_stat stat;
    struct print print;
    enum file_magic magic;
    bool is_text, is_ledger, seen, known; /* known: bytes were read */
    bool is_lent; /* the paper is there only while somebody has it on loan */
    bool is_away; /* it is not there */
    bool is_recalled; /* what an earlier run knows of it is enough */
    struct wire_note kept; /* its problems; where empty, they are in `diags` */
    bool matters; /* some of its problems are told, not only counted */
    size_t told; /* problems that are kept of it, counted in the library */
    struct paper paper;
    const struct ledger *ledger; /* NULL: refused */
    size_t slot; /* where the content lists it */
    struct arena arena; /* of the paper or ledger */
    struct diags diags; /* what is wrong with it; may be shortened */
};

struct library {
    struct disk *disk;
    const struct config *config;
    struct map volumes; /* path → struct volume */
    struct content content;
    struct paper *paper; /* the content's, to be changed in place */
    struct arena arena; /* of the content lists */
    struct arena rules_arena;
    struct privacy_rules rules; /* numbers that may be public */
    struct str bad_rule; /* an entry of the setting that is none */
    size_t keeps; /* so many bytes of reports' texts may stay */
    bool tells_few; /* what was recalled and nobody is shown is only counted */
    struct lender lender;
    struct volume **lent; /* by place in the content's papers */
    size_t told; /* problems of lent papers that are kept */
};

/* The file of that path, which may be new. */
struct volume *library_volume(struct library *library, const char *path);

/* Looks at a file's bytes and reads it anew where they differ; several threads
 * may, each another file. */
void library_refresh(struct library *library, struct volume *volume);

/* The path below the content folder. */
struct str library_below(const struct library *library, const char *path);

/* Fills a paper that has its path and print. */
void library_read_text(const struct library *library, struct paper *paper,
                       struct str bytes, struct arena *arena,
                       struct diags *diags);

/* Lets a paper go; what is told of it stays. */
void library_send_away(struct volume *volume);

#endif
