/*
 * homes - which report each file of the content folder belongs to, by names
 * alone: a report is at home where its report.md, summary.md or plan.md lies,
 * and so is what lies below.
 */
#ifndef HOMES_H
#define HOMES_H

#include "../base/map.h"
#include "inventory.h"

struct arena;

struct home {
    const char *id; /* the report's: xinglong/2020 */
    const struct found **file; /* sorted by path */
    size_t files, cap;
    bool wanted, before; /* marks of those who look for reports */
};

/* Starts as {0}; given back by homes_free, the lists with their arena. */
struct homes {
    struct str root; /* the content folder */
    struct home **home; /* in the order of their first files */
    size_t len;
    struct home **of; /* by index of the inventory; NULL: of no report */
    struct map by_id;
};

/* Sorts the files of `inventory`, which lie in the folder `root`. */
void homes_find(struct homes *homes, struct arena *arena,
                const struct inventory *inventory, struct str root);

/* The report that a path below the content folder lies in, or NULL. */
struct home *homes_above(const struct homes *homes, struct str path);

/* The report that a path of the disk lies in; NULL where it lies in none, or
 * not in the content folder at all. */
struct home *homes_of(const struct homes *homes, const char *path);

/* The report of that id, or NULL. */
struct home *homes_named(const struct homes *homes, struct str id);

/* Whether a file of the content folder is a report's text or its ledger. */
bool homes_is_text(const struct homes *homes, const char *path);

void homes_free(struct homes *homes);

#endif
