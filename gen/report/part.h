/*
 * part - which parts of a report look back and which look ahead.
 *
 * The same sentence is a result in the one and a promise in the other. The
 * headings say it, by their words or by the year they name; so do paragraphs
 * that serve as headings (**二、下步打算**, 四、存在问题。…). Where they say
 * nothing, the words of the text below are weighed: 同比, 累计, 了 against 力争,
 * 确保, 不低于.
 */
#ifndef PART_H
#define PART_H

#include "../read/doc.h"

enum part { PART_UNKNOWN, PART_SUMMARY, PART_PLAN };

/* From `block` on, up to the next turn's, the text is of this part. */
struct turn {
    const struct node *block;
    enum part part;
};

struct parts {
    struct turn *turn; /* in the order of the text */
    size_t len;
    int year; /* the latest year that a heading names; 0: none */
    bool many_years; /* an earlier one is named, too */
};

/* Reads the headings of a document. `title` is what its front matter calls it;
 * the turns live in `arena`. */
struct parts parts_read(struct arena *arena, const struct doc *doc,
                        struct str title);

/* True where a heading opens what is promised, not what was done. */
bool heading_is_plan(struct str heading);

#endif
