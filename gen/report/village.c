#include "village.h"

#include "../base/map.h"

#include <string.h>

#define VILLAGE "村"
#define HAN_BYTES 3 /* of the characters at hand in UTF-8 */
#define NAME_LEAST 2 /* characters before 村 */
#define NAME_MOST 4
#define SURE_MOST 3 /* where only a comma shows the name's beginning */
#define VILLAGES_MOST 400

/* A name does not begin behind these: particles, and verbs of reports. */
static const char ends[] =
    "在和与及到对为从向由把将了的是以至被给同跟于内等化建设修改扩完成使让开入"
    "有也都又还该本某各每全个处条座里镇乡县市区省赴去访帮扶驻选抓推迁搬到含即"
    "原属如经过沿距离临靠";

/* Particles that show for sure that a new word begins behind them. */
static const char sure_ends[] = "在和与及到对从由为向于至的是含即原";

/* What is said of villages, and is no name of one. */
static const char *const general[] = {
    "行政", "自然", "中心", "示范", "重点", "贫困", "薄弱", "空心", "城中",
    "城郊", "文明", "美丽", "先进", "后进", "经济", "集体", "旅游", "专业",
    "特色", "民族", "移民", "搬迁", "试点", "样板", "精品", "达标", "小康",
    "生态", "卫生", "宜居", "幸福", "平安", "民主", "法治", "智慧", "数字",
    "传统", "文化", "新农", "信用", "淘宝", "电商", "一般", "所有", "部分",
    "有关", "相关", "其他", "其余", "个别", "全部", "周边", "沿线", "附近",
    "偏远", "边远", "山区", "库区", "平原", "丘陵", "脱贫", "出列", "涣散",
    "整治", "帮扶", "联系", "结对", "推进", "振兴", "共建", "面貌", "清洁",
    "环境", "两委", "包保", "挂牌", "驻地", "名",   "农",   "乡",   "村",
    "进",   "出",   "回",   "治",   "强",   "联",   "整",   "康养", "无讼",
    "零碳", "森林", "园林", "红色", "善治", "共富",
};

/* Behind 村 these make another word of it: 村级, 村民, 村庄. */
static const char *const follow[] = {"级", "民", "镇", "落", "务", "容", "史",
                                     "规", "医", "霸", "庄", "户", "情", "貌",
                                     "集", "办", "支", "居", "社", "企", "妇",
                                     "风", "两", "组", "头", "道", "屯"};

/* Before a known name these would make it a longer one: 小王庄村. */
static const char lengthens[] = "小大东西南北前后上下新老中";

struct reader {
    struct arena *arena;
    struct villages *villages;
    struct village **end; /* where the next village goes */
    struct map known; /* by name, to its struct village */
};

/* Whether the character at `at` is in a list of such characters. */
static bool is_of(struct str text, size_t at, const char *list)
{
    if (at + HAN_BYTES > text.len)
        return false;
    struct str one = {text.ptr + at, HAN_BYTES};
    return str_find(str_of(list), one) != SIZE_MAX;
}

static bool is_han_at(struct str text, size_t at)
{
    uint32_t rune;

    return text_decode(text, at, &rune) == HAN_BYTES && rune_is_han(rune);
}

static bool is_general(struct str name)
{
    for (size_t i = 0; i < sizeof(general) / sizeof(general[0]); i++)
        if (str_ends(name, general[i]))
            return true;
    return false;
}

static bool goes_on(struct str text, size_t at)
{
    struct str rest = {text.ptr + at, text.len - at};

    for (size_t i = 0; i < sizeof(follow) / sizeof(follow[0]); i++)
        if (str_starts(rest, follow[i]))
            return !str_starts(rest, "支部") && !str_starts(rest, "社区");
    return false;
}

