#include "article.h"

#include "../base/diag.h"
#include "../base/map.h"
#include "../read/html_tree.h"
#include "../read/manuscript.h"
#include "heading.h"

#include <string.h>

#define PROSE_LEAST 15 /* Han characters of a paragraph */
#define SHOWN_MOST 60
#define INFO_MOST 40 /* Han characters of a line of date and source */

static bool has_punctuation(struct str text)
{
    static const char *const mark[] = {"，", "。", "；", ",", "、", "：", ";"};

    for (size_t i = 0; i < sizeof(mark) / sizeof(mark[0]); i++)
        if (str_find(text, str_of(mark[i])) != SIZE_MAX)
            return true;
    return false;
}

size_t article_weight(const struct block *block)
{
    if (block->off || block->linked * 2 > block->text.len)
        return 0;
    if (block->kind == BLOCK_TABLE)
        return block->table->rows * block->table->columns * 2;
    if (block->kind == BLOCK_IMAGE)
        return 0;
    size_t han = text_han(block->text);
    return han >= PROSE_LEAST && has_punctuation(block->text) ? han : 0;
}

/* ---- the part of the page that has the prose ---- */

struct finder {
    struct manuscript *manuscript;
    unsigned file;
    struct arena scratch;
    struct map weight; /* element → size_t */
    size_t total;
};

static struct str key_of(struct finder *finder, const void *node)
{
    return (struct str){
        arena_copy(&finder->scratch, (const char *)&node, sizeof(node)),
        sizeof(node)};
}

static void weigh(struct finder *finder, const struct block *block)
{
    size_t weight = article_weight(block);

    finder->total += weight;
    for (const struct html_node *at = block->origin; at && weight;
         at = at->parent) {
        struct str key = {(const char *)&at, sizeof(at)};
        size_t *sum = map_get(&finder->weight, key);
        if (!sum) {
            sum = arena_new(&finder->scratch, sizeof(*sum));
            map_set(&finder->weight, key_of(finder, at), sum);
        }
        *sum += weight;
    }
}

static size_t weight_of(const struct finder *finder,
                        const struct html_node *node)
{
    struct str key = {(const char *)&node, sizeof(node)};
    const size_t *sum = map_get(&finder->weight, key);

    return sum ? *sum : 0;
}

/* Below these an article is not looked for: they are parts of one. Cells of a
 * table are not: only those of layout have blocks below. */
static bool is_part(struct str name)
{
    static const char *const part[] = {"p",      "span", "font", "b",
                                       "strong", "a",    "li",   "pre",
                                       "em",     "i",    "ul",   "ol"};

    for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++)
        if (str_is(name, part[i]))
            return true;
    return false;
}

/* The smallest element that has nearly all prose. Layout made of tables has
 * its article in one cell, so a cell that has nearly all is gone into. */
static const struct html_node *find_element(const struct finder *finder,
                                            const struct html_node *root)
{
    const struct html_node *here = root;

    for (;;) {
        const struct html_node *best = NULL;
        for (const struct html_node *at = here->first; at; at = at->next)
            if (at->kind == HTML_ELEMENT &&
                weight_of(finder, at) * 10 >= finder->total * 9)
                best = at;
        if (!best)
            return here;
        const struct html_node *down = best;
        if (is_part(best->name) && weight_of(finder, best) < finder->total)
            return here;
        if (str_is(down->name, "p") || str_is(down->name, "span"))
            return here;
        here = down;
    }
}

static bool is_in(const struct html_node *node, const struct html_node *part)
{
    for (; node; node = node->parent)
        if (node == part)
            return true;
    return false;
}

size_t article_note(struct str text)
{
    size_t at = 1;

    while (at < text.len && at < 4 && text.ptr[at] >= '0' &&
           text.ptr[at] <= '9')
        at++;
    return at > 1 && text.ptr[0] == '[' && at < text.len && text.ptr[at] == ']'
               ? at + 1
               : 0;
}

static void tell_stray(const struct block *block, const struct source *source,
                       struct diags *diags)
{
    struct arena scratch = {0};
    struct str text = block->text;
    size_t len = text.len < SHOWN_MOST ? text.len : SHOWN_MOST;

