/*
 * volume_year - which files of an edition belong to which year, and where the
 * pages of one year link to those of another.
 */
#ifndef VOLUME_YEAR_H
#define VOLUME_YEAR_H

#include "../base/mem.h"

#include <stdbool.h>

struct edition;

/* The year of the report that a path lies in; 0: in none. */
int volume_year_of(const struct edition *edition, const char *path);

/* Whether it belongs on the volume of `year` (0: the one of all years). */
bool volume_has(const struct edition *edition, int year, const char *path);

struct volume_target {
    const char *path; /* of another year */
    const char **anchor; /* the places in it that are linked to */
    size_t anchors, cap;
};

/* Starts as {0}. */
struct volume_links {
    struct arena arena;
    struct volume_target *target;
    size_t len, cap;
};

/* Finds all links from what is on the volume of `year` to what is not. */
void volume_links_find(const struct edition *edition, int year,
                       struct volume_links *out);
void volume_links_free(struct volume_links *links);

#endif
