/* spare_part - what the parts of spare share: spare.c has the record,
 * spare_look.c looks at folders, spare_renew.c makes the next release. */
#ifndef SPARE_PART_H
#define SPARE_PART_H

#include "spare.h"

/* The folder or file `path` of the release at `place`. */
const char *spare_path(struct arena *arena, const char *place,
                       const char *path);

/* Looks at all folders of a list; false where one does not stand. */
bool spare_stat(struct spare *spare, const char *place,
                struct spare_folders *folders);

#endif
