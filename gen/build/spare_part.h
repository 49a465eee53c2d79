/* spare_part - what the parts of spare share: spare.c has the record,
 * spare_look.c looks at folders, spare_renew.c makes the next release. */
#ifndef SPARE_PART_H
#define SPARE_PART_H

#include "spare.h"

/* A change right behind the look could have left the time as it was. */
bool spare_is_settled(const struct spare_folder *folder, int64_t looked_at);

/* The folder or file `path` of the release at `place`. */
const char *spare_path(struct arena *arena, const char *place,
                       const char *path);

/* Looks at all folders of a list; false where one does not stand. */
bool spare_stat(struct spare *spare, const char *place,
                struct spare_folders *folders);

#endif
