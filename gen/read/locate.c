#include "locate.h"

#define CMARK_NO_SHORT_NAMES /* NODE_TEXT and its like are ours */
#include <cmark-gfm.h>
#include <cmark-gfm/node.h>

#include <string.h>

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

/* How many bytes of a line stand before what a table has there. */
static size_t row_begin(const struct locator *l, uint32_t line)
{
    struct str text = source_line(l->marks->source, line);
    size_t begin = 0;

    while (begin < text.len && memchr(" \t>", text.ptr[begin], 3))
        begin++;
    return begin;
}

/* The library takes each row of a table to begin as far in as the table: by
 * how many bytes that is wrong. */
static int row_shift(const struct locator *l, const struct node *node,
                     const cmark_node *from)
{
    const cmark_node *row = node->kind == NODE_CELL ? from->parent : from;

    if ((node->kind != NODE_ROW && node->kind != NODE_CELL) || node->header)
        return 0;
    return (int)row_begin(l, file_line(l, row->start_line)) -
           (row->parent->start_column - 1);
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

/* How many lines a block's content has; its last one may have a line end. */
static uint32_t lines_of(struct str text)
{
    if (text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    return (uint32_t)count_lines(text) + 1;
}

/* The first of `lines` lines, the last of which is `last`; none is before
 * `first`. */
static uint32_t count_back(uint32_t first, uint32_t last, uint32_t lines)
{
    return last >= first + lines ? last - lines + 1 : first;
}

/* The line of a table's head: behind it come the bars and the other rows, one
 * line each. The library puts it where the paragraph began that it was part
 * of, with all that was cut from that. */
static uint32_t head_line(const struct locator *l, const cmark_node *table)
{
    uint32_t rows = 0;

    for (const cmark_node *row = table->first_child; row; row = row->next)
        rows++;
    return count_back(file_line(l, table->start_line),
                      file_line(l, table->end_line), rows + 1);
}

/* Is that line one that makes a heading of those above? */
static bool is_underline(const struct locator *l, uint32_t line)
{
    struct str text = source_line(l->marks->source, line);

    text =
        str_trim(str_range(text.ptr + row_begin(l, line), text.ptr + text.len));
    if (text.len == 0 || !memchr("=-", text.ptr[0], 2))
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] != text.ptr[0])
            return false;
    return true;
}

/* Does a block begin on that line of the library's, behind `node`? */
static bool is_followed(const cmark_node *node, int line)
{
    while (node && !node->next)
        node = node->parent;
    if (!node)
        return false;
    node = node->next;
    /* What stands above a table's head has no place; the table has its. */
    if (node->start_line == 0 && node->next)
        node = node->next;
    return node->start_line == line;
}

/*
 * The library ends an underlined heading when it meets the next line; where
 * there is none, at the underline. Both may look like one:
 *
 *     [a]: b        [a]: b
 *     ===           title
 *     ===           ===
 *                   ===
 */
static uint32_t underline_of(const struct locator *l, const struct node *node,
                             const cmark_node *from)
{
    uint32_t line = node->last_line;

    return line > node->line &&
                   (!is_underline(l, line) || is_followed(from, from->end_line))
               ? line - 1
               : line;
}

/*
 * Link definitions that stood above a paragraph are cut from its content but
 * not from its lines; and the lines above a table's head make a paragraph
 * without any place. But a text ends where its paragraph does.
 */
static void first_line(struct locator *l, struct node *node,
                       const cmark_node *from)
{
    struct str text = {(const char *)from->content.ptr,
                       (size_t)from->content.size};
    uint32_t last = node->last_line;

    if (from->start_line == 0 && from->next) {
        node->line = file_line(l, from->next->start_line);
        node->last_line = last = head_line(l, from->next) - 1;
    } else if (node->kind == NODE_HEADING) {
        if (!from->as.heading.setext)
            return;
        node->last_line = underline_of(l, node, from);
        last = node->last_line - 1;
    }
    node->line = count_back(node->line, last, lines_of(text));
}

/* The place of an offset in the block at hand, which spot_find gave. */
static struct place place_of(struct locator *l, size_t found)
{
    return spot_place(&l->cursor, l->block.line, spot_source(&l->block, found));
}

