#include "clause.h"

#include "lexicon.h"

#include <string.h>

/*
 * What is seen of a text in one walk over it: marks, brackets and quotation
 * marks, and the words that say of what time a clause speaks. All else is
 * passed over, and it is most.
 */
struct sign {
    size_t at;
    uint32_t rune; /* 0: a word, or the end of the text */
    uint32_t close; /* what an opening bracket waits for; 0: opens nothing */
    uint64_t cues; /* the lists that have a word here */
    bool matched; /* an opening bracket whose partner was found */
    bool figures; /* a digit or a numeral stands before it, behind the last */
};

struct signs {
    struct sign *item;
    size_t len, cap;
    size_t *open; /* the indexes of brackets not yet closed */
    size_t opens, open_cap;
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
    static const uint32_t pairs[][2] = {
        {'(', ')'},       {0xff08, 0xff09}, {'[', ']'},       {0xff3b, 0xff3d},
        {0x3014, 0x3015}, {0x3010, 0x3011}, {0x300a, 0x300b}, {0x3008, 0x3009},
        {0x300c, 0x300d}, {0x300e, 0x300f}, {0x201c, 0x201d}, {0x2018, 0x2019},
    };

    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (pairs[i][0] == rune)
            return pairs[i][1];
    return 0;
}

static void bracket_open(struct signs *signs, struct sign *sign, uint32_t close)
{
    signs->open = mem_grow(signs->open, signs->opens, &signs->open_cap,
                           sizeof(*signs->open));
    signs->open[signs->opens++] = (size_t)(sign - signs->item);
    sign->close = close;
}

/*（ and ( are closed by either: authors mix them up. */
static bool closes(uint32_t rune, uint32_t close)
{
    return rune == close || (rune_half(rune) == ')' && rune_half(close) == ')');
}

