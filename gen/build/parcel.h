/*
 * parcel - what the pages of one report leave when they are made alone, so that
 * a site can be put together from them without reading its texts again. The
 * format of the file, in memory alone; see build_apart and
 * build_join.
 *
 * A parcel has what the pages of the whole site show of the report (its head),
 * what its own pages rest on (inputs), what they hold other pages to (links
 * that leave the report) and their bytes. Like the cache it is believed only
 * where prints bear it out: of the program, of settings and theme, of every
 * file that went into it, and of its own bytes.
 */
#ifndef PARCEL_H
#define PARCEL_H

#include "../base/diag.h"
#include "../base/print.h"
#include "../pages/check.h"
#include "../report/report.h"

#include <stdbool.h>

struct asset;
struct site;

/* A larger one is not read. */
#define PARCEL_MOST ((size_t)1 << 30)

/* A file of the content folder, as it was read. */
struct parcel_input {
    const char *path;
    struct print print;
};

/* A page: its bytes, and its brief facts, whose links leave the report. */
struct parcel_page {
    struct check_facts facts;
    struct str bytes;
};

/* Starts as {0}. */
struct parcel {
    struct arena arena; /* of all lists, when it was read */
    struct print program, settings;
    struct print around; /* of what every page shows of the plain pages */
    const char *id;
    const char *before; /* the year before that it is held against; "": none */
    uint64_t targets; /* promises and results that it states */
    struct parcel_input *input; /* sorted by path */
    size_t inputs;
    struct asset *asset; /* files that its pages use; their prints are inputs */
    size_t assets;
    struct diags told; /* what the run said of it */
    struct report *report; /* its head; NULL: it has no pages, as a draft */
    struct parcel_page *page; /* sorted by path */
    size_t pages;
};

/* Adds the file's bytes to `out`. */
void parcel_write(const struct parcel *parcel, struct buf *out);

enum parcel_fault {
    PARCEL_FINE,
    PARCEL_DAMAGED, /* or none at all */
    PARCEL_OTHER, /* of another version of the format */
};

/* Reads them; it points into `bytes`, and is empty where it is not fine. */
enum parcel_fault parcel_read(struct parcel *parcel, struct str bytes);

/* The same of bytes without the print that guards them; for tests that damage
 * what the print would not let through. */
bool parcel_decode(struct parcel *parcel, struct str bytes);

/* Of what pages of any report show of the rest of the site: the plain pages in
 * the navigation, and whether there is a feed. */
struct print parcel_around(const struct site *site);

/* The page of that path, or NULL; the print of that input, or NULL. */
const struct parcel_page *parcel_find(const struct parcel *parcel,
                                      const char *path);
const struct print *parcel_input(const struct parcel *parcel, const char *path);

void parcel_free(struct parcel *parcel);

/*
 * Where the parcel of report `id` lies: in `.public.parcels` beside `public`, as
 * deep as the report in the content folder (xinglong/2020.parcel).
 */
const char *parcel_folder(struct arena *arena, const char *site);
const char *parcel_place(struct arena *arena, const char *folder,
                         const char *id);

/* The report that a path below the folder is the parcel of; NULL: of none. */
const char *parcel_owner(struct arena *arena, const char *path);

#endif