/* The blanks there. A line that goes on with a paragraph from outside of the
 * quote or list that it is in keeps those that it begins with. */
static size_t blanks_at(const struct spot_block *block, size_t at)
{
    size_t end = at;

    while (end < block->end && memchr(" \t", block->text.ptr[end], 2))
        end++;
    return end - at;
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
    block->bars = (l->unplaced || node->kind == NODE_CELL) && block->text.len &&
                  memchr(block->text.ptr, '|', block->text.len);
    l->marked = l->marks->len && marks_find(block->text) != SIZE_MAX;
    spot_begin(block, node->line);
}

void locate_text(struct locator *l, struct node *node, const cmark_node *from)
{
    if (node->kind != NODE_CELL)
        first_line(l, node, from);
    open_block(l, node, from);
    if (node->kind == NODE_PARAGRAPH ||
        (node->kind == NODE_HEADING && from->as.heading.setext))
        node->column = place_of(l, blanks_at(&l->block, 0)).column;
}

/* A head's cells count from the paragraph that the table was made of, and from
 * the definitions that were cut from that. */
void locate_head_cell(struct locator *l, struct node *node,
                      const cmark_node *from)
{
    const cmark_node *table = from->parent->parent;
    uint32_t line = head_line(l, table);

    open_block(l, node, table);
    l->block.single = l->block.bars = false;
    l->block.library_column = table->start_column - 1;
    spot_begin(&l->block, count_back(file_line(l, table->start_line), line,
                                     lines_of(l->block.text)));
    size_t found = spot_find(&l->block, from->start_line,
                             from->start_column + from->internal_offset);
    found += blanks_at(&l->block, found);
    struct place place = place_of(l, found);
    size_t marked = spot_marked(&l->block, found);
    node->line = node->last_line = line = place.line;
    node->column = place.column;

    open_block(l, node, from);
    l->block.indent =
        marked - marks_marked(l->marks, l->marks->source->line[line - 1]);
    spot_begin(&l->block, line);
}

