#include "convert.h"

#include "../base/diag.h"
#include "locate.h"

#define CMARK_NO_SHORT_NAMES /* NODE_TEXT and its like are ours */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm/node.h>

#include <stdio.h>
#include <string.h>

struct converter {
    struct arena *arena;
    const struct marks *marks;
    struct diags *diags;
    struct doc *doc;
    struct buf scratch;
    struct locator locator;
    struct node *table, *row; /* the newest */
    const uint8_t *align; /* columns of the table at hand */
    int column; /* of its cell at hand */
    unsigned depth[2]; /* of blocks and of inlines */
};

/* Copies a string of the library, without marks. */
static struct str keep(struct converter *c, const cmark_chunk *chunk)
{
    struct str text = {(const char *)chunk->data, (size_t)chunk->len};

    if (c->marks->len && marks_find(text) != SIZE_MAX) {
        buf_cut(&c->scratch, 0);
        marks_strip(&c->scratch, text);
        text = buf_view(&c->scratch);
    }
    if (text.len == 0)
        return (struct str){"", 0};
    text.ptr = arena_copy(c->arena, text.ptr, text.len);
    return text;
}

/* The same for what stands in the block at hand. */
static struct str keep_inline(struct converter *c, const cmark_chunk *chunk)
{
    struct str text = {(const char *)chunk->data, (size_t)chunk->len};

    if (c->locator.marked || text.len == 0)
        return keep(c, chunk);
    text.ptr = arena_copy(c->arena, text.ptr, text.len);
    return text;
}

/* And for running text, in which STRIKE has to stay. */
static struct str keep_text(struct converter *c, const cmark_chunk *chunk)
{
    struct str text = {(const char *)chunk->data, (size_t)chunk->len};

    if (!c->locator.marked || !c->marks->strikes ||
        str_find(text, STR(STRIKE)) == SIZE_MAX)
        return keep_inline(c, chunk);
    buf_cut(&c->scratch, 0);
    for (size_t at; (at = str_find(text, STR(STRIKE))) != SIZE_MAX;) {
        marks_strip(&c->scratch, (struct str){text.ptr, at});
        buf_text(&c->scratch, STRIKE);
        text.ptr += at + sizeof(STRIKE) - 1;
        text.len -= at + sizeof(STRIKE) - 1;
    }
    marks_strip(&c->scratch, text);
    text = buf_view(&c->scratch);
    return (struct str){arena_copy(c->arena, text.ptr, text.len), text.len};
}

static void convert_list(struct node *node, const cmark_node *from)
{
    node->ordered = from->as.list.list_type == CMARK_ORDERED_LIST;
    node->start = from->as.list.start;
    node->tight = from->as.list.tight;
}

/* Does the block's last line close the fence that its first one opens? */
static bool fence_is_closed(const struct converter *c, const struct node *node,
                            const cmark_code *code)
{
    struct str line = source_line(c->marks->source, node->last_line);
    size_t at = 0, run = 0;

    if (node->last_line == node->line)
        return false;
    while (at < line.len && memchr(" \t>", line.ptr[at], 3))
        at++;
    while (at + run < line.len &&
           (unsigned char)line.ptr[at + run] == code->fence_char)
        run++;
    return run >= code->fence_length;
}

static void convert_code(struct converter *c, struct node *node,
                         const cmark_node *from)
{
    const cmark_code *code = &from->as.code;

    node->text = keep(c, &code->literal);
    if (!code->fenced)
        return;
    node->info = keep(c, &code->info);
    if (!fence_is_closed(c, node, code))
        diag_add(c->diags, OPEN_FENCE, node_place(c->doc, node), NULL, NULL);
}

/* The node of a footnote's definition; refs meet it before it is reached. */
static struct node *note_of(struct converter *c, cmark_node *definition)
{
    struct node *note = cmark_node_get_user_data(definition);

    if (!note) {
        note = node_new(c->arena, NODE_FOOTNOTE);
        cmark_node_set_user_data(definition, note);
    }
    return note;
}

static struct node *convert_reference(struct converter *c, cmark_node *from)
{
    struct node *node = node_new(c->arena, NODE_FOOTNOTE_REF);
#if CMARK_GFM_VERSION >= ((0 << 24) | (29 << 16) | (0 << 8) | 13)
    cmark_node *definition = cmark_node_parent_footnote_def(from);
#else
    cmark_node *definition = from->parent_footnote_def;
#endif

    node->note = note_of(c, definition);
    node->text = keep(c, &definition->as.literal);
    return node;
}

static struct node *convert_row(struct converter *c, cmark_node *from)
{
    struct node *node = node_new(c->arena, NODE_ROW);

    node->header = cmark_gfm_extensions_get_table_row_is_header(from);
    c->column = 0;
    c->row = node;
    return node;
}

