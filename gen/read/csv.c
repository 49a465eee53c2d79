#include "csv.h"

#include "charset.h"
#include "loaded.h"

#include <iconv.h>
#include <string.h>

struct scanner {
    struct arena *arena;
    const struct source *source;
    struct str text;
    size_t at;
    char separator;
    struct csv *csv;
    size_t row_cap;
    struct csv_cell *cell; /* of the row that is being read */
    size_t cells, cell_cap;
    struct diags *diags;
    size_t told;
};

/* ---- encodings ---- */

/* GB18030 as UTF-8; false where the system cannot, or the bytes are not. */
static bool decode(struct str bytes, struct buf *out)
{
    iconv_t decoder = iconv_open("UTF-8", "GB18030");
    size_t left = bytes.len;
    size_t room = bytes.len * 2; /* two bytes become three at most */
    struct arena copy = {0};

    if ((intptr_t)decoder == -1) /* a system without its tables */
        return false;
    buf_reserve(out, room);
    char *from = arena_copy(&copy, bytes.ptr, bytes.len); /* iconv's type */
    char *to = out->data;
    bool good = iconv(decoder, &from, &left, &to, &room) == 0 && left == 0;
    iconv_close(decoder);
    arena_free(&copy);
    if (good)
        out->len = (size_t)(to - out->data);
    return good;
}

struct source *csv_load(struct arena *arena, const char *path, struct str bytes,
                        struct diags *diags)
{
    struct buf decoded = {0};
    bool foreign = text_invalid(bytes) != SIZE_MAX && !charset_wide(bytes) &&
                   charset_is_gb18030(bytes) && decode(bytes, &decoded);

    if (foreign) {
        diag_path(diags, CSV_CHARSET, path, "GB18030", NULL);
        bytes = buf_view(&decoded);
    }
    struct source *source = source_load(arena, path, bytes, diags);
    buf_free(&decoded);
    return source;
}

/* ---- cells ---- */

static void tell(struct scanner *scanner, enum diag_code code, size_t offset,
                 const char *a, const char *b)
{
    scanner->told++;
    diag_add(scanner->diags, code, place_at(scanner->source, offset), a, b);
}

/* Whether a cell ends at `at`. */
static bool is_end(const struct scanner *scanner, size_t at)
{
    return at >= scanner->text.len || scanner->text.ptr[at] == '\n' ||
           scanner->text.ptr[at] == scanner->separator;
}

static void add_cell(struct scanner *scanner, struct str text, size_t offset)
{
    if (scanner->cells > CSV_COLUMNS_MOST)
        return; /* one too many is enough to tell */
    scanner->cell = mem_grow(scanner->cell, scanner->cells, &scanner->cell_cap,
                             sizeof(*scanner->cell));
    scanner->cell[scanner->cells++] = (struct csv_cell){text, offset};
}

static void read_bare(struct scanner *scanner)
{
    size_t from = scanner->at;

    while (!is_end(scanner, scanner->at))
        scanner->at++;
    add_cell(scanner,
             (struct str){scanner->text.ptr + from, scanner->at - from}, from);
}

/* "" inside quotes is one quote. */
static struct str undouble(struct arena *arena, struct str text)
{
    char *out = arena_new(arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        out[len++] = text.ptr[i];
        if (text.ptr[i] == '"')
            i++;
    }
    return (struct str){out, len};
}

static void read_quoted(struct scanner *scanner)
{
    size_t open = scanner->at, from = open + 1;
    bool doubled = false;

    for (size_t at = from;; at += 2, doubled = true) {
        const char *quote =
            at < scanner->text.len
                ? memchr(scanner->text.ptr + at, '"', scanner->text.len - at)
                : NULL;
        if (!quote) {
            tell(scanner, CSV_QUOTE, open, NULL, NULL);
            scanner->at = scanner->text.len;
            return;
        }
        at = (size_t)(quote - scanner->text.ptr);
        scanner->at = at + 1;
        if (at + 1 >= scanner->text.len || scanner->text.ptr[at + 1] != '"')
            break;
    }
    struct str text = {scanner->text.ptr + from, scanner->at - 1 - from};
    if (doubled)
        text = undouble(scanner->arena, text);
    add_cell(scanner, text, open);
    if (is_end(scanner, scanner->at))
        return;
    tell(scanner, CSV_BEHIND, scanner->at, NULL, NULL);
    while (!is_end(scanner, scanner->at))
        scanner->at++;
}

