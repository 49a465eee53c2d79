/*
 * fake_site - small releases for the tests of stage, and a look at what is
 * published, on any disk.
 */
#ifndef FAKE_SITE_H
#define FAKE_SITE_H

#include "../gen/build/stage.h"

struct fake_page {
    const char *path, *text;
};

/*
 * Makes a release of `pages` (ended by one without a path) at `folder` and
 * publishes it. False when that fails; `result` may be NULL.
 */
bool fake_publish(struct disk *disk, const char *folder,
                  const struct fake_page *pages, struct stage_result *result,
                  struct diags *diags);

/*
 * All that stands below `folder`, a line each, sorted by path, as fake_tree
 * shows it, but on any disk and without the manifest. In the arena; "" where
 * nothing stands.
 */
const char *fake_look(struct disk *disk, const char *folder,
                      struct arena *arena);

/* The names of the problems told, a line each: "output-foreign\n". */
const char *fake_told(const struct diags *diags, struct arena *arena);

#endif
