#include "phrase.h"

#include "lexicon.h"
#include "phrase_part.h"
#include "phrase_time.h"

#include <string.h>

static inline bool ends(struct str text, const char *word)
{
    return word_before(text, text.len, word) > 0;
}

static void cut_front(struct str *text, size_t len)
{
    text->ptr += len;
    text->len -= len;
}

/* ---- the front of a name ---- */

/* 在…基础上 is no longer than this many bytes. */
#define GROUND_MOST 120

/* 在去年1.2万亩的基础上, of a text that begins with 在: gone from the name, kept
 * as the base. */
static size_t ground(struct str text, struct str *base)
{
    static const char *const ends_with[] = {"的基础上", "基础上"};

    if (text.len > GROUND_MOST)
        text.len = GROUND_MOST;
    for (size_t i = 0; i < 2; i++) {
        size_t at = str_find(text, str_of(ends_with[i]));
        if (at == SIZE_MAX)
            continue;
        struct str inner = {text.ptr + 3, at - 3};
        /* 在完成基础上 tells nothing to compare with. */
        if (base && !str_is(inner, "完成") && inner.len)
            *base = inner;
        return at + strlen(ends_with[i]);
    }
    return 0;
}

/* 去年, 全镇, 我乡: no verbs at all. */
static bool is_scope(struct str word)
{
    return str_starts(word, "全") || str_starts(word, "我") ||
           str_starts(word, "本") || str_starts(word, "各");
}

/* Verbs that say nothing by themselves: 完成, 新增, 达到; and what is none. */
static bool is_plain_verb(struct str word)
{
    static const uint64_t plain =
        UINT64_C(1) << LEX_SPAN | UINT64_C(1) << LEX_EARLIER |
        UINT64_C(1) << LEX_TAIL | UINT64_C(1) << LEX_MAKE;

    return word.len <= 3 || is_scope(word) || str_starts(word, "已") ||
           lexicon_is_any(plain, word);
}

/* A word of the lead, unless the name itself begins like it (计划生育率). */
static size_t lead_word(struct str text, const struct lexicon_found *found)
{
    size_t len = lexicon_len(found, LEX_LEAD);
    /* 解决率, 办结率: with 率 any verb is a name. */
    if (len && word_at(text, len, "率"))
        return 0;
    return lexicon_len(found, LEX_LEAD_TRAP) > len ? 0 : len;
}

/*
 * 调处 taken off leaves no name of 调处率; nor does 安置 of 安置楼: one
 * character is a name only behind the verbs that say nothing, as 桥 in 新建桥.
 */
static bool is_stub(struct str name, struct str verb)
{
    if (name.len == strlen("楼") && verb.len > strlen("楼") &&
        verb.ptr + verb.len == name.ptr)
        return true;
    return lexicon_is(LEX_STUB, name);
}

/* 约谈处理: of verbs right behind each other, both. */
static void add_verb(struct str *verb, struct str word)
{
    if (verb->len && verb->ptr + verb->len == word.ptr)
        verb->len += word.len;
    else
        *verb = word;
}

struct str phrase_lead(struct str text, struct str *verb)
{
    /* 【种植业】播种棉花: the label of a chapter */
    size_t label =
        word_at(text, 0, "【") ? str_find(text, STR("】")) : SIZE_MAX;
    struct lexicon_found found;

    if (label != SIZE_MAX)
        cut_front(&text, label + strlen("】"));
    cut_front(&text, phrase_item(text));
    struct str whole = text;

    *verb = (struct str){"", 0};
    while (text.len) {
        lexicon_all_at(PHRASE_TIMES | lexicon_set(LEX_LEAD) |
                           lexicon_set(LEX_LEAD_TRAP),
                       text, 0, &found);
        size_t len = word_at(text, 0, "在") ? ground(text, NULL) : 0;
        if (!len && phrase_time_may(text, 0, &found))
            len = phrase_time_found(text, 0, &found);
        if (!len) {
            len = lead_word(text, &found);
            struct str word = {text.ptr, len};
            if (len && !is_plain_verb(word))
                add_verb(verb, word);
        }
        if (!len)
            break;
        whole = text;
        cut_front(&text, len);
    }
    text = word_trim(text);
    return is_stub(text, *verb) ? word_trim(whole) : text;
}

