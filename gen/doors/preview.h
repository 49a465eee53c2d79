/*
 * preview - the site as browsers are to see it: brings the tree up to the
 * files, or keeps the last good one and tells open pages what is wrong.
 */
#ifndef PREVIEW_H
#define PREVIEW_H

#include "../report/config.h"
#include "tree.h"

#include <stdbool.h>

struct disk;
struct preview;
struct reload;

/* What a preview is made of; all must outlive it. */
struct preview_rules {
    struct disk *disk, *themes; /* as for build_new */
    struct tree *tree;
    struct reload *reload;
    enum lang lang;
    /*
     * Reads the configuration anew, with texts in `arena`; `print` stands for
     * what was read. False when something is wrong (told).
     */
    bool (*load)(void *context, struct config *config, struct arena *arena,
                 struct print *print, struct diags *diags);
    void *context;
};

/* What may have changed. */
struct preview_news {
    const char *const *path; /* below the site; NULL: look at everything */
    size_t len;
    bool config; /* the configuration, too */
};

struct preview_result {
    bool good; /* the tree is what the files say */
    struct tree_change change;
    size_t reports, pages; /* of the site */
    double seconds;
};

struct preview *preview_new(const struct preview_rules *rules);
void preview_free(struct preview *preview);

/*
 * One update. What it has to say, judged and sorted, is put into `told`
 * (which is emptied before).
 */
struct preview_result preview_update(struct preview *preview,
                                     const struct preview_news *news,
                                     struct diags *told);

/* The configuration of the last update that could read one; its defaults
 * before that. Good until the next update. */
const struct config *preview_config(const struct preview *preview);

#endif
