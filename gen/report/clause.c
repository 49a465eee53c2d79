#include "clause.h"

#include "../base/mem.h"
#include "lexicon.h"

#include <string.h>

/*
 * What ends a clause or hides such an end: a mark, a bracket, a quotation mark.
 * All between two of them is passed in one walk, which keeps what was seen.
 */
struct sign {
    size_t at;
    uint32_t rune; /* 0: the end of the text */
    uint32_t mark; /* the mark that it is, as a full-width one; else 0 */
    uint32_t close; /* what an opening bracket waits for; 0: opens nothing */
    bool matched; /* an opening bracket whose partner was found */
    unsigned
        kinds; /* of what stands before it, behind the last: LEXICON_KIND */
    uint64_t cues; /* and the lists of LEXICON_CUES that have a word there */
    size_t number; /* where LEXICON_KIND_NUMBER was first seen there */
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

/* The mark as a full-width one, or 0 where `rune` ends no clause. */
static uint32_t mark_of(uint32_t rune)
{
    switch (rune) {
    case ',': return 0xff0c;
    case ';': return 0xff1b;
    case ':': return 0xff1a;
    case '!': return 0xff01;
    case '?': return 0xff1f;
    case '.': return 0x3002;
    case 0xff61: return 0x3002;
    case 0xff0c:
    case 0xff1b:
    case 0xff1a:
    case 0xff01:
    case 0xff1f:
    case 0x3002: return rune;
    default: return 0;
    }
}

static void sign_add(struct clauses *c, const struct sign *sign)
{
    if (c->signs == c->sign_cap)
        c->sign = mem_grow(c->sign, c->signs, &c->sign_cap, sizeof(*c->sign));
    c->sign[c->signs++] = *sign;
}

/* Adds the sign of `seen`, which begins anew behind it. */
static void see_sign(struct clauses *c, struct open *open, struct sign *seen,
                     size_t at, uint32_t rune)
{
    seen->at = at;
    seen->rune = rune;
    seen->mark = mark_of(rune);
    sign_add(c, seen);
    if (!seen->mark)
        read_bracket(c, open, rune);
    *seen = (struct sign){0};
}

/* Every character of every paragraph comes by here. */
static void find_signs(struct clauses *c, struct str text)
{
    const char *end = text.ptr + text.len;
    struct sign seen = {0};
    struct open open = {0};
    uint32_t rune;

    c->signs = 0;
    for (const char *p = text.ptr, *next; p < end; p = next) {
        next = p + word_step(p, end, &rune);
        unsigned kind = lexicon_kind[rune];
        if (!kind)
            continue;
        size_t at = (size_t)(p - text.ptr);
        if (kind & ~seen.kinds & LEXICON_KIND_NUMBER)
            seen.number = at;
        seen.kinds |= kind;
        if (kind & LEXICON_KIND_CUE)
            seen.cues |= lexicon_cues_at(text, at);
        else if (kind & LEXICON_KIND_SIGN)
            see_sign(c, &open, &seen, at, rune);
    }
    seen.at = text.len;
    sign_add(c, &seen);
    mem_free(open.item);
}

struct str clause_text(struct str text, const struct clause *clause)
{
    return (struct str){text.ptr + clause->from, clause->to - clause->from};
}

static bool is_sentence_end(uint32_t mark)
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

/* 1,260 and 12:30 go on; 2019年,2020年 do not. A full stop of ASCII ends a
 * clause only behind a Han character, and never before a digit. */
static bool stands_in_number(struct str text, size_t at, uint32_t rune)
{
    size_t len = rune < 0x80 ? 1 : 3;
    uint32_t before = word_short_rune_before(text, at);
    uint32_t after = word_short_rune(text, at + len);

    if (rune == '.')
        return !rune_is_han(word_rune_before(text, at)) || is_digit(after);
    if (!is_digit(before) || !is_digit(after))
        return false;
    if (rune_half(rune) == ',')
        return three_digits(text, at + len);
    return rune_half(rune) == ':';
}

static void clause_push(struct clauses *c, const struct clause *clause)
{
    if (c->len == c->cap)
        c->item = mem_grow(c->item, c->len, &c->cap, sizeof(*c->item));
    c->item[c->len++] = *clause;
}

/* The first place from `at` on where a rune begins. */
static size_t rune_start(struct str text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at++;
    return at;
}

static void clause_add(struct clauses *c, struct str text,
                       struct clause *clause)
{
    struct str trimmed = word_trim(clause_text(text, clause));

    if (!trimmed.len)
        return;
    clause->from = (size_t)(trimmed.ptr - text.ptr);
    clause->to = clause->from + trimmed.len;
    while (clause->to - clause->from > CLAUSE_MOST) {
        struct clause piece = *clause;
        piece.to = rune_start(text, clause->from + CLAUSE_MOST);
        if (piece.to >= clause->to)
            break;
        piece.end = 0xff0c;
        clause_push(c, &piece);
        clause->from = piece.to;
    }
    clause_push(c, clause);
}

/* Where the walk over the signs stands. */
struct walk {
    struct clauses *clauses;
    struct str text;
    uint32_t *close; /* closing marks waited for */
    size_t depth, cap;
    struct clause clause; /* the one that is being read */
    unsigned kinds; /* of all that stands in it */
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

static void end_clause(struct walk *walk, size_t at, uint32_t mark)
{
    struct clause *clause = &walk->clause;

    clause->to = at;
    clause->end = mark;
    clause->figures = walk->kinds & LEXICON_KIND_FIGURE;
    clause->lists = walk->kinds & LEXICON_KIND_LIST;
    walk->kinds = 0;
    clause_add(walk->clauses, walk->text, clause);
    *clause =
        (struct clause){.sentence = clause->sentence + is_sentence_end(mark)};
}

static void walk_signs(struct walk *walk)
{
    const struct clauses *c = walk->clauses;

    for (size_t i = 0; i < c->signs; i++) {
        const struct sign *sign = &c->sign[i];
        struct clause *clause = &walk->clause;
        if (sign->kinds & ~walk->kinds & LEXICON_KIND_NUMBER)
            clause->number = sign->number;
        walk->kinds |= sign->kinds;
        clause->cues |= sign->cues;
        if (!sign->rune)
            break;
        if (!sign->mark) {
            clause->brackets = true;
            depth_step(walk, sign);
        }
        if (!sign->mark || walk->depth ||
            stands_in_number(walk->text, sign->at, sign->rune))
            continue;
        end_clause(walk, sign->at, sign->mark);
        clause->from = sign->at + (sign->rune < 0x80 ? 1 : 3);
    }
    end_clause(walk, walk->text.len, 0);
}

void clause_cut(struct clauses *clauses, struct str text)
{
    struct walk walk = {.clauses = clauses, .text = text};

    lexicon_prepare();
    clauses->len = 0;
    find_signs(clauses, text);
    walk_signs(&walk);
    mem_free(walk.close);
}

void clauses_free(struct clauses *clauses)
{
    mem_free(clauses->sign);
    mem_free(clauses->item);
    *clauses = (struct clauses){0};
}
