#include "docx_table.h"

#include "docx_number.h"

#include <string.h>

#define COLUMNS_MOST 64
#define ROWS_MOST 5000
#define CELL_MOST 900 /* bytes */

/* The text of a cell, its paragraphs with a blank between. */
static struct str cell_text(struct arena *arena, const struct html_node *cell,
                            bool *plain)
{
    struct buf out = {0};

    for (const struct html_node *at = html_next(cell, cell); at;
         at = html_next(cell, at)) {
        if (at->kind == HTML_TEXT && str_is(at->parent->name, "t"))
            buf_str(&out, at->text);
        else if (at->kind == HTML_ELEMENT &&
                 (str_is(at->name, "p") || str_is(at->name, "br") ||
                  str_is(at->name, "tab")))
            buf_char(&out, ' ');
        if (at->kind == HTML_ELEMENT &&
            (str_is(at->name, "blip") || str_is(at->name, "tbl") ||
             str_is(at->name, "imagedata") || str_is(at->name, "numpr")))
            *plain = false;
    }
    struct str text = text_tidy(arena, buf_view(&out));
    *plain = *plain && text.len <= CELL_MOST;
    buf_free(&out);
    return text;
}

static size_t span_of(const struct html_node *properties)
{
    const struct html_node *span = docx_child(properties, "gridspan");
    struct str value = span ? html_value(span, "val") : STR("1");
    size_t number = 0;

    for (size_t i = 0; i < value.len && i < 3; i++)
        if (value.ptr[i] >= '0' && value.ptr[i] <= '9')
            number = number * 10 + (size_t)(value.ptr[i] - '0');
    return number ? number : 1;
}

struct grid {
    struct arena *arena;
    struct block_cell *cell;
    size_t rows, columns, merged;
    bool plain;
};

/* A row of the table into row `grid->rows`; COLUMNS_MOST cells wide. */
static void read_row(struct grid *grid, const struct html_node *row)
{
    struct block_cell *to = grid->cell + grid->rows * COLUMNS_MOST;
    size_t column = 0;

    for (const struct html_node *at = row->first; at && grid->plain;
         at = at->next) {
        if (at->kind != HTML_ELEMENT || !str_is(at->name, "tc"))
            continue;
        const struct html_node *properties = docx_child(at, "tcpr");
        const struct html_node *merge = docx_child(properties, "vmerge");
        size_t span = span_of(properties);
        bool goes_on = merge && !str_is(html_value(merge, "val"), "restart");
        if (column + span > COLUMNS_MOST) {
            grid->plain = false;
            return;
        }
        grid->merged += span > 1 || (merge && !goes_on);
        to[column].text = cell_text(grid->arena, at, &grid->plain);
        to[column].spread = goes_on;
        for (size_t i = 1; i < span; i++)
            to[column + i].spread = true;
        column += span;
    }
    if (column > grid->columns)
        grid->columns = column;
    grid->rows += column > 0;
}

static struct block_table *settle(const struct grid *grid)
{
    struct block_table *table = arena_new(grid->arena, sizeof(*table));

    table->rows = grid->rows;
    table->columns = grid->columns;
    table->merged = grid->merged;
    table->cell = arena_array(grid->arena, table->rows * table->columns,
                              sizeof(*table->cell));
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        size_t row = i / table->columns, column = i % table->columns;
        table->cell[i] = grid->cell[row * COLUMNS_MOST + column];
        if (!table->cell[i].text.ptr)
            table->cell[i].text = STR("");
    }
    return table;
}

struct block_table *docx_table(struct arena *arena,
                               const struct html_node *node)
{
    struct grid grid = {.arena = arena, .plain = true};
    struct block_table *table = NULL;
    size_t rows = 0;

    for (const struct html_node *at = node->first; at; at = at->next)
        rows += at->kind == HTML_ELEMENT && str_is(at->name, "tr");
    if (rows < 2 || rows > ROWS_MOST)
        return NULL;
    grid.cell = mem_zero(rows * COLUMNS_MOST, sizeof(*grid.cell));
    for (const struct html_node *at = node->first; at && grid.plain;
         at = at->next)
        if (at->kind == HTML_ELEMENT && str_is(at->name, "tr"))
            read_row(&grid, at);
    if (grid.plain && grid.rows >= 2 && grid.columns >= 2)
        table = settle(&grid);
    mem_free(grid.cell);
    return table;
}
