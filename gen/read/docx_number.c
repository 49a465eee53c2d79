#include "docx_number.h"

#include <stdlib.h>
#include <string.h>

#define LISTS_MOST 2000

const struct html_node *docx_child(const struct html_node *node,
                                   const char *name)
{
    for (const struct html_node *at = node ? node->first : NULL; at;
         at = at->next)
        if (at->kind == HTML_ELEMENT && str_is(at->name, name))
            return at;
    return NULL;
}

static struct str value_of(const struct html_node *node, const char *name)
{
    const struct html_node *child = docx_child(node, name);

    return child ? html_value(child, "val") : STR("");
}

static int number_of(struct str text, int otherwise)
{
    int number = 0;

    if (text.len == 0 || text.len > 6)
        return otherwise;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return otherwise;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

static void read_levels(const struct html_node *abstract,
                        struct docx_list *list)
{
    for (const struct html_node *at = abstract->first; at; at = at->next) {
        if (at->kind != HTML_ELEMENT || !str_is(at->name, "lvl"))
            continue;
        int index = number_of(html_value(at, "ilvl"), LEVELS);
        if (index >= LEVELS)
            continue;
        list->level[index] =
            (struct docx_level){.format = value_of(at, "numfmt"),
                                .text = value_of(at, "lvltext"),
                                .start = number_of(value_of(at, "start"), 1),
                                .count = -1};
    }
}

static const struct html_node *abstract_of(const struct html_node *numbering,
                                           struct str id)
{
    for (const struct html_node *at = numbering->first; at; at = at->next)
        if (at->kind == HTML_ELEMENT && str_is(at->name, "abstractnum") &&
            str_equal(html_value(at, "abstractnumid"), id))
            return at;
    return NULL;
}

void docx_numbers_read(struct arena *arena, const struct html_node *root,
                       struct docx_numbers *out)
{
    const struct html_node *numbering =
        root ? docx_child(root, "numbering") : NULL;

    *out = (struct docx_numbers){0};
    if (!numbering)
        return;
    out->list = arena_array(arena, LISTS_MOST, sizeof(*out->list));
    for (const struct html_node *at = numbering->first;
         at && out->len < LISTS_MOST; at = at->next) {
        if (at->kind != HTML_ELEMENT || !str_is(at->name, "num"))
            continue;
        const struct html_node *abstract =
            abstract_of(numbering, value_of(at, "abstractnumid"));
        if (!abstract)
            continue;
        struct docx_list *list = &out->list[out->len++];
        list->id = html_value(at, "numid");
        read_levels(abstract, list);
    }
}

/* 1 to 99 as 一 to 九十九. */
static void put_chinese(struct buf *out, int number)
{
    static const char *const digit[] = {"",   "一", "二", "三", "四",
                                        "五", "六", "七", "八", "九"};

    if (number < 1 || number > 99) {
        buf_format(out, "%d", number);
        return;
    }
    if (number >= 20)
        buf_text(out, digit[number / 10]);
    if (number >= 10)
        buf_text(out, "十");
    buf_text(out, digit[number % 10]);
}

/* The ten stems or the twelve branches; behind the last they begin anew. */
static void put_cycle(struct buf *out, const char *const *sign, int signs,
                      int number)
{
    buf_text(out, sign[(number > 0 ? number - 1 : 0) % signs]);
}

static void put_number(struct buf *out, const struct docx_level *level)
{
    static const char *const stem[] = {"甲", "乙", "丙", "丁", "戊",
                                       "己", "庚", "辛", "壬", "癸"};
    static const char *const branch[] = {"子", "丑", "寅", "卯", "辰", "巳",
                                         "午", "未", "申", "酉", "戌", "亥"};
    int number = level->count;

    if (str_is(level->format, "ideographTraditional"))
        put_cycle(out, stem, 10, number);
    else if (str_is(level->format, "ideographZodiac"))
        put_cycle(out, branch, 12, number);
    else if (str_starts(level->format, "chinese") ||
             str_starts(level->format, "japaneseCounting") ||
             str_starts(level->format, "ideograph") ||
             str_starts(level->format, "taiwanese"))
        put_chinese(out, number);
    else if (str_is(level->format, "decimalEnclosedCircle") && number >= 1 &&
             number <= 20)
        buf_rune(out, 0x2460 + (uint32_t)number - 1);
    else if (str_is(level->format, "lowerLetter") && number <= 26)
        buf_char(out, (char)('a' + number - 1));
    else if (str_is(level->format, "upperLetter") && number <= 26)
        buf_char(out, (char)('A' + number - 1));
    else
        buf_format(out, "%d", number);
}

static void put_label(struct buf *out, const struct docx_list *list,
                      unsigned level)
{
    struct str text = list->level[level].text;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '%' || i + 1 == text.len) {
            buf_char(out, text.ptr[i]);
            continue;
        }
        unsigned which = (unsigned)(text.ptr[++i] - '1');
        if (which < LEVELS && list->level[which].count >= 0)
            put_number(out, &list->level[which]);
    }
}

void docx_number_next(struct docx_numbers *numbers, struct str id,
                      unsigned level, struct buf *out, bool *bullet)
{
    *bullet = false;
    for (size_t i = 0; i < numbers->len && level < LEVELS; i++) {
        struct docx_list *list = &numbers->list[i];
        struct docx_level *own = &list->level[level];
        if (!str_equal(list->id, id) || !own->format.ptr)
            continue;
        own->count = own->count < 0 ? own->start : own->count + 1;
        for (unsigned below = level + 1; below < LEVELS; below++)
            list->level[below].count = -1;
        *bullet = str_is(own->format, "bullet");
        if (!*bullet && !str_is(own->format, "none"))
            put_label(out, list, level);
        return;
    }
}
