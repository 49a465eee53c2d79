/*
 * theme - the look of a site: templates, words, styles and files.
 *
 * A theme is a folder: theme.ini (inherits, name), *.html templates (folders
 * below it for partials), words.zh-CN.ini and words.en.ini, scss/site.scss
 * with its partials, js/ and img/ copied as they are. A theme that inherits
 * another overrides any of its files by one of the same name.
 */
#ifndef THEME_H
#define THEME_H

#include "../base/print.h"
#include "../base/source.h"
#include "value.h"

#include <stdbool.h>

struct diags;
struct templates;
struct config;

/* A file of a theme, its own or inherited, as the disk gave it. */
struct theme_file {
    const char *path; /* themes/default/page.html */
    const char *name; /* page.html */
    struct str bytes;
};

struct theme {
    struct templates *templates;
    struct value *words; /* what {{t.key}} finds */
    struct str css;
    const struct theme_file *file; /* img/ and js/: copied */
    size_t files;
    struct print print; /* of all that can change a page */
};

/*
 * Makes a theme of its files: those of the theme itself before those it
 * inherits, so that the first of a name counts. Names and bytes of `files` must
 * live as long as the theme. Words are taken key by key: from the files of the
 * site's language (en-GB, then en), then from those of zh-CN, and of each the
 * theme's own first. Styles get $accent where the site sets it, and $dark and
 * $large-print, which are true or false. `css` is what an earlier run made of
 * these very files and settings, without a word; empty: it is compiled, in a
 * child, so begin it while no other thread runs.
 *
 * Styles take a while: they are compiled between the two steps. Each
 * theme_begin needs a theme_finish, and `arena` and `diags` until then. It
 * gives NULL when something was wrong; all of it is told.
 */
struct theme_making;
struct theme_making *theme_begin(struct arena *arena,
                                 const struct theme_file *files, size_t len,
                                 const struct config *config, struct str css,
                                 struct diags *diags);
struct theme *theme_finish(struct theme_making *making);

/* What theme.ini names as `inherits`; empty: nothing. */
struct str theme_inherits(struct arena *arena, const struct source *ini,
                          struct diags *diags);

/* Whether the theme has a file that is copied, such as js/search.js. */
bool theme_has(const struct theme *theme, const char *name);

/* One of the theme's words, "" where it has none. */
struct str theme_word(const struct theme *theme, const char *key);

#endif
