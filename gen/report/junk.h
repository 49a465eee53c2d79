/*
 * junk - lines that a site puts around and between what it publishes:
 * navigation, pagers, tip jars, disclaimers, share buttons, advertisements.
 *
 * Known by words that no report says in so short a line (junk_words.c); the
 * words are the same on all sites, no site is known by name.
 */
#ifndef JUNK_H
#define JUNK_H

#include "../read/manuscript.h"

/* What a line is, LOSS_NONE for what may be text. */
enum loss junk_judge(struct str line);

/* Drops all junk lines, and page numbers within and between paragraphs. */
void junk_remove(struct manuscript *manuscript);

#endif
