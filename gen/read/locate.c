#include "locate.h"

#define CMARK_NO_SHORT_NAMES /* NODE_TEXT and its like are ours */
#include <cmark-gfm.h>
#include <cmark-gfm/node.h>

#include <string.h>

#define ALIKE_MOST 100 /* lines: to compare all would not be linear */

struct locator locator(const struct marks *marks)
{
    return (struct locator){
        .marks = marks,
        .cursor = {.source = marks->source},
        .skipped = place_at(marks->source, marks->from).line - 1,
    };
}

/* Lines of the file, from the library's. */
static uint32_t file_line(const struct locator *l, int line)
{
    uint32_t lines = (uint32_t)l->marks->source->lines;
    uint32_t found = l->skipped + (line > 0 ? (uint32_t)line : 1);

    return found < lines ? found : lines;
}

/* The library takes each row of a table to begin as far in as the table: by
 * how many bytes that is wrong. */
static int row_shift(const struct locator *l, const struct node *node,
                     const cmark_node *from)
{
    const cmark_node *row = node->kind == NODE_CELL ? from->parent : from;
    size_t begin = 0;

    if ((node->kind != NODE_ROW && node->kind != NODE_CELL) || node->header)
        return 0;
    struct str line =
        source_line(l->marks->source, file_line(l, row->start_line));
    while (begin < line.len && memchr(" \t>", line.ptr[begin], 3))
        begin++;
    return (int)begin - (row->parent->start_column - 1);
}

void locate_block(struct locator *l, struct node *node, const cmark_node *from,
                  int column)
{
    const struct source *source = l->marks->source;

    node->line = file_line(l, from->start_line);
    node->last_line = file_line(l, from->end_line);
    if (node->last_line < node->line)
        node->last_line = node->line;
    size_t begin = source->line[node->line - 1];
    size_t marked = marks_marked(l->marks, begin);
    column += row_shift(l, node, from);
    if (column > 1)
        marked += (size_t)column - 1;
    node->column =
        spot_place(&l->cursor, node->line, marks_source(l->marks, marked))
            .column;
}

static size_t count_lines(struct str text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines;
}

/* Does line `line` of the marked text end with `tail`? */
static bool line_ends(const struct locator *l, uint32_t line, struct str tail)
{
    const struct marks *marks = l->marks;
    size_t from = marks->source->line[line - 1];
    size_t begin = marks_marked(marks, from);
    size_t end =
        marks_marked(marks, from + source_line(marks->source, line).len);

    /* A block's last line has lost the blanks at its end. */
    if (tail.len && !memchr(" \t", tail.ptr[tail.len - 1], 2))
        while (end > begin && memchr(" \t", marks->text.data[end - 1], 2))
            end--;
    return end - begin >= tail.len &&
           memcmp(marks->text.data + end - tail.len, tail.ptr, tail.len) == 0;
}

static struct str first_of(struct str text)
{
    const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;

    return end ? str_range(text.ptr, end) : text;
}

/* Do lines from `line` on end as those of `text`? Those behind the first hundred
 * are not asked for: who writes so many alike may be told a wrong one. */
static bool lines_end(const struct locator *l, uint32_t line, struct str text)
{
    struct str first = first_of(text);

    for (int i = 0; i < ALIKE_MOST && first.len + 1 < text.len; i++) {
        if (line >= l->marks->source->lines || !line_ends(l, line++, first))
            return false;
        text.ptr += first.len + 1;
        text.len -= first.len + 1;
        first = first_of(text);
    }
    return first.len == 0 || line_ends(l, line, first);
}

/* The first line, from `line` to `last`, that ends as the first of `text`. */
static uint32_t text_line(const struct locator *l, uint32_t line, uint32_t last,
                          struct str text)
{
    struct str first = first_of(text);
    uint32_t at = line;

    while (at < last && !(line_ends(l, at, first) && lines_end(l, at, text)))
        at++;
    return line_ends(l, at, first) ? at : line;
}

/* Several lines may end alike; but a text ends where its paragraph does. Where
 * an underlined heading ends the library does not know. */
static uint32_t line_from_end(const struct node *node, struct str text)
{
    size_t lines = count_lines(text);

    if (node->kind == NODE_HEADING)
        return node->line;
    if (text.len > 0 && text.ptr[text.len - 1] == '\n')
        lines--;
    if (lines > node->last_line - node->line)
        return node->line;
    return node->last_line - (uint32_t)lines;
}

/*
 * Link definitions that stood above a paragraph are cut from its content but
 * not from its lines; and the lines above a table's head make a paragraph
 * without any place.
 */
static void first_line(struct locator *l, struct node *node,
                       const cmark_node *from)
{
    struct str text = {(const char *)from->content.ptr,
                       (size_t)from->content.size};

    if (from->start_line == 0 && from->next) {
        node->line = file_line(l, from->next->start_line);
        node->last_line = node->line + (uint32_t)count_lines(text);
        return;
    }
    uint32_t line = line_from_end(node, text);
    if (!line_ends(l, line, first_of(text)) || !lines_end(l, line, text))
        line = text_line(l, node->line, node->last_line, text);
    node->line = line;
}

/* The place of an offset in the block at hand, which spot_find gave. */
static struct place place_of(struct locator *l, size_t found)
{
    return spot_place(&l->cursor, l->block.line, spot_source(&l->block, found));
}

