#include "manuscript.h"

#include <string.h>

/* Columns within which a broken line ends before the widest one's end. */
#define RAGGED 6
#define WIDTH_LEAST 30
#define WIDTH_MOST 200
#define BREAKS_LEAST 4

/* The columns that a block took as a line; 0 for what is no line of text. */
static size_t width_of(const struct block *block)
{
    if (block->off || block->kind != BLOCK_TEXT || block->item)
        return 0;
    return text_width(block->text) + (block->indented ? 4 : 0);
}

/* Whether a line may go on in the next block. */
static bool may_go_on(const struct block *line, const struct block *next)
{
    return width_of(line) && width_of(next) && !next->indented &&
           !next->apart && line->file == next->file;
}

/* The width within RAGGED below which most lines end. */
static size_t usual_width(const struct manuscript *manuscript, size_t from)
{
    size_t count[WIDTH_MOST + 1] = {0}, best = 0, most = 0, within = 0;

    for (size_t i = from; i < manuscript->len; i++) {
        size_t width = width_of(&manuscript->block[i]);
        if (width >= WIDTH_LEAST && width <= WIDTH_MOST)
            count[width]++;
    }
    for (size_t width = WIDTH_LEAST; width <= WIDTH_MOST; width++) {
        within += count[width];
        if (width > RAGGED)
            within -= count[width - RAGGED - 1];
        if (count[width] && within >= most) {
            most = within;
            best = width;
        }
    }
    return best;
}

static bool is_near(size_t width, size_t usual)
{
    return width + RAGGED >= usual && width <= usual;
}

/* Most lines in which a sentence goes on must be about as wide as the usual.
 * Short ones, such as menus have, say nothing. */
static bool is_broken(const struct manuscript *manuscript, size_t from,
                      size_t usual)
{
    size_t open = 0, near = 0;

    for (size_t i = from; i + 1 < manuscript->len; i++) {
        const struct block *line = &manuscript->block[i];
        if (!may_go_on(line, line + 1) || text_is_ended(line->text) ||
            width_of(line) * 2 < usual)
            continue;
        open++;
        near += is_near(width_of(line), usual);
    }
    return near >= BREAKS_LEAST && near * 10 >= open * 7;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Latin words get a blank. Digits get none: a number that the break tore is
 * told when its figures are counted, two numbers side by side are no text. */
static void join(struct manuscript *manuscript, struct block *head,
                 const struct block *tail)
{
    struct buf all = {0};

    buf_str(&all, head->text);
    if (head->text.len && tail->text.len &&
        is_letter(head->text.ptr[head->text.len - 1]) &&
        is_letter(tail->text.ptr[0]))
        buf_char(&all, ' ');
    buf_str(&all, tail->text);
    head->text = text_tidy(manuscript->arena, buf_view(&all));
    head->linked += tail->linked;
    head->bold = head->bold && tail->bold;
    head->hidden_tail = tail->hidden_tail;
    buf_free(&all);
}

void manuscript_unwrap(struct manuscript *manuscript, size_t from)
{
    size_t usual = usual_width(manuscript, from), len = from + 1;

    if (!usual || !is_broken(manuscript, from, usual))
        return;
    struct block line = manuscript->block[from]; /* the last one as it stood */
    for (size_t i = from + 1; i < manuscript->len; i++) {
        struct block block = manuscript->block[i];
        if (may_go_on(&line, &block) && is_near(width_of(&line), usual))
            join(manuscript, &manuscript->block[len - 1], &block);
        else
            manuscript->block[len++] = block;
        line = block;
    }
    manuscript->len = len;
}