/* 总投资3.6亿元的光伏项目: how large it is, then its name. */
static struct str behind_extent(struct str name)
{
    bool money =
        lexicon_at(LEX_EXTENT, name, 0) || lexicon_at(LEX_SPEND, name, 0);
    size_t of = money ? str_find(name, STR("元的")) : SIZE_MAX;

    if (of == SIZE_MAX || of + strlen("元的") >= name.len)
        return name;
    cut_front(&name, of + strlen("元的"));
    return name;
}

/* 以茶叶为主的产业带: the name stands behind what it is built on. */
static struct str behind_focus(struct str name)
{
    size_t of = word_at(name, 0, "以") ? str_find(name, STR("为")) : SIZE_MAX;

    if (of == SIZE_MAX)
        return name;
    struct str rest = {name.ptr + of, name.len - of};
    size_t len = str_find(rest, STR("的"));
    if (len != strlen("为主") && len != strlen("为重点"))
        return name;
    cut_front(&rest, len + strlen("的"));
    return rest;
}

/* 薯类（含马铃薯）: what is counted in, or not, is no part of the name. */
static void cut_note(struct str *name)
{
    static const char *const opens[] = {"（含", "（不含", "（包括",
                                        "(含",  "(不含",  "(包括"};

    if (!ends(*name, "）") && !ends(*name, ")"))
        return;
    for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
        size_t at = str_find(*name, str_of(opens[i]));
        if (at != SIZE_MAX && at > 0)
            name->len = at;
    }
}

/* A name that tells by what means, and then what was done, has more bytes. */
#define MEANS_LEAST 30

/* 通过网格员上门化解矛盾纠纷: what stands behind the last verb. */
static struct str behind_means(struct str name, struct str *verb)
{
    if (name.len < MEANS_LEAST || !lexicon_at(LEX_MEANS, name, 0))
        return name;
    for (size_t at = name.len, len;
         (at = lexicon_last_begin(LEX_LEAD, name, at, &len)) > 0;) {
        struct str rest = {name.ptr + at + len, name.len - at - len};
        if (len < strlen("化解") || lexicon_at(LEX_LEAD_TRAP, name, at) ||
            rest.len < strlen("纠纷"))
            continue;
        return phrase_lead(rest, verb);
    }
    return name;
}

/*
 * 卫生院增设床位: subject, verb, object. What was made is the name; 土地整治项目
 * is one name, for 项目 alone says nothing.
 */
static struct str behind_verb(struct str name, struct str *verb)
{
    /* 每千名老人拥有床位: of each, which says the most. */
    if (word_at(name, 0, "每"))
        return name;
    for (size_t at = name.len, len;
         (at = lexicon_last_begin(LEX_INNER, name, at, &len)) >=
         strlen("村");) {
        if (lexicon_at(LEX_LEAD_TRAP, name, at) ||
            word_at(name, at + len, "”")) /* “一口受理”比例 */
            continue;
        struct str rest = {name.ptr + at + len, name.len - at - len};
        bool plain = word_at(name, at, "实现") > 0;
        rest = phrase_lead(rest, verb);
        /* 贫困户实现脱贫 */
        if (plain && rest.len <= strlen("脱贫"))
            return name;
        if (rest.len <= strlen("村") ||
            lexicon_at(LEX_METRIC, rest, 0) == rest.len ||
            lexicon_at(LEX_TASK, rest, 0) == rest.len || phrase_amount(rest))
            return name;
        return rest;
    }
    return name;
}

/* ---- the end of the head: verbs ---- */

