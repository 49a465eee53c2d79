#include "lint_text.h"

#include "../base/diag.h"
#include "flat.h"
#include "lexicon.h"
#include "measured.h"
#include "numeral.h"
#include "number.h"

#include <math.h>
#include <string.h>

/* A paragraph taken apart. */
struct linter {
    const struct doc *doc;
    struct diags *diags;
    struct arena arena;
    struct flat flat;
    struct str text;
    struct figure *figure;
    size_t len, cap;
};

static struct str between(const struct linter *linter, size_t from, size_t to)
{
    return (struct str){linter->text.ptr + from, to > from ? to - from : 0};
}

static struct measured measured_of(const struct figure *figure,
                                   struct arena *arena)
{
    struct buf unit = {0};

    figure_unit(figure, &unit);
    struct str kept = {arena_copy(arena, unit.len ? unit.data : "", unit.len),
                       unit.len};
    buf_free(&unit);
    return measured_value(figure->value, figure->decimals, kept);
}

static bool is_exact(const struct figure *figure)
{
    return figure->op == OP_EQUAL && !figure->growth;
}

static bool ends_with(struct str text, const char *const *list, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (str_ends(text, list[i]))
            return true;
    return false;
}

/* ---- 由2.66亿元增加到4.559亿元，增长55% ---- */

/* Takes one of `words` off the front. */
static bool take_word(struct str *text, const char *const *words, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!str_starts(*text, words[i]))
            continue;
        text->ptr += strlen(words[i]);
        text->len -= strlen(words[i]);
        return true;
    }
    return false;
}

#define TAKE(text, words)                                                      \
    take_word(text, words, sizeof(words) / sizeof(*(words)))

/*
 * Whether what stands before a claim says only that it is the change from the
 * one number to the other: 年均增长 and 工业增长 are something else. `*down`:
 * it is a decline.
 */
static bool is_claim(struct str head, bool *down)
{
    static const char *const lead[] = {"，",     ",",      "同比",   "比上年",
                                       "较上年", "比去年", "较去年", "净",
                                       "共",     "总",     "累计",   " "};
    static const char *const up[] = {"增长", "增加", "提高", "上升",
                                     "提升", "增幅", "涨幅", "增速"};
    static const char *const fall[] = {"下降", "减少", "降低", "降幅", "压减"};
    static const char *const tail[] = {"比例", "幅度", "率", "达到", "达",
                                       "为",   "了",   "近", " "};

    while (TAKE(&head, lead))
        ;
    *down = TAKE(&head, fall);
    if (!*down && !TAKE(&head, up))
        return false;
    while (TAKE(&head, tail))
        ;
    return head.len == 0;
}

/* What the words of is_from end with; asked first, for most heads do not. */
static bool may_end_from(uint32_t rune)
{
    return rune == 0x7531 || rune == 0x4ece || rune == 0x7684 ||
           rune == 0x5e74; /* 由, 从, 的, 年 */
}

/* 由 or 从 in front of the first number, with a year at most between. */
static bool is_from(struct str head)
{
    static const char *const words[] = {"由",       "从",       "由上年的",
                                        "从上年的", "由去年的", "从去年的",
                                        "年的",     "年"};

    if (!may_end_from(word_short_rune_before(head, head.len)) ||
        !ends_with(head, words, sizeof(words) / sizeof(words[0])))
        return false;
    size_t most = head.len < 24 ? head.len : 24;
    struct str near = {head.ptr + head.len - most, most};
    return str_find(near, STR("由")) != SIZE_MAX ||
           str_find(near, STR("从")) != SIZE_MAX;
}

static bool is_to(struct str head)
{
    size_t len;
    size_t at = lexicon_find(LEX_REACH, head, &len);

    if (at == SIZE_MAX)
        return false;
    struct str rest = {head.ptr + at + len, head.len - at - len};
    return str_trim(rest).len == 0 || str_is(rest, "了");
}

static void tell_change(struct linter *linter, const struct figure *claim,
                        double computed, int decimals, const char *unit)
{
    struct str claimed = between(linter, claim->from, claim->to);
    char *text =
        arena_format(&linter->arena, "%.*f%s", decimals, computed, unit);

    diag_add(linter->diags, LINT_GROWTH,
             flat_place(&linter->flat, linter->doc->source, claim->digits),
             arena_copy(&linter->arena, claimed.ptr, claimed.len), text);
}

/*
 * Percent may differ by what rounding of the three numbers allows; the two
 * amounts are taken to be as fine as the finer one is written (由2亿元增长到
 * 4.05亿元 is 2.00).
 */
static void hold_percent(struct linter *linter, const struct measured *from,
                         const struct measured *to, const struct figure *claim,
                         bool down)
{
    double fine = fmin(from->fine, to->fine);
    double low = (to->low - fine) / (from->low + fine) - 1;
    double high = (to->low + fine) / (from->low - fine) - 1;
    double slack = 0.5 * pow(10, -claim->decimals) * 1.000001;
    double computed = (to->low / from->low - 1) * 100;
    double value = down ? -claim->value : claim->value;

    if (from->low <= fine)
        return;
    if (value >= low * 100 - slack && value <= high * 100 + slack)
        return;
    tell_change(linter, claim, down ? -computed : computed,
                claim->decimals > 1 ? claim->decimals : 1, "%");
}

