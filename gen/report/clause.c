#include "clause.h"

#include "../base/mem.h"
#include "../base/seldom.h"
#include "lexicon.h"

#include <string.h>

/*
 * What ends a clause or hides such an end: a mark, a bracket, a quotation mark.
 * It is kept while a bracket is open, for what follows tells what that hides.
 */
struct sign {
    size_t at;
    size_t lacks; /* as in walk, of what stands before it */
    uint32_t rune;
    uint32_t mark; /* the mark that it is, as a full-width one; else 0 */
    uint32_t close; /* what an opening bracket waits for; 0: opens nothing */
    bool matched; /* an opening bracket whose partner was found */
    struct seen before; /* what stands between the last sign and this one */
};

/*
 * Each record quotes its clause, so a text without marks would be written as
 * often as it has numbers. No sentence of a report comes near this length.
 */
#define CLAUSE_MOST 4096

/* How many unclosed ones a closing one may pass over to find its partner. */
#define CROSSED_MOST 8

static uint32_t closing_of(uint32_t rune)
{
    switch (rune) {
    case '(': return ')';
    case '[': return ']';
    case 0xff08: return 0xff09; /* （ */
    case 0xff3b: return 0xff3d; /* ［ */
    case 0x2018: /* ‘ */
    case 0x201c: /* “ */
    case 0x3008: /* 〈 */
    case 0x300a: /* 《 */
    case 0x300c: /* 「 */
    case 0x300e: /* 『 */
    case 0x3010: /* 【 */
    case 0x3014: return rune + 1; /* 〔 */
    default: return 0;
    }
}

/* The last sign opens a bracket; those that are open are kept by their signs'
 * indexes. */
static void bracket_open(struct clauses *c, uint32_t close)
{
    c->open = mem_grow(c->open, c->opens, &c->open_cap, sizeof(*c->open));
    c->open[c->opens++] = c->signs - 1;
    c->sign[c->signs - 1].close = close;
}

/*（ and ( are closed by either: authors mix them up. */
static bool closes(uint32_t rune, uint32_t close)
{
    return rune == close || (rune_half(rune) == ')' && rune_half(close) == ')');
}

/* Finds what `rune` closes; false where nothing near waits for it. */
static bool bracket_close(struct clauses *c, uint32_t rune)
{
    for (size_t i = 0; i < CROSSED_MOST && i < c->opens; i++) {
        struct sign *last = &c->sign[c->open[c->opens - 1 - i]];
        if (!closes(rune, last->close))
            continue;
        last->matched = true;
        c->opens -= i + 1;
        return true;
    }
    return false;
}

static bool is_closing(uint32_t rune)
{
    return rune_half(rune) == ')' || rune_half(rune) == ']' || rune == 0x3015 ||
           rune == 0x3011 || rune == 0x300b || rune == 0x3009 ||
           rune == 0x300d || rune == 0x300f || rune == 0x201d || rune == 0x2019;
}

/* Reads the last sign, which is no mark. */
static void read_bracket(struct clauses *c, uint32_t rune)
{
    uint32_t close = closing_of(rune);

    if (close)
        bracket_open(c, close);
    else if (is_closing(rune))
        bracket_close(c, rune);
    else if (rune == '"' && !bracket_close(c, '"'))
        bracket_open(c, '"'); /* every second one closes */
}

/* A mark as a full-width one. */
static inline uint32_t mark_of(uint32_t rune)
{
    if (rune >= 0x80)
        return rune == 0xff61 ? 0x3002 : rune; /* ｡ */
    return rune == '.' ? 0x3002 : rune + 0xfee0;
}

static inline bool is_sentence_end(uint32_t mark)
{
    return mark == 0x3002 || mark == 0xff01 || mark == 0xff1f;
}

static bool is_digit(uint32_t rune)
{
    return rune - '0' < 10U || rune - 0xff10U < 10U;
}

static bool three_digits(struct str text, size_t at)
{
    uint32_t rune;

    for (int i = 0; i < 4; i++) {
        size_t len = word_decode(text, at, &rune);
        if ((len && rune_is_digit(rune)) != (i < 3))
            return false;
        at += len;
    }
    return true;
}

