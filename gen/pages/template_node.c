#include "template_node.h"

#include <string.h>

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool has_space(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_space(text.ptr[i]))
            return true;
    return false;
}

/* Splits a dotted name; "." has no parts. False when a part is empty. */
static bool split_name(struct piece *piece, struct arena *arena)
{
    struct str name = piece->text;
    size_t from = 0, count = 1;

    if (str_is(name, "."))
        return true;
    for (size_t i = 0; i < name.len; i++)
        count += name.ptr[i] == '.';
    piece->part = arena_array(arena, count, sizeof(*piece->part));
    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && name.ptr[i] != '.')
            continue;
        if (i == from)
            return false;
        struct str part = {name.ptr + from, i - from};
        piece->part[piece->parts++] =
            (struct piece_part){part, value_print(part)};
        from = i + 1;
    }
    return true;
}

bool piece_name(struct piece *piece, struct str content, struct arena *arena)
{
    bool included = piece->kind == PIECE_PARTIAL || piece->kind == PIECE_PARENT;

    if (included && str_starts(content, "*")) {
        piece->dynamic = true;
        content = str_trim((struct str){content.ptr + 1, content.len - 1});
    }
    piece->text = content;
    if (content.len == 0 || has_space(content))
        return false;
    if (piece->kind == PIECE_BLOCK || (included && !piece->dynamic))
        return true;
    return split_name(piece, arena);
}

/* How many bytes of `indent` `line` begins with. */
static size_t shared_indent(struct str line, struct str indent)
{
    size_t len = 0;

    while (len < line.len && len < indent.len &&
           line.ptr[len] == indent.ptr[len])
        len++;
    return len;
}

static void dedent_text(struct piece *piece, struct str indent,
                        struct arena *arena)
{
    struct str text = piece->lead;
    char *out = arena_new(arena, text.len + 1);
    bool at_line = piece->at_line;
    size_t len = 0;

    for (size_t at = 0; at < text.len;) {
        struct str rest = {text.ptr + at, text.len - at};
        if (at_line)
            at += shared_indent(rest, indent);
        if (at == text.len)
            break;
        at_line = text.ptr[at] == '\n';
        out[len++] = text.ptr[at++];
    }
    piece->lead = (struct str){out, len};
}

void pieces_dedent(struct piece *piece, uint32_t from, uint32_t to,
                   struct str indent, struct arena *arena)
{
    for (uint32_t i = from; i < to && indent.len > 0;) {
        struct piece *one = &piece[i];
        size_t shared = shared_indent(one->indent, indent);
        if (shared) {
            one->indent.ptr += shared;
            one->indent.len -= shared;
        }
        if (one->kind == PIECE_TEXT)
            dedent_text(one, indent, arena);
        /* What is handed on to a further parent has lost its own already. */
        i = one->kind == PIECE_PARENT ? one->next : i + 1;
    }
}

static bool holds_pieces(const struct piece *piece)
{
    return piece->kind == PIECE_SECTION || piece->kind == PIECE_INVERTED ||
           piece->kind == PIECE_PARENT || piece->kind == PIECE_BLOCK;
}

/* What a text can be joined with: what is run where it stands. */
static bool takes_lead(const struct piece *piece)
{
    bool in_place = piece->kind == PIECE_VARIABLE ||
                    piece->kind == PIECE_SECTION ||
                    piece->kind == PIECE_INVERTED || piece->kind == PIECE_END;

    return in_place && !piece->at_line;
}

uint32_t pieces_join(struct piece *piece, uint32_t len, struct arena *arena)
{
    /* Which pieces may be run without the one before, and where each goes. */
    bool *entered = arena_array(arena, len + 1, sizeof(*entered));
    uint32_t *moved = arena_array(arena, len + 1, sizeof(*moved)), to = 0;

    for (uint32_t i = 0; i < len; i++)
        if (holds_pieces(&piece[i]))
            entered[piece[i].next] = true;
    for (uint32_t i = 0; i < len; i++) {
        bool joins = i > 0 && piece[i - 1].kind == PIECE_TEXT && !entered[i] &&
                     takes_lead(&piece[i]);
        if (joins) {
            piece[i].lead = piece[i - 1].lead;
            piece[i].at_line = piece[i - 1].at_line;
            to--;
        }
        moved[i] = to;
        piece[to++] = piece[i];
    }
    moved[len] = to;
    for (uint32_t i = 0; i < to; i++)
        piece[i].next = moved[piece[i].next];
    return to;
}
