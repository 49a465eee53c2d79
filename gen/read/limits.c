#include "limits.h"

#include "../base/diag.h"
#include "skip.h"

#include <stdio.h>
#include <string.h>

/* Marks that are counted in each block. */
enum counted { IMAGES, DECLARATIONS, STARS, COUNTED };

static const struct {
    const char *shown;
    size_t most;
} count_rule[COUNTED] = {
    [IMAGES] = {"![", LIMIT_IMAGES},
    [DECLARATIONS] = {"<! <?", LIMIT_DECLARATIONS},
    [STARS] = {"* _", LIMIT_STARS},
};

struct counter {
    const struct source *source;
    struct diags *diags;
    unsigned nesting;
    bool told[DIAG_CODES];
    uint32_t line; /* at hand */
    size_t mark; /* offset of the next mark to count */
    size_t blank; /* blank lines in a row */
    size_t lines; /* of the block, up to the one at hand */
    size_t count[COUNTED];
    size_t headless; /* squares of lines above rows of |---| */
    size_t columns; /* of the table at hand; 0: none */
    size_t rows;
    uint32_t head; /* line of its head */
};

/* Each limit is told once: the first place is where to begin. */
static void tell(struct counter *c, enum diag_code code, uint32_t line,
                 const char *a, const char *b)
{
    if (!c->told[code])
        diag_add(c->diags, code, (struct place){c->source, line, 1}, a, b);
    c->told[code] = true;
}

static void tell_sizes(struct counter *c, enum diag_code code, uint32_t line,
                       size_t found, size_t most)
{
    char a[24], b[24];

    snprintf(a, sizeof(a), "%zu", found);
    snprintf(b, sizeof(b), "%zu", most);
    tell(c, code, line, a, b);
}

static bool is_blank_byte(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Only one of - * _ and blanks, as in `* * *`: a rule, however long. */
static bool is_rule(struct str rest)
{
    size_t marks = 0;

    if (rest.len == 0 || !memchr("-*_", rest.ptr[0], 3))
        return false;
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] == rest.ptr[0])
            marks++;
        else if (!is_blank_byte(rest.ptr[i]))
            return false;
    }
    return marks > 2;
}

/* The length of the list marker that begins `rest`; 0: none does. */
static size_t list_marker(struct str rest)
{
    size_t end = 0;

    if (rest.len && memchr("-+*", rest.ptr[0], 3)) {
        end = 1;
    } else {
        while (end < rest.len && end < 9 && rest.ptr[end] >= '0' &&
               rest.ptr[end] <= '9')
            end++;
        if (end == 0 || end == rest.len ||
            (rest.ptr[end] != '.' && rest.ptr[end] != ')'))
            return 0;
        end++;
    }
    return end == rest.len || is_blank_byte(rest.ptr[end]) ? end : 0;
}

/*
 * Steps over the quote and list markers that begin `line` and returns how
 * many there are; stops once there are more than `most`. `*item` says whether
 * one was a list's.
 */
static unsigned skip_markers(struct str *line, unsigned most, bool *item)
{
    unsigned markers = 0;

    *item = false;
    while (line->len && markers <= most) {
        size_t len = 1;
        if (line->ptr[0] == '>') {
            markers++;
        } else if (!is_blank_byte(line->ptr[0])) {
            len = list_marker(*line);
            if (len == 0 || is_rule(*line))
                break;
            markers++;
            *item = true;
        }
        line->ptr += len;
        line->len -= len;
    }
    return markers;
}

/* How many columns a row of |---|:-:| has; 0: it is none. */
static size_t delimiter_columns(struct str row)
{
    size_t pipes = 0, dashes = 0;

    if (!memchr("|-:", row.ptr[0], 3))
        return 0;
    row = str_trim(row);
    for (size_t i = 0; i < row.len; i++) {
        char byte = row.ptr[i];
        if (byte != '|' && byte != '-' && byte != ':' && !is_blank_byte(byte))
            return 0;
        pipes += byte == '|';
        dashes += byte == '-';
    }
    if (pipes == 0 || dashes == 0)
        return 0;
    return pipes + 1 - (row.ptr[0] == '|') - (row.ptr[row.len - 1] == '|');
}

static void tell_marks(struct counter *c, const char *shown, size_t limit)
{
    char most[24];

    snprintf(most, sizeof(most), "%zu", limit);
    tell(c, LIMIT_MARKS, c->line, shown, most);
}

