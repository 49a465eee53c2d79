/*
 * number_any - figures however they are written, for number's own files.
 */
#ifndef NUMBER_ANY_H
#define NUMBER_ANY_H

#include "figure.h"
#include "word.h"

struct numeral;

/* How a place was taken where a number may begin; behind what is no figure,
 * `to` alone is set. */
enum found { FOUND_NOTHING, FOUND_OTHER, FOUND_FIGURE };

/* Reads what stands at `at`, where `rune` does, which is no digit of ASCII. */
enum found number_look_at(struct str text, size_t at, uint32_t rune,
                          struct figure *figure);

/* Reads what begins with the digit at `at`. */
enum found number_digit(struct str text, size_t at, struct figure *figure);

/* Reads what stands before a figure that was read from its digits at `at` on,
 * and may say more of it. */
enum found number_front(struct str text, size_t at, struct figure *figure);

/* What number_is_threshold does before a Han character. */
bool number_is_threshold_of(struct str text, const struct figure *figure,
                            bool bare);

/*
 * 投资3000万元以上项目3个: an amount with 以上 and a name right behind is part
 * of that name; so is 百万元村 (`bare`: without digits) and, with 的,
 * 总投资6亿元的项目.
 */
static inline bool number_is_threshold(struct str text,
                                       const struct figure *figure, bool bare)
{
    return rune_is_han(word_short_rune(text, figure->to)) &&
           number_is_threshold_of(text, figure, bare);
}

#endif
