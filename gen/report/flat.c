#include "flat.h"

#include <string.h>

static void flat_add(struct flat *flat, const struct node *node)
{
    flat->piece =
        mem_grow(flat->piece, flat->len, &flat->cap, sizeof(*flat->piece));
    flat->piece[flat->len++] =
        (struct flat_piece){.offset = flat->text.len, .node = node};
    buf_str(&flat->text, node->text);
}

static bool node_is_shown(const struct node *node)
{
    return node_is_leaf(node) && node->text.len > 0 &&
           node->kind != NODE_HTML && node->kind != NODE_HTML_BLOCK;
}

/* Step for step what node_plain does: the bytes must be the same. */
void flat_read(struct flat *flat, const struct node *block)
{
    bool due = false;

    buf_cut(&flat->text, 0);
    flat->len = 0;
    flat->simple = false;
    flat->cursor = (struct flat_cursor){.piece = SIZE_MAX, .rune = SIZE_MAX};
    for (const struct node *at = block; at; at = doc_next(block, at)) {
        if (node_is_block(at))
            due = flat->text.len > 0;
        if (at->kind == NODE_SOFT_BREAK || at->kind == NODE_HARD_BREAK)
            buf_char(&flat->text, ' ');
        if (!node_is_shown(at))
            continue;
        if (due && flat->text.data[flat->text.len - 1] != ' ')
            buf_char(&flat->text, ' ');
        due = false;
        flat_add(flat, at);
    }
}

struct str flat_text(const struct flat *flat)
{
    return buf_view(&flat->text);
}

/* Whether `piece` is the last that begins at or before `offset`. */
static bool is_piece_at(const struct flat *flat, size_t piece, size_t offset)
{
    return piece < flat->len && flat->piece[piece].offset <= offset &&
           (piece + 1 == flat->len || flat->piece[piece + 1].offset > offset);
}

