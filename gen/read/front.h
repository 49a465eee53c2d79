/*
 * front - the front matter of a page: YAML between two lines of ---.
 *
 * Every scalar is text (no `no` that turns into false, no 2020-01-15 into a
 * number), lists are one level deep, anchors, tags and nesting are refused.
 */
#ifndef FRONT_H
#define FRONT_H

#include "../base/date.h"
#include "../base/mem.h"
#include "../base/source.h"

#include <stdbool.h>

struct diags;

enum front_kind { KIND_UNSET, KIND_SUMMARY, KIND_PLAN, KIND_REPORT };

struct front_list {
    struct str *item;
    struct place *place;
    size_t len;
};

struct front {
    struct str title, org, source, author, description;
    struct str document_number, index_number;
    struct front_list keywords, aliases;
    struct date published, written, archived; /* year 0: not given */
    int year; /* 0: not given */
    enum front_kind kind;
    bool draft;
    struct place title_place, year_place; /* line 0: not given */
    size_t body; /* byte offset of what follows the front matter */
};

/*
 * Reads the front matter of `source` into `out`, texts in `arena`. A text
 * without one gives an empty `out` and body 0. False when something was wrong;
 * all problems are told.
 */
bool front_read(const struct source *source, struct arena *arena,
                struct front *out, struct diags *diags);

#endif
