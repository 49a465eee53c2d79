/*
 * template - Mustache, after its public specification (v1.4 without lambdas):
 * variables, sections, inverted sections, dotted names, partials with
 * indentation, dynamic names, inheritance, changed delimiters.
 *
 * A set of templates is parsed once and run often, from many threads. In a
 * theme an unknown name is an error with its place, and escaping goes by
 * context: text and quoted attributes get HTML escapes, attributes that hold
 * an address (href, src …) also URL escapes and a look at the scheme; in a
 * script, a style, a comment or a tag's own name no variable may stand.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "../base/buf.h"
#include "../base/source.h"
#include "value.h"

#include <stdbool.h>

struct diags;
struct templates;

enum template_mode {
    TEMPLATE_PLAIN, /* the specification alone: unknown names are empty */
    TEMPLATE_THEME, /* strict names, escaping by context */
};

struct templates *templates_new(struct arena *arena, enum template_mode mode);

/* Parses `source` as the template `name`. False when it is broken (told). */
bool templates_add(struct templates *set, struct str name,
                   const struct source *source, struct diags *diags);

/* Call when all are added: finds partials and parents that are missing. */
bool templates_check(struct templates *set, struct diags *diags);

bool templates_have(const struct templates *set, struct str name);

/*
 * Runs the template `name` on `data`, a map, adding to `out`. False when a
 * name is unknown or a template includes itself without end; told at its place
 * in the theme.
 */
bool template_run(const struct templates *set, struct str name,
                  const struct value *data, struct buf *out,
                  struct diags *diags);

#endif
