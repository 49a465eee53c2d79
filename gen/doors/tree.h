/*
 * tree - the finished site in memory, as the preview serves it.
 *
 * An update puts its pages aside and only tree_commit shows them, all at once;
 * one that failed is forgotten and the last good site stays. Whoever serves a
 * file holds it, so that a slow reader gets the whole of what he asked for.
 * Safe from several threads.
 */
#ifndef TREE_H
#define TREE_H

#include "../base/print.h"
#include "../base/text.h"

#include <stdatomic.h>
#include <stdbool.h>

struct diags;
struct tree;

struct served {
    atomic_int holders;
    const char *path; /* 2020/r03.html */
    const char *type; /* for Content-Type */
    struct str bytes; /* with what the preview adds */
    struct print print; /* of what `build` would write */
    char etag[40]; /* with its quotes */
    void *answer; /* the server's own, made when first asked for */
    void (*answer_free)(struct served *file);
};

/* `token` and `lang` go into what is added to pages. */
struct tree *tree_new(const char *token, const char *lang);
void tree_free(struct tree *tree);

/* For a sink: a page made anew, and one that is what it was. */
bool tree_put(void *tree, const char *path, struct str bytes,
              struct diags *diags);
bool tree_keep(void *tree, const char *path, struct diags *diags);

/* What a commit changed. */
struct tree_change {
    size_t came, changed, went; /* files */
};

/*
 * Shows what was put and kept. With `patch` all that was not put stays as it
 * is; else it goes.
 */
struct tree_change tree_commit(struct tree *tree, bool patch);

/* Forgets what was put and kept since the last commit. */
void tree_abandon(struct tree *tree);

/* True once something was committed. */
bool tree_is_there(struct tree *tree);

/* How a path is answered. */
enum tree_found {
    TREE_FILE,
    TREE_FOLDER, /* `path`/ has an index.html: send the browser there */
    TREE_MISSING, /* `*file` is the site's own page for that, or NULL */
};

/*
 * Looks a clean path up; "" and "2020/" mean the index.html there. The file
 * is held for the caller, who lets go by served_free.
 */
enum tree_found tree_find(struct tree *tree, const char *path,
                          struct served **file);

/* What is shown at `path` now: a print to compare; zero where nothing is. */
struct print tree_print(struct tree *tree, const char *path);

/*
 * The files that are no pages and have changed since `version` (which is
 * brought up to now), one a line, into `out`; false where that is no longer
 * known or they are many.
 */
struct buf;
bool tree_news(struct tree *tree, uint64_t *version, struct buf *out);
uint64_t tree_version(struct tree *tree);

/* Calls `visit` for each file, in no order; it must not call the tree. */
void tree_each(struct tree *tree,
               void (*visit)(void *context, const struct served *file),
               void *context);

void served_free(struct served *file);

#endif
