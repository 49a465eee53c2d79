#include "../base/seldom.h"
#include "phrase_edge.h"
#include "phrase_part.h"

#include <string.h>

/* 比上年, 较去年同期, 比2015年 at the end is kept as the base. Returns what the
 * head is without: as it was where none stands there. */
static SELDOM struct str without_comparison(struct str head, struct phrase *p)
{
    size_t most = head.len > 36 ? head.len - 36 : 0;

    for (size_t at = head.len; at-- > most;) {
        char byte = head.ptr[at];
        if ((byte != "比"[0] && byte != "较"[0]) ||
            (!word_at(head, at, "比") && !word_at(head, at, "较")))
            continue;
        struct str rest = phrase_from(head, at + strlen("比"));
        if (word_at(head, at, "比重") || word_at(head, at, "比例") ||
            !rest.len || !lexicon_before(LEX_EARLIER, rest, rest.len))
            return head;
        p->base = rest;
        return (struct str){head.ptr, at};
    }
    return head;
}

static void note_word(struct str word, struct phrase *p)
{
    if (!lexicon_may_begin(LEX_NOTED, word, 0))
        return;
    p->apart |= word_is(word, "分别");
    p->each |= word_at(word, 0, "均") || word_is(word, "各") ||
               word_is(word, "都") || word_is(word, "一律") ||
               word_is(word, "同步") || word_is(word, "双双");
    p->portion |= word_is(word, "占");
    if (word_is(word, "同比") && !p->base.len)
        p->base = word;
}

static bool change_word(const struct lexicon_word *found, bool share,
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
static SELDOM struct str without_compared(struct str head, struct phrase *p)
{
    size_t len = lexicon_before(LEX_COMPARED, head, head.len);
    struct str rest = {head.ptr, head.len - len};
    bool down = word_at(head, rest.len, "减") ||
                word_at(head, rest.len, "少") || word_at(head, rest.len, "低");
    /* 浓度同比改善3%: up or down, who knows? */
    bool clear = !word_at(head, rest.len, "改善");

    rest = word_trim(rest);
    if (!len || p->change != CHANGE_NONE)
        return head;
    struct str left = without_comparison(rest, p);
    if (left.len == rest.len && !(clear && phrase_ends(rest, "同比")))
        return head;
    p->change = down ? CHANGE_DOWN : CHANGE_UP;
    return left;
}

/* The length of the word that only joins a name to its number. */
static size_t tail_len(const struct lexicon_word *found)
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

struct cutting {
    bool share;
    bool settled; /* a verb has said where the number stands */
    bool first; /* none was cut yet */
};

/* Cuts a verb that was found at the end of the head, or what joins it to the
 * number; false where that is neither. */
static inline bool cut_found(struct str *head, struct cutting *c,
                             const struct lexicon_word *found, struct phrase *p)
{
    size_t reach = lexicon_len(found, LEX_REACH);
    size_t make = lexicon_len(found, LEX_MAKE);
    size_t trap = lexicon_len(found, LEX_TAIL_TRAP);
    size_t tail = tail_len(found), len;
    enum change change;

    if (c->first)
        p->make = make > 0 || phrase_is_made(*head, p);
    /* 审计核减 names an amount: the 减 in it is no fall. */
    if (change_word(found, c->share, &len, &change) && len >= trap &&
        len >= tail && len > reach) {
        if (!c->settled && p->change == CHANGE_NONE)
            p->change = change;
        note_base(last_word(*head, len), p);
    } else if (reach || tail) {
        len = reach > tail ? reach : tail;
        len += phrase_month(*head, head->len - len);
        c->settled |= reach > 0 || is_goal(last_word(*head, len));
        note_word(last_word(*head, len), p);
    } else {
        return false;
    }
    p->make |= make > 0 && make >= len;
    head->len -= len;
    return true;
}

static inline bool cut_verb(struct str *head, struct cutting *c,
                            struct phrase *p)
{
    const struct lexicon_word *found =
        lexicon_all_before(LEXICON_VERBS, *head, head->len);

    if (!(found->all[0] & LEXICON_VERBS)) {
        p->make |= c->first && phrase_is_made(*head, p);
        return false;
    }
    struct str left = *head;
    if (lexicon_len(found, LEX_EARLIER))
        left = without_comparison(left, p);
    if (left.len == head->len && !c->settled &&
        lexicon_len(found, LEX_COMPARED))
        left = without_compared(left, p);
    if (left.len == head->len)
        return cut_found(head, c, found, p);
    *head = left;
    return true;
}

/* The length of the change told at `at`: 多, 增加; `*up` where it is one. */
static size_t more_at(struct str head, size_t at, bool *up)
{
    uint32_t rune = word_short_rune(head, at);

    *up = rune == 0x591a /* 多 */ || rune == 0x589e /* 增 */;
    if (rune == 0x591a || rune == 0x5c11 /* 少 */)
        return strlen("多");
    return rune == 0x589e ? word_at(head, at, "增加")
                          : word_at(head, at, "减少");
}

/* Where 比上年, 较去年同期 or 同比 ends that `head` begins with; 0: with none. */
static size_t comparison_end(struct str head)
{
    size_t at = word_at(head, 0, "比") + word_at(head, 0, "较");
    bool up;

    if (word_at(head, 0, "同比"))
        return strlen("同比");
    size_t most = head.len - strlen("多用工");
    for (size_t end = at; at && end <= most && end < 36;
         end += head.ptr[end] & 0x80 ? strlen("年") : 1)
        if (more_at(head, end, &up) && lexicon_before(LEX_EARLIER, head, end))
            return end;
    return 0;
}

/* 较上年多出栏, 比去年减少用工: the change stands before its verb and thing. */
static struct str behind_more(struct str head, struct phrase *p)
{
    size_t end = comparison_end(head);
    bool up = false;
    size_t len = end ? more_at(head, end, &up) : 0;

    if (!len || end + len + strlen("用工") > head.len)
        return head;
    size_t from = word_at(head, 0, "同比") ? 0 : strlen("比");
    p->base = (struct str){head.ptr + from, end - from};
    p->change = up ? CHANGE_UP : CHANGE_DOWN;
    return (struct str){head.ptr + end + len, head.len - end - len};
}

struct str phrase_verbs_cut(struct str head, bool share, struct phrase *p)
{
    struct cutting c = {.share = share, .first = true};

    if (phrase_may_lead_more(head, p->open))
        head = behind_more(head, p);
    if (!(p->back & LEXICON_VERBS))
        p->make = phrase_is_made(head, p);
    while (p->back & LEXICON_VERBS && cut_verb(&head, &c, p)) {
        head = word_trim(head);
        p->back = lexicon_back(head);
        c.first = false;
    }
    return head;
}
