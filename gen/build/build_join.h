/*
 * build_join - what its two files share: build_join.c makes the site,
 * build_join_parcels.c reads the parcels and says which are to be believed.
 */
#ifndef BUILD_JOIN_H
#define BUILD_JOIN_H

#include "../report/site.h"
#include "build_state.h"
#include "homes.h"
#include "inventory.h"
#include "parcel.h"

/* One report, with the head of its parcel. */
struct joined {
    const struct home *home;
    const char *place; /* where the parcel lies */
    struct parcel parcel; /* without the bytes of its pages */
    bool good;
};

struct join {
    struct build *build;
    struct disk *disk; /* with the parcels */
    const char *folder; /* of the parcels */
    struct arena arena;
    struct inventory all; /* of the content */
    struct homes homes;
    struct joined *report; /* one for each home */
    struct joined *newest; /* the office's own, whose text is read; or NULL */
    struct map by_id; /* id → struct joined */
    struct print settings, program;
    struct map print; /* content path → struct print, of what was read */
    struct bench {
        const struct joined *report; /* NULL: none */
        struct parcel parcel;
        struct buf bytes;
    } bench[POOL_MOST]; /* by worker: the parcel it takes pages from */
    struct update *update;
};

/* Reads the heads of all parcels. Those that are missing, damaged or of another
 * program or other settings are told. */
void join_read_parcels(struct join *join, struct diags *diags);

/* Holds the files of the content against what the parcels were made of. */
void join_prove_inputs(struct join *join, struct diags *diags);

/* Holds what the joined site shows against what the parcels took it for. */
void join_prove_site(struct join *join, const struct site *site,
                     struct diags *diags);

/* Tells of parcels that belong to no report. */
void join_tell_strays(struct join *join, struct diags *diags);

/* The parcel of a report with its pages, at a worker's bench; NULL: told. */
const struct parcel *join_parcel(struct join *join, const struct joined *report,
                                 unsigned worker, struct diags *diags);

#endif
