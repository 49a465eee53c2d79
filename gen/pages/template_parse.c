/* The text of a template into pieces. */

#include "template_node.h"
#include "template_tag.h"

#include "../base/diag.h"

#include <stdio.h>
#include <string.h>

/* An open section, parent or block. */
struct nest {
    uint32_t piece;
    struct context_scan before; /* the scan in front of what it holds */
    size_t line; /* PARENT: where its line begins, if blanks alone lead to it */
    struct str dedent; /* a handed block: comes off each of its lines */
};

struct parser {
    struct templates *set;
    struct template *template;
    struct diags *diags;
    struct template_reader reader;
    size_t pos; /* what lies before is done with */
    struct piece *piece;
    size_t len, cap;
    struct nest nest[TEMPLATE_NEST_MOST];
    size_t depth;
    struct context_scan scan;
    bool scanning; /* no longer, once the HTML made no sense */
    bool at_line; /* the next piece begins a line of the template */
    bool ok;
};

#define tell(p, code, offset, ...)                                             \
    tell_text(p, code, offset, arena_format((p)->set->arena, __VA_ARGS__))

static void tell_text(struct parser *p, enum diag_code code, size_t offset,
                      const char *text)
{
    diag_add(p->diags, code, place_at(p->template->source, offset), text, NULL);
    p->ok = false;
}

#define NAME_MOST 90 /* bytes: a message is for reading */

/* How much of a name is told. */
static int told_of(struct str name)
{
    size_t len = name.len < NAME_MOST ? name.len : NAME_MOST;

    while (len < name.len && len > 0 &&
           ((unsigned char)name.ptr[len] & 0xC0) == 0x80)
        len--;
    return (int)len;
}

#define WRITE(text) told_of(text), (text).ptr

static struct piece *innermost(const struct parser *p)
{
    return p->depth ? &p->piece[p->nest[p->depth - 1].piece] : NULL;
}

/* Directly in a parent, where only the blocks count. */
static bool in_parent(const struct parser *p)
{
    return p->depth && innermost(p)->kind == PIECE_PARENT;
}

static struct piece *add_piece(struct parser *p, enum piece_kind kind,
                               size_t offset)
{
    p->piece = mem_grow(p->piece, p->len, &p->cap, sizeof(*p->piece));
    struct piece *piece = &p->piece[p->len++];
    *piece = (struct piece){.kind = kind, .offset = (uint32_t)offset};
    piece->next = (uint32_t)p->len;
    piece->at_line = p->at_line;
    return piece;
}

static void scan_text(struct parser *p, size_t from, size_t to)
{
    const char *text = p->reader.text.ptr;

    if (!p->scanning)
        return;
    size_t bad = context_read(&p->scan, str_range(text + from, text + to));
    if (bad == SIZE_MAX)
        return;
    tell(p, TEMPLATE_HTML, from + bad,
         BOTH("“%c”多余，或前面少了空格", "stray '%c' or a missing blank"),
         text[from + bad], text[from + bad]);
    p->scanning = false;
}

static void refuse_loose_text(struct parser *p, size_t from, size_t to)
{
    struct str text =
        str_range(p->reader.text.ptr + from, p->reader.text.ptr + to);

    if (p->set->mode == TEMPLATE_PLAIN)
        return;
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(" \t\r\n", text.ptr[i], 4))
            continue;
        struct str name = innermost(p)->text;
        tell(p, TEMPLATE_SYNTAX, from + i,
             BOTH("{{<%.*s}} 里，{{$…}} 以外的内容不会显示",
                  "in {{<%.*s}} only {{$…}} is shown, nothing outside of it"),
             WRITE(name), WRITE(name));
        return;
    }
}

static void add_text(struct parser *p, size_t from, size_t to)
{
    if (from >= to)
        return;
    if (in_parent(p)) {
        refuse_loose_text(p, from, to);
        return;
    }
    struct piece *piece = add_piece(p, PIECE_TEXT, from);
    piece->lead = str_range(p->reader.text.ptr + from, p->reader.text.ptr + to);
    p->at_line = p->reader.text.ptr[to - 1] == '\n';
    if (p->set->mode == TEMPLATE_THEME)
        scan_text(p, from, to);
}

static void name_piece(struct parser *p, struct piece *piece,
                       const struct template_tag *tag)
{
    if (!piece_name(piece, tag->content, p->set->arena))
        tell(p, TEMPLATE_SYNTAX, tag->from,
             BOTH("%.*s 的名字不对", "%.*s has a bad name"),
             WRITE(template_tag_text(&p->reader, tag)),
             WRITE(template_tag_text(&p->reader, tag)));
}

