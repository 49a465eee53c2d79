#include "phrase_time.h"

#include "numeral.h"
#include "phrase.h"

#include <string.h>

/* The year of four digits of ASCII before 年 at `at`, as nearly all are written;
 * 0 for others. */
static int plain_year(struct str text, size_t at)
{
    int year = 0;

    if (!word_at(text, at + 4, "年"))
        return 0;
    for (size_t i = 0; i < 4; i++) {
        unsigned digit = (unsigned char)text.ptr[at + i] - '0';
        if (digit > 9)
            return 0;
        year = year * 10 + (int)digit;
    }
    return year >= 1900 && year <= 2100 ? year : 0;
}

int phrase_year(struct str text, size_t at)
{
    struct numeral numeral;
    int year = plain_year(text, at);

    if (year)
        return year;
    if (!phrase_time_digit(text, at) || !numeral_read(text, at, &numeral) ||
        numeral.chinese || numeral.digits != 4 || numeral.scale.len)
        return 0;
    if (!word_at(text, numeral.to, "年") || numeral.value < 1900 ||
        numeral.value > 2100)
        return 0;
    return (int)numeral.value;
}

/* What may follow a date: 6月底前, 2020年以来. */
static size_t time_tail(struct str text, size_t at)
{
    size_t end = at, len;

    while ((len = lexicon_at(LEX_TIME_TAIL, text, end)) > 0)
        end += len;
    return end - at;
}

/* Whether a numeral may begin at `at`. */
static inline bool may_count(struct str text, size_t at)
{
    return lexicon_front_at(text, at) &
           (lexicon_set(LEX_NUMERAL) | lexicon_set(LEX_LABEL));
}

/* A number and 年, 月, 日 …, perhaps several in a row or joined by 至. */
static size_t dated(struct str text, size_t at)
{
    struct numeral numeral;
    size_t end = at;

    while (may_count(text, end) && numeral_read(text, end, &numeral)) {
        size_t unit = lexicon_at(LEX_DATE, text, numeral.to);
        if (unit < lexicon_at(LEX_TIME, text, numeral.to))
            unit = 0;
        if (!unit) {
            bool joined = word_at(text, numeral.to, "至") ||
                          word_at(text, numeral.to, "—") ||
                          word_at(text, numeral.to, "-") ||
                          word_at(text, numeral.to, "/");
            if (!joined)
                break;
            end = numeral.to + word_rune_len(text.ptr + numeral.to);
            continue;
        }
        end = numeral.to + unit;
        end += time_tail(text, end);
    }
    return end - at;
}

size_t phrase_time_found(struct str text, size_t at,
                         const struct lexicon_word *found)
{
    size_t best = lexicon_len(found, LEX_SPAN);

    if (best) {
        size_t more = lexicon_at(LEX_SPAN, text, at + best); /* 明年春节前 */
        best += more ? more : dated(text, at + best); /* 明年3月底前 */
    }
    size_t open = lexicon_len(found, LEX_TIME_OPEN);
    size_t len = dated(text, at);
    best = len > best ? len : best;
    if (!open)
        return best;
    len = dated(text, at + open);
    if (!len)
        len = lexicon_at(LEX_SPAN, text, at + open);
    return len && open + len > best ? open + len : best;
}

size_t phrase_time(struct str text, size_t at)
{
    const struct lexicon_word *found = lexicon_all_at(PHRASE_TIMES, text, at);

    return phrase_time_may(text, at, found) ? phrase_time_found(text, at, found)
                                            : 0;
}

/* 暑期, 供暖季前: no time of a name that begins so, but of a state. */
static size_t term(struct str text, size_t at)
{
    size_t len = lexicon_at(LEX_TERM, text, at);

    return len ? len + time_tail(text, at + len) : 0;
}

struct str phrase_deadline(struct str text, size_t *from, size_t *to)
{
    size_t len;

    for (size_t at = 0; at < text.len; at += len) {
        len = word_rune_len(text.ptr + at);
        /* A date begins with a digit. */
        bool may = lexicon_front_at(text, at) &
                   (PHRASE_TIMES | lexicon_set(LEX_LABEL));
        size_t time = may ? phrase_time(text, at) : 0;
        if (!time)
            time = term(text, at);
        if (!time)
            continue;
        *from = at;
        *to = at + time;
        struct str found = {text.ptr + at, time};
        if (!word_before(found, time, "年前"))
            found.len -= word_before(found, time, "前");
        return found;
    }
    return (struct str){"", 0};
}
