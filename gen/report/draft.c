#include "draft.h"

#include "../read/manuscript.h"
#include "article.h"

#include <string.h>

#define NOTES_MOST 1000 /* "[999]" is the last */
#define SHOWN_MOST 240 /* bytes of a loss that are shown */

/* A scalar that YAML takes as it stands. */
static void put_key(struct buf *out, const char *key, struct str value)
{
    value = str_trim(value);
    if (value.len == 0)
        return;
    buf_format(out, "%s: '", key);
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '\'')
            buf_char(out, '\'');
        buf_char(out, value.ptr[i] == '\n' ? ' ' : value.ptr[i]);
    }
    buf_text(out, "'\n");
}

static void put_front(struct buf *out, const struct article *article)
{
    buf_text(out, "---\n");
    put_key(out, "title",
            article->title.len ? article->title : STR("（缺标题）"));
    put_key(out, "org", article->org);
    if (article->year)
        buf_format(out, "year: %d\n", article->year);
    buf_format(out, "kind: %s\n", article->kind);
    if (article->published.year) {
        buf_text(out, "published: ");
        date_write(out, article->published);
        buf_char(out, '\n');
    }
    put_key(out, "source", article->source);
    put_key(out, "author", article->author);
    put_key(out, "document_number", article->document_number);
    put_key(out, "index_number", article->index_number);
    buf_text(out, "---\n\n");
}

/* Characters that Markdown takes for marks wherever they stand. */
static bool is_mark(struct str text, size_t at)
{
    char byte = text.ptr[at];
    char next = at + 1 < text.len ? text.ptr[at + 1] : 0;

    if (strchr("\\`*[]<", byte))
        return true;
    if (byte == '_')
        return at == 0 || next == 0 || text.ptr[at - 1] == ' ' || next == ' ' ||
               next == '_' || (text.ptr[at - 1] & 0x80) || (next & 0x80);
    if (byte == '~')
        return next == '~' || (at && text.ptr[at - 1] == '~');
    if (byte == '&')
        return next == '#' || (next >= 'a' && next <= 'z') ||
               (next >= 'A' && next <= 'Z');
    return byte == '{' && next == '#';
}

/* Where a sign at the line's beginning would make it a list or the like. */
static size_t line_mark(struct str text)
{
    size_t digits = 0;

    while (digits < text.len && digits < 9 && text.ptr[digits] >= '0' &&
           text.ptr[digits] <= '9')
        digits++;
    if (digits && digits < text.len &&
        (text.ptr[digits] == '.' || text.ptr[digits] == ')'))
        return digits;
    return text.len && strchr("#>+-=|:", text.ptr[0]) ? 0 : SIZE_MAX;
}

void draft_escape(struct buf *out, struct str text)
{
    size_t first = line_mark(text);

    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] && (at == first || is_mark(text, at)))
            buf_char(out, '\\');
        buf_char(out, text.ptr[at]);
    }
}

static void put_cell(struct buf *out, struct str text)
{
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '|' || is_mark(text, at))
            buf_char(out, '\\');
        buf_char(out, text.ptr[at]);
    }
}

static void put_table(struct buf *out, const struct block_table *table)
{
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            buf_text(out, i ? " | " : "| ");
            put_cell(out, table->cell[row * table->columns + i].text);
        }
        buf_text(out, " |\n");
        if (row > 0)
            continue;
        for (size_t i = 0; i < table->columns; i++)
            buf_text(out, "| --- ");
        buf_text(out, "|\n");
    }
}

/* The notes of a text: which numbers have one. */
struct notes {
    bool is_there[NOTES_MOST];
};

static size_t number_of(struct str sign)
{
    size_t number = 0;

    for (size_t i = 1; i + 1 < sign.len; i++)
        number = number * 10 + (size_t)(sign.ptr[i] - '0');
    return number;
}

/* Signs "[1]" of notes as Markdown has them; all else escaped. */
static void put_noted(struct buf *out, struct str text,
                      const struct notes *notes)
{
    size_t from = 0;

    for (size_t at = 0, len; at < text.len; at += len ? len : 1) {
        struct str rest = {text.ptr + at, text.len - at};
        len = article_note(rest);
        if (!len || !notes->is_there[number_of((struct str){rest.ptr, len})])
            continue;
        draft_escape(out, (struct str){text.ptr + from, at - from});
        buf_format(out, "[^%.*s", (int)len - 1, rest.ptr + 1);
        from = at + len;
        if (at > 0)
            continue;
        buf_text(out, ": "); /* the note itself */
        while (from < text.len && text.ptr[from] == ' ')
            from++;
    }
    draft_escape(out, (struct str){text.ptr + from, text.len - from});
}