static void refuse_here(struct parser *p, const struct template_tag *tag)
{
    if (!p->scanning || p->set->mode == TEMPLATE_PLAIN)
        return;
    tell(p, TEMPLATE_CONTEXT, tag->from, "%.*s" IN_BRACKETS,
         WRITE(template_tag_text(&p->reader, tag)), context_where(&p->scan));
}

static void add_variable(struct parser *p, const struct template_tag *tag)
{
    if (in_parent(p))
        refuse_loose_text(p, tag->from, tag->to);
    add_text(p, p->pos, tag->from);
    enum context context = context_here(&p->scan);
    struct piece *piece = add_piece(p, PIECE_VARIABLE, tag->from);
    piece->context = context;
    piece->raw = tag->sigil != 0;
    name_piece(p, piece, tag);
    p->at_line = false;
    p->pos = tag->to;
    if (context == CONTEXT_NONE || (piece->raw && context != CONTEXT_TEXT))
        refuse_here(p, tag);
    /* Read on as if a word stood there, so that one mistake is told once. */
    if (context == CONTEXT_NONE && p->scanning)
        context_read(&p->scan, STR("x"));
}

/*
 * Passes over a tag that leaves nothing of a line it has to itself. Adds the
 * text in front of it; true, with the blanks before it, where it has one.
 */
static bool pass_line(struct parser *p, const struct template_tag *tag,
                      struct str *blanks)
{
    struct str text = p->reader.text;
    size_t before = template_line_before(text, tag->from);
    size_t behind = template_line_behind(text, tag->to);
    bool alone = before != SIZE_MAX && behind != SIZE_MAX;

    add_text(p, p->pos, alone ? before : tag->from);
    p->pos = alone ? behind : tag->to;
    if (blanks && before != SIZE_MAX)
        *blanks = str_range(text.ptr + before, text.ptr + tag->from);
    if (alone)
        p->at_line = true;
    return alone;
}

/* Adds what a tag makes that pass_line has passed. */
static struct piece *add_line_piece(struct parser *p, enum piece_kind kind,
                                    const struct template_tag *tag, bool alone)
{
    struct piece *piece = add_piece(p, kind, tag->from);

    piece->alone = alone;
    piece->at_line = p->at_line && !alone;
    p->at_line = alone;
    return piece;
}

static void add_partial(struct parser *p, const struct template_tag *tag)
{
    struct str blanks = {"", 0};

    if (in_parent(p))
        refuse_loose_text(p, tag->from, tag->to);
    bool alone = pass_line(p, tag, &blanks);
    struct piece *piece = add_line_piece(p, PIECE_PARTIAL, tag, alone);
    if (alone)
        piece->indent = blanks;
    name_piece(p, piece, tag);
    if (p->scan.state != IN_TEXT)
        refuse_here(p, tag);
}

/* Opens `piece`, the newest; false where it would be too deep. */
static bool open_piece(struct parser *p, struct nest nest)
{
    if (p->depth == TEMPLATE_NEST_MOST) {
        size_t at = p->piece[p->len - 1].offset;
        const char *limit =
            arena_format(p->set->arena, "%d", TEMPLATE_NEST_MOST);
        diag_add(p->diags, LIMIT_DEPTH, place_at(p->template->source, at),
                 arena_format(p->set->arena, "%zu", p->depth + 1), limit);
        p->ok = false;
        return false;
    }
    nest.piece = (uint32_t)(p->len - 1);
    nest.before = p->scan;
    p->nest[p->depth++] = nest;
    return true;
}

static bool add_section(struct parser *p, const struct template_tag *tag)
{
    bool inverted = tag->sigil == '^';

    if (in_parent(p))
        refuse_loose_text(p, tag->from, tag->to);
    bool alone = pass_line(p, tag, NULL);
    struct piece *piece = add_line_piece(
        p, inverted ? PIECE_INVERTED : PIECE_SECTION, tag, alone);
    name_piece(p, piece, tag);
    context_enter(&p->scan);
    return open_piece(p, (struct nest){0});
}

static bool add_parent(struct parser *p, const struct template_tag *tag)
{
    struct nest nest = {.line =
                            template_line_before(p->reader.text, tag->from)};

    if (in_parent(p))
        refuse_loose_text(p, tag->from, tag->to);
    add_text(p, p->pos, tag->from);
    struct piece *piece = add_piece(p, PIECE_PARENT, tag->from);
    name_piece(p, piece, tag);
    p->pos = tag->to;
    if (p->scan.state != IN_TEXT)
        refuse_here(p, tag);
    return open_piece(p, nest);
}

