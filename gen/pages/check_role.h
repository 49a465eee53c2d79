/*
 * check_role - which attributes make a browser load, follow or run something.
 */
#ifndef CHECK_ROLE_H
#define CHECK_ROLE_H

#include "../read/html_tree.h"

/* What a browser does with an attribute. */
enum role {
    ROLE_NONE,
    ROLE_FETCH, /* loads it without being asked, or sends data to it */
    ROLE_FETCH_SET, /* the same of a list: srcset */
    ROLE_FOLLOW, /* goes there when a reader wants to */
    ROLE_PASSIVE, /* says something about the page: rel=canonical */
    ROLE_STYLE, /* declarations of CSS */
    ROLE_PAINT, /* a colour or url() */
    ROLE_REPORT, /* tells a server what the reader did */
    ROLE_CODE, /* holds a page or program itself, such as onclick */
    ROLE_BASE, /* changes what all addresses mean */
    ROLE_ID, /* can be led to */
    ROLE_NAME, /* of <a>: the same, as it was written of old */
};

/* The role of an attribute of `node`. */
enum role role_of(const struct html_node *node, const struct html_attr *attr);

/* Elements of which more than single attributes must be judged. */
enum element {
    ELEMENT_PLAIN,
    ELEMENT_SCRIPT,
    ELEMENT_META,
    ELEMENT_FRAME, /* shows another document */
    ELEMENT_ANIMATION, /* of SVG: can set an address */
};

enum element element_of(const struct html_node *node);

/* Compares words of HTML, in which ASCII case does not matter. */
bool word_is(struct str text, const char *word);

/* The same with each of a list that NULL ends. */
bool word_is_one_of(struct str text, const char *const *list);

/* The next word of a list that blanks part, taken off; empty at its end. */
struct str word_next(struct str *list);

#endif
