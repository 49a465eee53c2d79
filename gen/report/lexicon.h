/*
 * lexicon - the words that reading reports rests on, all in one place.
 *
 * Every list is data in lexicon.c; the rooms that read numbers, phrases and
 * clauses ask here and have no words of their own. The longest word of a list
 * wins, so that 个月 is not taken for 个, nor 提高到 for 到.
 */
#ifndef LEXICON_H
#define LEXICON_H

#include "../base/text.h"

enum lexicon {
    /* around a number */
    LEX_UNIT, /* units and classifiers */
    LEX_UNIT_TRAP, /* words that only begin like a unit: 分别, 条件 */
    LEX_TIME, /* behind a number: a date, a duration, an age, an ordinal */
    LEX_DATE, /* those of them that are dates and spans of time */
    LEX_PHRASE, /* set phrases that begin with a numeral: 三次产业 */
    LEX_CAPACITY, /* before a number that describes a thing: 年产 */
    LEX_ORDINAL, /* before a number that ranks or is vague: 第, 几 */
    LEX_BEFORE_LEAST,
    LEX_BEFORE_MOST,
    LEX_BEFORE_ABOUT,
    LEX_BEFORE_TRAP, /* words that only end like one of those: 节约, 附近 */
    LEX_AFTER_LEAST,
    LEX_AFTER_MOST,
    LEX_AFTER_ABOUT,
    LEX_NOT_NOUN, /* behind 以上: what shows that no name goes on */
    /* around an indicator */
    LEX_LEAD, /* before it: verbs and scopes that are no part of it */
    LEX_LEAD_TRAP, /* indicators that begin like one of those */
    LEX_TAIL, /* between it and its number, saying nothing of change */
    LEX_TAIL_TRAP, /* words that only end like one of those: 人均, 成为 */
    LEX_REACH, /* the same, where a change of state is told: 提高到 */
    LEX_UP,
    LEX_DOWN,
    LEX_UP_SHARE, /* up, but only of percent: 道路绿化提升15条 is no rise */
    LEX_RATE, /* an indicator that is itself a change: 增速, 降幅 */
    LEX_MAKE, /* verbs whose object may follow the number: 完成132户搬迁 */
    LEX_TASK, /* what a share of fulfilment is a share of */
    LEX_METRIC, /* how the names of what is measured end */
    LEX_AMOUNT, /* those that are amounts: a bare % of them is a growth */
    LEX_VAGUE, /* measures that need the name before them: 占比 */
    LEX_SCOPE, /* whom something reached, not what was done: 惠及 */
    LEX_SPAN, /* times without a number: 年底前 */
    LEX_EARLIER, /* what a comparison looks back to: 上年, 同期 */
    /* of clauses and headings */
    LEX_DONE, /* in a plan: this was reached already */
    LEX_AHEAD, /* in a summary: this is still to come */
    LEX_PLEDGE, /* promises that a thing will be: 确保 */
    LEX_READY, /* states that can be seen on the spot: 竣工 */
    LEX_LOOSE, /* times that nobody can check: 早日 */
    LEX_GOAL, /* opens the sentence of main targets */
    LEX_PLAN,
    LEX_PLAN_STRICT, /* plan words that a heading of the past never has */
    LEX_SUMMARY,
    /* heads of a table's columns */
    LEX_HEAD_LABEL,
    LEX_HEAD_UNIT,
    LEX_HEAD_TARGET,
    LEX_HEAD_RESULT,
    LEX_HEAD_CHANGE,
    LEX_HEAD_TIME,
    LEX_HEAD_OTHER,
    LEXICONS
};

/* The length of the longest word of the list that stands at `at`, or 0. */
size_t lexicon_at(enum lexicon list, struct str text, size_t at);

/* The length of the longest word of the list that ends at `end`, or 0. */
size_t lexicon_before(enum lexicon list, struct str text, size_t end);

/* Where a word of the list first stands, its length in `*len`; or SIZE_MAX. */
size_t lexicon_find(enum lexicon list, struct str text, size_t *len);

/* Where a word of the list last stands, or SIZE_MAX. */
size_t lexicon_last(enum lexicon list, struct str text);

bool lexicon_in(enum lexicon list, struct str text);

/* The length of `word` where it stands at `at`, else 0. */
size_t word_at(struct str text, size_t at, const char *word);

/* A unit as it is recorded: the full name of a clipped one, else itself. */
struct str lexicon_unit(struct str written);

#endif
