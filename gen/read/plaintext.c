#include "plaintext.h"

#include "manuscript.h"

#include <string.h>

/* Columns within which a broken line ends before the widest one's end. */
#define RAGGED 6
#define WIDTH_LEAST 30
#define WIDTH_MOST 200

/*
 * The width that lines were broken at; 0 where each line is a paragraph: most
 * lines that do not end a paragraph must be about as wide as the widest.
 */
static size_t broken_width(const struct source *source)
{
    size_t widest = 0, near = 0, lines = 0, open = 0;

    for (uint32_t i = 1; i <= source->lines; i++) {
        size_t width = text_width(source_line(source, i));
        widest = width > widest ? width : widest;
        lines += width > 0;
    }
    if (widest < WIDTH_LEAST || widest > WIDTH_MOST || lines < 8)
        return 0;
    for (uint32_t i = 1; i <= source->lines; i++) {
        struct str line = str_trim(source_line(source, i));
        size_t width = text_width(source_line(source, i));
        if (width == 0 || text_is_ended(line))
            continue;
        open++;
        near += width + RAGGED >= widest;
    }
    return open > lines / 4 && near * 10 >= open * 7 ? widest : 0;
}

static bool is_indented(struct str line)
{
    return str_starts(line, "\u3000") || str_starts(line, "  ") ||
           str_starts(line, "\t");
}

/* "• text", as readers of web pages save lists. */
static struct str without_bullet(struct str text, bool *had)
{
    static const char *const bullet[] = {"• ", "· ", "● ", "- ", "* "};

    *had = false;
    for (size_t i = 0; i < sizeof(bullet) / sizeof(bullet[0]); i++)
        if (str_starts(text, bullet[i])) {
            size_t len = strlen(bullet[i]);
            *had = true;
            return str_trim((struct str){text.ptr + len, text.len - len});
        }
    return text;
}

static void add_line(struct manuscript *manuscript, unsigned file,
                     uint32_t number, struct str line)
{
    bool is_item;
    struct str text = without_bullet(str_trim(line), &is_item);

    if (text.len == 0)
        return;
    struct block *block = manuscript_add(manuscript, BLOCK_TEXT, file, number);
    if (!block)
        return;
    block->text = text_tidy(manuscript->arena, text);
    block->indented = is_indented(line);
    block->item = is_item ? -1 : 0;
}

/* Adds a line behind the paragraph before it; Latin words get a blank. */
static void join_line(struct manuscript *manuscript, struct str line)
{
    struct block *block = &manuscript->block[manuscript->len - 1];
    struct buf all = {0};

    buf_str(&all, block->text);
    buf_char(&all, ' ');
    buf_str(&all, str_trim(line));
    block->text = text_tidy(manuscript->arena, buf_view(&all));
    buf_free(&all);
}

void plaintext_read(struct manuscript *manuscript, const struct source *source,
                    unsigned file)
{
    size_t width = broken_width(source);
    bool goes_on = false;

    for (uint32_t i = 1; i <= source->lines; i++) {
        struct str line = source_line(source, i);
        bool blank = str_trim(line).len == 0;
        if (goes_on && !blank && !is_indented(line))
            join_line(manuscript, line);
        else
            add_line(manuscript, file, i, line);
        goes_on = width && !blank && text_width(line) + RAGGED >= width;
    }
}
