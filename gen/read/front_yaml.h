/*
 * front_yaml - the YAML of front matter as flat pairs of text, by libyaml.
 */
#ifndef FRONT_YAML_H
#define FRONT_YAML_H

#include "../base/mem.h"
#include "../base/source.h"

#include <stdbool.h>

struct diags;

/* A key with its one value, or with its list. */
struct front_pair {
    struct str key;
    struct place place; /* of the key */
    bool is_list;
    struct str *item; /* line breaks within are folded away */
    struct place *item_place;
    size_t len; /* 1 unless it is a list */
};

struct front_pairs {
    struct front_pair *pair;
    size_t len;
};

/*
 * Reads the bytes from..to of `source` into `out`, all in `arena`. Nesting,
 * anchors, aliases, tags and a second document end the reading where they
 * stand. False when something was wrong (told); `out` has what came before.
 */
bool front_yaml_read(const struct source *source, size_t from, size_t to,
                     struct arena *arena, struct front_pairs *out,
                     struct diags *diags);

#endif