/* Finds what `rune` closes; false where nothing near waits for it. */
static bool bracket_close(struct signs *signs, uint32_t rune)
{
    for (size_t i = 0; i < CROSSED_MOST && i < signs->opens; i++) {
        struct sign *last = &signs->item[signs->open[signs->opens - 1 - i]];
        if (!closes(rune, last->close))
            continue;
        last->matched = true;
        signs->opens -= i + 1;
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

static void read_bracket(struct signs *signs, struct sign *sign)
{
    uint32_t close = closing_of(sign->rune);

    if (close)
        bracket_open(signs, sign, close);
    else if (sign->rune == '"' && !bracket_close(signs, '"'))
        bracket_open(signs, sign, '"'); /* every second one closes */
    else if (is_closing(sign->rune))
        bracket_close(signs, sign->rune);
}

static struct sign *sign_add(struct signs *signs, struct sign sign)
{
    signs->item = mem_grow(signs->item, signs->len, &signs->cap,
                           sizeof(*signs->item));
    signs->item[signs->len] = sign;
    return &signs->item[signs->len++];
}

static void find_signs(struct str text, struct signs *signs)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    struct sign sign = {0};

    for (size_t at = 0, len; at < text.len; at += len) {
        uint32_t rune = bytes[at];
        len = 1;
        if (rune >= 0x80) {
            /* Runes of other lengths are passed byte by byte. */
            if ((rune & 0xf0) != 0xe0 || text.len - at < 3)
                continue;
            rune = word_rune(bytes + at);
            len = 3;
        }
        unsigned kind = lexicon_kind[rune];
        sign.figures |= kind & LEXICON_KIND_FIGURE;
        if (!(kind & (LEXICON_KIND_SIGN | LEXICON_KIND_CUE)))
            continue;
        sign.at = at;
        sign.rune = kind & LEXICON_KIND_SIGN ? rune : 0;
        if (kind & LEXICON_KIND_CUE) {
            sign.cues = lexicon_cues_at(text, at);
            if (!sign.cues)
                continue;
        }
        struct sign *added = sign_add(signs, sign);
        if (sign.rune)
            read_bracket(signs, added);
        sign = (struct sign){0};
    }
    sign.at = text.len;
    sign.rune = 0;
    sign_add(signs, sign);
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

static bool is_sentence_end(uint32_t mark)
{
    return mark == 0x3002 || mark == 0xff01 || mark == 0xff1f;
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
    uint32_t before = word_rune_before(text, at), after = 0;
    size_t len = word_decode(text, at, &after);

    word_decode(text, at + len, &after);
    if (rune == '.')
        return !rune_is_han(before) || rune_is_digit(after);
    if (!rune_is_digit(before) || !rune_is_digit(after))
        return false;
    if (rune_half(rune) == ',')
        return three_digits(text, at + len);
    return rune_half(rune) == ':';
}

static void clause_push(struct arena *arena, struct clauses *out, size_t *cap,
                        struct clause clause)
{
    if (out->len == *cap) {
        *cap = *cap ? *cap * 2 : 16;
        struct clause *more = arena_array(arena, *cap, sizeof(*more));
        if (out->len)
            memcpy(more, out->item, out->len * sizeof(*more));
        out->item = more;
    }
    out->item[out->len++] = clause;
}

/* The first place from `at` on where a rune begins. */
static size_t rune_start(struct str text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at++;
    return at;
}

static void clause_add(struct arena *arena, struct clauses *out, size_t *cap,
                       struct str text, struct clause clause)
{
    struct str whole = {text.ptr + clause.from, clause.to - clause.from};
    struct str trimmed = word_trim(whole);

    if (!trimmed.len)
        return;
    clause.from = (size_t)(trimmed.ptr - text.ptr);
    clause.to = clause.from + trimmed.len;
    while (clause.to - clause.from > CLAUSE_MOST) {
        struct clause piece = clause;
        piece.to = rune_start(text, clause.from + CLAUSE_MOST);
        if (piece.to >= clause.to)
            break;
        piece.end = 0xff0c;
        clause_push(arena, out, cap, piece);
        clause.from = piece.to;
    }
    clause_push(arena, out, cap, clause);
}

/* Where the walk over the signs stands. */
struct walk {
    struct arena *arena;
    struct str text;
    struct clauses *out;
    size_t cap;
    uint32_t *close; /* closing marks waited for */
    size_t depth, close_cap;
    struct clause clause; /* the one that is being read */
};

static void depth_step(struct walk *walk, const struct sign *sign)
{
    if (sign->close && sign->matched) {
        walk->close = mem_grow(walk->close, walk->depth, &walk->close_cap,
                               sizeof(*walk->close));
        walk->close[walk->depth++] = sign->close;
    } else if (!sign->close && walk->depth &&
               closes(sign->rune, walk->close[walk->depth - 1])) {
        walk->depth--;
    }
}

static void end_clause(struct walk *walk, size_t at, uint32_t mark)
{
    walk->clause.to = at;
    walk->clause.end = mark;
    clause_add(walk->arena, walk->out, &walk->cap, walk->text, walk->clause);
    walk->clause.sentence += is_sentence_end(mark);
    walk->clause.cues = 0;
    walk->clause.figures = false;
}

static void walk_signs(struct walk *walk, const struct signs *signs)
{
    for (size_t i = 0; i < signs->len; i++) {
        const struct sign *sign = &signs->item[i];
        walk->clause.figures |= sign->figures;
        walk->clause.cues |= sign->cues;
        if (!sign->rune)
            continue;
        depth_step(walk, sign);
        uint32_t mark = walk->depth ? 0 : mark_of(sign->rune);
        if (!mark || stands_in_number(walk->text, sign->at, sign->rune))
            continue;
        end_clause(walk, sign->at, mark);
        walk->clause.from = sign->at + (sign->rune < 0x80 ? 1 : 3);
    }
    end_clause(walk, walk->text.len, 0);
}

struct clauses clause_cut(struct arena *arena, struct str text)
{
    struct signs signs = {0};
    struct clauses out = {0};
    struct walk walk = {.arena = arena, .text = text, .out = &out};

    lexicon_prepare();
    find_signs(text, &signs);
    walk_signs(&walk, &signs);
    mem_free(walk.close);
    mem_free(signs.open);
    mem_free(signs.item);
    return out;
}

struct str clause_text(struct str text, const struct clause *clause)
{
    return (struct str){text.ptr + clause->from, clause->to - clause->from};
}
