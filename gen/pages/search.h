/*
 * search - the text of all pages as data for the site's own search.
 *
 * The data is a call that a script tag can load from any folder, file:// too:
 *
 *     gongkaiText({"pages": [[path, title, where, anchors, text], …],
 *                  "parts": [path, …], "left": 0});
 *
 * `text` has a line for each paragraph, list item or row of a table, `anchors`
 * a word for each line: the id that the page gives it, or "-". A small site
 * has one such file; in a large one each report has its own, named in "parts".
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "../base/buf.h"

#include <stdbool.h>

struct node;
struct site;
struct theme;

/* Up to so many bytes of text, all data is one file. */
#define SEARCH_WHOLE_MOST ((size_t)4 << 20)

/* How much of a site can be searched. */
struct search_extent {
    size_t reports; /* the newest so many, as [search] max_bytes allows */
    size_t left; /* reports that are not in it */
    bool split; /* a file for each report */
};

/* Whether a site has a search page: it is wanted and the theme can run it. */
bool search_is_made(const struct site *site, const struct theme *theme);

struct search_extent search_extent(const struct site *site);

/* The data while it is put together. Starts with `out` alone set. */
struct search_data {
    struct buf *out;
    size_t pages;
    struct buf text, anchors; /* of the page at hand */
};

/* What is added between them belongs to one file. */
void search_begin(struct search_data *data);

/* A page: its path from the site's root, its title, and what it is part of. */
void search_page(struct search_data *data, const char *path, struct str title,
                 struct str where);

/* A line of the page's text that has no address of its own. */
void search_line(struct search_data *data, struct str text);

/* The blocks from `first` up to before `end` (NULL: to the last), with the
 * notes they use, and the ids that render_blocks gives them. */
void search_blocks(struct search_data *data, const struct node *first,
                   const struct node *end);

/* Ends the page that search_page began. */
void search_page_end(struct search_data *data);

/*
 * The pages of such a file as they stand in it, empty where it has none or is
 * no such file; and those added to another file.
 */
struct str search_entries(struct str file);
void search_take(struct search_data *data, struct str entries);

/* `parts` are `len` paths of further files; `left` as in the extent. */
void search_end(struct search_data *data, const char *const *parts, size_t len,
                size_t left);

/* Whether bytes are such a file and nothing else: one call whose argument is
 * made of texts, numbers, lists and maps. */
bool search_is_data(struct str bytes);

#endif
