/*
 * article - which of a source's blocks are the report, what it is called, and
 * what the lines beside it say of date and source.
 *
 * Found by content: the smallest part of the page that has nearly all of its
 * prose. What lies outside is dropped; where that reads like prose, too, it
 * is told, for it might be part of the report.
 */
#ifndef ARTICLE_H
#define ARTICLE_H

#include "../base/date.h"
#include "../base/text.h"

#include <stdbool.h>

struct manuscript;
struct diags;
struct source;

struct article {
    struct str title, org, source, author;
    struct str document_number, index_number;
    struct date published; /* year 0: not found */
    int year; /* 0: not found */
    const char *kind; /* summary, plan, report */
};

/* Drops what is not the article in file number `file` of the manuscript. */
void article_find(struct manuscript *manuscript, unsigned file,
                  const struct source *source, struct diags *diags);

/* Takes the title and the lines about the article out of the blocks. */
void article_head(struct manuscript *manuscript, struct article *out);

/* How much of a text of a report the block is; 0 for what may be anything. */
struct block;
size_t article_weight(const struct block *block);

/* The length of "[12]" where a text begins with it, else 0. */
size_t article_note(struct str text);

#endif
