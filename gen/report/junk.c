#include "junk.h"

#include "heading.h"
#include "junk_words.h"

#include <string.h>

#define PAGE_DIGITS 3
#define RUNNING_MOST 30 /* Han characters of a running head */
#define PAGES_MOST 400 /* that are looked at for running heads */
#define CUTS_MOST 20 /* page numbers within one paragraph */

static bool is_junk_by(struct str line, size_t runes,
                       const struct junk_word *rule)
{
    if (runes > rule->most)
        return false;
    if (rule->how == JUNK_IS)
        return str_is(line, rule->word);
    if (rule->how == JUNK_BEGINS)
        return str_starts(line, rule->word);
    return str_find(line, str_of(rule->word)) != SIZE_MAX &&
           (!rule->second || str_find(line, str_of(rule->second)) != SIZE_MAX);
}

enum loss junk_judge(struct str line)
{
    struct arena scratch = {0};
    struct str plain = text_bare(&scratch, line, true), number, rest;
    size_t runes = text_count(plain), len;
    const struct junk_word *rule = junk_words(&len);
    enum loss loss = LOSS_NONE;

    if (heading_number(plain, &number, &rest) == 0)
        for (size_t i = 0; i < len && loss == LOSS_NONE; i++)
            if (is_junk_by(plain, runes, &rule[i]))
                loss = rule[i].loss;
    arena_free(&scratch);
    return loss;
}

/* ---- page numbers ---- */

static bool is_dash(uint32_t rune)
{
    return rune == '-' || rune == 0x2014 || rune == 0x2013 || rune == 0xFF0D ||
           rune == 0x2015 || rune == 0x2500;
}

/* Moves over runes that `is` takes; returns how many. */
static size_t pass(struct str text, size_t *at, bool (*is)(uint32_t))
{
    size_t count = 0, len;
    uint32_t rune;

    while ((len = text_decode(text, *at, &rune)) && is(rune)) {
        *at += len;
        count++;
    }
    return count;
}

/* "— 3 —" at `at`: its length, else 0. */
static size_t dashed_number(struct str text, size_t at)
{
    size_t from = at;

    if (!pass(text, &at, is_dash))
        return 0;
    pass(text, &at, rune_is_space);
    size_t digits = pass(text, &at, rune_is_digit);
    pass(text, &at, rune_is_space);
    if (digits == 0 || digits > PAGE_DIGITS || !pass(text, &at, is_dash))
        return 0;
    return at - from;
}

/* "第4页", "第 4 页 共 9 页" at `at`: its length, else 0. */
static size_t named_number(struct str text, size_t at)
{
    size_t from = at, end = 0;

    for (int i = 0; i < 2; i++) {
        struct str rest = {text.ptr + at, text.len - at};
        if (!str_starts(rest, i ? "共" : "第"))
            break;
        at += strlen("第");
        pass(text, &at, rune_is_space);
        size_t digits = pass(text, &at, rune_is_digit);
        pass(text, &at, rune_is_space);
        rest = (struct str){text.ptr + at, text.len - at};
        if (digits == 0 || digits > PAGE_DIGITS || !str_starts(rest, "页"))
            break;
        at += strlen("页");
        end = at;
        while (at < text.len && strchr(" /,", text.ptr[at]))
            at++;
        if (str_starts((struct str){text.ptr + at, text.len - at}, "，"))
            at += strlen("，");
    }
    return end ? end - from : 0;
}

static size_t page_number(struct str text, size_t at)
{
    size_t len = dashed_number(text, at);

    return len ? len : named_number(text, at);
}

/* A number that says where to look ("见第4页") is text. */
static bool is_pointed_at(struct str text, size_t at)
{
    static const char *const word[] = {"见", "在", "于", "到", "至", "的"};
    struct str head = str_trim((struct str){text.ptr, at});

    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (str_ends(head, word[i]))
            return true;
    return false;
}

/* Between two Han characters, or at an end: there no number has dashes. */
static bool stands_alone(struct str text, size_t at, size_t len)
{
    struct str head = str_trim((struct str){text.ptr, at});
    struct str tail =
        str_trim((struct str){text.ptr + at + len, text.len - at - len});
    uint32_t rune = 0;

    text_decode(tail, 0, &rune);
    return !rune_is_digit(text_before(head, head.len)) && !rune_is_digit(rune);
}

