#include "privacy.h"

#include "../base/diag.h"
#include "../read/csv.h"
#include "../read/doc.h"
#include "../read/front.h"
#include "flat.h"
#include "privacy_look.h"

#include <string.h>

static void look_at(struct looker *looker, struct str text, struct place place)
{
    looker_text(looker, text, place.line, place.column);
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
        looker_tell(looker, &hit, place.line, place.column);
    }
    if (privacy_names_people(flat_text(flat), &names)) {
        struct place place = flat_place(flat, doc->source, names);
        diag_line(looker->diags, PERSONAL_NAMES, looker->path, place.line,
                  place.column, NULL, NULL);
    }
}

/* The cells of one row, all told where the row stands. */
static struct privacy_row take_row(struct arena *arena, const struct doc *doc,
                                   const struct node *node)
{
    struct place place = node_place(doc, node);
    struct privacy_row row = {NULL, 0};
    size_t index = 0;

    for (const struct node *at = node->first; at; at = at->next)
        row.cells++;
    row.cell = arena_array(arena, row.cells, sizeof(*row.cell));
    for (const struct node *at = node->first; at; at = at->next)
        row.cell[index++] = (struct privacy_cell){node_text(arena, at),
                                                  place.line, place.column};
    return row;
}

static void look_at_table(struct looker *looker, const struct doc *doc,
                          const struct node *node)
{
    struct arena scratch = {0};
    struct place place = node_place(doc, node);
    struct privacy_table table = {.line = place.line, .column = place.column};

    for (const struct node *row = node->first; row; row = row->next)
        table.rows++;
    table.row = arena_array(&scratch, table.rows, sizeof(*table.row));
    table.rows = 0;
    for (const struct node *row = node->first; row; row = row->next)
        table.row[table.rows++] = take_row(&scratch, doc, row);
    looker_table(looker, &table);
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

/* ---- texts and tables that are attached ---- */

void privacy_text(const struct source *source,
                  const struct privacy_rules *rules, struct diags *diags)
{
    struct looker looker = {rules, diags, source->path, 0};
    struct place seen = place_at(source, 0);
    struct privacy_hit hit;
    size_t at = 0, seen_at = 0;

    while (privacy_next(source->text, &at, &hit)) {
        seen = place_on(seen, seen_at, hit.from);
        seen_at = hit.from;
        looker_tell(&looker, &hit, seen.line, seen.column);
    }
}

static struct privacy_row take_cells(struct arena *arena, const struct csv *csv,
                                     const struct csv_row *from)
{
    struct privacy_row row = {NULL, from->cells};

    row.cell = arena_array(arena, row.cells, sizeof(*row.cell));
    for (size_t i = 0; i < row.cells; i++) {
        struct place place = csv_place(csv, &from->cell[i]);
        row.cell[i] =
            (struct privacy_cell){from->cell[i].text, place.line, place.column};
    }
    return row;
}

void privacy_csv(const struct csv *csv, const struct privacy_rules *rules,
                 struct diags *diags)
{
    struct looker looker = {rules, diags, csv->source->path, 0};
    struct arena scratch = {0};
    struct privacy_table table = {.rows = csv->rows};

    table.row = arena_array(&scratch, table.rows, sizeof(*table.row));
    for (size_t i = 0; i < csv->rows; i++)
        table.row[i] = take_cells(&scratch, csv, &csv->row[i]);
    looker_table(&looker, &table);
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
