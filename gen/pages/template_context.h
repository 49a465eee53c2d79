/*
 * template_context - where in HTML a template's tag stands.
 *
 * A scanner reads the literal text of a template as a browser would and says
 * at each tag what may be put there. It knows as much of the HTML standard's
 * tokenizer as that takes. A part of the template room.
 */
#ifndef TEMPLATE_CONTEXT_H
#define TEMPLATE_CONTEXT_H

#include "../base/text.h"

/* What may stand at a place. */
enum context {
    CONTEXT_TEXT, /* text of the page: HTML shows as is */
    CONTEXT_TITLE, /* <title>: text, but tags have no meaning */
    CONTEXT_ATTRIBUTE, /* a quoted value */
    CONTEXT_URL, /* a quoted value that is an address */
    CONTEXT_NONE, /* nothing but the template's own letters */
};

enum context_state {
    IN_TEXT,
    IN_TITLE, /* inside <title> */
    IN_RAW, /* inside <script>, <style>, <textarea> and their like */
    IN_COMMENT,
    IN_DECLARATION, /* <!doctype, <? */
    IN_OPEN, /* behind < or </ */
    IN_TAG_NAME,
    IN_BETWEEN, /* in a tag, where an attribute may begin */
    IN_BARE, /* the same, once a blank has come */
    IN_ATTRIBUTE_NAME,
    IN_AFTER_NAME, /* blanks behind an attribute's name */
    IN_BEFORE_VALUE, /* behind = */
    IN_QUOTED,
    IN_UNQUOTED,
};

#define CONTEXT_NAME_MOST 16 /* longer names are none that matter here */

/* Starts as {0}: in text. */
struct context_scan {
    enum context_state state;
    enum context value; /* IN_QUOTED: what the value is */
    char quote;
    bool closing; /* the tag is an end tag */
    unsigned char tag_len, name_len;
    char tag[CONTEXT_NAME_MOST]; /* the tag's name, lower case */
    char name[CONTEXT_NAME_MOST]; /* the attribute's */
};

/*
 * Reads on. Returns where in `text` something stands that no browser reads
 * alike (a quote in an attribute's name, a name run together), or SIZE_MAX.
 */
size_t context_read(struct context_scan *scan, struct str text);

/* What may be put where the scan stands. */
enum context context_here(const struct context_scan *scan);

/* Where that is, for people, in both languages; "" in text. */
const char *context_where(const struct context_scan *scan);

/* A part that may be left out or repeated begins. */
void context_enter(struct context_scan *scan);

/*
 * It ends; `before` is the scan as context_enter left it. False where what
 * follows would read differently with the part and without it.
 */
bool context_leave(struct context_scan *scan,
                   const struct context_scan *before);

#endif
