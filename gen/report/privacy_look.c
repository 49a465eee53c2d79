#include "privacy_look.h"

#include "../base/buf.h"
#include "../base/diag.h"

#define HITS_MOST 200 /* told of one file; more say nothing new */

static bool is_excepted(const struct privacy_rules *rules, const char *digits)
{
    for (size_t i = 0; i < rules->len; i++)
        if (str_is(rules->number[i], digits))
            return true;
    return false;
}

void looker_tell(struct looker *looker, const struct privacy_hit *hit,
                 uint32_t line, uint32_t column)
{
    static const enum diag_code code[] = {[PRIVACY_ID] = PERSONAL_ID,
                                          [PRIVACY_PHONE] = PERSONAL_PHONE,
                                          [PRIVACY_CARD] = PERSONAL_CARD};
    char masked[24];

    if (is_excepted(looker->rules, hit->digits) || looker->told++ >= HITS_MOST)
        return;
    privacy_mask(hit->digits, hit->kind, masked);
    diag_line(looker->diags, code[hit->kind], looker->path, line, column,
              masked, NULL);
}

void looker_text(struct looker *looker, struct str text, uint32_t line,
                 uint32_t column)
{
    struct privacy_hit hit;
    size_t at = 0;

    while (privacy_next(text, &at, &hit))
        looker_tell(looker, &hit, line, column);
}

/* One cell, with its column's head before it, which says what numbers are. */
static void look_at_cell(struct looker *looker,
                         const struct privacy_table *table, size_t row,
                         size_t column, struct buf *all)
{
    const struct privacy_cell *cell = &table->row[row].cell[column];
    struct privacy_hit hit;
    size_t at;

    buf_cut(all, 0);
    for (size_t i = table->head; i < table->first && row >= table->first; i++)
        if (column < table->row[i].cells)
            buf_str(all, table->row[i].cell[column].text);
    buf_char(all, '\x1E'); /* parts it from what the head ends with */
    at = all->len;
    buf_str(all, cell->text);
    while (privacy_next(buf_view(all), &at, &hit))
        looker_tell(looker, &hit, cell->line, cell->column);
}

/* A row's cells in one text: an identity number may be split over them. */
static void look_over_cells(struct looker *looker,
                            const struct privacy_row *row, struct buf *all)
{
    struct privacy_hit hit;
    size_t at = 0;

    buf_cut(all, 0);
    for (size_t i = 0; i < row->cells; i++) {
        buf_char(all, PRIVACY_CELL);
        buf_str(all, row->cell[i].text);
    }
    while (privacy_next(buf_view(all), &at, &hit))
        if (hit.kind == PRIVACY_ID)
            looker_tell(looker, &hit, row->cell->line, row->cell->column);
}

static void look_whether_list(struct looker *looker,
                              const struct privacy_table *table)
{
    struct arena scratch = {0};
    struct str what;

    if (privacy_lists_people(table, &what))
        diag_line(looker->diags, PERSONAL_LIST, looker->path, table->line,
                  table->column, arena_copy(&scratch, what.ptr, what.len),
                  NULL);
    arena_free(&scratch);
}

void looker_table(struct looker *looker, struct privacy_table *table)
{
    struct buf all = {0};

    privacy_list_head(table);
    for (size_t row = 0; row < table->rows; row++) {
        size_t before = looker->told;
        for (size_t i = 0; i < table->row[row].cells; i++)
            look_at_cell(looker, table, row, i, &all);
        if (looker->told == before && table->row[row].cells)
            look_over_cells(looker, &table->row[row], &all);
    }
    look_whether_list(looker, table);
    buf_free(&all);
}