/* A block in a parent: what is handed to it. It is indented where it lands. */
static bool add_handed_block(struct parser *p, const struct template_tag *tag)
{
    struct str text = p->reader.text;
    size_t behind = template_line_behind(text, tag->to);
    struct nest nest = {0};

    add_text(p, p->pos, tag->from);
    struct piece *piece = add_piece(p, PIECE_BLOCK, tag->from);
    piece->alone = behind != SIZE_MAX;
    piece->at_line = false;
    p->at_line = piece->alone;
    p->pos = piece->alone ? behind : tag->to;
    if (piece->alone)
        nest.dedent = template_line_indent(text, behind);
    name_piece(p, piece, tag);
    bool fits = open_piece(p, nest);
    p->scan = (struct context_scan){0};
    return fits;
}

/*
 * A block that can be replaced. What replaces it is indented as its own first
 * line is, or, where it does not begin a line of its own, as its tag is.
 */
static bool add_block(struct parser *p, const struct template_tag *tag)
{
    struct str blanks = {"", 0};

    if (in_parent(p))
        return add_handed_block(p, tag);
    bool alone = pass_line(p, tag, &blanks);
    struct piece *piece = add_line_piece(p, PIECE_BLOCK, tag, alone);
    piece->indent =
        alone ? template_line_indent(p->reader.text, p->pos) : blanks;
    piece->context = context_here(&p->scan);
    name_piece(p, piece, tag);
    if (p->scan.state != IN_TEXT && p->scan.state != IN_TITLE)
        refuse_here(p, tag);
    return open_piece(p, (struct nest){0});
}

/* Which open piece a closing tag means, counted from 1; 0: none. */
static size_t closed_by(const struct parser *p, const struct template_tag *tag)
{
    for (size_t i = p->depth; i > 0; i--) {
        const struct piece *piece = &p->piece[p->nest[i - 1].piece];
        struct str name = tag->content;
        if (piece->dynamic && str_starts(name, "*"))
            name = str_trim((struct str){name.ptr + 1, name.len - 1});
        if (str_equal(piece->text, name))
            return i;
    }
    return 0;
}

static void tell_open(struct parser *p, const struct piece *piece)
{
    static const char sigil[] = {[PIECE_SECTION] = '#',
                                 [PIECE_INVERTED] = '^',
                                 [PIECE_PARENT] = '<',
                                 [PIECE_BLOCK] = '$'};
    char mark = sigil[piece->kind];

    tell(p, TEMPLATE_SYNTAX, piece->offset,
         BOTH("{{%c%.*s}} 没有结束", "{{%c%.*s}} is never closed"), mark,
         WRITE(piece->text), mark, WRITE(piece->text));
}

/* The parent has its lines to itself: the blanks in front of it become the
 * indent of what it shows. */
static void close_parent_line(struct parser *p, const struct nest *nest,
                              size_t behind)
{
    struct piece *piece = &p->piece[nest->piece];
    struct piece *text = nest->piece ? piece - 1 : NULL;

    piece->alone = true;
    piece->at_line = false;
    piece->indent = str_range(p->reader.text.ptr + nest->line,
                              p->reader.text.ptr + piece->offset);
    if (piece->indent.len && text && text->kind == PIECE_TEXT) {
        text->lead.len -= piece->indent.len;
        text->at_line = text->at_line && text->lead.len > 0;
    }
    p->pos = behind;
}

static void close_parent(struct parser *p, const struct template_tag *tag)
{
    struct nest *nest = &p->nest[p->depth - 1];
    size_t behind = template_line_behind(p->reader.text, tag->to);

    add_text(p, p->pos, tag->from);
    p->pos = tag->to;
    p->at_line = nest->line != SIZE_MAX && behind != SIZE_MAX;
    if (p->at_line)
        close_parent_line(p, nest, behind);
    p->scan = nest->before;
}

static void leave_html(struct parser *p, const struct template_tag *tag)
{
    const struct context_scan *before = &p->nest[p->depth - 1].before;

    if (context_leave(&p->scan, before) || !p->scanning)
        return;
    tell(p, TEMPLATE_HTML, tag->from, "%.*s" IN_BRACKETS,
         WRITE(template_tag_text(&p->reader, tag)),
         context_where(p->scan.state == IN_TEXT ? before : &p->scan));
    p->scanning = false;
}

