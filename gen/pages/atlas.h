/*
 * atlas - the map of a large site in sheets: one for each town, one for each
 * year of the office's own reports, and further ones where that is too much
 * for a page. A site that fits on one page has none.
 *
 * A sheet is named after its town or year, so that its address stays while
 * reports come and go.
 */
#ifndef ATLAS_H
#define ATLAS_H

#include "../base/mem.h"
#include "../base/print.h"
#include "../base/text.h"

#include <stdbool.h>

struct report;
struct site;

/* Reports and headings that one page lists: 200 KB of it, about. */
#define ATLAS_MOST 1100

struct sheet {
    const char *path; /* map/xinglong/index.html, map/2020/p2.html */
    struct str town; /* who issues the newest; empty: the site's own reports */
    int year; /* of those; 0: a town's of all years */
    unsigned part; /* of its town or year, from 1 */
    const struct report *const *report; /* newest year first, then by id */
    size_t reports;
    struct print print; /* of all that leads to it */
};

struct atlas {
    struct sheet *sheet; /* the office's own years first, then the towns */
    size_t len; /* 0: all goes on one page */
};

/* In `arena`; the same site always gives the same sheets. */
struct atlas *atlas_new(struct arena *arena, const struct site *site);

#endif