/* The last piece that begins at or before `offset`; SIZE_MAX: none. */
static size_t piece_at(const struct flat *flat, size_t offset)
{
    size_t low = 0, high = flat->len;

    if (is_piece_at(flat, flat->cursor.piece, offset))
        return flat->cursor.piece;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (flat->piece[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : SIZE_MAX;
}

const struct node *flat_node(const struct flat *flat, size_t offset,
                             size_t *within)
{
    size_t found = piece_at(flat, offset);

    if (found == SIZE_MAX)
        return NULL;
    const struct flat_piece *piece = &flat->piece[found];
    *within = offset - piece->offset;
    return *within < piece->node->text.len ? piece->node : NULL;
}

static bool stands_below(const struct node *node, const struct node *above)
{
    while (node && node != above)
        node = node->parent;
    return node != NULL;
}

void flat_span(const struct flat *flat, const struct node *node, size_t *piece,
               size_t *from, size_t *to)
{
    *from = *to = 0;
    for (; *piece < flat->len; ++*piece) {
        const struct flat_piece *at = &flat->piece[*piece];
        if (!stands_below(at->node, node))
            return;
        if (*to == 0)
            *from = at->offset;
        *to = at->offset + at->node->text.len;
    }
}

/* ---- places ---- */

static size_t node_source(const struct source *source, const struct node *node)
{
    return place_offset((struct place){source, node->line, node->column});
}

/* Steps over one rune of the source, which is valid. */
static inline void step(struct flat_cursor *c, const struct source *source)
{
    struct str text = source->text;

    if (c->source >= text.len) {
        c->column++;
        return;
    }
    unsigned char byte = (unsigned char)text.ptr[c->source];
    c->source += 1U + (byte >= 0xc0) + (byte >= 0xe0) + (byte >= 0xf0);
    c->column++;
    if (byte == '\n') {
        c->line++;
        c->column = 1;
    }
}

/* A line break that reading took out from between two Han characters, with
 * the indent and the > of the next line. */
static void step_break(struct flat_cursor *c, const struct source *source)
{
    struct str text = source->text;

    while (c->source < text.len &&
           strchr("\n >\t", text.ptr[c->source]) != NULL)
        step(c, source);
}

/* An entity stands for one rune of the text: steps onto its last byte. */
static bool step_entity(struct flat_cursor *c, const struct source *source)
{
    struct str text = source->text;
    size_t end = c->source + 1, most = c->source + 12;

    while (end < text.len && end < most && text.ptr[end] != ';' &&
           text.ptr[end] != '\n')
        end++;
    if (end >= text.len || text.ptr[end] != ';')
        return false;
    while (c->source < end)
        step(c, source);
    return true;
}

/* &amp; is the one entity that begins with the rune it stands for. */
static bool is_written_and(const struct source *source, size_t at)
{
    struct str rest = {source->text.ptr + at, source->text.len - at};

    return str_starts(rest, "&amp;") || str_starts(rest, "&#38;") ||
           str_starts(rest, "&#x26;");
}

/*
 * Brings the source to the rune that the text has next. Markdown writes some
 * characters otherwise than the text has them: escaped, as entities, on the
 * next line.
 */
static void align(struct flat_cursor *c, const struct source *source,
                  uint32_t wanted)
{
    uint32_t rune = 0;

    if (!text_decode(source->text, c->source, &rune))
        return;
    if (rune == wanted && !(rune == '&' && is_written_and(source, c->source)))
        return;
    if (rune == '\n' || rune == ' ')
        step_break(c, source);
    if (!text_decode(source->text, c->source, &rune))
        return;
    if (rune == wanted && rune != '&')
        return;
    if (rune == '\\')
        step(c, source);
    else if (rune == '&')
        step_entity(c, source);
}

/* A later node of the same line is reached from here: one line may be long
 * and have many nodes. */
static bool cursor_go_on(struct flat *flat, const struct source *source,
                         size_t piece)
{
    struct flat_cursor *c = &flat->cursor;
    const struct node *node = flat->piece[piece].node;

    if (c->piece == SIZE_MAX || node->line != c->line ||
        node->column < c->column)
        return false;
    while (c->column < node->column && c->line == node->line &&
           c->source < source->text.len)
        step(c, source);
    c->piece = piece;
    c->done = 0;
    return c->column == node->column;
}

/*
 * Most texts stand in the source as they are: without breaks, escapes and
 * entities. A place in such a one is found by counting runes.
 */
static bool is_alike(const struct source *source, size_t at, struct str text,
                     bool simple)
{
    return text.len <= source->text.len - at &&
           memcmp(source->text.ptr + at, text.ptr, text.len) == 0 &&
           (simple || (!memchr(text.ptr, '&', text.len) &&
                       !memchr(text.ptr, '\\', text.len) &&
                       !memchr(text.ptr, '\n', text.len)));
}

static void cursor_start(struct flat *flat, const struct source *source,
                         size_t number)
{
    struct flat_piece *piece = &flat->piece[number];
    const struct node *node = piece->node;

    flat->cursor.rune = SIZE_MAX;
    if (!cursor_go_on(flat, source, number)) {
        struct flat_cursor *c = &flat->cursor;
        c->piece = number;
        c->done = 0;
        c->source = node_source(source, node);
        c->line = node->line;
        c->column = node->column;
    }
    if (!piece->asked)
        piece->alike =
            is_alike(source, flat->cursor.source, node->text, flat->simple);
    piece->asked = true;
    flat->cursor.from = piece->offset;
    flat->cursor.end = piece->alike ? piece->offset + node->text.len : 0;
}

#define BYTES(byte) (UINT64_C(0x0101010101010101) * (byte))

static bool has_zero(uint64_t eight)
{
    return ((eight - BYTES(1)) & ~eight & BYTES(0x80)) != 0;
}

/* Whether eight bytes are alike and plain; adds how many runes begin there. */
static bool eight_alike(const char *a, const char *b, size_t *runes)
{
    uint64_t left, right;

    memcpy(&left, a, sizeof(left));
    memcpy(&right, b, sizeof(right));
    if (left != right || has_zero(left ^ BYTES('&')) ||
        has_zero(left ^ BYTES('\\')) || has_zero(left ^ BYTES('\n')))
        return false;
    uint64_t inner = left >> 7 & ~left >> 6 & BYTES(1); /* 10xxxxxx */
    *runes += 8 - (inner * BYTES(1) >> 56);
    return true;
}

/*
 * Goes on over whole stretches where the source has the same bytes as the
 * text, as it mostly does. Stops at a line break, an escape or an entity.
 */
static void step_alike(struct flat_cursor *c, const struct source *source,
                       struct str text, size_t to)
{
    const char *from = source->text.ptr + c->source;
    size_t most = source->text.len - c->source;

    to = to - c->done < most ? to : c->done + most;
    size_t len = 0, runes = 0;
    while (c->done + len + 8 <= to &&
           eight_alike(text.ptr + c->done + len, from + len, &runes))
        len += 8;
    for (; c->done + len < to; len++) {
        char byte = text.ptr[c->done + len];
        if (byte != from[len] || byte == '\n' || byte == '&' || byte == '\\')
            break;
        runes += (byte & 0xc0) != 0x80;
    }
    /* Not into a rune: one whose first bytes alone are alike. */
    while (len && c->done + len < text.len &&
           (text.ptr[c->done + len] & 0xc0) == 0x80) {
        len--;
        runes -= (text.ptr[c->done + len] & 0xc0) != 0x80;
    }
    c->done += len;
    c->source += len;
    c->column += (uint32_t)runes;
}

/* The runes of `len` bytes: all bytes but 10xxxxxx, eight at a time. */
static size_t count_runes(const char *bytes, size_t len)
{
    size_t inner = 0, at = 0;
    uint64_t eight;

    while (at + 8 <= len) {
        /* Each byte counts for itself, and so few that they add up to one. */
        uint64_t counts = 0;
        size_t most = len - at < 31 * 8 ? len : at + 31 * 8;
        for (; at + 8 <= most; at += 8) {
            memcpy(&eight, bytes + at, sizeof(eight));
            counts += eight >> 7 & ~eight >> 6 & BYTES(1);
        }
        inner += counts * BYTES(1) >> 56;
    }
    for (; at < len; at++)
        inner += (bytes[at] & 0xc0) == 0x80;
    return len - inner;
}

/* Goes on in a piece that is alike. `rune`: as many runes of the whole text
 * stand before the place; SIZE_MAX: who knows? */
static struct place place_alike(struct flat_cursor *c,
                                const struct source *source, struct str text,
                                size_t to, size_t rune)
{
    bool counted = rune != SIZE_MAX && c->rune != SIZE_MAX;
    size_t runes = counted ? rune - c->rune
                           : count_runes(text.ptr + c->done, to - c->done);

    c->column += (uint32_t)runes;
    c->source += to - c->done;
    c->done = to;
    c->rune = rune;
    return (struct place){source, c->line, c->column};
}

/* Goes on in a piece that is written otherwise in the source. */
static struct place place_unlike(struct flat_cursor *c,
                                 const struct source *source, struct str text,
                                 size_t to)
{
    uint32_t rune = 0;

    while (c->done < to && c->done < text.len) {
        size_t done = c->done;
        step_alike(c, source, text, to);
        if (c->done > done)
            continue;
        size_t len = text_decode(text, c->done, &rune);
        align(c, source, rune);
        step(c, source);
        c->done += len;
    }
    /* The rune at `to` itself may stand behind a break or an escape. */
    struct flat_cursor here = *c;
    if (text_decode(text, to, &rune))
        align(&here, source, rune);
    return (struct place){source, here.line, here.column};
}

struct place flat_place_anew(struct flat *flat, const struct source *source,
                             size_t offset, size_t rune,
                             const struct node **node)
{
    size_t found = piece_at(flat, offset);
    struct flat_cursor *c = &flat->cursor;

    *node = NULL;
    if (found == SIZE_MAX)
        return place_file(source);
    const struct flat_piece *piece = &flat->piece[found];
    struct str text = piece->node->text;
    size_t within = offset - piece->offset;
    if (within < text.len)
        *node = piece->node;
    if (c->piece != found || c->done > within)
        cursor_start(flat, source, found);
    if (piece->alike && within <= text.len)
        return place_alike(c, source, text, within, rune);
    return place_unlike(c, source, text, within);
}

struct place flat_place(struct flat *flat, const struct source *source,
                        size_t offset)
{
    const struct node *node;

    return flat_place_rune(flat, source, offset, SIZE_MAX, &node);
}

void flat_free(struct flat *flat)
{
    buf_free(&flat->text);
    mem_free(flat->piece);
    *flat = (struct flat){0};
}
