#include "privacy.h"

#include "../base/diag.h"
#include "../read/html.h"
#include "../read/manuscript.h"
#include "../read/packed.h"
#include "privacy_list.h"

#include <string.h>

#define CELLS_MOST 200000
#define COLUMNS_MOST 64
#define TOLD_MOST 200

struct book {
    struct arena arena;
    const struct packed *packed;
    const char *path;
    const struct privacy_rules *rules;
    struct diags *diags;
    struct str *shared; /* texts that cells name by number */
    size_t shared_len, told;
};

static void tell(struct book *book, const struct privacy_hit *hit)
{
    static const enum diag_code code[] = {[PRIVACY_ID] = PERSONAL_ID,
                                          [PRIVACY_PHONE] = PERSONAL_PHONE,
                                          [PRIVACY_CARD] = PERSONAL_CARD};
    char masked[24];

    for (size_t i = 0; i < book->rules->len; i++)
        if (str_is(book->rules->number[i], hit->digits))
            return;
    if (book->told++ >= TOLD_MOST)
        return;
    privacy_mask(hit->digits, hit->kind, masked);
    diag_path(book->diags, code[hit->kind], book->path, masked, NULL);
}

static void look_at(struct book *book, struct str text, size_t at)
{
    struct privacy_hit hit;

    while (privacy_next(text, &at, &hit))
        tell(book, &hit);
}

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
    const struct source *source = source_new(&book->arena, book->path, bytes);
    bool good = html_read_xml(&book->arena, source, &html, &silent);

    diags_free(&silent);
    if (!good)
        diag_path(book->diags, PERSONAL_UNREAD, book->path, NULL, NULL);
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

/* A row of a sheet or table: its cells are looked at each with its head. */
static void look_at_row(struct book *book, struct str *row, size_t columns,
                        const struct str *head)
{
    struct buf all = {0};
    size_t before = book->told;

    for (size_t i = 0; i < columns; i++) {
        buf_cut(&all, 0);
        buf_str(&all, head ? head[i] : STR(""));
        buf_char(&all, '\x1E');
        size_t at = all.len;
        buf_str(&all, row[i]);
        look_at(book, buf_view(&all), at);
    }
    buf_cut(&all, 0);
    for (size_t i = 0; i < columns; i++) {
        buf_char(&all, PRIVACY_CELL);
        buf_str(&all, row[i]);
    }
    struct privacy_hit hit;
    size_t at = 0;
    while (book->told == before && privacy_next(buf_view(&all), &at, &hit))
        if (hit.kind == PRIVACY_ID)
            tell(book, &hit);
    buf_free(&all);
}

/* Reads a table whose rows and cells have these names. */
static void look_at_table(struct book *book, const struct html_node *table,
                          const char *row_name, const char *cell_name)
{
    struct str *grid = NULL;
    size_t rows = 0, cap = 0;

    for (const struct html_node *row = html_next(table, table); row;
         row = html_next(table, row)) {
        if (row->kind != HTML_ELEMENT || !str_is(row->name, row_name) ||
            rows * COLUMNS_MOST >= CELLS_MOST)
            continue;
        grid = mem_grow(grid, rows, &cap, COLUMNS_MOST * sizeof(*grid));
        struct str *to = grid + rows * COLUMNS_MOST;
        for (size_t i = 0; i < COLUMNS_MOST; i++)
            to[i] = STR("");
        size_t column = 0;
        for (const struct html_node *at = row->first; at; at = at->next) {
            if (at->kind != HTML_ELEMENT || !str_is(at->name, cell_name))
                continue;
            column = column_of(at, column);
            if (column < COLUMNS_MOST)
                to[column] = cell_text(book, at);
            column++;
        }
        rows++;
        look_at_row(book, to, COLUMNS_MOST, rows > 1 ? grid : NULL);
    }
    struct privacy_table all = {grid, rows, COLUMNS_MOST};
    struct str what;
    if (rows && privacy_lists_people(&all, &what))
        diag_path(book->diags, PERSONAL_LIST, book->path,
                  arena_copy(&book->arena, what.ptr, what.len), NULL);
    mem_free(grid);
}

static bool is_document(const char *name)
{
    return strcmp(name, "word/document.xml") == 0 ||
           strncmp(name, "word/header", 11) == 0 ||
           strncmp(name, "word/footer", 11) == 0 ||
           strncmp(name, "word/footnotes", 14) == 0 ||
           strncmp(name, "word/comments", 13) == 0;
}

static void look_at_document(struct book *book, const struct html_node *root)
{
    for (const struct html_node *at = html_next(root, root); at;
         at = html_next(root, at)) {
        if (at->kind != HTML_ELEMENT)
            continue;
        if (str_is(at->name, "tbl"))
            look_at_table(book, at, "tr", "tc");
        else if (str_is(at->name, "p") && !html_is_in(at, "tbl"))
            look_at(book, text_below(book, at), 0);
    }
}

void privacy_package(const struct packed *packed, const char *path,
                     const struct privacy_rules *rules, struct diags *diags)
{
    struct book book = {
        .packed = packed, .path = path, .rules = rules, .diags = diags};

    read_shared(&book);
    for (size_t i = 0; i < packed->len; i++) {
        const struct packed_file *file = &packed->file[i];
        const struct html_node *root = NULL;
        bool sheet = strncmp(file->name, "xl/worksheets/", 14) == 0;
        if (!sheet && !is_document(file->name))
            continue;
        root = read_part(&book, file->bytes);
        if (root && sheet)
            look_at_table(&book, root, "row", "c");
        else if (root)
            look_at_document(&book, root);
    }
    arena_free(&book.arena);
}