static void close_handed_block(struct parser *p, const struct template_tag *tag)
{
    struct nest *nest = &p->nest[p->depth - 1];
    size_t before = template_line_before(p->reader.text, tag->from);

    add_text(p, p->pos, before == SIZE_MAX ? tag->from : before);
    p->pos = tag->to;
    pieces_dedent(p->piece, nest->piece + 1, (uint32_t)p->len, nest->dedent,
                  p->set->arena);
    struct context_scan outside = nest->before;
    nest->before = (struct context_scan){0};
    leave_html(p, tag);
    p->scan = outside;
}

/* A closing tag on a line with other things: what follows begins no line. */
static void close_piece(struct parser *p, const struct template_tag *tag)
{
    if (!pass_line(p, tag, NULL) && p->at_line) {
        add_piece(p, PIECE_TEXT, tag->from);
        p->at_line = false;
    }
    if (innermost(p)->kind == PIECE_SECTION)
        add_piece(p, PIECE_END, tag->from)->at_line = false;
    leave_html(p, tag);
}

static void close_tag(struct parser *p, const struct template_tag *tag)
{
    size_t which = closed_by(p, tag);

    if (which == 0) {
        tell(p, TEMPLATE_SYNTAX, tag->from,
             BOTH("%.*s 没有对应的开头", "nothing here is closed by %.*s"),
             WRITE(template_tag_text(&p->reader, tag)),
             WRITE(template_tag_text(&p->reader, tag)));
        p->pos = tag->to;
        return;
    }
    for (; p->depth > which; p->depth--) {
        struct piece *piece = innermost(p);
        tell_open(p, piece);
        piece->next = (uint32_t)p->len;
    }
    bool handed = p->depth > 1 && innermost(p)->kind == PIECE_BLOCK &&
                  p->piece[p->nest[p->depth - 2].piece].kind == PIECE_PARENT;
    if (in_parent(p))
        close_parent(p, tag);
    else if (handed)
        close_handed_block(p, tag);
    else
        close_piece(p, tag);
    innermost(p)->next = (uint32_t)p->len;
    p->depth--;
}

static void change_delimiters(struct parser *p, const struct template_tag *tag)
{
    pass_line(p, tag, NULL);
    if (!template_tag_delimiters(&p->reader, tag->content))
        tell(p, TEMPLATE_SYNTAX, tag->from,
             BOTH("%.*s 不是一对分隔符", "%.*s is no pair of delimiters"),
             WRITE(template_tag_text(&p->reader, tag)),
             WRITE(template_tag_text(&p->reader, tag)));
}

/* False where it makes no sense to read on. */
static bool take_tag(struct parser *p, const struct template_tag *tag)
{
    switch (tag->sigil) {
    case '#':
    case '^': return add_section(p, tag);
    case '<': return add_parent(p, tag);
    case '$': return add_block(p, tag);
    case '/': close_tag(p, tag); return true;
    case '>': add_partial(p, tag); return true;
    case '=': change_delimiters(p, tag); return true;
    case '!': pass_line(p, tag, NULL); return true;
    default: add_variable(p, tag); return true;
    }
}

static bool read_tags(struct parser *p)
{
    struct template_tag tag;

    for (;;) {
        switch (template_tag_next(&p->reader, p->pos, &tag)) {
        case TEMPLATE_TAG_NONE: return true;
        case TEMPLATE_TAG_ENDLESS:
            tell(p, TEMPLATE_SYNTAX, tag.from,
                 BOTH("这个标签没有结束", "a tag without its %.*s"),
                 WRITE(p->reader.close));
            return false;
        case TEMPLATE_TAG_READ:
            if (!take_tag(p, &tag))
                return false;
        }
    }
}

/* What must hold at the end, where everything was read. */
static void finish(struct parser *p)
{
    add_text(p, p->pos, p->reader.text.len);
    for (; p->depth > 0; p->depth--)
        tell_open(p, innermost(p));
    if (p->ok && p->scanning && p->scan.state != IN_TEXT)
        tell(p, TEMPLATE_HTML, p->reader.text.len,
             BOTH("到文件末尾时：", "at the end of the file: ") "%s",
             context_where(&p->scan));
}

bool template_parse(struct templates *set, struct template *template,
                    struct diags *diags)
{
    struct parser parser = {.set = set, .template = template, .diags = diags};

    parser.reader =
        (struct template_reader){template->source->text, STR("{{"), STR("}}")};
    parser.scanning = parser.at_line = parser.ok = true;
    if (read_tags(&parser))
        finish(&parser);
    template->piece =
        arena_array(set->arena, parser.len, sizeof(*template->piece));
    if (parser.len)
        memcpy(template->piece, parser.piece,
               parser.len * sizeof(*template->piece));
    template->len =
        pieces_join(template->piece, (uint32_t)parser.len, set->arena);
    mem_free(parser.piece);
    return parser.ok;
}
