#include "milestone.h"

#include "lexicon.h"
#include "phrase.h"

#include <string.h>

/* A name longer than this is a whole sentence, not a thing that opens. */
#define NAME_MOST 150

static bool starts(struct str text, const char *word)
{
    return str_starts(text, word);
}

/* The end of the piece that begins at `from`: at 、 or the text's end. */
static size_t piece_end(struct str text, size_t from)
{
    static const unsigned stops = LEXICON_KIND_LIST | LEXICON_KIND_BRACKET;
    const char *p = text.ptr + from, *end = text.ptr + text.len;
    int depth = 0;
    uint32_t rune;

    for (; (rune = lexicon_skip(stops, &p, end)); p += rune < 0x80 ? 1 : 3) {
        if (rune == 0x201c || rune_half(rune) == '(')
            depth++;
        else if (rune == 0x201d || rune_half(rune) == ')')
            depth--;
        else if (rune == 0x3001 && depth <= 0)
            return (size_t)(p - text.ptr);
    }
    return text.len;
}

static struct str without_front(struct str text, bool *pledged)
{
    for (;;) {
        size_t pledge = lexicon_at(LEX_PLEDGE, text, 0);
        size_t skip = pledge ? pledge : phrase_time(text, 0);
        *pledged |= pledge > 0;
        if (!skip)
            skip = lexicon_at(LEX_PIECE_LEAD, text, 0);
        if (!skip)
            return str_trim(text);
        text.ptr += skip;
        text.len -= skip;
    }
}

static struct str without_back(struct str text, bool *pledged)
{
    for (;;) {
        size_t cut = lexicon_before(LEX_PLEDGE, text, text.len);
        *pledged |= cut > 0;
        if (!cut)
            cut = lexicon_before(LEX_PIECE_TAIL, text, text.len);
        if (!cut)
            return str_trim(text);
        text.len -= cut;
    }
}

/* 桥梁争取汛后开工: behind a promise in the middle stands a time of any name. */
static void split_pledge(struct str name, size_t *from, size_t *to,
                         struct str *by, bool *pledged)
{
    static const char *const ends[] = {"前", "后", "内", "底", "间", "初"};
    size_t len, at = lexicon_find(LEX_PLEDGE, name, &len);

    if (at == SIZE_MAX || at == 0)
        return;
    struct str rest = {name.ptr + at + len, name.len - at - len};
    if (rest.len > strlen("一二三四五六七八"))
        return;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (str_ends(rest, ends[i])) {
            *from = at;
            *to = name.len;
            *by = rest;
            *pledged = true;
        }
}

/* The name and the state, with the time between them gone. */
static struct str join(struct arena *arena, struct str a, struct str b,
                       struct str state)
{
    char *text = arena_new(arena, a.len + b.len + state.len + 1);

    memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, b.ptr, b.len);
    memcpy(text + a.len + b.len, state.ptr, state.len);
    return (struct str){text, a.len + b.len + state.len};
}

/* 征地6月底前完成 can be seen; 各项任务年底前完成, or 完成 without a day, cannot. */
static bool is_vague(struct str name, struct str state, struct str by)
{
    static const char *const alls[] = {"各", "上述", "以上", "所有", "该"};

    if (!str_is(state, "完成"))
        return false;
    for (size_t i = 0; i < sizeof(alls) / sizeof(alls[0]); i++)
        if (starts(name, alls[i]))
            return true;
    return !by.len || !name.len || lexicon_before(LEX_TASK, name, name.len) ||
           lexicon_before(LEX_ABSTRACT, name, name.len);
}

/* 年内启动老街改造, 老街改造年内启动: a work of a thing, and dated; not
 * 营商环境提升. */
static bool starts_work(struct str name, struct str by)
{
    name.len -= word_before(name, name.len, "工程");
    name.len -= word_before(name, name.len, "项目");
    size_t work = lexicon_before(LEX_WORKS, name, name.len);
    return by.len && work && !lexicon_before(LEX_SYSTEM, name, name.len - work);
}

