/*
 * template - Mustache, after its public specification (v1.4 without lambdas):
 * variables, sections, inverted sections, dotted names, partials with
 * indentation, dynamic names, inheritance, changed delimiters.
 *
 * A set of templates is parsed once and run often, from many threads.
 *
 * In a theme (TEMPLATE_THEME) a template must be right before anything is
 * published:
 *
 * - An unknown name is an error with its place; one whose value is
 *   VALUE_NOTHING is known and shows nothing. So is a partial or parent that
 *   is missing, and what stands in {{<parent}} outside of blocks.
 * - What {{x}} does depends on where in the HTML it stands:
 *
 *       text             text is escaped, HTML shows as is
 *       <title>          text is escaped, HTML is refused
 *       quoted attribute text is escaped, HTML is refused
 *       address (href, src, action, srcset and their like)
 *                        text is escaped for a URL; where the address so far
 *                        has a scheme other than http, https, mailto and tel,
 *                        "#" stands in its place; HTML is refused
 *
 *   Everywhere else no variable may stand: in a tag, its name or a value
 *   without quotes, in style, srcdoc and on… attributes, in a script, a style,
 *   a textarea or a comment.
 * - {{{x}}} and {{&x}} are for HTML in text alone: text is refused there. A
 *   list or a map is never shown itself.
 * - A section and a block must end in the same place of the HTML they began
 *   in, a template in text. Partials and parents stand in text; so do blocks,
 *   or in <title>.
 *
 * Where the specification leaves it open: a name must not have blanks; a
 * boolean shows as true or false; a template's part that is replaced from
 * outside and has a block of the same name in it gets what is further outside.
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

/*
 * Parses `source` as the template `name`; both must live as long as the set. A
 * name that is there already is passed over. False when it is broken (told).
 */
bool templates_add(struct templates *set, struct str name,
                   const struct source *source, struct diags *diags);

/* Call when all are added: finds partials and parents that are missing. */
bool templates_check(struct templates *set, struct diags *diags);

bool templates_have(const struct templates *set, struct str name);

/*
 * Runs the template `name` on `data`, a map as a rule, adding to `out`. False
 * when a name is unknown, a value cannot be shown where it is asked for, or
 * templates include each other without end; told at its place in the theme.
 */
bool template_run(const struct templates *set, struct str name,
                  const struct value *data, struct buf *out,
                  struct diags *diags);

#endif