static void remove_page_numbers(struct manuscript *manuscript,
                                struct block *block)
{
    struct str text = block->text;
    int cuts = 0;

    for (size_t at = 0; at < text.len && cuts < CUTS_MOST; at++) {
        size_t len = page_number(text, at);
        if (!len || is_pointed_at(text, at) || !stands_alone(text, at, len))
            continue;
        struct buf rest = {0};
        cuts++;
        buf_add(&rest, text.ptr, at);
        buf_char(&rest, ' ');
        buf_add(&rest, text.ptr + at + len, text.len - at - len);
        manuscript_cut(manuscript, block,
                       text_tidy(manuscript->arena, buf_view(&rest)),
                       (struct str){text.ptr + at, len}, LOSS_PAGE_NUMBER);
        buf_free(&rest);
        text = block->text;
    }
}

/* A paragraph that a page's end cut in two. */
static void join_over(struct manuscript *manuscript, size_t number)
{
    struct block *head = NULL, *tail = NULL;
    struct str mark, rest;

    for (size_t i = number; i > 0 && !head; i--)
        head = manuscript->block[i - 1].off ? NULL : &manuscript->block[i - 1];
    for (size_t i = number + 1; i < manuscript->len && !tail; i++)
        tail = manuscript->block[i].off ? NULL : &manuscript->block[i];
    if (!head || !tail || head->kind != BLOCK_TEXT ||
        tail->kind != BLOCK_TEXT || tail->indented || head->text.len < 40 ||
        text_is_ended(head->text) || heading_number(tail->text, &mark, &rest))
        return;
    struct buf all = {0};
    buf_str(&all, head->text);
    buf_str(&all, tail->text);
    head->text = text_tidy(manuscript->arena, buf_view(&all));
    tail->off = true;
    buf_free(&all);
}

/* ---- running heads ---- */

/* Nothing but a page's number. */
static bool is_page_number(const struct block *block)
{
    struct str text = str_trim(block->text);

    return !block->off && block->kind == BLOCK_TEXT && text.len &&
           page_number(text, 0) == text.len;
}

/* A short line beside a page's number, that is no heading. */
static bool may_run(const struct block *block)
{
    struct str number, rest;

    return !block->off && block->kind == BLOCK_TEXT && block->text.len &&
           text_han(block->text) <= RUNNING_MOST && !is_page_number(block) &&
           !text_is_ended(block->text) &&
           heading_number(block->text, &number, &rest) == 0;
}

/* What stands on each page above or below its number, word for word. */
static void remove_running(struct manuscript *manuscript, struct str line)
{
    size_t count = 0;

    for (size_t i = 0; i < manuscript->len; i++) {
        const struct block *block = &manuscript->block[i];
        count += may_run(block) && str_equal(block->text, line);
    }
    for (size_t i = 0; i < manuscript->len && count > 1; i++) {
        struct block *block = &manuscript->block[i];
        if (may_run(block) && str_equal(block->text, line))
            manuscript_drop(manuscript, block, LOSS_PAGE_NUMBER);
    }
}

/* Pages are few beside lines, and each line is looked for once: then it is
 * gone, or stands alone. */
static void remove_running_heads(struct manuscript *manuscript)
{
    size_t looks = 0;

    for (size_t i = 0; i < manuscript->len && looks < PAGES_MOST; i++) {
        if (!is_page_number(&manuscript->block[i]))
            continue;
        const struct block *before = i ? &manuscript->block[i - 1] : NULL;
        const struct block *behind =
            i + 1 < manuscript->len ? &manuscript->block[i + 1] : NULL;
        looks++;
        if (before && may_run(before))
            remove_running(manuscript, before->text);
        if (behind && may_run(behind))
            remove_running(manuscript, behind->text);
    }
}

void junk_remove(struct manuscript *manuscript)
{
    remove_running_heads(manuscript);
    for (size_t i = 0; i < manuscript->len; i++) {
        struct block *block = &manuscript->block[i];
        if (block->off || block->kind == BLOCK_TABLE ||
            block->kind == BLOCK_IMAGE)
            continue;
        enum loss loss = junk_judge(block->text);
        if (loss == LOSS_COUNTER)
            manuscript_inform(manuscript, block->text);
        if (loss != LOSS_NONE) {
            manuscript_drop(manuscript, block, loss);
            continue;
        }
        remove_page_numbers(manuscript, block);
        if (block->off)
            join_over(manuscript, i);
    }
}