/* Reads one piece that ends in a state; false where it promises nothing. */
static bool read_piece(struct arena *arena, struct str piece, size_t state_len,
                       struct milestone *out)
{
    struct str state = {piece.ptr + piece.len - state_len, state_len};
    struct str name = {piece.ptr, piece.len - state_len};
    size_t from = name.len, to = name.len;
    bool pledged = false;

    if (lexicon_in(LEX_LOOSE, name))
        return false;
    out->by = phrase_deadline(name, &from, &to);
    if (!out->by.len)
        split_pledge(name, &from, &to, &out->by, &pledged);
    struct str before = {name.ptr, from};
    struct str after = {name.ptr + to, name.len - to};
    before = without_front(before, &pledged);
    before = without_back(before, &pledged);
    after = without_back(after, &pledged);
    after = without_front(after, &pledged);
    if (is_vague(before.len ? before : after, state, out->by))
        return false;
    if (str_is(state, "启动") &&
        !starts_work(before.len ? before : after, out->by))
        return false;
    out->wants_name = !before.len && !after.len && !out->named;
    if (!before.len && !after.len)
        before = out->name;
    if (before.len + after.len < 6 || before.len + after.len > NAME_MOST)
        return false;
    if (!out->by.len && !pledged)
        return false;
    out->what = join(arena, before, after, state);
    out->name = (struct str){out->what.ptr, before.len + after.len};
    out->named = true;
    return true;
}

/*
 * 年内启用新校区, 10月底前建成公园: the state stands before its thing. Only with a
 * time or a promise, and where the thing can be seen.
 */
static bool read_opening(struct arena *arena, struct str piece,
                         struct milestone *out)
{
    size_t from = piece.len, to = piece.len;
    bool pledged = false;
    struct str text = without_front(piece, &pledged);
    size_t len = lexicon_at(LEX_OPENS, text, 0);
    struct str name = {text.ptr + len, text.len - len};

    if (!len || lexicon_in(LEX_LOOSE, piece))
        return false;
    out->by = phrase_deadline(piece, &from, &to);
    if ((!out->by.len && !pledged) || name.len < strlen("大桥") ||
        name.len > NAME_MOST || lexicon_before(LEX_SYSTEM, name, name.len))
        return false;
    if (len == strlen("启动") && starts(text, "启动") &&
        !starts_work(name, out->by))
        return false;
    /* 开工建设的项目: words that go on are no thing. */
    if (starts(name, "的") || starts(name, "了") || starts(name, "率"))
        return false;
    out->what =
        join(arena, name, (struct str){"", 0}, (struct str){text.ptr, len});
    out->name = (struct str){out->what.ptr, name.len};
    out->named = true;
    return true;
}

/* The length of the state that a piece ends in; 0: none. 完成立面改造 is one,
 * and so is 完成立面改造任务, but 改造 alone may go on for years. */
static size_t state_of(struct str piece)
{
    size_t state = lexicon_before(LEX_READY, piece, piece.len);

    if (!state && str_ends(piece, "启动"))
        return strlen("启动");
    if (state || str_find(piece, STR("完成")) == SIZE_MAX)
        return state;
    if (str_ends(piece, "完成"))
        return strlen("完成");
    struct str work = piece;
    work.len -= word_before(piece, piece.len, "任务");
    work.len -= word_before(piece, piece.len, "工作");
    size_t len = lexicon_before(LEX_WORKS, work, work.len);
    return len ? len + piece.len - work.len : 0;
}

bool milestone_next(struct arena *arena, struct str text, size_t at, bool opens,
                    struct milestone *out)
{
    struct str name = out->name;
    bool named = out->named;

    for (size_t from = at, end; from < text.len; from = end + strlen("、")) {
        end = piece_end(text, from);
        struct str piece = {text.ptr + from, end - from};
        size_t state = state_of(piece);
        *out = (struct milestone){
            .name = name, .named = named, .from = from, .to = end};
        if (state ? read_piece(arena, piece, state, out)
                  : opens && read_opening(arena, piece, out))
            return true;
        if (out->wants_name)
            return false;
    }
    return false;
}
