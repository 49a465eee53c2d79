#include "webpage_part.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MOST 64
#define ROWS_MOST 5000
#define CELL_MOST 600 /* bytes; longer ones are columns of a page */

/* A table's cells while they are put into their grid. */
struct grid {
    struct arena *arena;
    const struct html_node *table;
    const struct hiders *hiders;
    struct block_cell *cell; /* ROWS × COLUMNS_MOST, by row */
    bool *taken;
    size_t rows, cap, columns, merged;
    unsigned down[COLUMNS_MOST]; /* rows still covered from above */
    bool is_layout;
    struct str caption;
};

/* The text below a cell, a blank for each line break. */
static struct str cell_text(struct grid *grid, const struct html_node *cell)
{
    struct buf out = {0};
    const struct html_node *node = cell, *next;

    for (; node; node = next) {
        next = html_next(cell, node);
        enum part part =
            node->kind == HTML_ELEMENT ? part_of(node->name) : PART_INLINE;
        if (part == PART_TABLE || part == PART_IMAGE)
            grid->is_layout = true;
        if (node->kind == HTML_TEXT)
            buf_str(&out, node->text);
        else if (part != PART_INLINE && part != PART_BOLD && part != PART_LINK)
            buf_char(&out, ' ');
        bool skips =
            part == PART_CODE || part == PART_QUIET ||
            (node->kind == HTML_ELEMENT && part_is_hidden(node, grid->hiders));
        if (skips && node != cell) {
            while (node != cell && !node->next)
                node = node->parent;
            next = node == cell ? NULL : node->next;
        }
    }
    struct str text = text_tidy(grid->arena, buf_view(&out));
    buf_free(&out);
    return text;
}

static struct block_cell *cell_at(struct grid *grid, size_t row, size_t column)
{
    return &grid->cell[row * COLUMNS_MOST + column];
}

static void add_row(struct grid *grid)
{
    if (grid->rows == grid->cap) {
        size_t cap = grid->cap ? grid->cap * 2 : 16;
        grid->cell =
            mem_resize(grid->cell, cap * COLUMNS_MOST, sizeof(*grid->cell));
        memset(grid->cell + grid->cap * COLUMNS_MOST, 0,
               (cap - grid->cap) * COLUMNS_MOST * sizeof(*grid->cell));
        grid->cap = cap;
    }
    for (size_t i = 0; i < COLUMNS_MOST; i++)
        cell_at(grid, grid->rows, i)->text = STR("");
    grid->rows++;
}

/* Puts one cell at the first free place of the newest row. */
static void put_cell(struct grid *grid, const struct html_node *node,
                     size_t *column)
{
    size_t row = grid->rows - 1;
    size_t across = html_span(node, "colspan"),
           down = html_span(node, "rowspan");
    struct str text = cell_text(grid, node);

    while (*column < COLUMNS_MOST && grid->down[*column]) {
        cell_at(grid, row, *column)->spread = true;
        grid->down[(*column)++]--;
    }
    if (*column + across > COLUMNS_MOST || text.len > CELL_MOST) {
        grid->is_layout = true;
        return;
    }
    grid->merged += across > 1 || down > 1;
    for (size_t i = 0; i < across; i++, (*column)++) {
        cell_at(grid, row, *column)->spread = i > 0;
        grid->down[*column] = (unsigned)down - 1;
    }
    cell_at(grid, row, *column - across)->text = text;
    if (*column > grid->columns)
        grid->columns = *column;
}

static void end_row(struct grid *grid, size_t column)
{
    for (; column < COLUMNS_MOST; column++) {
        if (!grid->down[column])
            continue;
        cell_at(grid, grid->rows - 1, column)->spread = true;
        grid->down[column]--;
        if (column >= grid->columns)
            grid->columns = column + 1;
    }
}

static void read_row(struct grid *grid, const struct html_node *row)
{
    size_t column = 0;

    if (grid->rows == ROWS_MOST) {
        grid->is_layout = true;
        return;
    }
    add_row(grid);
    for (const struct html_node *at = row->first; at; at = at->next)
        if (at->kind == HTML_ELEMENT &&
            (str_is(at->name, "td") || str_is(at->name, "th")))
            put_cell(grid, at, &column);
    end_row(grid, column);
    if (column == 0)
        grid->rows--;
}

/* Rows stand in the table or in its thead, tbody and tfoot. */
static void read_rows(struct grid *grid, const struct html_node *group)
{
    for (const struct html_node *at = group->first; at && !grid->is_layout;
         at = at->next) {
        if (at->kind != HTML_ELEMENT)
            continue;
        if (str_is(at->name, "tr"))
            read_row(grid, at);
        else if (str_is(at->name, "caption"))
            grid->caption = cell_text(grid, at);
        else if (group == grid->table &&
                 (str_is(at->name, "tbody") || str_is(at->name, "thead") ||
                  str_is(at->name, "tfoot")))
            read_rows(grid, at);
    }
}

static struct block_table *settle(const struct grid *grid)
{
    struct block_table *table = arena_new(grid->arena, sizeof(*table));

    table->rows = grid->rows;
    table->columns = grid->columns;
    table->merged = grid->merged;
    table->cell = arena_array(grid->arena, table->rows * table->columns,
                              sizeof(*table->cell));
    for (size_t row = 0; row < table->rows; row++)
        memcpy(table->cell + row * table->columns,
               grid->cell + row * COLUMNS_MOST,
               table->columns * sizeof(*table->cell));
    return table;
}

struct block_table *part_table(struct arena *arena,
                               const struct html_node *node,
                               const struct hiders *hiders, struct str *caption)
{
    struct grid grid = {.arena = arena, .table = node, .hiders = hiders};
    struct block_table *table = NULL;

    grid.caption = STR("");
    read_rows(&grid, node);
    if (!grid.is_layout && grid.rows >= 2 && grid.columns >= 2)
        table = settle(&grid);
    *caption = grid.caption;
    mem_free(grid.cell);
    return table;
}
