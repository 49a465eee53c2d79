/*
 * style - SCSS into CSS, by libsass.
 *
 * The library is past its end of life, so it runs in a child with limits and
 * sees no file: it is handed the theme's own styles and can import those
 * alone. What it makes is scanned: CSS that would fetch anything from another
 * host is refused.
 */
#ifndef STYLE_H
#define STYLE_H

#include "../base/buf.h"
#include "../base/source.h"

#include <stdbool.h>

struct diags;

struct style_file {
    const char *name; /* below the theme: "scss/_colour.scss" */
    const struct source *source;
};

/*
 * Compiles `files[main_file]` into `css` (cut first), compressed; where it is
 * not plain ASCII it begins with a BOM, which holds even on a server that says
 * GBK. `settings` is SCSS put in front (such as "$accent: #9a1b1e;"). An
 * @import finds the given files alone, from the folder of the importing one.
 * What @warn and @debug say is dropped. False when something was wrong; told
 * with the place in the style file. Call it while no other thread runs.
 */
bool style_compile(const struct style_file *files, size_t len, size_t main_file,
                   struct str settings, struct buf *css, struct diags *diags);

/*
 * The same in two steps, so that something else can be done meanwhile: the
 * first is the one that no other thread may run beside. `files` and `settings`
 * must live until the second, which gives all back; only then the caller has
 * been told anything. Each style_begin needs a style_finish.
 */
struct style_run;
struct style_run *style_begin(const struct style_file *files, size_t len,
                              size_t main_file, struct str settings);
bool style_finish(struct style_run *run, struct buf *css, struct diags *diags);

/*
 * Tells, at `place`, what in `css` would be fetched from elsewhere; true where
 * nothing. Any address with a scheme is refused, data: as well: the pages'
 * Content-Security-Policy would not show it. style_compile sees to the same.
 */
bool style_is_local(struct str css, struct place place, struct diags *diags);

#endif
