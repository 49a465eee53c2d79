/* html_condition - what Word writes around what it shows. Private to html. */
#ifndef HTML_CONDITION_H
#define HTML_CONDITION_H

#include "../base/mem.h"
#include "../base/text.h"

/*
 * The bytes with <![if …]> and <![endif]> blanked, in the arena: browsers take
 * them for comments and libxml2 for text. Without any, `text` itself.
 */
struct str html_without_conditions(struct arena *arena, struct str text);

#endif
