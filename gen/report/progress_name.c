#include "progress.h"

#include "progress_name.h"
#include "word.h"

#include <string.h>

/* Say whom or that it was done, not what is measured. */
static const char *const empty_words[] = {
    "全镇",   "全乡", "全街道", "全县", "我镇",   "我乡", "本镇", "全年",
    "新改建", "新建", "新增",   "新修", "建成",   "完成", "实现", "累计",
    "力争",   "确保", "预计",   "以上", "全社会", "镇域", "辖区"};

/* Make another indicator of the same one. */
static const char *const other_words[] = {
    "人均", "户均", "亩均", "村均",   "农村", "城镇", "农民", "城市",
    "村",   "工业", "农业", "服务业", "民间", "产业", "税收", "增速",
    "增幅", "占比", "比重", "比例",   "率",   "一期", "二期", "三期",
    "贫困", "脱贫", "第一", "第二",   "第三", "男",   "女",   "老年",
    "儿童", "小学", "初中", "高中",   "旱",   "水",   "东",   "南",
    "西",   "北",   "不",   "未",     "非",   "减少", "拆"};

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

/* Whether one of them may begin so; most characters of a name begin none. */
static bool opens_empty(uint32_t rune)
{
    switch (rune) {
    case 0x5168: /* 全 */
    case 0x6211: /* 我 */
    case 0x672c: /* 本 */
    case 0x65b0: /* 新 */
    case 0x5efa: /* 建 */
    case 0x5b8c: /* 完 */
    case 0x5b9e: /* 实 */
    case 0x7d2f: /* 累 */
    case 0x529b: /* 力 */
    case 0x786e: /* 确 */
    case 0x9884: /* 预 */
    case 0x4ee5: /* 以 */
    case 0x9547: /* 镇 */
    case 0x8f96: /* 辖 */ return true;
    default: return false;
    }
}

static size_t empty_at(struct str text, size_t at)
{
    for (size_t i = 0; i < LEN(empty_words); i++) {
        size_t len = word_at(text, at, empty_words[i]);
        if (len)
            return len;
    }
    return 0;
}

static void add_rune(struct name *name, uint32_t rune)
{
    name->rune[name->len++] = rune;
    name->mix |= (uint64_t)1 << (rune * 0x9E3779B1U >> 26);
}

/* Most characters: they count, whatever stands behind them. */
static bool is_plain_han(uint32_t rune)
{
    return rune >= 0x4e00 && rune <= 0x9fff && rune != 0x7684 /* 的 */ &&
           !opens_empty(rune);
}

struct name name_read(struct arena *arena, struct str indicator)
{
    struct name name = {
        .rune = arena_array(arena, indicator.len + 1, sizeof(uint32_t))};
    unsigned depth = 0;
    uint32_t rune;

    for (size_t at = 0, len; at < indicator.len; at += len) {
        len = text_decode(indicator, at, &rune);
        if (!depth && is_plain_han(rune)) {
            add_rune(&name, rune);
            continue;
        }
        size_t skip = !depth && opens_empty(rune) ? empty_at(indicator, at) : 0;
        rune = rune_half(rune);
        if (rune == '(')
            depth++;
        if (skip)
            len = skip;
        else if (!depth && !rune_is_punct(rune) && !rune_is_space(rune) &&
                 rune != 0x7684 /* 的 */)
            add_rune(&name, rune);
        if (rune == ')' && depth)
            depth--;
    }
    return name;
}

/* Whether `name` has `word` somewhere. */
static bool name_has(const struct name *name, const char *word)
{
    struct str text = str_of(word);
    uint32_t first, rune;
    size_t head = text_decode(text, 0, &first);

    for (size_t from = 0; from < name->len; from++) {
        size_t at = head, i = from + 1;
        if (name->rune[from] != first)
            continue;
        while (at < text.len && i < name->len) {
            size_t len = text_decode(text, at, &rune);
            if (rune != name->rune[i++])
                break;
            at += len;
        }
        if (at == text.len)
            return true;
    }
    return false;
}

/* All of `part` stands in `whole`, in its order. */
static bool is_part(const struct name *part, const struct name *whole)
{
    size_t at = 0;

    for (size_t i = 0; i < whole->len && at < part->len; i++)
        if (whole->rune[i] == part->rune[at])
            at++;
    return at == part->len;
}

_Static_assert(LEN(other_words) <= 64, "each has a bit of name.others");

static uint64_t others(struct name *name)
{
    if (name->others_known)
        return name->others;
    for (size_t i = 0; i < LEN(other_words); i++)
        if (name_has(name, other_words[i]))
            name->others |= (uint64_t)1 << i;
    name->others_known = true;
    return name->others;
}

unsigned name_likeness(struct name *a, struct name *b)
{
    struct name *part = a->len <= b->len ? a : b;
    struct name *whole = part == a ? b : a;
    unsigned alike;

    if (part->len == 0 || (part->mix & ~whole->mix))
        return 0;
    alike = (unsigned)(200 * part->len / (part->len + whole->len));
    if (part->len == whole->len)
        return memcmp(a->rune, b->rune, a->len * sizeof(*a->rune)) ? 0 : 100;
    if (alike < PROGRESS_LIKENESS || !is_part(part, whole) ||
        others(part) != others(whole))
        return 0;
    return alike;
}

static bool has_pair(const struct name *name, uint32_t first, uint32_t second)
{
    for (size_t i = 0; i + 1 < name->len; i++)
        if (name->rune[i] == first && name->rune[i + 1] == second)
            return true;
    return false;
}

/* Each bit that `text` lacks is a character's, and one of two breaks a pair. */
static size_t pairs_lacking(const struct name *name, const struct name *text)
{
    size_t lacking = 0;

    for (uint64_t left = name->mix & ~text->mix; left; left &= left - 1)
        lacking++;
    return (lacking + 1) / 2;
}

size_t name_covered(const struct name *name, const struct name *text,
                    size_t enough)
{
    size_t pairs = name->len - 1, found = 0;

    if (name->len < 3)
        return 0;
    if ((pairs - pairs_lacking(name, text)) * 100 / pairs < enough)
        return 0;
    for (size_t i = 0; i < pairs; i++)
        found += has_pair(text, name->rune[i], name->rune[i + 1]);
    return found * 100 / pairs;
}

unsigned progress_likeness(struct str a, struct str b)
{
    struct arena arena = {0};
    struct name one = name_read(&arena, a), two = name_read(&arena, b);
    unsigned alike = name_likeness(&one, &two);

    arena_free(&arena);
    return alike;
}
