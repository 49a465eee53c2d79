#include "digest.h"

#include <stdlib.h>

#define NAME_LEAST 4 /* characters of an indicator that speaks for itself */

/* What readers look for first in a report of a township. */
static const char *const leading[] = {
    "生产总值", "财政收入", "预算收入", "税收",   "固定资产投资", "总产值",
    "增加值",   "零售",     "到位资金", "可支配", "纯收入",       "集体收入",
    "粮食",     "脱贫",     "就业",     "公路",   "饮水",         "自来水",
    "改厕",     "参保",     "低保",     "养老",   "危房",         NULL};

/* Titles of sections that tell of people's daily life. */
static const char *const living[] = {"民生", "实事", "保障", "教育",
                                     "医疗", "养老", "就业", "卫生",
                                     "健康", "住房", NULL};

/* Titles of sections whose figures are no achievements. */
static const char *const lacking[] = {"问题", "困难", "不足",
                                      "短板", "差距", NULL};

/* Asks whether the titles above a record have one of the words. */
struct titles {
    const char *const *word;
    const struct section *section; /* that of the record before, */
    bool has_word; /* and what was found there */
};

static bool any_has_word(const struct section *section, const char *const *word)
{
    for (; section; section = section->chapter)
        if (str_has_any(section->title, word))
            return true;
    return false;
}

static bool stands_under(struct titles *titles, const struct promises *all,
                         const struct promise *promise)
{
    const struct section *section = all->stretch[promise->stretch].section;

    if (section != titles->section)
        titles->has_word = any_has_word(section, titles->word);
    titles->section = section;
    return titles->has_word;
}

static bool is_change(const struct record *record)
{
    return record->has_value && (record->measure == MEASURE_GROWTH ||
                                 record->measure == MEASURE_DECLINE);
}

static bool is_chosen(const struct digest *digest, struct str indicator)
{
    for (size_t i = 0; i < digest->figures; i++)
        if (str_equal(digest->figure[i].level->record->indicator, indicator))
            return true;
    return false;
}

/* "3.42 billion, up 6.9 %": the second says how the first changed. */
static const struct promise *change_behind(const struct promises *all,
                                           size_t at)
{
    const struct record *level = all->result[at].record;

    if (at + 1 == all->results || is_change(level))
        return NULL;
    const struct promise *next = &all->result[at + 1];
    bool same = str_equal(next->record->indicator, level->indicator);
    return same && is_change(next->record) ? next : NULL;
}

static bool is_telling(const struct record *record, bool only_leading)
{
    if (str_has_any(record->indicator, leading))
        return true;
    return !only_leading && text_count(record->indicator) >= NAME_LEAST;
}

static void choose_figures(struct digest *digest, const struct promises *all,
                           bool only_leading)
{
    struct titles lacks = {.word = lacking};

    for (size_t i = 0; i < all->results; i++) {
        const struct record *record = all->result[i].record;
        if (digest->figures == DIGEST_FIGURES)
            return;
        if (!record->has_value || is_chosen(digest, record->indicator) ||
            !is_telling(record, only_leading) ||
            stands_under(&lacks, all, &all->result[i]))
            continue;
        digest->figure[digest->figures++] =
            (struct digest_figure){&all->result[i], change_behind(all, i)};
    }
}

static int by_number(const void *left, const void *right)
{
    const struct digest_figure *a = left, *b = right;

    return (a->level->number > b->level->number) -
           (a->level->number < b->level->number);
}

static void choose_lives(struct digest *digest, const struct promises *all,
                         const struct promise *item, size_t len)
{
    struct titles lives = {.word = living}, lacks = {.word = lacking};

    for (size_t i = 0; i < len && digest->lives < DIGEST_LIVES; i++) {
        const struct promise *newest = &digest->life[digest->lives];
        if (digest->lives && newest[-1].stretch == item[i].stretch)
            continue;
        if (stands_under(&lives, all, &item[i]) &&
            !stands_under(&lacks, all, &item[i]))
            digest->life[digest->lives++] = item[i];
    }
}

/* Whether the sentence that states a target is told there already. */
static bool is_of_life(const struct digest *digest,
                       const struct promise *promise)
{
    for (size_t i = 0; digest->lives_promised && i < digest->lives; i++)
        if (digest->life[i].stretch == promise->stretch)
            return true;
    return false;
}

/* A target that is told already, here or for another place of the report. */
static bool is_told(const struct digest *digest, const struct promise *promise)
{
    const struct record *record = promise->record;

    for (size_t i = 0; i < digest->targets; i++) {
        const struct record *other = digest->target[i].record;
        if (other == record || (other->measure == record->measure &&
                                str_equal(other->indicator, record->indicator)))
            return true;
    }
    return is_of_life(digest, promise);
}

static void choose_targets(struct digest *digest, const struct promises *all,
                           bool only_leading)
{
    for (size_t i = 0; i < all->len; i++) {
        const struct promise *promise = &all->item[i];
        if (digest->targets == DIGEST_TARGETS)
            return;
        if (only_leading && !str_has_any(promise->record->indicator, leading))
            continue;
        if (!is_told(digest, promise))
            digest->target[digest->targets++] = *promise;
    }
}

static int in_order(const void *left, const void *right)
{
    const struct promise *a = left, *b = right;

    return (a->number > b->number) - (a->number < b->number);
}

struct digest digest_of(const struct promises *all)
{
    struct digest digest = {.lives_promised = true};

    choose_figures(&digest, all, true);
    choose_figures(&digest, all, false);
    qsort(digest.figure, digest.figures, sizeof(digest.figure[0]), by_number);
    choose_lives(&digest, all, all->item, all->len);
    if (digest.lives == 0) {
        digest.lives_promised = false;
        choose_lives(&digest, all, all->result, all->results);
    }
    choose_targets(&digest, all, true);
    choose_targets(&digest, all, false);
    qsort(digest.target, digest.targets, sizeof(digest.target[0]), in_order);
    return digest;
}