static void open_block(struct locator *l, struct node *node,
                       const cmark_node *from)
{
    struct spot_block *block = &l->block;
    int column = from->start_column - 1 + from->internal_offset;

    *block = (struct spot_block){
        .marks = l->marks,
        .text = {(const char *)from->content.ptr, (size_t)from->content.size},
        .library_line = from->start_line,
        .library_column = column,
        .single = node->kind == NODE_CELL ||
                  (node->kind == NODE_HEADING && !from->as.heading.setext),
    };
    column += row_shift(l, node, from);
    block->indent = block->single && column > 0 ? (size_t)column : 0;
    l->unplaced = from->start_line == 0;
    l->marked = l->marks->len && marks_find(block->text) != SIZE_MAX;
    spot_begin(block, node->line);
}

void locate_text(struct locator *l, struct node *node, const cmark_node *from)
{
    if (node->kind != NODE_CELL)
        first_line(l, node, from);
    open_block(l, node, from);
    if (node->kind == NODE_PARAGRAPH)
        node->column = place_of(l, 0).column;
}

/* A head's cells count from the paragraph that the table was made of, and from
 * the definitions that were cut from that. */
void locate_head_cell(struct locator *l, struct node *node,
                      const cmark_node *from)
{
    const cmark_node *table = from->parent->parent;

    open_block(l, node, table);
    l->block.single = false;
    l->block.library_column = table->start_column - 1;
    spot_begin(&l->block,
               text_line(l, file_line(l, table->start_line),
                         file_line(l, table->end_line), l->block.text));
    size_t found = spot_find(&l->block, from->start_line,
                             from->start_column + from->internal_offset);
    struct place place = place_of(l, found);
    node->line = node->last_line = place.line;
    node->column = place.column;
}

/* Has the library no place for it? */
static bool is_lost(const struct locator *l, const cmark_node *from)
{
    if (from->start_line || from->start_column)
        return false;
    return !l->unplaced ||
           (from->type == CMARK_NODE_TEXT && from->as.literal.len &&
            from->as.literal.data[0] == '[');
}

/* A reference without a definition became text again, and lost its place. */
static size_t seek_reference(struct locator *l, const cmark_chunk *text)
{
    const char *begin = (const char *)text->data;
    const char *end = text->len ? memchr(begin, ']', (size_t)text->len) : NULL;

    return end ? spot_seek(&l->block, str_range(begin, end)) : SIZE_MAX;
}

static bool is_link(const cmark_node *node)
{
    return node->type == CMARK_NODE_LINK || node->type == CMARK_NODE_IMAGE;
}

/*
 * The library gives a link the line that it ends on, and <http://...> a wrong
 * column. What stands first in it is placed right; from there one counts back
 * over the brackets.
 */
static size_t find_link(struct locator *l, const cmark_node *from)
{
    int brackets = 0;
    const cmark_node *first = from;

    while (is_link(first) && first->first_child) {
        brackets += first->type == CMARK_NODE_LINK ? 1 : 2;
        first = first->first_child;
    }
    if (!is_link(first) && !is_lost(l, first))
        return spot_find(&l->block, first->start_line,
                         first->start_column - brackets);
    return spot_find(&l->block, l->block.library_line, from->start_column);
}

/* Where an inline begins in the content of its block, or SIZE_MAX. */
static size_t find_inline(struct locator *l, const struct node *node,
                          const cmark_node *from)
{
    struct spot_block *block = &l->block;

    if (node->kind == NODE_LINK || node->kind == NODE_IMAGE)
        return find_link(l, from);
    if (node->kind == NODE_TEXT && is_lost(l, from))
        return seek_reference(l, &from->as.literal);
    if (from->start_line < block->library_line || is_lost(l, from))
        return SIZE_MAX;
    size_t found = spot_find(block, from->start_line, from->start_column);
    /* Backticks, of code or not, are put where they end. */
    bool ticks = node->kind == NODE_CODE ||
                 (node->kind == NODE_TEXT && from->as.literal.len &&
                  from->as.literal.data[0] == '`');
    while (ticks && found > block->begin && block->text.ptr[found - 1] == '`')
        found--;
    return found;
}

void locate_inline(struct locator *l, struct node *node, const cmark_node *from)
{
    size_t found = find_inline(l, node, from);

    if (found == SIZE_MAX)
        return;
    struct place place = place_of(l, found);
    node->line = place.line;
    node->column = place.column;
    if (node_is_leaf(node))
        spot_pass(&l->block, (size_t)from->as.literal.len);
}

/* Of what stands over lines; the columns of <http://...>, which never does,
 * are wrong. */
static bool has_known_end(const cmark_node *node)
{
    const cmark_node *first = node->first_child;

    if (node->type == CMARK_NODE_TEXT)
        return false;
    return !is_link(node) || !first || first->start_line != node->start_line ||
           first->start_column > node->start_column;
}

/*
 * A link, code or HTML before the break may have ended some lines behind the
 * place that it was found at; its end the library counts as it counts on.
 */
void locate_break(struct locator *l, const cmark_node *from)
{
    struct spot_block *block = &l->block;
    const cmark_node *before = from->prev;

    if (before && has_known_end(before) &&
        before->end_line >= block->library_line)
        spot_find(block, before->end_line, before->end_column);
    spot_break(block, from->type == CMARK_NODE_LINEBREAK);
}
