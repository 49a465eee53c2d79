#include "text.h"

#include "utf8_fast.h"

int str_compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

static const char wide_blank[] = "\xE3\x80\x80"; /* U+3000 */

static size_t blank_at_start(struct str text)
{
    if (text.len == 0)
        return 0;
    if (strchr(" \t\n\r\f\v", text.ptr[0]) && text.ptr[0])
        return 1;
    return str_starts(text, wide_blank) ? 3 : 0;
}

static size_t blank_at_end(struct str text)
{
    if (text.len == 0)
        return 0;
    char last = text.ptr[text.len - 1];
    if (last && strchr(" \t\n\r\f\v", last))
        return 1;
    return str_ends(text, wide_blank) ? 3 : 0;
}

struct str str_trim(struct str text)
{
    size_t step;

    while ((step = blank_at_start(text)) > 0) {
        text.ptr += step;
        text.len -= step;
    }
    while ((step = blank_at_end(text)) > 0)
        text.len -= step;
    return text;
}

/* A part of text is looked for by one byte: the third of a Chinese character
 * tells most, and those that stand where it does not are few. */
#define MARK 2
#define TRIES 16

/*
 * Finds short words in short texts at the cost of a memchr, where memmem first
 * makes a table. After a few marks that are none it is left to memmem, which is
 * linear whatever the text.
 */
size_t str_find(struct str text, struct str part)
{
    size_t at = 0, mark = part.len > MARK ? MARK : part.len - 1;

    if (part.len == 0)
        return 0;
    for (int i = 0; i < TRIES; i++, at++) {
        if (text.len - at < part.len)
            return SIZE_MAX;
        const char *found = memchr(text.ptr + at + mark, part.ptr[mark],
                                   text.len - at - part.len + 1);
        if (!found)
            return SIZE_MAX;
        at = (size_t)(found - text.ptr) - mark;
        if (memcmp(text.ptr + at, part.ptr, part.len) == 0)
            return at;
    }
    const char *found =
        memmem(text.ptr + at, text.len - at, part.ptr, part.len);
    return found ? (size_t)(found - text.ptr) : SIZE_MAX;
}

bool str_has_any(struct str text, const char *const *word)
{
    for (; *word; word++)
        if (str_find(text, str_of(*word)) != SIZE_MAX)
            return true;
    return false;
}

/* How long the rune that begins with `lead`, no ASCII, is; 0: none begins so. */
static size_t sequence_len(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

size_t text_decode_rest(struct str text, size_t at, uint32_t *rune)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

    const unsigned char *bytes = (const unsigned char *)text.ptr + at;
    size_t len = sequence_len(bytes[0]);
    *rune = 0xFFFD;
    if (len == 0 || text.len - at < len)
        return 1;
    uint32_t value = bytes[0] & (0xFFU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (bytes[i] & 0x3FU);
    }
    if (value < least[len] || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *rune = value;
    return len;
}

uint32_t text_before(struct str text, size_t at)
{
    uint32_t rune = 0;
    size_t from = at;

    while (from > 0 && at - from < 4) {
        from--;
        if (((unsigned char)text.ptr[from] & 0xC0) != 0x80)
            break;
    }
    if (from < at)
        text_decode((struct str){text.ptr, at}, from, &rune);
    return rune;
}

/* How many of eight bytes stand before the first that has its bit in `high`,
 * which has the highest bit of some byte set. */
static size_t bytes_before(uint64_t high)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return (size_t)__builtin_ctzll(high) / 8;
#else
    return (size_t)__builtin_clzll(high) / 8;
#endif
}

/* The first bytes of runes of which no form is overlong or a surrogate: U+1000
 * to U+CFFF and U+E000 on. */
#define WIDE_LEADS 0xDFFEU

/* How many of the bytes at `at` are surely valid: nearly all text is ASCII or
 * Chinese, and read eight bytes at a time. */
static size_t valid_head(struct str text, size_t at)
{
    size_t from = at;
    uint64_t eight;

    while (text.len - at >= sizeof(eight)) {
        const unsigned char *bytes = (const unsigned char *)text.ptr + at;
        memcpy(&eight, bytes, sizeof(eight));
        uint64_t high = eight & 0x8080808080808080U;
        size_t plain = high ? bytes_before(high) : sizeof(eight);
        if (plain > 0)
            at += plain;
        else if (text_two_wide(bytes, WIDE_LEADS))
            at += 6;
        else
            break;
    }
    return at - from;
}

#define FAST_LEAST 64 /* shorter ones are as soon read here */

size_t text_invalid(struct str text)
{
    uint32_t rune;

    if (text.len >= FAST_LEAST && utf8_fast_works() &&
        utf8_fast(text.ptr, text.len))
        return SIZE_MAX;
    for (size_t at = 0, len; at < text.len; at += len) {
        at += valid_head(text, at);
        len = text_decode(text, at, &rune);
        if (len == 1 && (unsigned char)text.ptr[at] >= 0x80)
            return at;
    }
    return SIZE_MAX;
}

size_t text_count(struct str text)
{
    uint32_t rune;
    size_t count = 0;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len)
        count++;
    return count;
}

size_t text_width(struct str text)
{
    uint32_t rune;
    size_t width = 0;

    for (size_t at = 0, len; (len = text_decode(text, at, &rune)); at += len)
        width += rune_width(rune);
    return width;
}

#define WORD_MOST 63

/* Edit distance, with a swap of two neighbours as one step; bytes. */
static size_t distance(struct str a, struct str b)
{
    size_t row[3][WORD_MOST + 1];

    for (size_t j = 0; j <= b.len; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3];
        const size_t *older = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            bool same = a.ptr[i - 1] == b.ptr[j - 1];
            size_t best = last[j - 1] + !same;
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1] && older[j - 2] + 1 < best)
                best = older[j - 2] + 1;
            now[j] = best;
        }
    }
    return row[a.len % 3][b.len];
}

const char *text_nearest(struct str word, const char *const *list, size_t len)
{
    const char *nearest = NULL;
    size_t best = SIZE_MAX;

    if (word.len == 0 || word.len > WORD_MOST)
        return NULL;
    for (size_t i = 0; i < len; i++) {
        struct str entry = str_of(list[i]);
        if (entry.len > WORD_MOST)
            continue;
        size_t found = distance(word, entry);
        size_t longer = word.len > entry.len ? word.len : entry.len;
        if (found < best && found <= (longer + 2) / 3) {
            best = found;
            nearest = list[i];
        }
    }
    return nearest;
}
