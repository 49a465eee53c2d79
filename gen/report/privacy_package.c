#include "privacy.h"

#include "../base/diag.h"
#include "../read/html.h"
#include "../read/manuscript.h"
#include "../read/packed.h"
#include "privacy_look.h"

#include <string.h>

#define CELLS_MOST 200000
#define COLUMNS_MOST 64

struct book {
    struct arena arena;
    const struct packed *packed;
    struct looker looker;
    struct str *shared; /* texts that cells name by number */
    size_t shared_len;
};

/* The text below a node; paragraphs and cells with a blank between. */
static struct str text_below(struct book *book, const struct html_node *node)
{
    struct buf out = {0};

    for (const struct html_node *at = html_next(node, node); at;
         at = html_next(node, at)) {
        if (at->kind == HTML_TEXT)
            buf_str(&out, at->text);
        else if (str_is(at->name, "p"))
            buf_char(&out, ' ');
    }
    struct str text = {
        arena_copy(&book->arena, out.len ? out.data : "", out.len), out.len};
    buf_free(&out);
    return str_trim(text);
}

static const struct html_node *read_part(struct book *book, struct str bytes)
{
    struct diags silent = {0};
    struct html html;
    const struct source *source =
        source_new(&book->arena, book->looker.path, bytes);
    bool good = html_read_xml(&book->arena, source, &html, &silent);

    diags_free(&silent);
    if (!good)
        diag_path(book->looker.diags, PERSONAL_UNREAD, book->looker.path, NULL,
                  NULL);
    return good ? html.root : NULL;
}

static void read_shared(struct book *book)
{
    struct str bytes;
    const struct html_node *root =
        packed_find(book->packed, "xl/sharedStrings.xml", &bytes)
            ? read_part(book, bytes)
            : NULL;

    if (!root)
        return;
    book->shared = arena_array(&book->arena, CELLS_MOST, sizeof(*book->shared));
    for (const struct html_node *at = html_next(root, root);
         at && book->shared_len < CELLS_MOST; at = html_next(root, at))
        if (at->kind == HTML_ELEMENT && str_is(at->name, "si"))
            book->shared[book->shared_len++] = text_below(book, at);
}

static struct str cell_text(struct book *book, const struct html_node *cell)
{
    struct str text = text_below(book, cell);
    size_t index = 0;

    if (!str_is(html_value(cell, "t"), "s"))
        return text;
    for (size_t i = 0; i < text.len && i < 9; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            index = index * 10 + (size_t)(text.ptr[i] - '0');
    return index < book->shared_len ? book->shared[index] : STR("");
}

/* The column of a cell named "C7"; without a name the next one. */
static size_t column_of(const struct html_node *cell, size_t next)
{
    struct str name = html_value(cell, "r");
    size_t column = 0, i = 0;

    for (; i < name.len && name.ptr[i] >= 'A' && name.ptr[i] <= 'Z'; i++)
        column = column * 26 + (size_t)(name.ptr[i] - 'A') + 1;
    return i ? column - 1 : next;
}

/* The cells of a row below `node`, each in its column. */
static struct privacy_row
read_row(struct book *book, const struct html_node *node, const char *cell_name)
{
    struct privacy_cell cell[COLUMNS_MOST];
    struct privacy_row row = {NULL, 0};
    size_t column = 0;

    for (size_t i = 0; i < COLUMNS_MOST; i++)
        cell[i] = (struct privacy_cell){STR(""), 0, 0};
    for (const struct html_node *at = node->first; at; at = at->next) {
        if (at->kind != HTML_ELEMENT || !str_is(at->name, cell_name))
            continue;
        column = column_of(at, column);
        if (column >= COLUMNS_MOST) {
            looker_text(&book->looker, cell_text(book, at), 0, 0);
            continue;
        }
        cell[column++].text = cell_text(book, at);
        row.cells = column > row.cells ? column : row.cells;
    }
    row.cell = arena_array(&book->arena, row.cells + 1, sizeof(*cell));
    memcpy(row.cell, cell, row.cells * sizeof(*cell));
    return row;
}

/* Reads a table whose rows and cells have these names. */
static void look_at_table(struct book *book, const struct html_node *node,
                          const char *row_name, const char *cell_name)
{
    struct privacy_table table = {0};
    size_t cap = 0;

    for (const struct html_node *at = html_next(node, node); at;
         at = html_next(node, at)) {
        if (at->kind != HTML_ELEMENT || !str_is(at->name, row_name))
            continue;
        table.row = mem_grow(table.row, table.rows, &cap, sizeof(*table.row));
        table.row[table.rows++] = read_row(book, at, cell_name);
    }
    looker_table(&book->looker, &table);
    mem_free(table.row);
}

static bool is_document(const char *name)
{
    return strcmp(name, "word/document.xml") == 0 ||
           strncmp(name, "word/header", 11) == 0 ||
           strncmp(name, "word/footer", 11) == 0 ||
           strncmp(name, "word/footnotes", 14) == 0 ||
           strncmp(name, "word/endnotes", 13) == 0 ||
           strncmp(name, "word/comments", 13) == 0 ||
           strncmp(name, "ppt/slides/slide", 16) == 0 ||
           strcmp(name, "content.xml") == 0;
}

static void look_at_document(struct book *book, const struct html_node *root)
{
    for (const struct html_node *at = html_next(root, root); at;
         at = html_next(root, at)) {
        if (at->kind != HTML_ELEMENT)
            continue;
        if (str_is(at->name, "tbl"))
            look_at_table(book, at, "tr", "tc");
        else if (str_is(at->name, "table")) /* of OpenDocument */
            look_at_table(book, at, "table-row", "table-cell");
        else if ((str_is(at->name, "p") || str_is(at->name, "h")) &&
                 !html_is_in(at, "tbl") && !html_is_in(at, "table"))
            looker_text(&book->looker, text_below(book, at), 0, 0);
    }
}

void privacy_package(const struct packed *packed, const char *path,
                     const struct privacy_rules *rules, struct diags *diags)
{
    struct book book = {.packed = packed, .looker = {rules, diags, path, 0}};

    bool known = false;

    read_shared(&book);
    for (size_t i = 0; i < packed->len; i++) {
        const struct packed_file *file = &packed->file[i];
        const struct html_node *root = NULL;
        bool sheet = strncmp(file->name, "xl/worksheets/", 14) == 0;
        if (!sheet && !is_document(file->name))
            continue;
        known = true;
        root = read_part(&book, file->bytes);
        if (root && sheet)
            look_at_table(&book, root, "row", "c");
        else if (root)
            look_at_document(&book, root);
    }
    if (!known)
        diag_path(diags, PERSONAL_CLOSED, path, NULL, NULL);
    arena_free(&book.arena);
}