/* Counts the marks of a line that ends at offset `end`. All lines are one
 * search, which passes over most of the text in large steps. */
static void count_marks(struct counter *c, size_t end)
{
    struct str text = c->source->text;

    for (; c->mark < end; c->mark = skip_to(text, c->mark + 1, "*_!<")) {
        char byte = text.ptr[c->mark];
        char next = c->mark + 1 < end ? text.ptr[c->mark + 1] : '\n';
        char third = c->mark + 2 < end ? text.ptr[c->mark + 2] : '\n';
        if (byte == '*' || byte == '_')
            c->count[STARS] += next != byte;
        else if (byte == '!')
            c->count[IMAGES] += next == '[';
        else
            c->count[DECLARATIONS] +=
                next == '?' || (next == '!' && third != '-');
    }
    for (int i = 0; i < COUNTED; i++)
        if (c->count[i] > count_rule[i].most)
            tell_marks(c, count_rule[i].shown, count_rule[i].most);
}

static void tell_table(struct counter *c)
{
    char found[64], most[64];
    size_t columns =
        c->columns < LIMIT_TABLE_COLUMNS ? c->columns : LIMIT_TABLE_COLUMNS;

    snprintf(found, sizeof(found), "%zu × %zu", c->columns, c->rows);
    snprintf(most, sizeof(most), "%zu × %zu", columns,
             LIMIT_TABLE_CELLS / columns);
    tell(c, LIMIT_CELLS, c->head, found, most);
}

static void close_block(struct counter *c)
{
    if (c->columns > LIMIT_TABLE_COLUMNS ||
        c->columns * c->rows > LIMIT_TABLE_CELLS)
        tell_table(c);
    memset(c->count, 0, sizeof(c->count));
    c->lines = c->headless = c->columns = c->rows = 0;
}

/*
 * A row of dashes makes a table of the line above it, once in a block. Where
 * it does not, the library has read all of the block for it, in a time that
 * grows with the square of its lines.
 */
static void count_table(struct counter *c, struct str line)
{
    size_t columns = c->lines ? delimiter_columns(line) : 0;

    if (columns) {
        c->headless += c->lines * c->lines;
        if (c->headless > LIMIT_HEADLESS * LIMIT_HEADLESS)
            tell_marks(c, "|---|", LIMIT_HEADLESS);
    }
    if (columns > c->columns) {
        c->columns = columns;
        c->rows = 2;
        c->head = c->line - 1;
    } else if (c->columns) {
        c->rows++;
    }
}

static void judge_line(struct counter *c, struct str line)
{
    bool item;
    struct str rest = line;
    unsigned markers = skip_markers(&rest, c->nesting, &item);

    if (line.len > LIMIT_LINE_BYTES)
        tell_sizes(c, LIMIT_LINE, c->line, line.len, LIMIT_LINE_BYTES);
    if (markers > c->nesting)
        tell_sizes(c, LIMIT_DEPTH, c->line, markers, c->nesting);
    if (rest.len == 0 && !item) {
        if (++c->blank > LIMIT_BLANK_LINES)
            tell_sizes(c, LIMIT_BLANK, c->line, LIMIT_BLANK_LINES,
                       LIMIT_BLANK_LINES);
        close_block(c);
        return;
    }
    c->blank = 0;
    bool alone = rest.len == 0 || is_rule(rest); /* no text, no table */
    if (item || alone)
        close_block(c);
    if (alone)
        return;
    if (c->columns || rest.ptr[0] == '|') /* each cell is by itself */
        memset(c->count, 0, sizeof(c->count));
    count_table(c, rest);
    c->lines++;
}

static void count_line(struct counter *c)
{
    struct str line = source_line(c->source, c->line);
    size_t end = (size_t)(line.ptr - c->source->text.ptr) + line.len;

    judge_line(c, line);
    count_marks(c, end);
}

bool limits_hold(const struct source *source, size_t from, unsigned nesting,
                 struct diags *diags)
{
    struct counter c = {.source = source, .diags = diags, .nesting = nesting};

    c.mark = skip_to(source->text, from, "*_!<");
    for (c.line = place_at(source, from).line; c.line <= source->lines;
         c.line++)
        count_line(&c);
    close_block(&c);
    bool fine = limits_expand(source, from, diags);
    for (int code = 0; code < DIAG_CODES; code++)
        fine &= !c.told[code];
    return fine;
}
