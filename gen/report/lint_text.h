/*
 * lint_text - slips that one paragraph shows; a private part of lint.
 */
#ifndef LINT_TEXT_H
#define LINT_TEXT_H

struct diags;
struct doc;
struct node;

/* Tells changes that are not what their numbers give, and parts that are more
 * than their whole. */
void lint_paragraph(const struct doc *doc, const struct node *paragraph,
                    struct diags *diags);

#endif