/* 比上年, 较去年同期, 比2015年: cut off the end and kept as the base. */
static bool cut_comparison(struct str *head, struct phrase *p)
{
    size_t most = head->len > 36 ? head->len - 36 : 0;

    for (size_t at = head->len; at-- > most;) {
        if (!word_at(*head, at, "比") && !word_at(*head, at, "较"))
            continue;
        struct str rest = {head->ptr + at + 3, head->len - at - 3};
        if (word_at(*head, at, "比重") || word_at(*head, at, "比例") ||
            !rest.len || !lexicon_before(LEX_EARLIER, rest, rest.len))
            return false;
        p->base = rest;
        head->len = at;
        return true;
    }
    return false;
}

static void note_word(struct str word, struct phrase *p)
{
    p->apart |= word_is(word, "分别");
    p->each |= word_at(word, 0, "均") || word_is(word, "各") ||
               word_is(word, "都") || word_is(word, "一律") ||
               word_is(word, "同步") || word_is(word, "双双");
    p->portion |= word_is(word, "占");
    if (word_is(word, "同比") && !p->base.len)
        p->base = word;
}

static bool change_word(const struct lexicon_found *found, bool share,
                        size_t *len, enum change *change)
{
    size_t up = lexicon_len(found, LEX_UP);
    size_t down = lexicon_len(found, LEX_DOWN);
    size_t some = lexicon_len(found, LEX_UP_SHARE);

    /* 道路绿化提升15条 is no rise, nor does 升 stand in it. */
    if (some > up)
        up = share ? some : 0;
    *len = up > down ? up : down;
    *change = up > down ? CHANGE_UP : CHANGE_DOWN;
    return *len > 0;
}

/* 比上年多, 同比减产: these words tell a change only beside a comparison. */
static bool cut_compared(struct str *head, struct phrase *p)
{
    size_t len = lexicon_before(LEX_COMPARED, *head, head->len);
    struct str rest = {head->ptr, head->len - len};
    bool down = word_at(*head, rest.len, "减") ||
                word_at(*head, rest.len, "少") ||
                word_at(*head, rest.len, "低");
    /* 浓度同比改善3%: up or down, who knows? */
    bool clear = !word_at(*head, rest.len, "改善");

    rest = word_trim(rest);
    if (!len || p->change != CHANGE_NONE ||
        (!cut_comparison(&rest, p) && !(clear && ends(rest, "同比"))))
        return false;
    *head = rest;
    p->change = down ? CHANGE_DOWN : CHANGE_UP;
    return true;
}

/* The length of the word that only joins a name to its number. */
static size_t tail_len(const struct lexicon_found *found)
{
    size_t tail = lexicon_len(found, LEX_TAIL);
    size_t span = lexicon_len(found, LEX_SPAN);

    tail = span > tail ? span : tail;
    return lexicon_len(found, LEX_TAIL_TRAP) > tail ? 0 : tail;
}

static struct str last_word(struct str head, size_t len)
{
    return (struct str){head.ptr + head.len - len, len};
}

/* 涨至, 压到: whatever the verb, it tells where it went. */
static bool is_goal(struct str word)
{
    return word_is(word, "到") || word_is(word, "至");
}

/* 同比增8%: the base stands in the verb. */
static void note_base(struct str word, struct phrase *p)
{
    if (word_at(word, 0, "同比") && !p->base.len)
        p->base = (struct str){word.ptr, strlen("同比")};
}

/*
 * Takes verbs off the end of `head` until the name is left. The verb nearest
 * to the number decides: 增长8%，达到9亿元 are a growth and a level.
 */
