/*
 * check_access - what a page must have so that everybody can use it: pictures
 * with a description, one main heading, tables with heads, a language.
 */
#ifndef CHECK_ACCESS_H
#define CHECK_ACCESS_H

struct check_note;
struct html_node;

/* Judges the page below `root`. */
void check_access(struct check_note *note, const struct html_node *root);

#endif