void locate_head(struct locator *l, struct node *table, struct node *row,
                 uint32_t line)
{
    if (line != table->line)
        table->column = row->column =
            spot_place(&l->cursor, line,
                       l->marks->source->line[line - 1] + row_begin(l, line))
                .column;
    table->line = row->line = row->last_line = line;
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

static bool is_link(const cmark_node *node)
{
    return node->type == CMARK_NODE_LINK || node->type == CMARK_NODE_IMAGE;
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
 * A link, code or HTML before `from` may have ended some lines behind the
 * place that it was found at; its end the library counts as it counts on.
 */
static void pass_before(struct locator *l, const cmark_node *from)
{
    const cmark_node *before = from->prev;

    if (before && has_known_end(before) &&
        before->end_line >= l->block.library_line)
        spot_find(&l->block, before->end_line, before->end_column);
}

/* A reference without a definition became text again, and lost its place. */
static size_t seek_reference(struct locator *l, const cmark_node *from)
{
    const cmark_chunk *text = &from->as.literal;
    const char *begin = (const char *)text->data;
    const char *end = text->len ? memchr(begin, ']', (size_t)text->len) : NULL;

    pass_before(l, from);
    return end ? spot_seek(&l->block, str_range(begin, end)) : SIZE_MAX;
}

/* Backticks, of code or not, are put where they end. One right behind code was
 * written with a backslash. */
static bool is_ticks(const cmark_node *from)
{
    if (from->type == CMARK_NODE_CODE)
        return true;
    return from->type == CMARK_NODE_TEXT && from->as.literal.len &&
           from->as.literal.data[0] == '`' &&
           !(from->prev && from->prev->type == CMARK_NODE_CODE);
}

/* Where the library puts it, or the first of its backticks. */
static size_t find_first(struct locator *l, const cmark_node *from)
{
    struct spot_block *block = &l->block;
    size_t found = spot_find(block, from->start_line, from->start_column);

    while (is_ticks(from) && found > block->begin &&
           block->text.ptr[found - 1] == '`')
        found--;
    return found;
}

/*
 * The library gives a link the line that it ends on, and <http://...> a wrong
 * column. What stands first in it is placed right; from there one counts back
 * over the brackets.
 */
static size_t find_link(struct locator *l, const cmark_node *from)
{
    size_t brackets = 0;
    const cmark_node *first = from;

    while (is_link(first) && first->first_child) {
        brackets += first->type == CMARK_NODE_LINK ? 1 : 2;
        first = first->first_child;
    }
    if (!is_link(first) && !is_lost(l, first)) {
        size_t found = find_first(l, first);
        return found > brackets ? found - brackets : 0;
    }
    return spot_find(&l->block, l->block.library_line, from->start_column);
}

static size_t run_of(struct str text, size_t at)
{
    size_t end = at;

    while (end < text.len && text.ptr[end] == text.ptr[at])
        end++;
    return end - at;
}

static size_t width_of(const cmark_node *node)
{
    return node->type == CMARK_NODE_STRONG ? 2 : node->type == CMARK_NODE_EMPH;
}

/* How many * or _ emphasis, and what begins with it, took of their run. The
 * library puts all of them where that begins. */
static size_t taken_before(const cmark_node *from)
{
    size_t taken = 0;

    for (const cmark_node *at = from;
         at && width_of(at) && at->start_line == from->start_line &&
         at->start_column == from->start_column;
         at = at->first_child)
        taken += width_of(at);
    return taken;
}

/* The same for what ends in the run that `from` begins with. */
static size_t taken_behind(const cmark_node *from)
{
    const cmark_node *last = from->prev;
    size_t taken = 0;

    if (!last || last->end_column < from->start_column)
        return 0;
    for (const cmark_node *at = last;
         at && width_of(at) && at->end_line == last->end_line &&
         at->end_column == last->end_column;
         at = at->last_child)
        taken += width_of(at);
    return taken;
}

/* Of a run of * or _ emphasis takes what is next to its words: how far in it,
 * or what it left, begins. */
static size_t place_in_run(const struct spot_block *block, size_t found,
                           const cmark_node *from)
{
    size_t taken = width_of(from) ? taken_before(from) : taken_behind(from);

    if (!taken || found >= block->end ||
        !memchr("*_", block->text.ptr[found], 2))
        return 0;
    size_t run = run_of(block->text, found);
    if (taken > run)
        return 0;
    return width_of(from) ? run - taken : taken;
}

/* Where an inline begins in the content of its block, or SIZE_MAX. */
static size_t find_inline(struct locator *l, const struct node *node,
                          const cmark_node *from)
{
    struct spot_block *block = &l->block;

    if (node->kind == NODE_LINK || node->kind == NODE_IMAGE)
        return find_link(l, from);
    if (node->kind == NODE_TEXT && is_lost(l, from))
        return seek_reference(l, from);
    if (from->start_line < block->library_line || is_lost(l, from))
        return SIZE_MAX;
    size_t found = find_first(l, from);
    return found + place_in_run(block, found, from);
}

/* Is it what a line of its paragraph begins with? */
static bool begins_line(const cmark_node *from)
{
    if (from->prev)
        return from->prev->type == CMARK_NODE_LINEBREAK;
    return from->parent->type == CMARK_NODE_PARAGRAPH ||
           from->parent->type == CMARK_NODE_HEADING;
}

/*
 * The blanks before a line are no text. The library passes them where a line
 * begins, but not behind a backslash if it is one from outside of its quote or
 * list; and of a tab that was passed in part it makes as many as it likes.
 */
static size_t idle_blanks(const struct locator *l, const struct node *node,
                          const cmark_node *from, size_t found)
{
    if (node->kind != NODE_TEXT || !begins_line(from))
        return 0;
    size_t blanks = blanks_at(&l->block, found);
    size_t len = (size_t)from->as.literal.len;
    return blanks < len ? blanks : len;
}

size_t locate_inline(struct locator *l, struct node *node,
                     const cmark_node *from)
{
    size_t found = find_inline(l, node, from);

    if (found == SIZE_MAX)
        return 0;
    size_t blanks = idle_blanks(l, node, from, found);
    struct place place = place_of(l, found + blanks);
    node->line = place.line;
    node->column = place.column;
    if (node_is_leaf(node))
        spot_pass(&l->block, (size_t)from->as.literal.len);
    return blanks;
}

void locate_break(struct locator *l, const cmark_node *from)
{
    pass_before(l, from);
    spot_break(&l->block, from->type == CMARK_NODE_LINEBREAK);
}