static void hold_change(struct linter *linter, size_t i)
{
    const struct figure *claim = &linter->figure[i + 2];
    struct measured from = measured_of(&linter->figure[i], &linter->arena);
    struct measured to = measured_of(&linter->figure[i + 1], &linter->arena);
    struct str head = between(linter, linter->figure[i + 1].to, claim->from);
    bool down;

    if (!measured_comparable(&from, &to) || !is_exact(claim) ||
        !is_claim(head, &down) || !str_is(claim->unit, "%"))
        return;
    if (figure_is_share(&linter->figure[i]))
        return; /* from one share to another: points, not percent */
    hold_percent(linter, &from, &to, claim, down);
}

/* ---- 22.5公里（其中产业路7公里） ---- */

/* Parts stand in the clause that 其中 opens; behind its comma the text may go
 * on to something else. */
static size_t parts_end(const struct linter *linter, size_t at)
{
    uint32_t rune;

    for (size_t len; (len = word_decode(linter->text, at, &rune)); at += len) {
        rune = rune_half(rune);
        if (rune == ',' || rune == ';' || rune == 0x3002 || rune == ')')
            break;
    }
    return at;
}

/* The mark that may stand between a whole and 其中. */
static bool leads_to_parts(struct str gap)
{
    static const char *const marks[] = {"，", ",", "（", "(", "；", ":", "："};
    struct str rest = str_trim(gap);

    return rest.len == 0 || (TAKE(&rest, marks) && rest.len == 0);
}

/* What the parts come to, in the unit of the whole: 13公里. */
static char *sum_text(struct linter *linter, const struct figure *whole,
                      double sum)
{
    struct buf out = {0};

    figure_write(sum / numeral_scale(whole->scale), 0, &out);
    figure_unit(whole, &out);
    char *text = arena_copy(&linter->arena, out.data, out.len);
    buf_free(&out);
    return text;
}

static void tell_parts(struct linter *linter, const struct figure *part,
                       const struct figure *whole, double sum)
{
    struct str two = between(linter, whole->from, whole->to);

    diag_add(linter->diags, LINT_PARTS,
             flat_place(&linter->flat, linter->doc->source, part->digits),
             sum_text(linter, whole, sum),
             arena_copy(&linter->arena, two.ptr, two.len));
}

/* Lengths, areas and things make a sum; people and money are counted under
 * several heads at once (产业投资, 民间投资). */
static bool adds_up(struct str unit)
{
    static const char *const units[] = {"公里", "米", "亩",      "平方米", "条",
                                        "座",   "处", "口",      "棵",     "株",
                                        "吨",   "头", "平方公里"};

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (str_is(unit, units[i]))
            return true;
    return false;
}

static void hold_parts(struct linter *linter, size_t whole, size_t end)
{
    const struct figure *total = &linter->figure[whole];
    struct measured all = measured_of(total, &linter->arena);
    double sum = 0, fine = all.fine;

    for (size_t i = whole + 1; i < linter->len && linter->figure[i].from < end;
         i++) {
        const struct figure *part = &linter->figure[i];
        struct measured one = measured_of(part, &linter->arena);
        if (!is_exact(part) || !measured_comparable(&all, &one))
            continue;
        sum += one.low;
        fine += one.fine;
        bool over = one.low > all.low + fmax(all.fine, one.fine);
        if (!over && !(adds_up(all.unit) && sum > all.low + fine))
            continue;
        /* One that is too large says so by itself; sums need not be true. */
        tell_parts(linter, part, total, over ? one.low : sum);
        return;
    }
}

static void hold_whole(struct linter *linter, size_t i)
{
    const struct figure *whole = &linter->figure[i];
    size_t next =
        i + 1 < linter->len ? linter->figure[i + 1].from : linter->text.len;
    struct str gap = between(linter, whole->to, next);
    size_t at = str_find(gap, STR("其中"));

    if (at == SIZE_MAX || !is_exact(whole) || figure_is_share(whole) ||
        !whole->unit.len || !leads_to_parts((struct str){gap.ptr, at}))
        return;
    hold_parts(linter, i, parts_end(linter, whole->to + at));
}

/* ---- a paragraph ---- */

static void read_figures(struct linter *linter)
{
    struct figure *figure;
    size_t at = 0;

    linter->len = 0;
    for (;; at = figure->to, linter->len++) {
        linter->figure = mem_grow(linter->figure, linter->len, &linter->cap,
                                  sizeof(*linter->figure));
        figure = &linter->figure[linter->len];
        if (!number_next(linter->text, at, figure))
            return;
    }
}

static bool is_change(const struct linter *linter, size_t i)
{
    const struct figure *figure = &linter->figure[i];
    size_t before = i ? figure[-1].to : 0;

    return i + 2 < linter->len && is_exact(&figure[0]) &&
           is_exact(&figure[1]) &&
           is_from(between(linter, before, figure->from)) &&
           is_to(between(linter, figure->to, figure[1].from));
}

static void hold_figures(struct linter *linter)
{
    read_figures(linter);
    for (size_t i = 0; i < linter->len; i++) {
        if (is_change(linter, i))
            hold_change(linter, i);
        hold_whole(linter, i);
    }
}

/* Without one of these words no rule has anything to hold together, and most
 * texts need not be read for their figures. */
static bool may_contradict(struct str text)
{
    static const char *const words[] = {"其中", "由", "从", NULL};

    return str_has_any(text, words);
}

void lint_paragraph(const struct doc *doc, const struct node *paragraph,
                    struct diags *diags)
{
    struct linter linter = {.doc = doc, .diags = diags};

    flat_read(&linter.flat, paragraph);
    linter.text = flat_text(&linter.flat);
    if (may_contradict(linter.text))
        hold_figures(&linter);
    mem_free(linter.figure);
    flat_free(&linter.flat);
    arena_free(&linter.arena);
}
