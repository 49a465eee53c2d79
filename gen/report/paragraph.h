/*
 * paragraph - what is known while the clauses of one paragraph are read.
 */
#ifndef PARAGRAPH_H
#define PARAGRAPH_H

#include "clause.h"
#include "names.h"
#include "prose.h"
#include "reader.h"

/* Names longer than this are sentences that were not understood. */
#define NAME_MOST 120

/* One paragraph while its clauses are read. */
struct paragraph {
    struct reader *reader;
    const struct node *block;
    struct str text;
    const struct clause *clause;
    struct str quote; /* the clause */
    const struct clause *placed; /* the clause whose place is known: */
    struct place place;
    const struct node *node;
    struct prose *prose; /* the reader's */
    struct names names; /* indicators told last, for 同比增长 and 分别; to be
                           asked by paragraph_names */
    struct names own; /* those that this clause tells */
    struct names all; /* every name that this sentence has told */
    const struct clause *bare; /* the clause before, if it had no figures */
    const struct clause *untold; /* from here on to `bare` none had any, and
                                    their names were not read; NULL: none */
    uint64_t cues; /* the lists of words that the clause has, of LEXICON_CUES */
    enum record_kind kind;
    int year; /* the year its sentence speaks of; 0: none said */
    struct str by; /* the same in words */
    struct str ground; /* 在去年改造1.2万亩的基础上 of the clause before */
    bool ahead; /* its sentence looks ahead, whatever the part */
    bool turned; /* so does all from here on: 下一步，… */
};

/* The indicators that were told last. Most clauses without a figure are
 * followed by none that builds on them: their names are read here. */
struct names *paragraph_names(struct paragraph *p);

/*
 * 规模以上企业营业收入、利润，较去年分别…: what the clause before names without a
 * number; empty where it is no name.
 */
struct str paragraph_bare(const struct paragraph *p);

/* Adds a record for each figure of the clause that p->prose has taken apart. */
void paragraph_parts(struct paragraph *p);

/* Puts the clause's place and quote into a record. */
void paragraph_place(struct paragraph *p, struct record *record);

/* By when: the year that the sentence names, or the main targets' one. */
struct str paragraph_by(struct paragraph *p);

#endif
