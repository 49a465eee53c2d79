#include "decode.h"

#include "../base/buf.h"
#include "charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#define LABEL_WITHIN 4096 /* bytes in which a page says what it is */
#define LABEL_MOST 24

/* A name for iconv, and the one that people are told. */
struct encoding {
    const char *iconv, *told;
};

static const struct encoding gb = {"GB18030", "GB18030"};
static const struct encoding big5 = {"BIG5-HKSCS", "Big5"};
static const struct encoding wide[] = {{"UTF-16LE", "UTF-16LE"},
                                       {"UTF-16BE", "UTF-16BE"}};

static void set_why(struct decoded *out, const char *chinese,
                    const char *english)
{
    out->why[0] = chinese;
    out->why[1] = english;
}

/* The word behind "charset=" near the beginning; empty where there is none. */
static struct str label_of(struct str bytes)
{
    static const char key[] = "charset";
    size_t end = bytes.len < LABEL_WITHIN ? bytes.len : LABEL_WITHIN;

    for (size_t at = 0; at + sizeof(key) < end; at++) {
        if (strncasecmp(bytes.ptr + at, key, sizeof(key) - 1) != 0)
            continue;
        at += sizeof(key) - 1;
        while (at < end && strchr(" \t\r\n=\"'", bytes.ptr[at]))
            at++;
        size_t from = at;
        while (at < end && at - from < LABEL_MOST && bytes.ptr[at] &&
               !strchr(" \t\r\n\"'/>;", bytes.ptr[at]))
            at++;
        return (struct str){bytes.ptr + from, at - from};
    }
    return STR("");
}

static bool label_begins(struct str label, const char *head)
{
    return label.len >= strlen(head) &&
           strncasecmp(label.ptr, head, strlen(head)) == 0;
}

/* What of the byte pairs is ordinary: the first levels of both sets have the
 * characters of nearly all text. */
struct pairs {
    size_t all, common, broken;
};

static struct pairs count_pairs(struct str bytes, bool as_big5)
{
    const unsigned char *text = (const unsigned char *)bytes.ptr;
    struct pairs pairs = {0};

    for (size_t at = 0; at < bytes.len; at++) {
        unsigned char lead = text[at];
        if (lead < 0x80)
            continue;
        unsigned char trail = at + 1 < bytes.len ? text[at + 1] : 0;
        bool fine = as_big5 ? (trail >= 0x40 && trail <= 0x7E) || trail >= 0xA1
                            : trail >= 0x30 && trail != 0x7F;
        if (!fine || lead == 0x80 || lead == 0xFF) {
            pairs.broken++;
            continue;
        }
        pairs.all++;
        if (as_big5)
            pairs.common += lead >= 0xA1 && lead <= 0xC6;
        else
            pairs.common += trail >= 0xA1 && ((lead >= 0xA1 && lead <= 0xA3) ||
                                              (lead >= 0xB0 && lead <= 0xD7));
        at++;
    }
    return pairs;
}

/* Big5 where its reading is the more ordinary; Big5's first level reads in GB
 * as rare characters, and its second bytes often fall out of GB's first. */
static bool reads_as_big5(struct str bytes)
{
    struct pairs as_gb = count_pairs(bytes, false);
    struct pairs as_big5 = count_pairs(bytes, true);

    if (as_big5.broken != as_gb.broken)
        return as_big5.broken < as_gb.broken &&
               as_big5.common * 10 >= as_big5.all * 9;
    return as_big5.common * 20 >= as_big5.all * 19 &&
           as_gb.common * 10 < as_gb.all * 8;
}

/* Bytes beyond ASCII that stand in good UTF-8, against those that do not. */
static bool is_mostly_utf8(struct str bytes)
{
    size_t good = 0, bad = 0;
    uint32_t rune;

    for (size_t at = 0, len; at < bytes.len; at += len) {
        len = text_decode(bytes, at, &rune);
        if (len > 1)
            good += len;
        else if ((unsigned char)bytes.ptr[at] >= 0x80)
            bad++;
    }
    return good > bad * 8;
}

static void note_bad(struct decoded *out, size_t at)
{
    if (out->bad++ == 0)
        out->first_bad = at;
}

static void convert_utf8(struct str bytes, struct buf *to, struct decoded *out)
{
    uint32_t rune;

    for (size_t at = 0, len; (len = text_decode(bytes, at, &rune)); at += len) {
        if (rune == 0xFFFD && len == 1)
            note_bad(out, at);
        buf_rune(to, rune);
    }
}