static struct node *convert_cell(struct converter *c, cmark_node *from)
{
    struct node *node = node_new(c->arena, NODE_CELL);

    node->header = cmark_gfm_extensions_get_table_row_is_header(from->parent);
    switch (c->align[c->column++]) {
    case 'l': node->align = ALIGN_LEFT; break;
    case 'c': node->align = ALIGN_CENTER; break;
    case 'r': node->align = ALIGN_RIGHT; break;
    default: break;
    }
    return node;
}

/* How many cells the author wrote in a row. */
static size_t count_cells(struct str row)
{
    size_t bars = 0;

    while (row.len && memchr(" \t>", *row.ptr, 3)) {
        row.ptr++;
        row.len--;
    }
    row = str_trim(row);
    bool open = false; /* text since the last bar */
    for (size_t i = 0; i < row.len; i++) {
        bars += row.ptr[i] == '|';
        open = row.ptr[i] != '|';
        i += row.ptr[i] == '\\';
    }
    return bars + open - (row.len && row.ptr[0] == '|');
}

/* The library fills short rows up, and cuts what is too much off. */
static void judge_row(struct converter *c, const struct node *row)
{
    size_t cells = count_cells(source_line(c->marks->source, row->line));
    size_t wanted = (size_t)c->table->columns;
    char found[24], head[24];

    if (row->header || cells == wanted)
        return;
    snprintf(found, sizeof(found), "%zu", cells);
    snprintf(head, sizeof(head), "%zu", wanted);
    diag_add(c->diags, TABLE_CELLS, node_place(c->doc, row), found, head);
}

/* Kinds that extensions add have no fixed numbers, only names. */
static struct node *convert_extension(struct converter *c, cmark_node *from)
{
    const char *name = cmark_node_get_type_string(from);
    struct node *node;

    if (strcmp(name, "table") == 0) {
        node = node_new(c->arena, NODE_TABLE);
        node->columns = cmark_gfm_extensions_get_table_columns(from);
        c->align = cmark_gfm_extensions_get_table_alignments(from);
        c->table = node;
        return node;
    }
    if (strcmp(name, "table_cell") == 0)
        return convert_cell(c, from);
    if (strcmp(name, "tasklist") != 0)
        return convert_row(c, from);
    node = node_new(c->arena, NODE_ITEM);
    node->task = cmark_gfm_extensions_get_tasklist_item_checked(from)
                     ? TASK_DONE
                     : TASK_OPEN;
    return node;
}

static enum node_kind kind_of(cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_DOCUMENT: return NODE_DOCUMENT;
    case CMARK_NODE_HEADING: return NODE_HEADING;
    case CMARK_NODE_BLOCK_QUOTE: return NODE_QUOTE;
    case CMARK_NODE_LIST: return NODE_LIST;
    case CMARK_NODE_ITEM: return NODE_ITEM;
    case CMARK_NODE_CODE_BLOCK: return NODE_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK: return NODE_HTML_BLOCK;
    case CMARK_NODE_THEMATIC_BREAK: return NODE_RULE;
    case CMARK_NODE_TEXT: return NODE_TEXT;
    case CMARK_NODE_SOFTBREAK: return NODE_SOFT_BREAK;
    case CMARK_NODE_LINEBREAK: return NODE_HARD_BREAK;
    case CMARK_NODE_CODE: return NODE_CODE;
    case CMARK_NODE_HTML_INLINE: return NODE_HTML;
    case CMARK_NODE_EMPH: return NODE_EMPH;
    case CMARK_NODE_STRONG: return NODE_STRONG;
    case CMARK_NODE_LINK: return NODE_LINK;
    case CMARK_NODE_IMAGE: return NODE_IMAGE;
    default: return NODE_PARAGRAPH;
    }
}

static struct node *make_node(struct converter *c, cmark_node *from)
{
    cmark_node_type type = cmark_node_get_type(from);

    if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
        return note_of(c, from);
    if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
        return convert_reference(c, from);
    if (from->extension)
        return convert_extension(c, from);
    return node_new(c->arena, kind_of(type));
}

static void convert_cell_place(struct converter *c, struct node *node,
                               cmark_node *from)
{
    if (!node->header) {
        locate_text(&c->locator, node, from);
        return;
    }
    locate_head_cell(&c->locator, node, from);
    locate_head(&c->locator, c->table, c->row, node->line);
}

