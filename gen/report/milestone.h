/*
 * milestone - promises without a number that anybody can check on the spot:
 * 确保水厂6月底前竣工.
 */
#ifndef MILESTONE_H
#define MILESTONE_H

#include "../base/mem.h"
#include "../base/text.h"

struct milestone {
    struct str what; /* 水厂竣工 */
    struct str name; /* 水厂; given back in, it is the name of 年底前竣工 */
    bool named; /* `name` is known: what was told last; else it may be wanted */
    bool wants_name;
    struct str by; /* 6月底; may be empty */
    size_t from, to; /* its words in the text */
};

/*
 * Finds the first milestone of `text` at or after `at`: words that end in such
 * a state (竣工, 投用) at a mark or the end, with a promise (确保) or a date
 * among them; or, where `opens`, words that begin with one (年内启用新校区).
 * Vague times (早日, 如期) promise nothing. `out->name` is what was told last;
 * where one is wanted and it is not known, that is said and false returned.
 */
bool milestone_next(struct arena *arena, struct str text, size_t at, bool opens,
                    struct milestone *out);

#endif