static struct str cut_verbs(struct str head, bool share, struct phrase *p)
{
    static const uint64_t verbs =
        UINT64_C(1) << LEX_REACH | UINT64_C(1) << LEX_TAIL |
        UINT64_C(1) << LEX_TAIL_TRAP | UINT64_C(1) << LEX_MAKE |
        UINT64_C(1) << LEX_SPAN | UINT64_C(1) << LEX_UP |
        UINT64_C(1) << LEX_DOWN | UINT64_C(1) << LEX_UP_SHARE |
        UINT64_C(1) << LEX_COMPARED | UINT64_C(1) << LEX_EARLIER;
    bool settled = false, first = true;
    struct lexicon_found found;
    enum change change;
    size_t len;

    for (;; first = false) {
        head = word_trim(head);
        lexicon_all_before(verbs, head, head.len, &found);
        if (lexicon_len(&found, LEX_EARLIER) && cut_comparison(&head, p))
            continue;
        if (!settled && lexicon_len(&found, LEX_COMPARED) &&
            cut_compared(&head, p))
            continue;
        size_t reach = lexicon_len(&found, LEX_REACH);
        size_t tail = tail_len(&found);
        size_t make = lexicon_len(&found, LEX_MAKE);
        size_t trap = lexicon_len(&found, LEX_TAIL_TRAP);
        if (first)
            p->make = make > 0 || phrase_made(head);
        /* 审计核减 names an amount: the 减 in it is no fall. */
        if (change_word(&found, share, &len, &change) && len >= trap &&
            len >= tail && len > reach) {
            if (!settled && p->change == CHANGE_NONE)
                p->change = change;
            note_base(last_word(head, len), p);
        } else if (reach || tail) {
            len = reach > tail ? reach : tail;
            len += phrase_month(head, head.len - len);
            settled |= reach > 0 || is_goal(last_word(head, len));
            note_word(last_word(head, len), p);
        } else {
            return head;
        }
        p->make |= make > 0 && make >= len;
        head.len -= len;
    }
}

/* The length of what 占全年任务1500万元的 ends with: how much was asked. */
static size_t asked_amount(struct str name)
{
    static const char *const signs[] = {"万", "亿", ".", "0", "1", "2", "3",
                                        "4",  "5",  "6", "7", "8", "9"};
    size_t end = name.len - lexicon_before(LEX_UNIT, name, name.len), i = 0;

    while (i < sizeof(signs) / sizeof(signs[0])) {
        size_t len = word_before(name, end, signs[i]);
        i = len ? 0 : i + 1;
        end -= len;
    }
    return name.len - end;
}

/* 完成年度任务的, 占目标任务: how much of what was asked is fulfilled. */
static bool asks_task(struct str name)
{
    if (ends(name, "的")) {
        name.len -= strlen("的");
        name.len -= asked_amount(name);
        name.len -= phrase_remark(name);
    }
    return lexicon_before(LEX_TASK, name, name.len) || ends(name, "指标") ||
           ends(name, "计划投资") || ends(name, "计划总投资");
}

/* 增速, 涨幅 at the end: the name goes without it. */
static void cut_rate(struct phrase *p)
{
    size_t len = lexicon_before(LEX_RATE, p->name, p->name.len);

    if (lexicon_is(LEX_RATE_ALONE, p->name))
        len = p->name.len;
    if (!len)
        return;
    struct str word = {p->name.ptr + p->name.len - len, len};
    p->rate = true;
    if (p->change == CHANGE_NONE)
        p->change = lexicon_at(LEX_DOWN, word, 0) || str_starts(word, "降") ||
                            str_starts(word, "减")
                        ? CHANGE_DOWN
                        : CHANGE_UP;
    p->name.len -= len;
}

/* 电商、月嫂等技能培训: examples, then the name of what they are. Of 收入、利润
 * 等指标 the names are those listed: the word for all of them says nothing. */
static struct str behind_examples(struct str name)
{
    for (size_t at = name.len; at-- > 0;) {
        struct str rest = {name.ptr + at, name.len - at};
        if (!str_starts(rest, "等"))
            continue;
        struct str kind = {rest.ptr + 3, rest.len - 3};
        struct str list = {name.ptr, at};
        if (str_find(list, STR("、")) == SIZE_MAX)
            return name;
        if (ends(kind, "指标"))
            return list;
        return kind.len >= strlen("培训") ? kind : name;
    }
    return name;
}

