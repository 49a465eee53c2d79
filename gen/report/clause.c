#include "clause.h"

#include "word.h"

#include <string.h>

/* A bracket or quotation mark; `matched` once its partner was found. */
struct bracket {
    size_t at;
    uint32_t close;
    bool matched;
};

struct brackets {
    struct bracket *item; /* every opening one, in the order of the text */
    size_t len, cap;
    size_t *open; /* the indexes of those not yet closed */
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

static void bracket_open(struct brackets *b, size_t at, uint32_t close)
{
    b->item = mem_grow(b->item, b->len, &b->cap, sizeof(*b->item));
    b->open = mem_grow(b->open, b->opens, &b->open_cap, sizeof(*b->open));
    b->open[b->opens++] = b->len;
    b->item[b->len++] = (struct bracket){at, close, false};
}

/*（ and ( are closed by either: authors mix them up. */
static bool closes(uint32_t rune, uint32_t close)
{
    return rune == close || (rune_half(rune) == ')' && rune_half(close) == ')');
}

static void bracket_close(struct brackets *b, uint32_t rune)
{
    for (size_t i = 0; i < CROSSED_MOST && i < b->opens; i++) {
        struct bracket *last = &b->item[b->open[b->opens - 1 - i]];
        if (!closes(rune, last->close))
            continue;
        last->matched = true;
        b->opens -= i + 1;
        return;
    }
}

static bool is_closing(uint32_t rune)
{
    return rune_half(rune) == ')' || rune_half(rune) == ']' || rune == 0x3015 ||
           rune == 0x3011 || rune == 0x300b || rune == 0x3009 ||
           rune == 0x300d || rune == 0x300f || rune == 0x201d || rune == 0x2019;
}

/* ASCII quotation marks look alike: every second one closes. */
static void straight_quote(struct brackets *b, size_t at)
{
    for (size_t i = 0; i < CROSSED_MOST && i < b->opens; i++)
        if (b->item[b->open[b->opens - 1 - i]].close == '"') {
            bracket_close(b, '"');
            return;
        }
    bracket_open(b, at, '"');
}

/*
 * The next place from `at` on where a mark, a bracket or a quotation mark may
 * stand: an ASCII sign, or a character of the blocks U+2000, U+3000, U+FF00.
 * Most of a text is Han, so most of it is passed here.
 */
static size_t next_sign(struct str text, size_t at)
{
    for (; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte >= 0xe4 && byte <= 0xe9 && text.len - at > 2)
            at += 2; /* Han: three bytes */
        else if (byte == 0xe2 || byte == 0xe3 || byte == 0xef ||
                 (byte < 0x80 && (byte < '0' || byte > '9')))
            return at;
    }
    return text.len;
}

static void find_brackets(struct str text, struct brackets *b)
{
    uint32_t rune;

    for (size_t at = 0, len;
         at = next_sign(text, at), len = word_decode(text, at, &rune), len > 0;
         at += len) {
        uint32_t close = closing_of(rune);
        if (close)
            bracket_open(b, at, close);
        else if (rune == '"')
            straight_quote(b, at);
        else if (is_closing(rune))
            bracket_close(b, rune);
    }
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
    struct str trimmed = str_trim(whole);

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

/* Where the walk stands with regard to brackets. */
struct depth {
    size_t next; /* the next bracket to come */
    uint32_t *close; /* closing marks waited for */
    size_t len, cap;
};

static void depth_step(struct depth *d, const struct brackets *b, size_t at,
                       uint32_t rune)
{
    if (d->next < b->len && b->item[d->next].at == at) {
        const struct bracket *bracket = &b->item[d->next++];
        if (!bracket->matched)
            return;
        d->close = mem_grow(d->close, d->len, &d->cap, sizeof(*d->close));
        d->close[d->len++] = bracket->close;
    } else if (d->len && closes(rune, d->close[d->len - 1])) {
        d->len--;
    }
}

static void cut(struct arena *arena, struct str text, const struct brackets *b,
                struct depth *depth, struct clauses *out)
{
    size_t cap = 0, from = 0, at = 0;
    uint32_t rune, sentence = 0;

    for (size_t len;
         at = next_sign(text, at), len = word_decode(text, at, &rune), len > 0;
         at += len) {
        depth_step(depth, b, at, rune);
        uint32_t mark = depth->len ? 0 : mark_of(rune);
        if (!mark || stands_in_number(text, at, rune))
            continue;
        clause_add(arena, out, &cap, text,
                   (struct clause){from, at, mark, sentence});
        sentence += is_sentence_end(mark);
        from = at + len;
    }
    clause_add(arena, out, &cap, text, (struct clause){from, at, 0, sentence});
}

struct clauses clause_cut(struct arena *arena, struct str text)
{
    struct brackets brackets = {0};
    struct depth depth = {0};
    struct clauses out = {0};

    find_brackets(text, &brackets);
    cut(arena, text, &brackets, &depth, &out);
    mem_free(depth.close);
    mem_free(brackets.open);
    mem_free(brackets.item);
    return out;
}

struct str clause_text(struct str text, const struct clause *clause)
{
    return (struct str){text.ptr + clause->from, clause->to - clause->from};
}
