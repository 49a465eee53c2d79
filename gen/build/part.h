/*
 * part - what the pages of one report leave when they are made alone, so that
 * a site can be put together from them without reading its texts again. The
 * format of the file, in memory alone; see build_apart and
 * build_join.
 *
 * A part has what the pages of the whole site show of the report (its head),
 * what its own pages rest on (inputs), what they hold other pages to (links
 * that leave the report) and their bytes. Like the cache it is believed only
 * where prints bear it out: of the program, of settings and theme, of every
 * file that went into it, and of its own bytes.
 */
#ifndef PART_H
#define PART_H

#include "../base/diag.h"
#include "../base/print.h"
#include "../pages/check.h"
#include "../report/report.h"

#include <stdbool.h>

struct asset;
struct site;

/* A larger one is not read. */
#define PART_MOST ((size_t)1 << 30)

/* A file of the content folder, as it was read. */
struct part_input {
    const char *path;
    struct print print;
};

/* A page: its bytes, and its brief facts, whose links leave the report. */
struct part_page {
    struct check_facts facts;
    struct str bytes;
};

/* Starts as {0}. */
struct part {
    struct arena arena; /* of all lists, when it was read */
    struct print program, settings;
    struct print around; /* of what every page shows of the plain pages */
    const char *id;
    const char *before; /* the year before that it is held against; "": none */
    uint64_t targets; /* promises and results that it states */
    struct part_input *input; /* sorted by path */
    size_t inputs;
    struct asset *asset; /* files that its pages use; their prints are inputs */
    size_t assets;
    struct diags told; /* what the run said of it */
    struct report *report; /* its head; NULL: it has no pages, as a draft */
    struct part_page *page; /* sorted by path */
    size_t pages;
};

/* Adds the file's bytes to `out`. */
void part_write(const struct part *part, struct buf *out);

enum part_fault {
    PART_FINE,
    PART_DAMAGED, /* or none at all */
    PART_OTHER, /* of another version of the format */
};

/* Reads them; it points into `bytes`, and is empty where it is not fine. */
enum part_fault part_read(struct part *part, struct str bytes);

/* The same of bytes without the print that guards them; for tests that damage
 * what the print would not let through. */
bool part_decode(struct part *part, struct str bytes);

/* Of what pages of any report show of the rest of the site: the plain pages in
 * the navigation, and whether there is a feed. */
struct print part_around(const struct site *site);

/* The page of that path, or NULL; the print of that input, or NULL. */
const struct part_page *part_find(const struct part *part, const char *path);
const struct print *part_input(const struct part *part, const char *path);

void part_free(struct part *part);

/*
 * Where the part of report `id` lies: in `.public.parts` beside `public`, as
 * deep as the report in the content folder (xinglong/2020.part).
 */
const char *part_folder(struct arena *arena, const char *site);
const char *part_place(struct arena *arena, const char *folder, const char *id);

/* The report that a path below the folder is the part of; NULL: of none. */
const char *part_owner(struct arena *arena, const char *path);

#endif
