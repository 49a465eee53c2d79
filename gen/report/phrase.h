/*
 * phrase - what stands before a number: the name of what is measured, and the
 * verb that says whether it was reached, rose or fell.
 *
 * "新建污水管网" is the name 污水管网; "农民人均收入比上年增长" is the name
 * 农民人均收入, a change upward, and the base 上年.
 */
#ifndef PHRASE_H
#define PHRASE_H

#include "../base/text.h"

enum change { CHANGE_NONE, CHANGE_UP, CHANGE_DOWN };

struct phrase {
    struct str name; /* may be empty: the name was told before */
    uint64_t front, back; /* lexicon_front and lexicon_back of the name */
    uint64_t open, tail; /* the same of the head; `open` without its blanks */
    struct str verb; /* the verb taken off the name's front, when it names
                        what was done: 整改 */
    struct str base; /* what is compared with: 上年, 2023年完成3.74亿元 */
    enum change change;
    bool led; /* the verb of the change stands before the name: 减少…30人 */
    bool rate; /* the name ends in 增速, 涨幅: itself a change */
    bool apart; /* 分别 */
    bool each; /* 均, 各: the same for every name */
    bool make; /* ends in a verb whose object may follow the number */
    bool portion; /* 占: a share of something else */
    bool task; /* a share of a task: 完成年度任务的 */
    bool scope; /* 惠及, 占地: whom or what it touched */
};

/*
 * Reads `head`, the text between the last figure or mark and the number.
 * `share` tells that the number is a percentage; `cues` has, of LEXICON_CUES,
 * at least the lists that have a word in the head. No word of LEX_INNER begins
 * in the head behind `inner`.
 */
void phrase_read(struct str head, bool share, uint64_t cues, const char *inner,
                 struct phrase *phrase);

/* Gives it another name. */
void phrase_rename(struct phrase *phrase, struct str name);

/* The name at the front of `text`, without the verbs and scopes before it. */
struct str phrase_lead(struct str text, struct str *verb);

/* The length of a time at `at` (2025年, 6月底前, 年内), or 0. */
size_t phrase_time(struct str text, size_t at);

/* The first time in `text` that names a day or a season to come, without 前;
 * empty where there is none. `*from` and `*to` are its bytes. */
struct str phrase_deadline(struct str text, size_t *from, size_t *to);

/* The year that is written at `at` (2020年), or 0. */
int phrase_year(struct str text, size_t at);

#endif
