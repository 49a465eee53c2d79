/*
 * shelf - a site in memory for tests: files on a pretend disk, the default
 * theme from the repository, and the pages that the last good update made.
 */
#ifndef SHELF_H
#define SHELF_H

#include "../gen/base/diag.h"
#include "../gen/base/map.h"
#include "../gen/build/build.h"

#include <stdbool.h>

struct shelf {
    struct disk *disk; /* the site's files: fake_file(shelf.disk, …) */
    struct disk *themes;
    struct arena arena;
    struct config config;
    struct build *build;
    struct map pages; /* path → text, of the last good update */
    struct map next; /* of the update that is under way */
    struct buf made; /* paths made anew by the last update, a line each */
    struct diags diags; /* of the last update */
    struct build_result result;
};

/* An empty site; a content folder with nothing in it. */
void shelf_init(struct shelf *shelf);
void shelf_free(struct shelf *shelf);

/* Brings the pages up to the files. False while errors remain. */
bool shelf_update(struct shelf *shelf);

/* The same, but told which files may have changed, as a watcher does. */
bool shelf_update_of(struct shelf *shelf, const char *const *path, size_t len);

/* A page's text, NULL where there is none. */
const char *shelf_page(const struct shelf *shelf, const char *path);

/* What the last update told, in English. */
const char *shelf_told(struct shelf *shelf);

/*
 * True where a build from nothing gives just these pages, byte for byte;
 * differences are printed.
 */
bool shelf_equals_fresh(struct shelf *shelf);

#endif