/* Where a name that ends at `end` begins; `end` where that is not certain. */
static size_t name_begin(struct str text, size_t end)
{
    size_t at = end, len = 0;

    while (len <= NAME_MOST && at >= HAN_BYTES &&
           is_han_at(text, at - HAN_BYTES) &&
           !is_of(text, at - HAN_BYTES, ends)) {
        at -= HAN_BYTES;
        len++;
    }
    bool stopped = at >= HAN_BYTES && is_han_at(text, at - HAN_BYTES);
    bool sure = stopped && is_of(text, at - HAN_BYTES, sure_ends);
    struct str rest = {text.ptr + end + HAN_BYTES, text.len - end - HAN_BYTES};
    /* In a list, what the verb before it takes is a name: 硬化上桥村、下桥村 */
    sure = sure || (stopped && str_starts(rest, "、"));
    bool listed = at >= HAN_BYTES && str_ends((struct str){text.ptr, at}, "、");
    if (len < NAME_LEAST || len > NAME_MOST ||
        (len > SURE_MOST && !sure && !listed) || (stopped && !sure))
        return end;
    return at;
}

/* The name that ends with the 村 at `at`; empty where none is certain. */
static struct str certain_name(struct str text, size_t at)
{
    /* asked first: of most places it is known then */
    size_t begin = goes_on(text, at + HAN_BYTES) ? at : name_begin(text, at);
    struct str name = {text.ptr + begin, at - begin};

    if (begin == at || is_general(name))
        return (struct str){"", 0};
    name.len += HAN_BYTES;
    return name;
}

static void learn(struct reader *reader, struct str name)
{
    struct villages *all = reader->villages;

    if (name.len == 0 || all->len == VILLAGES_MOST ||
        map_get(&reader->known, name))
        return;
    struct village *village = arena_new(reader->arena, sizeof(*village));
    village->name =
        (struct str){arena_copy(reader->arena, name.ptr, name.len), name.len};
    *reader->end = village;
    reader->end = &village->next;
    all->len++;
    map_add(&reader->known, village->name, village);
}

static void note(struct reader *reader, struct village *village, uint32_t line)
{
    if (village->lines && village->line[village->lines - 1] == line)
        return;
    if (village->lines == village->cap) {
        size_t cap = village->cap ? village->cap * 2 : 4;
        uint32_t *grown = arena_array(reader->arena, cap, sizeof(*grown));
        if (village->lines)
            memcpy(grown, village->line, village->lines * sizeof(*grown));
        village->line = grown;
        village->cap = cap;
    }
    village->line[village->lines++] = line;
}

/* Notes the longest known name that ends with the 村 at `at`. */
static void find(struct reader *reader, struct str text, size_t at,
                 uint32_t line)
{
    for (size_t len = NAME_MOST; len >= NAME_LEAST; len--) {
        size_t bytes = len * HAN_BYTES;
        if (bytes > at)
            continue;
        struct str name = {text.ptr + at - bytes, bytes + HAN_BYTES};
        struct village *village = map_get(&reader->known, name);
        if (!village)
            continue;
        if (at < bytes + HAN_BYTES ||
            !is_of(text, at - bytes - HAN_BYTES, lengthens))
            note(reader, village, line);
        return;
    }
}

/* Blocks that hold words themselves. */
static bool has_words(const struct node *node)
{
    return node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING ||
           node->kind == NODE_CELL;
}

/* Goes over all places of 村: to learn names, then to find them. */
static void pass(struct reader *reader, const struct doc *doc, bool learning)
{
    struct buf words = {0};

    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        if (!has_words(at))
            continue;
        buf_cut(&words, 0);
        node_plain(at, &words);
        struct str text = buf_view(&words), rest = text;
        size_t found;
        while ((found = str_find(rest, STR(VILLAGE))) != SIZE_MAX) {
            size_t place = (size_t)(rest.ptr - text.ptr) + found;
            if (learning)
                learn(reader, certain_name(text, place));
            else
                find(reader, text, place, at->line);
            rest = (struct str){text.ptr + place + HAN_BYTES,
                                text.len - place - HAN_BYTES};
        }
    }
    buf_free(&words);
}

const struct villages *villages_read(struct arena *arena, const struct doc *doc)
{
    struct reader reader = {.arena = arena};

    reader.villages = arena_new(arena, sizeof(*reader.villages));
    reader.end = &reader.villages->first;
    pass(&reader, doc, true);
    if (reader.villages->len)
        pass(&reader, doc, false);
    map_free(&reader.known);
    return reader.villages;
}
