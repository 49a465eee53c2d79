#include "progress.h"

#include "progress_name.h"

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

static size_t empty_at(struct str text, size_t at)
{
    for (size_t i = 0; i < LEN(empty_words); i++) {
        size_t len = strlen(empty_words[i]);
        if (len <= text.len - at &&
            memcmp(text.ptr + at, empty_words[i], len) == 0)
            return len;
    }
    return 0;
}

static void add_rune(struct name *name, uint32_t rune)
{
    name->rune[name->len++] = rune;
    name->mix |= (uint64_t)1 << (rune * 0x9E3779B1U >> 26);
}

struct name name_read(struct arena *arena, struct str indicator)
{
    struct name name = {
        .rune = arena_array(arena, indicator.len + 1, sizeof(uint32_t))};
    unsigned depth = 0;
    uint32_t rune;

    for (size_t at = 0, len; at < indicator.len; at += len) {
        size_t skip = depth ? 0 : empty_at(indicator, at);
        len = text_decode(indicator, at, &rune);
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

    for (size_t from = 0; from < name->len; from++) {
        size_t at = 0, i = from;
        uint32_t rune;
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

static bool is_other(const struct name *a, const struct name *b)
{
    for (size_t i = 0; i < LEN(other_words); i++)
        if (name_has(a, other_words[i]) != name_has(b, other_words[i]))
            return true;
    return false;
}

unsigned name_likeness(const struct name *a, const struct name *b)
{
    const struct name *part = a->len <= b->len ? a : b;
    const struct name *whole = part == a ? b : a;
    unsigned alike;

    if (part->len == 0 || (part->mix & ~whole->mix))
        return 0;
    alike = (unsigned)(200 * part->len / (part->len + whole->len));
    if (part->len == whole->len)
        return memcmp(a->rune, b->rune, a->len * sizeof(*a->rune)) ? 0 : 100;
    if (alike < PROGRESS_LIKENESS || !is_part(part, whole) ||
        is_other(part, whole))
        return 0;
    return alike;
}

unsigned progress_likeness(struct str a, struct str b)
{
    struct arena arena = {0};
    struct name one = name_read(&arena, a), two = name_read(&arena, b);
    unsigned alike = name_likeness(&one, &two);

    arena_free(&arena);
    return alike;
}
