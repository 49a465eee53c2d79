/*
 * html_entity - what "&amp;" and its like stand for.
 */
#ifndef HTML_ENTITY_H
#define HTML_ENTITY_H

#include "../base/text.h"

enum html_entity {
    ENTITY_RUNE, /* a character that all readers agree on */
    ENTITY_NONE, /* the '&' is just that */
    ENTITY_OPEN, /* a name without ';': some are taken for entities */
    ENTITY_UNKNOWN, /* a closed name that is not in the table here */
    ENTITY_BAD, /* a number that readers take differently */
};

/*
 * Reads what begins with the '&' at `at`. `*rune` is what it stands for ('&'
 * where that is not known) and `*end` where the text goes on behind it.
 */
enum html_entity html_entity(struct str text, size_t at, uint32_t *rune,
                             size_t *end);

#endif
