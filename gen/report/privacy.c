#include "privacy.h"

#include "../base/diag.h"
#include "../read/csv.h"
#include "../read/doc.h"
#include "../read/front.h"
#include "flat.h"
#include "privacy_list.h"

#include <string.h>

#define HITS_MOST 200 /* told of one file; more say nothing new */
#define COLUMNS_MOST CSV_COLUMNS_MOST

struct looker {
    const struct privacy_rules *rules;
    struct diags *diags;
    const char *path;
    size_t told;
};

static bool is_excepted(const struct privacy_rules *rules, const char *digits)
{
    for (size_t i = 0; i < rules->len; i++)
        if (str_is(rules->number[i], digits))
            return true;
    return false;
}

/* Without the source's line: that would show what must not be shown. */
static void tell(struct looker *looker, const struct privacy_hit *hit,
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

static void look_at(struct looker *looker, struct str text, struct place place)
{
    struct privacy_hit hit;
    size_t at = 0;

    while (privacy_next(text, &at, &hit))
        tell(looker, &hit, place.line, place.column);
}

/* ---- Markdown ---- */

static void look_at_block(struct looker *looker, const struct doc *doc,
                          struct flat *flat, const struct node *node)
{
    struct privacy_hit hit;
    size_t at = 0, names;

    flat_read(flat, node);
    while (privacy_next(flat_text(flat), &at, &hit)) {
        struct place place = flat_place(flat, doc->source, hit.from);
        tell(looker, &hit, place.line, place.column);
    }
    if (privacy_names_people(flat_text(flat), &names)) {
        struct place place = flat_place(flat, doc->source, names);
        diag_line(looker->diags, PERSONAL_NAMES, looker->path, place.line,
                  place.column, NULL, NULL);
    }
}

/* A row's cells in one text: an identity number may be split over them. */
static void look_at_row(struct looker *looker, const struct str *cell,
                        size_t len, const char *head, struct place place)
{
    struct buf all = {0};
    struct privacy_hit hit;
    size_t at = 0;

    buf_text(&all, head);
    for (size_t i = 0; i < len; i++) {
        buf_char(&all, PRIVACY_CELL);
        buf_str(&all, cell[i]);
    }
    while (privacy_next(buf_view(&all), &at, &hit))
        if (hit.kind == PRIVACY_ID && hit.to > strlen(head))
            tell(looker, &hit, place.line, place.column);
    buf_free(&all);
}

/* One cell, with its column's head before it, which says what numbers are. */
static void look_at_cell(struct looker *looker, struct str head,
                         struct str text, struct place place)
{
    struct buf all = {0};
    struct privacy_hit hit;
    size_t at;

    buf_str(&all, head);
    buf_char(&all, '\x1E'); /* parts it from what the head ends with */
    at = all.len;
    buf_str(&all, text);
    while (privacy_next(buf_view(&all), &at, &hit))
        tell(looker, &hit, place.line, place.column);
    buf_free(&all);
}

static void tell_list(struct looker *looker, struct str what,
                      struct place place)
{
    struct arena scratch = {0};

    diag_line(looker->diags, PERSONAL_LIST, looker->path, place.line,
              place.column, arena_copy(&scratch, what.ptr, what.len), NULL);
    arena_free(&scratch);
}

/* Puts the table's cells into a grid in the arena. */
static struct privacy_table grid_of(struct arena *arena,
                                    const struct node *node)
{
    struct privacy_table table = {NULL, 0, (size_t)node->columns};

    for (const struct node *row = node->first; row; row = row->next)
        table.rows++;
    struct str *cell =
        arena_array(arena, table.rows * table.columns + 1, sizeof(*cell));
    size_t index = 0;
    for (const struct node *row = node->first; row; row = row->next, index++) {
        size_t column = 0;
        for (const struct node *at = row->first; at && column < table.columns;
             at = at->next)
            cell[index * table.columns + column++] = node_text(arena, at);
        for (; column < table.columns; column++)
            cell[index * table.columns + column] = STR("");
    }
    table.cell = cell;
    return table;
}

static void look_at_table(struct looker *looker, const struct doc *doc,
                          const struct node *node)
{
    struct arena scratch = {0};
    struct privacy_table table = grid_of(&scratch, node);
    const struct node *row = node->first;
    struct str what;

    for (size_t i = 0; i < table.rows && row; i++, row = row->next) {
        struct place place = node_place(doc, row);
        const struct str *cell = table.cell + i * table.columns;
        size_t before = looker->told;
        for (size_t j = 0; j < table.columns; j++)
            look_at_cell(looker, i ? table.cell[j] : STR(""), cell[j], place);
        if (looker->told == before)
            look_at_row(looker, cell, table.columns, "", place);
    }
    if (privacy_lists_people(&table, &what))
        tell_list(looker, what, node_place(doc, node));
    arena_free(&scratch);
}

static void look_at_front(struct looker *looker, const struct doc *doc,
                          const struct front *front)
{
    const struct str field[] = {front->title,       front->org,
                                front->source,      front->author,
                                front->description, front->document_number,
                                front->index_number};
    struct place place = {doc->source, 1, 1};

    for (size_t i = 0; i < sizeof(field) / sizeof(field[0]); i++)
        look_at(looker, field[i], place);
    for (size_t i = 0; i < front->keywords.len; i++)
        look_at(looker, front->keywords.item[i], place);
}

void privacy_document(const struct doc *doc, const struct front *front,
                      const struct privacy_rules *rules, struct diags *diags)
{
    struct looker looker = {rules, diags, doc->source->path, 0};
    struct flat flat = {0};

    if (front)
        look_at_front(&looker, doc, front);
    for (const struct node *node = doc->root; node;
         node = doc_next(doc->root, node)) {
        if (node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING)
            look_at_block(&looker, doc, &flat, node);
        else if (node->kind == NODE_TABLE)
            look_at_table(&looker, doc, node);
        else if (node->kind == NODE_CODE_BLOCK || node->kind == NODE_HTML_BLOCK)
            look_at(&looker, node->text, node_place(doc, node));
        else if (node->kind == NODE_LINK || node->kind == NODE_IMAGE)
            look_at(&looker, node->title, node_place(doc, node));
        if (node->kind == NODE_LINK && str_starts(node->url, "tel:"))
            look_at(&looker, (struct str){node->url.ptr + 4, node->url.len - 4},
                    node_place(doc, node));
    }
    flat_free(&flat);
}

/* ---- tables that are attached ---- */

void privacy_csv(const struct csv *csv, const struct privacy_rules *rules,
                 struct diags *diags)
{
    struct looker looker = {rules, diags, csv->source->path, 0};
    struct arena scratch = {0};
    size_t columns = csv->rows ? csv->row[0].cells : 0;
    struct str *cell = arena_array(&scratch, csv->rows * columns + 1,
                                   sizeof(*cell)),
               what;

    for (size_t i = 0; i < csv->rows; i++) {
        const struct csv_row *row = &csv->row[i];
        struct str text[COLUMNS_MOST];
        size_t before = looker.told;
        for (size_t j = 0; j < row->cells && j < COLUMNS_MOST; j++) {
            text[j] = row->cell[j].text;
            look_at_cell(&looker,
                         i && j < columns ? csv->row[0].cell[j].text : STR(""),
                         text[j], csv_place(csv, &row->cell[j]));
        }
        for (size_t j = 0; j < columns; j++)
            cell[i * columns + j] = j < row->cells ? text[j] : STR("");
        if (looker.told == before && row->cells)
            look_at_row(&looker, text, row->cells, "",
                        csv_place(csv, &row->cell[0]));
    }
    struct privacy_table table = {cell, csv->rows, columns};
    if (privacy_lists_people(&table, &what))
        tell_list(&looker, what, place_file(csv->source));
    arena_free(&scratch);
}

/* ---- what may be public ---- */

/* The entry that begins at `*at`: up to a comma outside brackets. */
static struct str next_entry(struct str setting, size_t *at)
{
    size_t from = *at, len;
    uint32_t rune;
    int depth = 0;

    while ((len = text_decode(setting, *at, &rune))) {
        depth += rune == '(' || rune == 0xFF08;
        depth -= rune == ')' || rune == 0xFF09;
        if (depth <= 0 &&
            (rune == ',' || rune == 0xFF0C || rune == ';' || rune == 0xFF1B))
            break;
        *at += len;
    }
    struct str entry = {setting.ptr + from, *at - from};
    *at += len;
    return str_trim(entry);
}

/* Something stands before the closing bracket. */
static bool has_reason(struct str text)
{
    static const char *const closing[] = {"）", ")"};

    for (size_t i = 0; i < 2; i++)
        if (str_ends(text, closing[i]))
            return str_trim(
                       (struct str){text.ptr, text.len - strlen(closing[i])})
                       .len > 0;
    return false;
}

bool privacy_rules_read(struct arena *arena, struct str setting,
                        struct privacy_rules *out, struct str *bad)
{
    size_t at = 0;

    *out = (struct privacy_rules){0};
    out->number = arena_array(arena, setting.len / 2 + 1, sizeof(*out->number));
    while (at < setting.len) {
        struct str entry = next_entry(setting, &at);
        char *digits = arena_new(arena, entry.len + 1);
        size_t len = 0, i = 0, step;
        uint32_t rune = 0;
        if (entry.len == 0)
            continue;
        while ((step = text_decode(entry, i, &rune)) && rune != '(' &&
               rune != 0xFF08) {
            uint32_t half = rune_half(rune);
            if (rune_is_digit(half) || half == 'X' || half == 'x')
                digits[len++] = (char)(half == 'x' ? 'X' : half);
            i += step;
        }
        *bad = entry;
        if (len == 0 || !has_reason((struct str){entry.ptr + i + step,
                                                 entry.len - i - step}))
            return false;
        out->number[out->len++] = (struct str){digits, len};
    }
    return true;
}