/* One byte that iconv stopped at. Windows writes the euro as 0x80. */
static void take_bad(struct str bytes, size_t at, const struct encoding *from,
                     struct buf *to, struct decoded *out)
{
    if ((unsigned char)bytes.ptr[at] == 0x80 && from == &gb) {
        buf_rune(to, 0x20AC);
        return;
    }
    note_bad(out, at);
    buf_rune(to, 0xFFFD);
}

static void convert(struct str bytes, const struct encoding *from,
                    struct buf *to, struct decoded *out)
{
    size_t unit = from == &wide[0] || from == &wide[1] ? 2 : 1;
    iconv_t door = iconv_open("UTF-8", from->iconv);
    char *in = (char *)(uintptr_t)bytes.ptr;
    char piece[8192];
    size_t left = bytes.len;

    if (door == (iconv_t)-1) { /* a system without its conversion tables */
        convert_utf8(bytes, to, out);
        return;
    }
    while (left > 0) {
        char *end = piece;
        size_t room = sizeof(piece);
        size_t done = iconv(door, &in, &left, &end, &room);
        buf_add(to, piece, (size_t)(end - piece));
        if (done != (size_t)-1 || errno == E2BIG)
            continue;
        take_bad(bytes, bytes.len - left, from, to, out);
        size_t step = left < unit ? left : unit;
        in += step;
        left -= step;
    }
    iconv_close(door);
}

/* Nothing to see, or nothing that may be in a text that is to be published. */
static bool is_unseen(uint32_t rune)
{
    return (rune < 0x20 && rune != '\n' && rune != '\t') || rune == 0x7F ||
           (rune >= 0x80 && rune < 0xA0) || rune == 0xAD || rune == 0xFEFF ||
           (rune >= 0x200B && rune <= 0x200D) || rune == 0x2060 ||
           (rune & 0xFFFE) == 0xFFFE || rune_is_bidi(rune);
}

static struct str cleaned(struct arena *arena, struct str text)
{
    char *copy = arena_new(arena, text.len + 1);
    size_t len = 0;
    uint32_t rune;

    for (size_t at = 0, step; (step = text_decode(text, at, &rune));
         at += step) {
        if (rune == '\r' || rune == 0x2028 || rune == 0x2029 || rune == 0x85) {
            bool pair =
                rune == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
            if (!pair)
                copy[len++] = '\n';
        } else if (rune == 0xA0) {
            copy[len++] = ' ';
        } else if (!is_unseen(rune)) {
            memcpy(copy + len, text.ptr + at, step);
            len += step;
        }
    }
    return (struct str){copy, len};
}

/* UTF-8 or a set of double bytes; `*from` NULL stands for UTF-8. */
static void judge(struct str bytes, const struct encoding **from,
                  struct decoded *out)
{
    struct str label = label_of(bytes);
    bool says_big5 = label_begins(label, "big5");
    bool says_gb = label_begins(label, "gb") || label_begins(label, "x-gbk");

    *from = NULL;
    if (text_invalid(bytes) == SIZE_MAX) {
        set_why(out, "全部是合法的 UTF-8", "all of it is valid UTF-8");
    } else if (is_mostly_utf8(bytes)) {
        set_why(out, "除个别字节外是 UTF-8", "UTF-8 but for a few bytes");
    } else if (says_big5 || says_gb) {
        *from = says_big5 ? &big5 : &gb;
        set_why(out, "网页自己标明", "the page says so");
    } else {
        *from = reads_as_big5(bytes) ? &big5 : &gb;
        set_why(out, "按字节出现的规律判断", "by the bytes that occur");
    }
}

struct decoded decode(struct arena *arena, struct str bytes)
{
    struct decoded out = {.charset = "UTF-8"};
    const struct encoding *from = NULL;
    struct buf text = {0};
    const char *name = charset_wide(bytes);

    if (str_starts(bytes, "\xEF\xBB\xBF")) {
        set_why(&out, "文件开头有标记", "by its byte order mark");
    } else if (name && strncmp(name, "UTF-16", 6) == 0) {
        bool big =
            strcmp(name, "UTF-16BE") == 0 || str_starts(bytes, "\xFE\xFF");
        from = &wide[big];
        set_why(&out, "文件开头有标记或双字节的排列",
                "by its mark or zero bytes");
    } else {
        judge(bytes, &from, &out);
    }
    if (from)
        convert(bytes, from, &text, &out);
    else
        convert_utf8(bytes, &text, &out);
    if (from)
        out.charset = from->told;
    out.text = cleaned(arena, buf_view(&text));
    buf_free(&text);
    return out;
}