static bool is_blank(const struct scanner *scanner)
{
    for (size_t i = 0; i < scanner->cells; i++)
        if (str_trim(scanner->cell[i].text).len > 0)
            return false;
    return true;
}

static void keep_row(struct scanner *scanner)
{
    struct csv *csv = scanner->csv;
    size_t size = sizeof(*scanner->cell);

    if (scanner->cells > CSV_COLUMNS_MOST)
        tell(scanner, CSV_WIDE, scanner->cell[0].offset,
             arena_format(scanner->arena, "%d", CSV_COLUMNS_MOST), NULL);
    if (!scanner->cell || is_blank(scanner))
        return;
    struct csv_cell *cell = arena_array(scanner->arena, scanner->cells, size);
    memcpy(cell, scanner->cell, scanner->cells * size);
    csv->row =
        mem_grow(csv->row, csv->rows, &scanner->row_cap, sizeof(*csv->row));
    csv->row[csv->rows++] = (struct csv_row){cell, scanner->cells};
}

static void read_row(struct scanner *scanner)
{
    bool more = true;

    scanner->cells = 0;
    while (more && scanner->told < LOADED_MOST) {
        if (scanner->at < scanner->text.len &&
            scanner->text.ptr[scanner->at] == '"')
            read_quoted(scanner);
        else
            read_bare(scanner);
        more = scanner->at < scanner->text.len &&
               scanner->text.ptr[scanner->at] == scanner->separator;
        scanner->at += more;
    }
    scanner->at++; /* the line end */
    keep_row(scanner);
}

/* ---- the whole ---- */

/* What stands most often between the names of the head. */
static char separator_of(struct str text)
{
    static const char choice[] = {',', ';', '\t'};
    size_t count[sizeof(choice)] = {0};
    bool quoted = false;
    size_t best = 0;

    text = str_trim(text); /* blank lines before the head */
    for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
        if (text.ptr[i] == '"')
            quoted = !quoted;
        for (size_t j = 0; j < sizeof(choice) && !quoted; j++)
            count[j] += text.ptr[i] == choice[j];
    }
    for (size_t j = 1; j < sizeof(choice); j++)
        if (count[j] > count[best])
            best = j;
    return choice[best];
}

struct csv *csv_read(struct arena *arena, const struct source *source,
                     struct diags *diags)
{
    struct csv *csv = arena_new(arena, sizeof(*csv));
    struct scanner scanner = {.arena = arena,
                              .source = source,
                              .text = source->text,
                              .separator = separator_of(source->text),
                              .csv = csv,
                              .diags = diags};

    csv->source = source;
    csv->separator = scanner.separator;
    while (scanner.at < scanner.text.len && scanner.told < LOADED_MOST)
        read_row(&scanner);
    struct csv_row *row = arena_array(arena, csv->rows, sizeof(*row));
    if (csv->rows)
        memcpy(row, csv->row, csv->rows * sizeof(*row));
    mem_free(csv->row);
    csv->row = row;
    mem_free(scanner.cell);
    return scanner.told ? NULL : csv;
}

struct place csv_place(const struct csv *csv, const struct csv_cell *cell)
{
    return place_at(csv->source, cell->offset);
}

void csv_put(struct buf *out, struct str text)
{
    bool quoted =
        text.len && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ');

    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = strchr(",;\t\"\n\r", text.ptr[i]) != NULL;
    if (!quoted) {
        buf_str(out, text);
        return;
    }
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
    buf_char(out, '"');
}
