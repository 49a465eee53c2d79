/*
 * command_parts - build --only: pages of some reports, made for a later
 * build --join.
 */
#ifndef COMMAND_PARTS_H
#define COMMAND_PARTS_H

#include <stdbool.h>

struct session;

/* Whether --only, --join and the names of reports go together; else told. */
bool parts_are_asked_well(struct session *session);

/* Makes the parts of the reports that the command line names; false: told. */
bool parts_make(struct session *session);

#endif
