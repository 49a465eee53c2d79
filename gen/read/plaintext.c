#include "plaintext.h"

#include "manuscript.h"

#include <string.h>

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
    if (str_ends(text, " -")) /* "- 3 -": a page's number */
        return text;
    for (size_t i = 0; i < sizeof(bullet) / sizeof(bullet[0]); i++)
        if (str_starts(text, bullet[i])) {
            size_t len = strlen(bullet[i]);
            *had = true;
            return str_trim((struct str){text.ptr + len, text.len - len});
        }
    return text;
}

static void add_line(struct manuscript *manuscript, unsigned file,
                     uint32_t number, struct str line, bool apart)
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
    block->apart = apart;
    block->item = is_item ? -1 : 0;
}

void plaintext_read(struct manuscript *manuscript, const struct source *source,
                    unsigned file)
{
    size_t from = manuscript->len;
    bool apart = true;

    for (uint32_t i = 1; i <= source->lines; i++) {
        struct str line = source_line(source, i);
        bool blank = str_trim(line).len == 0;
        if (!blank)
            add_line(manuscript, file, i, line, apart);
        apart = blank;
    }
    manuscript_unwrap(manuscript, from);
}
