#include "clause.h"

#include "../base/mem.h"
#include "lexicon.h"

#include <string.h>

/*
 * What ends a clause or hides such an end: a mark, a bracket, a quotation mark.
 * It is kept while a bracket is open, for what follows tells what that hides.
 */
struct sign {
    size_t at;
    size_t wider; /* how many more bytes than runes stand before it */
    uint32_t rune;
    uint32_t mark; /* the mark that it is, as a full-width one; else 0 */
    uint32_t close; /* what an opening bracket waits for; 0: opens nothing */
    bool matched; /* an opening bracket whose partner was found */
    struct seen before; /* what stands between the last sign and this one */
};

/* The brackets that are not yet closed, by their signs' indexes. */
struct open {
    size_t *item;
    size_t len, cap;
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

static void bracket_open(struct clauses *c, struct open *open, uint32_t close)
{
    open->item =
        mem_grow(open->item, open->len, &open->cap, sizeof(*open->item));
    open->item[open->len++] = c->signs - 1;
    c->sign[c->signs - 1].close = close;
}

/*（ and ( are closed by either: authors mix them up. */
static bool closes(uint32_t rune, uint32_t close)
{
    return rune == close || (rune_half(rune) == ')' && rune_half(close) == ')');
}

/* Finds what `rune` closes; false where nothing near waits for it. */
static bool bracket_close(struct clauses *c, struct open *open, uint32_t rune)
{
    for (size_t i = 0; i < CROSSED_MOST && i < open->len; i++) {
        struct sign *last = &c->sign[open->item[open->len - 1 - i]];
        if (!closes(rune, last->close))
            continue;
        last->matched = true;
        open->len -= i + 1;
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
static void read_bracket(struct clauses *c, struct open *open, uint32_t rune)
{
    uint32_t close = closing_of(rune);

    if (close)
        bracket_open(c, open, close);
    else if (is_closing(rune))
        bracket_close(c, open, rune);
    else if (rune == '"' && !bracket_close(c, open, '"'))
        bracket_open(c, open, '"'); /* every second one closes */
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
static bool stands_in_number(struct str text, size_t at, uint32_t rune)
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
static void cut_pieces(struct clauses *c, struct str text)
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
    struct open open;
    uint32_t *close; /* closing marks waited for */
    size_t depth, cap;
    size_t wider; /* how many more bytes than runes stand before the sign */
    size_t from, rune; /* where the clause begins that is being read, */
    uint32_t sentence; /* its sentence, */
    struct seen seen; /* and what was seen of it; while signs are kept: what was
                         seen since the last of them */
};

static void depth_step(struct walk *walk, const struct sign *sign)
{
    if (sign->close && sign->matched) {
        walk->close = mem_grow(walk->close, walk->depth, &walk->cap,
                               sizeof(*walk->close));
        walk->close[walk->depth++] = sign->close;
    } else if (!sign->close && walk->depth &&
               closes(sign->rune, walk->close[walk->depth - 1])) {
        walk->depth--;
    }
}

/* Adds the clause that ends at `to`, unless it is empty. */
static inline void end_clause(struct walk *walk, size_t to, uint32_t mark)
{
    struct str text = {walk->text.ptr + walk->from, to - walk->from};
    struct clauses *c = walk->clauses;

    text = word_trim(text);
    if (!text.len)
        return;
    size_t from = (size_t)(text.ptr - walk->text.ptr);
    size_t blanks =
        from == walk->from
            ? 0
            : text_count(str_range(walk->text.ptr + walk->from, text.ptr));
    c->item = mem_grow(c->item, c->len, &c->cap, sizeof(*c->item));
    c->item[c->len] = (struct clause){.from = from,
                                      .rune = walk->rune + blanks,
                                      .to = from + text.len,
                                      .end = mark,
                                      .sentence = walk->sentence,
                                      .seen = walk->seen};
    if (text.len > CLAUSE_MOST)
        cut_pieces(c, walk->text);
    c->len++;
}

/* A mark outside brackets, or the end, ends its clause, unless it stands in a
 * number. */
static void take_mark(struct walk *walk, size_t at, uint32_t rune,
                      uint32_t mark)
{
    size_t len = rune < 0x80 ? 1 : 3;

    if ((rune == '.' || digit_before(walk->text, at)) &&
        stands_in_number(walk->text, at, rune))
        return;
    end_clause(walk, at, mark);
    walk->sentence += is_sentence_end(mark);
    walk->from = at + len;
    walk->rune = walk->from - (walk->wider + len - 1);
    walk->seen = (struct seen){0};
}

static void add_seen(struct seen *seen, const struct seen *more)
{
    if (more->kinds & LEXICON_KIND_NUMBER) {
        if (!(seen->kinds & LEXICON_KIND_NUMBER))
            seen->number = more->number;
        seen->last_number = more->last_number;
    }
    seen->kinds |= more->kinds;
    seen->cues |= more->cues;
}

/* Goes over the signs that were kept; all brackets have met their partners, or
 * never will. */
static void take_signs(struct walk *walk)
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
            walk->wider = sign->wider;
            take_mark(walk, sign->at, sign->rune, sign->mark);
        }
    }
    add_seen(&walk->seen, &behind);
    c->signs = walk->open.len = 0;
}

