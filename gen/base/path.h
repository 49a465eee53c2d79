/*
 * path - names of files and pages, as text; no file is touched here.
 *
 * Paths use '/' on every system, are relative and have no empty, '.' or '..'
 * parts once path_clean has passed them.
 */
#ifndef PATH_H
#define PATH_H

#include "mem.h"
#include "text.h"

/* Why a name cannot be published (DESIGN.md §4). */
enum path_fault {
    PATH_FINE,
    PATH_EMPTY,
    PATH_CHARACTER, /* not [a-z0-9] with one dot */
    PATH_LONG, /* a part over PATH_NAME_MOST */
    PATH_DEEP, /* over PATH_DEPTH_MOST parts */
    PATH_DEVICE, /* con, nul, aux, prn, com1..9, lpt1..9 */
};

#define PATH_NAME_MOST 24
#define PATH_DEPTH_MOST 4

/* Judges a page's path below the site, such as xinglong/2020/r0302.html. */
enum path_fault path_judge(struct str path);

/* Why, in a few words in Chinese and English; NULL for PATH_FINE. */
const char *path_fault_text(enum path_fault fault);

/* dir/name; `dir` may be "" or ".". */
char *path_join(struct arena *arena, const char *dir, struct str name);

/* Everything before the last '/', "" when there is none; and what follows. */
struct str path_dir(struct str path);
struct str path_base(struct str path);

/* What follows the base's last dot, "" when there is none. */
struct str path_ending(struct str path);

/*
 * Resolves `to`, a relative path as written in `from`'s folder, against it.
 * Returns NULL when it climbs out of the root, is absolute, or has a
 * backslash or NUL.
 */
char *path_resolve(struct arena *arena, const char *from, struct str to);

/* The relative link from page `from` to page `to`: "../../css/site.css". */
char *path_relative(struct arena *arena, const char *from, const char *to);

/* True where the path is relative and has no empty, "." or ".." parts. */
bool path_is_clean(struct str path);

/* How many parts. */
size_t path_depth(struct str path);

#endif