static void convert_block(struct converter *c, struct node *node,
                          cmark_node *from)
{
    int column = from->start_column;

    if (node->kind == NODE_FOOTNOTE)
        column -= from->internal_offset;
    if (node->kind == NODE_CELL)
        column += from->internal_offset;
    locate_block(&c->locator, node, from, column);
    switch (node->kind) {
    case NODE_PARAGRAPH: locate_text(&c->locator, node, from); break;
    case NODE_HEADING:
        node->level = (uint8_t)from->as.heading.level;
        locate_text(&c->locator, node, from);
        break;
    case NODE_CELL: convert_cell_place(c, node, from); break;
    case NODE_ROW: judge_row(c, node); break;
    case NODE_LIST: convert_list(node, from); break;
    case NODE_CODE_BLOCK: convert_code(c, node, from); break;
    case NODE_HTML_BLOCK:
    case NODE_FOOTNOTE: node->text = keep(c, &from->as.literal); break;
    default: break;
    }
}

/* False where nothing is left of it. */
static bool convert_text(struct converter *c, struct node *node,
                         const cmark_node *from)
{
    cmark_chunk chunk = from->as.literal;
    size_t blanks = locate_inline(&c->locator, node, from);

    chunk.data += blanks;
    chunk.len -= (bufsize_t)blanks;
    node->text = keep_text(c, &chunk);
    return chunk.len || !blanks;
}

static void convert_inline(struct converter *c, struct node *node,
                           cmark_node *from)
{
    locate_inline(&c->locator, node, from);
    switch (node->kind) {
    case NODE_SOFT_BREAK:
    case NODE_HARD_BREAK: locate_break(&c->locator, from); break;
    case NODE_CODE:
    case NODE_HTML: node->text = keep_inline(c, &from->as.literal); break;
    case NODE_LINK:
    case NODE_IMAGE:
        node->url = keep(c, &from->as.link.url);
        node->title = keep(c, &from->as.link.title);
        break;
    default: break;
    }
}

/* NULL for a text of which nothing is left. */
static struct node *convert_node(struct converter *c, cmark_node *from)
{
    struct node *node = make_node(c, from);

    if (node_is_block(node))
        convert_block(c, node, from);
    else if (node->kind != NODE_TEXT)
        convert_inline(c, node, from);
    else if (!convert_text(c, node, from))
        return NULL;
    return node;
}

/* A second definition of a footnote stays behind in the tree, unused. */
static bool is_left_over(cmark_node *from)
{
    return cmark_node_get_type(from) == CMARK_NODE_FOOTNOTE_DEFINITION &&
           from->footnote.def_count == 0;
}

/* Which of two depths a node adds to: blocks within blocks that an author
 * sees as levels, or emphasis, links and images within each other. */
static unsigned *depth_of(unsigned depth[2], const struct node *node)
{
    switch (node->kind) {
    case NODE_QUOTE:
    case NODE_ITEM:
    case NODE_FOOTNOTE: return &depth[0];
    case NODE_EMPH:
    case NODE_STRONG:
    case NODE_LINK:
    case NODE_IMAGE: return &depth[1];
    default: return NULL;
    }
}

/* Goes down below `node`; false where that is too deep. */
static bool go_down(struct converter *c, const struct node *node,
                    unsigned nesting)
{
    unsigned *depth = depth_of(c->depth, node);
    char found[16], most[16];

    if (!depth || ++*depth <= nesting)
        return true;
    snprintf(found, sizeof(found), "%u", *depth);
    snprintf(most, sizeof(most), "%u", nesting);
    diag_add(c->diags, LIMIT_DEPTH, node_place(c->doc, node), found, most);
    return false;
}

static void go_up(struct converter *c, const struct node *node)
{
    unsigned *depth = depth_of(c->depth, node);

    if (depth)
        --*depth;
}

static bool convert_all(struct converter *c, cmark_node *root, unsigned nesting)
{
    struct node *parent = NULL;

    for (cmark_node *at = root;; at = at->next) {
        struct node *node = is_left_over(at) ? NULL : convert_node(c, at);
        if (node && parent)
            node_append(parent, node);
        else if (node)
            c->doc->root = node;
        while (node && at->first_child) {
            if (!go_down(c, node, nesting))
                return false;
            parent = node;
            at = at->first_child;
            node = is_left_over(at) ? NULL : convert_node(c, at);
            if (node)
                node_append(parent, node);
        }
        for (; at != root && !at->next; at = at->parent) {
            go_up(c, parent);
            parent = parent->parent;
        }
        if (at == root)
            return true;
    }
}

struct doc *convert_tree(struct arena *arena, const struct marks *marks,
                         struct cmark_node *root, unsigned nesting,
                         struct diags *diags)
{
    struct converter c = {
        .arena = arena,
        .marks = marks,
        .diags = diags,
        .doc = arena_new(arena, sizeof(struct doc)),
        .locator = locator(marks),
    };

    c.doc->source = marks->source;
    bool ok = convert_all(&c, root, nesting);
    buf_free(&c.scratch);
    return ok ? c.doc : NULL;
}