static inline bool digit_before(struct str text, size_t at)
{
    unsigned char byte = at ? (unsigned char)text.ptr[at - 1] : 'x';

    if (byte < 0x80)
        return (unsigned)byte - '0' < 10;
    return at >= 3 && text.ptr[at - 3] == "０"[0] &&
           is_digit(word_short_rune_before(text, at));
}

/* Of a full stop, or a mark with a digit before it: 1,260 and 12:30 go on;
 * 2019年,2020年 do not. A full stop of ASCII ends a clause only behind a Han
 * character, and never before a digit. */
static HARDLY bool stands_in_number(struct str text, size_t at, uint32_t rune)
{
    size_t behind = at + (rune < 0x80 ? 1 : 3);

    if (rune == '.')
        return is_digit(word_short_rune(text, behind)) ||
               !rune_is_han(word_rune_before(text, at));
    if (!is_digit(word_short_rune(text, behind)))
        return false;
    if (rune_half(rune) == ',')
        return three_digits(text, behind);
    return rune_half(rune) == ':';
}

/* The first place from `at` on where a rune begins. */
static size_t rune_start(struct str text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* A clause that is too long as several, but for the last. */
static HARDLY void cut_pieces(struct clauses *c, struct str text)
{
    for (;;) {
        struct clause *piece = &c->item[c->len], rest = *piece;
        size_t to = rune_start(text, piece->from + CLAUSE_MOST);
        if (piece->to - piece->from <= CLAUSE_MOST || to >= piece->to)
            return;
        piece->to = to;
        piece->end = 0xff0c;
        rest.from = to;
        rest.rune += text_count(clause_text(text, piece));
        c->len++;
        c->item = mem_grow(c->item, c->len, &c->cap, sizeof(*c->item));
        c->item[c->len] = rest;
    }
}

/* Where the walk over a text stands. */
struct walk {
    struct clauses *clauses;
    struct str text;
    size_t depth; /* how many closing marks are waited for */
    size_t lacks; /* how many bytes are missing up to the sign for every rune to
                     have three */
    size_t from, rune; /* where the clause begins that is being read, */
    uint32_t sentence; /* its sentence, */
    struct seen seen; /* and what was seen of it; while signs are kept: what was
                         seen since the last of them */
};

static void depth_step(struct walk *walk, const struct sign *sign)
{
    struct clauses *c = walk->clauses;

    if (sign->close && sign->matched) {
        c->close =
            mem_grow(c->close, walk->depth, &c->close_cap, sizeof(*c->close));
        c->close[walk->depth++] = sign->close;
    } else if (!sign->close && walk->depth &&
               closes(sign->rune, c->close[walk->depth - 1])) {
        walk->depth--;
    }
}

/* How many runes stand before the byte at `at`, up to which so many bytes are
 * missing for all to have three. */
static inline size_t rune_count(size_t at, size_t lacks)
{
    return (at + lacks) / 3;
}

/* Blanks and such were cut off the front of a clause. */
static HARDLY void pass_blanks(struct walk *walk, struct clause *clause)
{
    struct str blanks = {walk->text.ptr + walk->from,
                         clause->from - walk->from};

    clause->rune += text_count(blanks);
}

/* Adds the clause that ends at `to`, unless it is empty. */
static ALWAYS void end_clause(struct walk *walk, size_t to, uint32_t mark)
{
    struct str text = {walk->text.ptr + walk->from, to - walk->from};
    struct clauses *c = walk->clauses;

    text = word_trim(text);
    if (!text.len)
        return;
    c->item = mem_grow(c->item, c->len, &c->cap, sizeof(*c->item));
    struct clause *clause = &c->item[c->len];
    clause->from = (size_t)(text.ptr - walk->text.ptr);
    clause->to = clause->from + text.len;
    clause->rune = walk->rune;
    clause->end = mark;
    clause->sentence = walk->sentence;
    clause->seen = walk->seen;
    if (clause->from != walk->from)
        pass_blanks(walk, clause);
    if (text.len > CLAUSE_MOST)
        cut_pieces(c, walk->text);
    c->len++;
}

/* The mark at `at`, which ends its clause. */
static ALWAYS void take_end(struct walk *walk, size_t at, size_t len,
                            uint32_t mark)
{
    end_clause(walk, at, mark);
    walk->sentence += is_sentence_end(mark);
    walk->from = at + len;
    walk->rune = rune_count(at, walk->lacks) + 1;
    walk->seen.kinds = 0;
    walk->seen.cues = 0;
}

/* The same for those who seldom do. */
static SELDOM void end_apart(struct walk *walk, size_t at, size_t len,
                             uint32_t mark)
{
    take_end(walk, at, len, mark);
}

/* A mark outside brackets ends its clause, unless it stands in a number. */
static void take_mark(struct walk *walk, size_t at, uint32_t rune,
                      uint32_t mark)
{
    if ((rune == '.' || digit_before(walk->text, at)) &&
        stands_in_number(walk->text, at, rune))
        return;
    end_apart(walk, at, rune < 0x80 ? 1 : 3, mark);
}

static void add_seen(struct seen *seen, const struct seen *more)
{
    if (more->kinds & LEXICON_KIND_NUMBER) {
        if (!(seen->kinds & LEXICON_KIND_NUMBER))
            seen->number = more->number;
        seen->last_number = more->last_number;
    }
    if (more->cues & lexicon_set(LEX_INNER))
        seen->inner = more->inner;
    seen->kinds |= more->kinds;
    seen->cues |= more->cues;
}

/* Goes over the signs that were kept; all brackets have met their partners, or
 * never will. */
static SELDOM void take_signs(struct walk *walk)
{
    struct clauses *c = walk->clauses;
    struct seen behind = walk->seen;

    walk->seen = (struct seen){0};
    for (size_t i = 0; i < c->signs; i++) {
        const struct sign *sign = &c->sign[i];
        add_seen(&walk->seen, &sign->before);
        if (!sign->mark) {
            walk->seen.kinds |= LEXICON_KIND_BRACKET;
            depth_step(walk, sign);
        } else if (!walk->depth) {
            walk->lacks = sign->lacks;
            take_mark(walk, sign->at, sign->rune, sign->mark);
        }
    }
    add_seen(&walk->seen, &behind);
    c->signs = c->opens = 0;
}

static SELDOM void keep_sign(struct walk *walk, size_t at, uint32_t rune,
                             uint32_t mark)
{
    struct clauses *c = walk->clauses;

    c->sign = mem_grow(c->sign, c->signs, &c->sign_cap, sizeof(*c->sign));
    c->sign[c->signs++] = (struct sign){.at = at,
                                        .lacks = walk->lacks,
                                        .rune = rune,
                                        .mark = mark,
                                        .before = walk->seen};
    walk->seen = (struct seen){0};
    if (!mark)
        read_bracket(c, rune);
    if (!c->opens)
        take_signs(walk);
}

/* A figure, a letter or a quotation stands from `at` to `last`. */
static inline void see_number(struct seen *seen, size_t at, size_t last)
{
    if (!(seen->kinds & LEXICON_KIND_NUMBER))
        seen->number = at;
    seen->last_number = last;
}

/* What stands at `at` is one of `kind`, other than a cue. */
static SELDOM void see(struct walk *walk, size_t at, uint32_t rune,
                       unsigned kind)
{
    if (kind & LEXICON_KIND_NUMBER)
        see_number(&walk->seen, at, at);
    walk->seen.kinds |= kind;
    walk->clauses->kinds |= kind;
    if (kind & LEXICON_KIND_BRACKET)
        keep_sign(walk, at, rune, 0);
    else if (kind & LEXICON_KIND_MARK && walk->clauses->signs)
        keep_sign(walk, at, rune, mark_of(rune));
    else if (kind & LEXICON_KIND_MARK)
        take_mark(walk, at, rune, mark_of(rune));
}

/* Words of the lists `cues` begin at `p`. */
static inline void see_cues(struct walk *walk, const char *p, uint64_t cues)
{
    walk->seen.cues |= cues;
    if (cues & lexicon_set(LEX_INNER))
        walk->seen.inner = (size_t)(p - walk->text.ptr);
}

/* The rune of three bytes at `p`, which the tables have at `slot`, is one to
 * stop at. */
static inline void see_wide(struct walk *walk, const char *p, const char *end,
                            size_t slot)
{
    unsigned kind = lexicon_kind[slot];

    if (kind & LEXICON_KIND_CUE)
        see_cues(walk, p, lexicon_cues_at(p, end, lexicon_class[slot]));
    if (kind == LEXICON_KIND_CUE)
        return;
    size_t at = (size_t)(p - walk->text.ptr);
    uint32_t rune = word_rune((const unsigned char *)p);
    if (kind == LEXICON_KIND_MARK && !walk->clauses->signs &&
        !digit_before(walk->text, at))
        take_end(walk, at, 3, rune == 0xff61 ? 0x3002 : rune);
    else
        see(walk, at, rune, kind);
}

static inline const char *pass_digits(const char *p, const char *end)
{
    while (p < end && (unsigned char)(*p - '0') < 10)
        p++;
    return p;
}

/* Passes digits of ASCII, and the points between them, which end no clause. */
static inline const char *see_digits(struct walk *walk, const char *p,
                                     const char *end)
{
    const char *from = p, *begin = walk->text.ptr;

    p = pass_digits(p, end);
    while (end - p > 1 && *p == '.' && (unsigned)p[1] - '0' < 10)
        p = pass_digits(p + 1, end);
    see_number(&walk->seen, (size_t)(from - begin), (size_t)(p - begin) - 1);
    walk->seen.kinds |= LEXICON_KIND_FIGURE | LEXICON_KIND_NUMBER;
    walk->lacks += 2 * (size_t)(p - from);
    return p;
}

/* Passes one other character of ASCII. */
static inline const char *see_ascii(struct walk *walk, const char *p)
{
    unsigned char byte = (unsigned char)*p;
    unsigned kind = lexicon_kind[lexicon_page[byte]] ^ LEXICON_KIND_NARROW;

    if (kind)
        see(walk, (size_t)(p - walk->text.ptr), byte, kind);
    walk->lacks += 2;
    return p + 1;
}

/* Passes a rune of two bytes or four, or a byte that is none. */
static HARDLY const char *pass_other(struct walk *walk, const char *p,
                                     const char *end)
{
    const char *from = p++;

    while (p < end && (*p & 0xc0) == 0x80)
        p++;
    walk->lacks += 3 - (size_t)(p - from);
    return p;
}

/* Passes what is not written in three bytes; there may be nothing of it. */
static inline const char *pass_narrow(struct walk *walk, const char *p,
                                      const char *end)
{
    while (p < end && (*p & 0xf0) != 0xe0)
        if ((unsigned)*p - '0' < 10)
            p = see_digits(walk, p, end);
        else if (*p & 0x80)
            p = pass_other(walk, p, end);
        else
            p = see_ascii(walk, p);
    return p;
}

/* Brings `*p` to what is one to stop at, or not written in three bytes; returns
 * where the tables have it. Every character of every paragraph comes by here,
 * and most mean nothing. */
static inline size_t pass_quiet(const char **p, const char *wide)
{
    size_t slot = 0;

    for (; *p < wide; *p += 3)
        if (lexicon_kind[slot = lexicon_slot_of(*p)])
            break;
    return slot;
}

static void walk_text(struct walk *walk)
{
    const char *p = walk->text.ptr, *end = p + walk->text.len;
    const char *wide = walk->text.len > 2 ? end - 2 : p; /* up to here one of
                                                            three bytes fits */

    while (p < end) {
        size_t slot = pass_quiet(&p, wide);
        if (p < wide && !(lexicon_kind[slot] & LEXICON_KIND_NARROW)) {
            see_wide(walk, p, end, slot);
            p += 3;
        } else {
            p = pass_narrow(walk, p, end);
        }
    }
}

void clause_cut(struct clauses *clauses, struct str text)
{
    struct walk walk = {.clauses = clauses, .text = text};

    clauses->len = clauses->signs = clauses->opens = 0;
    clauses->kinds = 0;
    walk_text(&walk);
    if (clauses->signs)
        take_signs(&walk);
    end_apart(&walk, text.len, 0, 0);
}

void clauses_free(struct clauses *clauses)
{
    mem_free(clauses->sign);
    mem_free(clauses->open);
    mem_free(clauses->close);
    mem_free(clauses->item);
    *clauses = (struct clauses){0};
}
