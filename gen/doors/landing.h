/*
 * landing - where a finished file or folder appears under its name in one
 * step.
 *
 * It grows beside its place, in `.NAME.new`, while `.NAME.lock` is held; then
 * it is brought to the medium and takes its name. A run that is killed leaves
 * the earlier one, or none; the next run clears up. What stands there is
 * replaced only where it is an earlier archive of ours and nothing else.
 */
#ifndef LANDING_H
#define LANDING_H

#include "output.h"

#include "../base/mem.h"

struct diags;
struct pack_item;

struct landing {
    struct output output;
    struct arena arena;
    struct diags *diags;
    const char *part, *old, *lock;
    const char
        *scratch; /* the folder that it lies in, as the system names it */
    bool folder, stands, locked, landed;
};

/*
 * Takes the place of `path`, for a folder or a file. False, told, where it is
 * another's or the system fails. landing_end has to follow in either case.
 */
bool landing_begin(struct session *session, const char *path, bool folder,
                   struct landing *out);

/* Whether the disk has room for `need` bytes; told where not. */
bool landing_has_room(struct landing *landing, uint64_t need);

/* Fills the new folder and brings it to the medium. */
bool landing_fill(struct landing *landing, const struct pack_item *item,
                  size_t len);

/* What grew takes its name. */
bool landing_land(struct landing *landing);

/* Clears away what did not land, and lets go. */
void landing_end(struct landing *landing);

#endif
