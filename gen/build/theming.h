/*
 * theming - finds a site's theme on disk and keeps it while its files are the
 * same: styles are compiled only when one of them changed.
 */
#ifndef THEMING_H
#define THEMING_H

#include "../base/print.h"
#include "../report/config.h"

#include <stdbool.h>

struct disk;
struct theme;
struct theming;

struct theming *theming_new(struct disk *site, struct disk *themes,
                            const struct config *config);
void theming_free(struct theming *theming);

/*
 * Reads the theme's files and begins to compile its styles where they changed;
 * theming_update has the theme then. Before other threads run: their stacks and
 * memory would be copied, too.
 */
void theming_begin(struct theming *theming);

/* The theme as its files now are, or were when it was begun; NULL when it is
 * missing or wrong (told). */
const struct theme *theming_update(struct theming *theming,
                                   struct diags *diags);

/*
 * What an earlier run with these settings made of the styles, and the print of
 * all files of the theme that it was: taken where they still are the same.
 * `css` must live as long.
 */
void theming_recall(struct theming *theming, struct print files,
                    struct str css);

/* The same, for a run behind this one; false where there is none to keep: what
 * was told of a theme is to be told again. `css` lives as the theme does. */
bool theming_style(const struct theming *theming, struct print *files,
                   struct str *css);

/*
 * A print of all files the theme is made of now, without making it. Problems
 * are not told: who goes on to theming_update is told there.
 */
struct print theming_print(struct theming *theming);

#endif