    while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    char *shown = arena_format(&scratch, "%.*s%s", (int)len, text.ptr,
                               len < text.len ? "…" : "");
    diag_line(diags, IMPORT_OUTSIDE, source->path, block->line, 1, shown, NULL);
    arena_free(&scratch);
}

/* The first heading of the page stays for the title, wherever it stands. */
static bool is_title_heading(const struct block *block)
{
    return block->kind == BLOCK_HEADING && block->level == 1;
}

/* A note at the page's foot, "[1]…", that a text in `part` refers to. */
static bool is_note(const struct finder *finder, const struct block *block,
                    const struct html_node *part)
{
    size_t mark = article_note(block->text);
    struct str sign = {block->text.ptr, mark};

    for (size_t i = 0; i < finder->manuscript->len && mark; i++) {
        const struct block *other = &finder->manuscript->block[i];
        if (other->file == finder->file && !other->off && other != block &&
            is_in(other->origin, part) &&
            str_find(other->text, sign) != SIZE_MAX)
            return true;
    }
    return false;
}

static void drop_outside(struct finder *finder, const struct html_node *part,
                         const struct source *source, struct diags *diags)
{
    for (size_t i = 0; i < finder->manuscript->len; i++) {
        struct block *block = &finder->manuscript->block[i];
        if (block->file != finder->file || block->off ||
            is_in(block->origin, part) || is_title_heading(block) ||
            is_note(finder, block, part))
            continue;
        if (article_weight(block) > 0)
            tell_stray(block, source, diags);
        if (block->kind == BLOCK_TEXT && text_han(block->text) < INFO_MOST)
            manuscript_inform(finder->manuscript, block->text);
        manuscript_drop(finder->manuscript, block, LOSS_OUTSIDE);
    }
}

/* ---- within the part ---- */

static bool is_numbered(struct str text)
{
    struct str number, rest;

    return heading_number(text, &number, &rest) > 0;
}

/* Lines of links between paragraphs: menus and lists of other articles. */
static bool is_menu(const struct block *block)
{
    return block->kind == BLOCK_TEXT &&
           block->linked * 10 > block->text.len * 6 &&
           text_han(block->text) < 60 && !text_is_ended(block->text) &&
           !is_numbered(block->text);
}

/* What may stand behind the last paragraph: a signature, a date, a label. */
static bool may_close(struct str text)
{
    static const char *const word[] = {"政府", "办事处", "委员会", "党委",
                                       "年",   "镇",     "乡",     "附件",
                                       "注",   "谢谢",   "完毕",   NULL};

    return str_has_any(text, word);
}

/* Files without elements: short lines before the first and behind the last
 * paragraph are dropped unless they can be a title or a signature. */
static void trim_ends(struct manuscript *manuscript, unsigned file)
{
    size_t first = SIZE_MAX, last = 0;

    for (size_t i = 0; i < manuscript->len; i++) {
        const struct block *block = &manuscript->block[i];
        if (block->file != file || block->off)
            continue;
        if (article_weight(block) || is_numbered(block->text)) {
            first = first == SIZE_MAX ? i : first;
            last = i;
        }
    }
    for (size_t i = last + 1; first != SIZE_MAX && i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        if (block->file == file && block->kind == BLOCK_TEXT &&
            !may_close(block->text))
            manuscript_drop(manuscript, block, LOSS_OUTSIDE);
    }
}

void article_find(struct manuscript *manuscript, unsigned file,
                  const struct source *source, struct diags *diags)
{
    struct finder finder = {.manuscript = manuscript, .file = file};
    const struct html_node *root = NULL;

    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        if (block->file != file)
            continue;
        if (is_menu(block))
            manuscript_drop(manuscript, block, LOSS_NAVIGATION);
        weigh(&finder, block);
        if (block->origin)
            root = block->origin;
    }
    while (root && root->parent)
        root = root->parent;
    if (root && finder.total)
        drop_outside(&finder, find_element(&finder, root), source, diags);
    trim_ends(manuscript, file);
    map_free(&finder.weight);
    arena_free(&finder.scratch);
}
