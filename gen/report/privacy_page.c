#include "privacy.h"

#include "../base/buf.h"
#include "../base/diag.h"
#include "../read/html.h"
#include "privacy_look.h"

#include <string.h>

#define COLUMNS_MOST 200
#define PIECES_MOST 256 /* text nodes of a block whose places are kept */

/* One page on its way through. */
struct page {
    struct looker looker;
    struct arena arena;
    struct place seen; /* the newest place that was asked for */
    size_t seen_at; /* and its offset */
    struct buf text; /* of the block that is open */
    struct {
        size_t from; /* in the text */
        size_t at; /* in the source */
    } piece[PIECES_MOST];
    size_t pieces;
    const struct html_node *table; /* the one that is passed, looked at */
};

/* Quick where offsets come in order, as those of cells do. */
static struct place spot(struct page *page, size_t at)
{
    struct place place = place_on(page->seen, page->seen_at, at);

    if (at >= page->seen_at) {
        page->seen = place;
        page->seen_at = at;
    }
    return place;
}

static void look_at(struct page *page, struct str text, size_t at)
{
    struct privacy_hit hit;
    size_t from = 0;

    while (privacy_next(text, &from, &hit)) {
        struct place place = spot(page, at);
        looker_tell(&page->looker, &hit, place.line, place.column);
    }
}

/* ---- text, block by block ---- */

/* Text goes on over these. */
static bool is_inline(struct str name)
{
    static const char *const known[] = {
        "abbr", "b",   "bdi",  "bdo",   "big",  "cite",   "code",
        "data", "del", "dfn",  "em",    "font", "i",      "ins",
        "kbd",  "l",   "mark", "q",     "rb",   "rt",     "ruby",
        "s",    "sub", "samp", "small", "span", "strike", "strong",
        "sup",  "tt",  "time", "tspan", "u",    "var",    "wbr"};

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (str_is(name, known[i]))
            return true;
    return false;
}

/* What stands where an element begins or ends: 0 where text goes on. Links
 * that stand side by side are no one number. */
static char gap_of(const struct html_node *node)
{
    if (node->kind != HTML_ELEMENT || is_inline(node->name))
        return 0;
    if (str_is(node->name, "br"))
        return '\n';
    return str_is(node->name, "a") ? ' ' : '\x1E';
}

static void put_text(struct page *page, const struct html_node *node)
{
    if (page->pieces < PIECES_MOST) {
        page->piece[page->pieces].from = page->text.len;
        page->piece[page->pieces++].at = node->at;
    }
    buf_str(&page->text, node->text);
}

/* Where in the source the text node with that byte of the block begins. */
static size_t source_of(const struct page *page, size_t from)
{
    size_t at = 0;

    for (size_t i = 0; i < page->pieces && page->piece[i].from <= from; i++)
        at = page->piece[i].at;
    return at;
}

static void end_block(struct page *page)
{
    struct str text = buf_view(&page->text);
    struct privacy_hit hit;
    size_t at = 0, names;

    while (privacy_next(text, &at, &hit)) {
        struct place place = spot(page, source_of(page, hit.from));
        looker_tell(&page->looker, &hit, place.line, place.column);
    }
    if (privacy_names_people(text, &names)) {
        struct place place = spot(page, source_of(page, names));
        diag_line(page->looker.diags, PERSONAL_NAMES, page->looker.path,
                  place.line, place.column, NULL, NULL);
    }
    buf_cut(&page->text, 0);
    page->pieces = 0;
}

static void pass_gap(struct page *page, const struct html_node *node)
{
    char gap = gap_of(node);

    if (gap == '\x1E')
        end_block(page);
    else if (gap)
        buf_char(&page->text, gap);
}

/* ---- tables ---- */

static struct str cell_text(struct page *page, const struct html_node *cell)
{
    struct buf out = {0};

    for (const struct html_node *at = html_next(cell, cell); at;
         at = html_next(cell, at)) {
        if (at->kind == HTML_TEXT)
            buf_str(&out, at->text);
        else if (gap_of(at))
            buf_char(&out, ' ');
    }
    struct str text = {
        arena_copy(&page->arena, out.len ? out.data : "", out.len), out.len};
    buf_free(&out);
    return str_trim(text);
}

/* A row in the making. */
struct laying {
    struct privacy_cell cell[COLUMNS_MOST];
    size_t down[COLUMNS_MOST]; /* rows that a cell from above still covers */
    size_t cells;
};

static void lay_empty(struct laying *row)
{
    row->cell[row->cells++] = (struct privacy_cell){STR(""), 0, 0};
}

