/*
 * command_parcels - build --only: pages of some reports, made for a later
 * build --join.
 */
#ifndef COMMAND_PARCELS_H
#define COMMAND_PARCELS_H

#include <stdbool.h>

struct session;

/* Whether --only, --join and the names of reports go together; else told. */
bool parcels_are_asked_well(struct session *session);

/* Makes the parcels of the reports that the command line names; false: told. */
bool parcels_make(struct session *session);

#endif