/* The base of 在…基础上, wherever it stands, is cut out of `left`. */
static struct str cut_ground(struct str left, struct str *base)
{
    size_t at = str_find(left, STR("在"));

    if (at == SIZE_MAX)
        return left;
    struct str tail = {left.ptr + at, left.len - at};
    if (ground(tail, base) == tail.len)
        left.len = at;
    else if (word_at(left, 0, "在"))
        ground(left, base);
    return left;
}

/* 压缩开支二成, 减少贫困人口30人: the verb stands before the name. 压减渔船30艘
 * counts the boats that are gone. */
static enum change change_before(struct str verb, bool share)
{
    if (!verb.len)
        return CHANGE_NONE;
    if (word_at(verb, 0, "提高"))
        return CHANGE_UP;
    if (word_at(verb, 0, "减少") || word_at(verb, 0, "降低"))
        return CHANGE_DOWN;
    return share && lexicon_is(LEX_DOWN, verb) ? CHANGE_DOWN : CHANGE_NONE;
}

struct phrase phrase_read(struct str head, bool share, uint64_t cues)
{
    struct phrase p = {.name = {"", 0}, .verb = {"", 0}, .base = {"", 0}};
    struct str left = cut_verbs(head, share, &p);
    uint64_t within =
        cues & (lexicon_set(LEX_OTHERS) | lexicon_set(LEX_GROUND) |
                lexicon_set(LEX_EXAMPLES));
    struct str verb;

    if (within)
        within = lexicon_any(within, left);
    /* 高于全县平均 compares with others and is no level of its own. */
    p.scope = within & lexicon_set(LEX_OTHERS) ||
              lexicon_before(LEX_SCOPE, left, left.len) > 0;
    if (lexicon_at(LEX_SCOPE, left, 0) &&
        !lexicon_before(LEX_METRIC, left, left.len))
        p.scope = true;
    p.task = share && asks_task(left);
    p.apart |= word_at(left, 0, "分别") > 0;
    if (within & lexicon_set(LEX_GROUND))
        left = word_trim(cut_ground(left, &p.base));
    if (p.change == CHANGE_NONE && word_at(left, 0, "净增"))
        p.change = CHANGE_UP;
    p.name = phrase_lead(left, &verb);
    p.verb = verb;
    /* 提高到2019年的16403元 tells where it went, with a time between. */
    if (p.change == CHANGE_NONE && left.len == word_trim(head).len &&
        !lexicon_at(LEX_REACH, left, 0)) {
        p.change = change_before(verb, share);
        p.led = p.change != CHANGE_NONE;
    }
    p.name = behind_focus(behind_extent(behind_means(p.name, &verb)));
    cut_note(&p.name);
    if (cues & lexicon_set(LEX_INNER))
        p.name = behind_verb(p.name, &verb);
    p.scope |= lexicon_at(LEX_EXTENT, p.name, 0) == p.name.len && p.name.len;
    if (share)
        cut_rate(&p);
    p.name = word_trim(p.name);
    /* 年均增幅, 其中明年改500户: no name of their own. */
    if (lexicon_at(LEX_ALONE, p.name, 0) == p.name.len ||
        word_before(p.name, p.name.len, "后") ||
        word_before(p.name, p.name.len, "内") || phrase_except(p.name))
        p.name.len = 0;
    if (within & lexicon_set(LEX_EXAMPLES))
        p.name = behind_examples(p.name);
    p.name.len -= word_before(p.name, p.name.len, "的");
    if (p.change == CHANGE_NONE &&
        (ends(p.name, "增收") || ends(p.name, "增产")))
        p.change = CHANGE_UP;
    return p;
}
