/*
 * parse - cmark-gfm over one page, in bounded time and memory.
 *
 * Debian 12's cmark-gfm lacks the fixes of 2023: small inputs can make it use
 * gigabytes or minutes, and it aborts where memory ends. Here all it asks for
 * comes from one arena with an end, and whenever it asks the clock is looked
 * at; where either runs out, the parse is left by longjmp. Nothing leaks,
 * because nothing of the library lives outside the arena.
 */
#ifndef PARSE_H
#define PARSE_H

#include "../base/text.h"

struct cmark_node;
struct parse_memory;

#define PARSE_MILLISECONDS 1500 /* of the thread's processor time */

/* The doc that is made of the tree takes three quarters as much again: both
 * stay below the 256 MiB that a page may cost. */
#define PARSE_MEMORY_MOST ((size_t)144 << 20)

enum parse_end { PARSE_DONE, PARSE_TIME, PARSE_MEMORY };

struct parse {
    struct cmark_node *root; /* lives until parse_free */
    struct parse_memory *memory;
};

/* Call once before any thread starts. */
void parse_prepare(void);

/* Parses `text` (valid as long as the tree) into `parse`; whatever the end,
 * give it back by parse_free. */
enum parse_end parse_text(struct parse *parse, struct str text, bool footnotes);

void parse_free(struct parse *parse);

#endif
