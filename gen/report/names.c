#include "names.h"

#include "lexicon.h"

#include <string.h>

/* A word such as 和谐 or 参与 has the sign in it: only between two names of
 * at least two runes, or at 、, is it a joint. */
static size_t joint_at(struct str text, size_t at)
{
    size_t len = lexicon_at(LEX_JOINT, text, at);

    if (!len || lexicon_at(LEX_JOINT_TRAP, text, at))
        return 0;
    return lexicon_before(LEX_JOINT_END, text, at + len) ? 0 : len;
}

static int depth_change(uint32_t rune)
{
    if (rune_half(rune) == '(' || rune == 0x201c || rune == 0x300a)
        return 1;
    if (rune_half(rune) == ')' || rune == 0x201d || rune == 0x300b)
        return -1;
    return 0;
}

/* “积分制”“清单制”: two names, with no sign between them. */
static bool quotes_meet(struct str text, size_t at)
{
    return word_at(text, at, "“") && word_before(text, at, "”");
}

static void split(struct str text, struct names *out)
{
    size_t from = 0;
    int depth = 0;

    for (size_t at = 0, len; at < text.len; at += len) {
        bool meet = depth == 0 && at > from && quotes_meet(text, at);
        if (meet) {
            names_add(out, (struct str){text.ptr + from, at - from});
            from = at;
        }
        len = word_rune_len(text.ptr + at);
        if (!word_is_han_at(text.ptr + at))
            depth += depth_change(word_short_rune(text, at));
        size_t joint = depth > 0 ? 0 : joint_at(text, at);
        if (!joint)
            continue;
        if (at > from)
            names_add(out, (struct str){text.ptr + from, at - from});
        from = at + joint;
        len = joint;
    }
    if (text.len > from)
        names_add(out, (struct str){text.ptr + from, text.len - from});
}

static bool is_latin(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '.';
}

static size_t latin_run(struct str text)
{
    size_t len = 0;

    while (len < text.len && is_latin(text.ptr[len]))
        len++;
    return len;
}

/* How much of `last` is its own: as much as the name before it has. */
static size_t own_part(struct str before, struct str last)
{
    size_t latin = latin_run(last);

    if (latin && latin_run(before) == before.len)
        return latin;
    return before.len < last.len ? before.len : 0;
}

/* The tail that `last` has for all, or "" where each name is whole. */
static struct str shared_tail(const struct names *names)
{
    struct str none = {"", 0};
    struct str last = names->item[names->len - 1];
    struct str before = names->item[names->len - 2];
    size_t own = own_part(before, last);

    if (!own || own >= last.len ||
        ((unsigned char)last.ptr[own] & 0xc0) == 0x80)
        return none;
    if (!lexicon_before(LEX_METRIC, last, last.len))
        return none;
    for (size_t i = 0; i + 1 < names->len; i++) {
        struct str name = names->item[i];
        if (lexicon_before(LEX_METRIC, name, name.len))
            return none;
        name.len -= str_starts(name, "第") ? strlen("第") : 0;
        if (name.len != before.len && latin_run(name) != name.len)
            return none;
    }
    struct str tail = {last.ptr + own, last.len - own};
    return lexicon_before(LEX_METRIC, tail, tail.len) ? tail : none;
}

struct str names_join(struct arena *arena, struct str a, struct str b)
{
    char *text = arena_new(arena, a.len + b.len + 1);

    if (a.len)
        memcpy(text, a.ptr, a.len);
    if (b.len)
        memcpy(text + a.len, b.ptr, b.len);
    return (struct str){text, a.len + b.len};
}

void names_split(struct arena *arena, struct str text, struct names *out)
{
    out->len = 0;
    split(text, out);
    if (out->len < 2)
        return;
    struct str tail = shared_tail(out);
    for (size_t i = 0; tail.len && i + 1 < out->len; i++)
        out->item[i] = names_join(arena, out->item[i], tail);
}

static void split_marks(struct str text, struct names *out)
{
    size_t at;

    out->len = 0;
    while ((at = str_find(text, STR("、"))) != SIZE_MAX) {
        names_add(out, (struct str){text.ptr, at});
        text.ptr += at + strlen("、");
        text.len -= at + strlen("、");
    }
    names_add(out, text);
}

/* 粮食、蔬菜与水果、畜牧产值: what the last is measured by, all are. */
static void share_metric(struct arena *arena, struct names *names)
{
    struct str last = names->item[names->len - 1];
    size_t len = lexicon_before(LEX_METRIC, last, last.len);
    struct str metric = {last.ptr + last.len - len, len};

    if (!len || len == last.len)
        return;
    for (size_t i = 0; i + 1 < names->len; i++) {
        struct str *name = &names->item[i];
        if (!lexicon_before(LEX_METRIC, *name, name->len))
            *name = names_join(arena, *name, metric);
    }
}

void names_split_towns(struct arena *arena, size_t count, struct names *names)
{
    size_t skip = strlen("城乡");

    if (count != 2 || names->len != 1 ||
        !str_starts(names->item[0], "城乡居民"))
        return;
    struct str rest = {names->item[0].ptr + skip, names->item[0].len - skip};
    names->item[0] = names_join(arena, STR("城镇"), rest);
    names->item[1] = names_join(arena, STR("农村"), rest);
    names->len = 2;
}

void names_split_for(struct arena *arena, struct str text, size_t count,
                     struct names *out)
{
    names_split(arena, text, out);
    if (out->len <= count)
        return;
    split_marks(text, out);
    if (out->len == count)
        share_metric(arena, out);
}

struct str names_all(struct arena *arena, const struct names *names)
{
    struct str all = names->len ? names->item[0] : (struct str){"", 0};

    for (size_t i = 1; i < names->len; i++) {
        all = names_join(arena, all, STR("、"));
        all = names_join(arena, all, names->item[i]);
    }
    return all;
}
