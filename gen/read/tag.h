/*
 * tag - one piece of HTML at a time.
 */
#ifndef TAG_H
#define TAG_H

#include "../base/text.h"

enum tag_kind {
    TAG_TEXT,
    TAG_OPEN,
    TAG_CLOSE,
    TAG_COMMENT,
    TAG_OTHER, /* <!DOCTYPE>, <?...?>, <![CDATA[...]]> */
};

struct tag {
    enum tag_kind kind;
    struct str name; /* of OPEN and CLOSE, as written */
    bool bare; /* no attributes */
    bool unfinished; /* the text ends before it does */
};

/* Reads the piece that begins at `at`; returns its length, never 0. */
size_t tag_read(struct str html, size_t at, struct tag *out);

/* Names of one element, whatever the case. */
bool tag_same_name(const struct tag *a, const struct tag *b);

/* How many bytes from `at` on are the content of such an opened element that
 * no reader was meant to see (script, style). */
size_t tag_hidden(struct str html, size_t at, const struct tag *tag);

#endif
