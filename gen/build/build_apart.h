/*
 * build_apart - what its two files share: build_apart.c reads and joins what
 * some reports rest on, build_apart_put.c makes one report's parcel of it.
 */
#ifndef BUILD_APART_H
#define BUILD_APART_H

#include "build_state.h"
#include "homes.h"
#include "inventory.h"

struct apart {
    struct build *build;
    struct arena arena;
    struct inventory all;
    struct homes homes;
    struct home **wanted;
    size_t len;
    struct map years; /* "xinglong/2019": a report of then is held against one
                         that is wanted */
    bool everything; /* all of the content is read */
    struct diags told; /* of what was read */
    const struct site *site; /* NULL: only drafts are wanted */
    const struct theme *theme;
    struct plan plan;
    struct check_rules rules;
    struct map print; /* content path → its struct print, of what was read */
    struct map reports; /* id → struct report */
};

/* Makes the parcel of one report and puts it; false: told into `diags`. */
bool build_apart_put(struct apart *apart, const struct home *home,
                     const struct sink *sink, struct build_result *result,
                     struct diags *diags);

#endif