static void put_text(struct buf *out, const struct block *block,
                     const struct notes *notes)
{
    if (block->item < 0)
        buf_text(out, "- ");
    else if (block->item > 0)
        buf_format(out, "%d. ", block->item);
    put_noted(out, block->text, notes);
    buf_char(out, '\n');
}

static bool has_sign(const struct manuscript *manuscript, size_t before,
                     struct str sign)
{
    for (size_t i = 0; i < before; i++) {
        const struct block *block = &manuscript->block[i];
        size_t at = block->off || block->kind != BLOCK_TEXT
                        ? SIZE_MAX
                        : str_find(block->text, sign);
        if (at != SIZE_MAX && at > 0)
            return true;
    }
    return false;
}

/* A paragraph that begins "[1]" is a note where the text before refers to it. */
static void find_notes(const struct manuscript *manuscript, struct notes *notes)
{
    for (size_t i = 0; i < manuscript->len; i++) {
        const struct block *block = &manuscript->block[i];
        size_t len = block->off || block->kind != BLOCK_TEXT
                         ? 0
                         : article_note(block->text);
        struct str sign = {block->text.ptr, len};
        if (len && has_sign(manuscript, i, sign))
            notes->is_there[number_of(sign)] = true;
    }
}

static void put_block(struct buf *out, const struct block *block,
                      const struct notes *notes)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        buf_repeat(out, '#', block->level);
        buf_char(out, ' ');
        draft_escape(out, block->text);
        buf_char(out, '\n');
        break;
    case BLOCK_TEXT: put_text(out, block, notes); break;
    case BLOCK_TABLE: put_table(out, block->table); break;
    case BLOCK_IMAGE:
        buf_text(out, "![");
        draft_escape(out, block->text);
        buf_text(out, "](");
        buf_str(out, block->url);
        buf_text(out, ")\n");
        break;
    }
}

/* Items of one list stand together, all else is parted by a line. */
static bool is_one_list(const struct block *a, const struct block *b)
{
    return a && a->kind == BLOCK_TEXT && b->kind == BLOCK_TEXT && a->item &&
           b->item && (a->item < 0) == (b->item < 0);
}

void draft_write(struct buf *out, const struct manuscript *manuscript,
                 const struct article *article)
{
    const struct block *before = NULL;
    struct notes notes = {{false}};

    find_notes(manuscript, &notes);
    put_front(out, article);
    for (size_t i = 0; i < manuscript->len; i++) {
        const struct block *block = &manuscript->block[i];
        if (block->off)
            continue;
        if (before && !is_one_list(before, block))
            buf_char(out, '\n');
        put_block(out, block, &notes);
        before = block;
    }
}

static void put_loss(struct buf *out, const struct loss_note *note,
                     const char *const *name)
{
    struct str text = note->text;

    if (note->line)
        buf_format(out, "  %s:%u: ", name[note->file], note->line);
    else
        buf_format(out, "  %s: ", name[note->file]);
    if (text.len > SHOWN_MOST) {
        text.len = SHOWN_MOST;
        while (text.len && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
            text.len--;
    }
    for (size_t i = 0; i < text.len; i++)
        buf_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
    buf_text(out, text.len < note->text.len ? "…\n" : "\n");
}

void draft_losses(struct buf *out, const struct manuscript *manuscript,
                  const char *const *name, int lang)
{
    for (enum loss loss = LOSS_NONE + 1; loss < LOSSES; loss++) {
        size_t count = 0;
        for (size_t i = 0; i < manuscript->notes; i++)
            count += manuscript->note[i].loss == loss;
        if (count == 0)
            continue;
        buf_format(out, lang ? "%s (%zu):\n" : "%s（%zu 处）：\n",
                   loss_name(loss, lang), count);
        for (size_t i = 0; i < manuscript->notes; i++)
            if (manuscript->note[i].loss == loss)
                put_loss(out, &manuscript->note[i], name);
    }
}
