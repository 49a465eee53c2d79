/*
 * broadcast_text - the words of a report as they are read aloud, sentence by
 * sentence; a private part of broadcast.
 */
#ifndef BROADCAST_TEXT_H
#define BROADCAST_TEXT_H

#include "../base/mem.h"
#include "../report/report.h"

/* Where a script may be cut before a line: the highest that fits. */
enum cut { CUT_SENTENCE, CUT_PARAGRAPH, CUT_SECTION };

struct line {
    struct str text;
    size_t runes;
    enum cut cut;
};

struct lines {
    struct arena *arena;
    struct line *item; /* given back by mem_free */
    size_t len, cap;
};

/* Adds a section: its heading as it is announced, then its text. */
void lines_section(struct lines *lines, const struct section *section);

/* Adds the sentences of `text`, of which the first may be cut as `cut`. */
void lines_text(struct lines *lines, struct str text, enum cut cut);

#endif