static void keep_sign(struct walk *walk, size_t at, uint32_t rune,
                      uint32_t mark)
{
    struct clauses *c = walk->clauses;

    c->sign = mem_grow(c->sign, c->signs, &c->sign_cap, sizeof(*c->sign));
    c->sign[c->signs++] = (struct sign){.at = at,
                                        .wider = walk->wider,
                                        .rune = rune,
                                        .mark = mark,
                                        .before = walk->seen};
    walk->seen = (struct seen){0};
    if (!mark)
        read_bracket(c, &walk->open, rune);
    if (!walk->open.len)
        take_signs(walk);
}

static inline void see_mark(struct walk *walk, size_t at, uint32_t rune)
{
    uint32_t mark = mark_of(rune);

    if (walk->clauses->signs)
        keep_sign(walk, at, rune, mark);
    else
        take_mark(walk, at, rune, mark);
}

/* A figure, a letter or a quotation stands from `at` to `last`. */
static inline void see_number(struct seen *seen, size_t at, size_t last)
{
    if (!(seen->kinds & LEXICON_KIND_NUMBER))
        seen->number = at;
    seen->last_number = last;
}

static void see(struct walk *walk, size_t at, uint32_t rune, unsigned kind)
{
    struct seen *seen = &walk->seen;

    if (kind & LEXICON_KIND_NUMBER)
        see_number(seen, at, at);
    seen->kinds |= kind;
    walk->clauses->kinds |= kind;
    if (kind & LEXICON_KIND_BRACKET)
        keep_sign(walk, at, rune, 0);
    else if (kind & LEXICON_KIND_MARK)
        see_mark(walk, at, rune);
}

/* The rune of three bytes at `p` is not quiet. */
static inline void see_wide(struct walk *walk, const char *p, const char *end)
{
    uint32_t rune = word_rune((const unsigned char *)p);
    unsigned kind = lexicon_kind[rune];

    if (kind & LEXICON_KIND_CUE)
        walk->seen.cues |= lexicon_cues_at(p, end, rune);
    if (kind & ~(unsigned)LEXICON_KIND_CUE)
        see(walk, (size_t)(p - walk->text.ptr), rune, kind);
}

/* Passes what stands at `p` and is not written in three bytes: digits of ASCII,
 * or one other character. */
static const char *see_narrow(struct walk *walk, const char *p, const char *end)
{
    const char *from = p, *begin = walk->text.ptr;
    unsigned char byte = (unsigned char)*p++;

    if ((unsigned)byte - '0' < 10) {
        while (p < end && (unsigned)*p - '0' < 10)
            p++;
        see_number(&walk->seen, (size_t)(from - begin),
                   (size_t)(p - begin) - 1);
        walk->seen.kinds |= lexicon_kind['0'];
    } else if (byte >= 0x80) {
        while (p < end && (*p & 0xc0) == 0x80)
            p++;
    } else if (lexicon_kind[byte]) {
        see(walk, (size_t)(from - begin), byte, lexicon_kind[byte]);
    }
    return p;
}

/* Every character of every paragraph comes by here; most mean nothing. */
static void walk_text(struct walk *walk)
{
    const char *p = walk->text.ptr, *end = p + walk->text.len;
    const char *wide = walk->text.len > 2 ? end - 2 : p; /* up to here one of
                                                            three bytes fits */
    size_t wider = 0;

    while (p < end) {
        for (; p < wide && lexicon_is_quiet(p); p += 3)
            wider += 2;
        walk->wider = wider;
        if (p < wide && (*p & 0xf0) == 0xe0) {
            see_wide(walk, p, end);
            p += 3;
            wider += 2;
        } else if (p < end) {
            const char *from = p;
            p = see_narrow(walk, p, end);
            wider += *from & 0x80 ? (size_t)(p - from) - 1 : 0;
        }
    }
    walk->wider = wider;
}

void clause_cut(struct clauses *clauses, struct str text)
{
    struct walk walk = {.clauses = clauses, .text = text};

    clauses->len = clauses->signs = 0;
    clauses->kinds = 0;
    walk_text(&walk);
    if (clauses->signs)
        take_signs(&walk);
    take_mark(&walk, text.len, 0, 0);
    mem_free(walk.open.item);
    mem_free(walk.close);
}

void clauses_free(struct clauses *clauses)
{
    mem_free(clauses->sign);
    mem_free(clauses->item);
    *clauses = (struct clauses){0};
}
