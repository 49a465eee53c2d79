#include "marks.h"

#include "../base/mem.h"
#include "skip.h"

#include <string.h>

struct marker {
    struct marks *marks;
    struct str text; /* of the source */
    size_t at; /* everything before is in the output */
};

static void copy_to(struct marker *m, size_t end)
{
    buf_add(&m->marks->text, m->text.ptr + m->at, end - m->at);
    m->at = end;
}

static void mark(struct marker *m)
{
    struct marks *marks = m->marks;

    marks->at =
        mem_grow(marks->at, marks->len, &marks->cap, sizeof(*marks->at));
    marks->at[marks->len++] = m->at;
    buf_add(&marks->text, MARK, MARK_LEN);
}

static bool is_variation(uint32_t rune)
{
    return (rune >= 0xFE00 && rune <= 0xFE0F) ||
           (rune >= 0xE0100 && rune <= 0xE01EF);
}

/* The character before `at`, or 0. One that only varies the glyph before it
 * (葛󠄀) does not count. */
static uint32_t rune_before(struct str text, size_t at)
{
    uint32_t rune = text_before(text, at);

    if (is_variation(rune))
        rune = text_before(text, at - (rune > 0xFFFF ? 4 : 3));
    return rune;
}

bool marks_shared_punct(uint32_t rune)
{
    return rune == 0x2014 || rune == 0x2026 || rune == 0xB7 ||
           (rune >= 0x2018 && rune <= 0x201D);
}

static bool is_chinese(uint32_t rune)
{
    return rune_is_cjk(rune) || marks_shared_punct(rune);
}

static bool is_blank(uint32_t rune)
{
    return rune == 0 || rune_is_space(rune);
}

/*
 * A run of * at m->at: next to a CJK character it may begin and end emphasis
 * whatever the punctuation on its other side, as
 * github.com/commonmark/commonmark-spec/issues/650 proposes. Beside a blank
 * nothing changes: `2 * 3` stays what it is.
 */
static void star_run(struct marker *m)
{
    size_t end = m->at;
    uint32_t after = 0;

    while (end < m->text.len && m->text.ptr[end] == '*')
        end++;
    uint32_t before = rune_before(m->text, m->at);
    text_decode(m->text, end, &after);
    if (end == m->text.len)
        after = 0;

    bool near = (is_chinese(before) || is_chinese(after)) &&
                !is_blank(before) && !is_blank(after);
    bool opens = !rune_is_punct(after) || rune_is_punct(before);
    bool closes = !rune_is_punct(before) || rune_is_punct(after);
    if (near && !closes)
        mark(m);
    copy_to(m, end);
    if (near && !opens)
        mark(m);
}

/*
 * Exactly two: a single ~ is a range in Chinese text (5~10%), and three are a
 * fence. The mark goes in between, where no other rule looks.
 */
static void tilde_run(struct marker *m)
{
    size_t end = m->at;

    while (end < m->text.len && m->text.ptr[end] == '~')
        end++;
    if (end - m->at == 2) {
        copy_to(m, m->at + 1);
        mark(m);
        m->marks->strikes = true;
    }
    copy_to(m, end);
}

/* Whether the label that begins at `at` ends before anything that could put
 * its end on another line, or hide it. */
static bool is_label(struct str text, size_t at)
{
    while (at < text.len && !strchr("]\n[`<\\", text.ptr[at]))
        at++;
    return at < text.len && text.ptr[at] == ']';
}

/*
 * `[&#94;a]`: cmark-gfm takes the decoded ^ for a footnote and then reads as
 * many bytes behind it as the label is long, beyond the memory it decoded
 * into. Of `[^a` whose ] stands on a later line it counts the label's length
 * from the columns of both, and loses the rest of the text. With a mark in
 * between either is plain text, as it should be.
 */
static void bracket(struct marker *m)
{
    copy_to(m, m->at + 1);
    if (m->at >= m->text.len)
        return;
    char first = m->text.ptr[m->at];
    if (first == '&' || (first == '^' && !is_label(m->text, m->at + 1)))
        mark(m);
}

/* A backslash takes its meaning from the ASCII character behind it. */
static void escape(struct marker *m)
{
    copy_to(m, m->at + 1);
    if (m->at < m->text.len && (unsigned char)m->text.ptr[m->at] < 0x80)
        copy_to(m, m->at + 1);
}

static void special(struct marker *m)
{
    switch (m->text.ptr[m->at]) {
    case '*': star_run(m); break;
    case '~': tilde_run(m); break;
    case '[': bracket(m); break;
    default: escape(m);
    }
}

/* Sought by its middle byte, which is rare in Chinese; the others are not. */
size_t marks_find(struct str text)
{
    if (text.len == 0)
        return SIZE_MAX;
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end && (at = memchr(at, MARK[1], (size_t)(end - at)))) {
        if (at > text.ptr && at + 1 < end && at[-1] == MARK[0] &&
            at[1] == MARK[2])
            return (size_t)(at - 1 - text.ptr);
        at++;
    }
    return SIZE_MAX;
}

/* The author's own U+FDD0 would be taken out with ours. */
static void replace_own(struct marks *marks)
{
    size_t at = 0;

    for (;;) {
        struct str rest = {marks->text.data + at, marks->text.len - at};
        size_t found = marks_find(rest);
        if (found == SIZE_MAX)
            return;
        at += found;
        memcpy(marks->text.data + at, "\xEF\xBF\xBD", MARK_LEN);
    }
}

void marks_make(struct marks *marks, const struct source *source, size_t from)
{
    struct marker m = {marks, source->text, from};
    struct str own = {source->text.ptr + from, source->text.len - from};

    marks->source = source;
    marks->from = from;
    buf_reserve(&marks->text, own.len + 1);
    if (marks_find(own) != SIZE_MAX) {
        buf_str(&marks->text, own);
        replace_own(marks);
        return;
    }
    for (;;) {
        copy_to(&m, skip_to(m.text, m.at, "*~[\\"));
        if (m.at >= m.text.len)
            return;
        special(&m);
    }
}

/* How many marks stand before the source's byte `offset`. */
static size_t marks_before(const struct marks *marks, size_t offset)
{
    size_t low = 0, high = marks->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marks->at[middle] < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t marks_marked(const struct marks *marks, size_t source)
{
    return source - marks->from + MARK_LEN * marks_before(marks, source);
}

size_t marks_source(const struct marks *marks, size_t marked)
{
    size_t low = 0, high = marks->len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (marks->at[middle] - marks->from + MARK_LEN * middle < marked)
            low = middle + 1;
        else
            high = middle;
    }
    size_t offset = marks->from + marked - MARK_LEN * low;
    /* Inside or right behind a mark: the byte it was put before. */
    if (low && offset < marks->at[low - 1])
        offset = marks->at[low - 1];
    return offset;
}

void marks_strip(struct buf *out, struct str text)
{
    for (size_t found; (found = marks_find(text)) != SIZE_MAX;) {
        buf_add(out, text.ptr, found);
        text.ptr += found + MARK_LEN;
        text.len -= found + MARK_LEN;
    }
    buf_str(out, text);
}

void marks_free(struct marks *marks)
{
    buf_free(&marks->text);
    mem_free(marks->at);
    *marks = (struct marks){0};
}
