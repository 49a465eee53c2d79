/*
 * template_show - a value into the text of a page, escaped for where it
 * stands. A part of the template room.
 */
#ifndef TEMPLATE_SHOW_H
#define TEMPLATE_SHOW_H

#include "../base/buf.h"
#include "../base/escape.h"
#include "template_context.h"
#include "value.h"

/* As the specification says: HTML escapes unless `raw`. */
void show_plain(struct buf *out, const struct value *value, bool raw);

/*
 * In a theme, as template.h says. Returns why the value cannot be shown here,
 * for people in both languages, or NULL.
 */
static inline const char *show_in(struct buf *out, const struct value *value,
                                  bool raw, enum context context);

/* The same for all but plain texts. */
const char *show_other(struct buf *out, const struct value *value, bool raw,
                       enum context context);

static inline const char *show_in(struct buf *out, const struct value *value,
                                  bool raw, enum context context)
{
    if (value->kind != VALUE_TEXT || raw || context == CONTEXT_URL)
        return show_other(out, value, raw, context);
    escape_html(out, value->text);
    return NULL;
}

#endif