static void lay_cell(struct page *page, struct laying *row,
                     const struct html_node *node)
{
    size_t across = html_span(node, "colspan"),
           down = html_span(node, "rowspan");
    struct place place = spot(page, node->at);

    while (row->cells < COLUMNS_MOST && row->down[row->cells]) {
        row->down[row->cells]--;
        lay_empty(row);
    }
    if (row->cells == COLUMNS_MOST) { /* no table that people read */
        look_at(page, cell_text(page, node), node->at);
        return;
    }
    row->cell[row->cells] =
        (struct privacy_cell){cell_text(page, node), place.line, place.column};
    row->down[row->cells++] = down - 1;
    for (size_t i = 1; i < across && row->cells < COLUMNS_MOST; i++) {
        row->down[row->cells] = down - 1;
        lay_empty(row);
    }
}

static struct privacy_row lay_row(struct page *page, struct laying *row,
                                  const struct html_node *node)
{
    struct privacy_row out;

    row->cells = 0;
    for (const struct html_node *at = node->first; at; at = at->next)
        if (at->kind == HTML_ELEMENT &&
            (str_is(at->name, "td") || str_is(at->name, "th")))
            lay_cell(page, row, at);
    for (size_t i = row->cells; i < COLUMNS_MOST; i++)
        row->down[i] -= row->down[i] > 0;
    out.cells = row->cells;
    out.cell = arena_array(&page->arena, out.cells + 1, sizeof(*out.cell));
    memcpy(out.cell, row->cell, out.cells * sizeof(*out.cell));
    return out;
}

/* Tables within others lay out the page, and their texts are blocks. */
static bool has_table(const struct html_node *node)
{
    for (const struct html_node *at = html_next(node, node); at;
         at = html_next(node, at))
        if (at->kind == HTML_ELEMENT && str_is(at->name, "table"))
            return true;
    return false;
}

static void look_at_table(struct page *page, const struct html_node *node)
{
    struct place place = spot(page, node->at);
    struct privacy_table table = {.line = place.line, .column = place.column};
    struct laying *laying = mem_zero(1, sizeof(*laying));
    size_t cap = 0;

    for (const struct html_node *at = html_next(node, node); at;
         at = html_next(node, at)) {
        if (at->kind != HTML_ELEMENT || !str_is(at->name, "tr"))
            continue;
        table.row = mem_grow(table.row, table.rows, &cap, sizeof(*table.row));
        table.row[table.rows++] = lay_row(page, laying, at);
    }
    looker_table(&page->looker, &table);
    mem_free(table.row);
    mem_free(laying);
}

/* ---- all of a page ---- */

/* Attributes that are read to somebody, or shown. */
static void look_at_attributes(struct page *page, const struct html_node *node)
{
    static const char *const read[] = {"alt",     "title",       "aria-label",
                                       "content", "placeholder", "value",
                                       "label",   "summary"};

    for (size_t i = 0; i < sizeof(read) / sizeof(read[0]); i++)
        look_at(page, html_value(node, read[i]), node->at);
    struct str href = html_value(node, "href");
    if (str_starts(href, "tel:") || str_starts(href, "sms:"))
        look_at(page, (struct str){href.ptr + 4, href.len - 4}, node->at);
}

/* Scripts and styles are full of numbers, but for data in JSON. */
static bool is_code(const struct html_node *text)
{
    const struct html_node *up = text->parent;

    return str_is(up->name, "style") ||
           (str_is(up->name, "script") &&
            !str_ends(html_value(up, "type"), "json"));
}

static bool enter(void *context, const struct html_node *node)
{
    struct page *page = context;

    if (node->kind == HTML_COMMENT)
        look_at(page, node->text, node->at);
    if (node->kind == HTML_TEXT && !page->table && !is_code(node))
        put_text(page, node);
    if (node->kind != HTML_ELEMENT)
        return true;
    if (!page->table)
        pass_gap(page, node);
    look_at_attributes(page, node);
    if (!page->table && str_is(node->name, "table") && !has_table(node)) {
        look_at_table(page, node);
        page->table = node;
    }
    return true;
}

static void leave(void *context, const struct html_node *node)
{
    struct page *page = context;

    if (page->table == node)
        page->table = NULL;
    if (!page->table && node->kind == HTML_ELEMENT && gap_of(node) != '\n')
        pass_gap(page, node);
}

void privacy_page(const struct source *source, const struct html *html,
                  const struct privacy_rules *rules, struct diags *diags)
{
    struct page *page = mem_zero(1, sizeof(*page));

    page->looker = (struct looker){rules, diags, source->path, 0};
    page->seen = (struct place){source, 1, 1};
    html_visit(html->root, &(struct html_visitor){.enter = enter,
                                                  .leave = leave,
                                                  .context = page});
    end_block(page);
    buf_free(&page->text);
    arena_free(&page->arena);
    mem_free(page);
}
