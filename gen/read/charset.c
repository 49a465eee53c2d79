#include "charset.h"

#include <string.h>

/* Fewer double bytes than this say nothing: any two may be a character. */
#define PAIRS_LEAST 2

const char *charset_wide(struct str bytes)
{
    size_t nuls[2] = {0, 0}; /* at even and at odd offsets */

    if (bytes.len >= 4 && memcmp(bytes.ptr, "\xFF\xFE\0\0", 4) == 0)
        return "UTF-32";
    if (bytes.len >= 2 && (memcmp(bytes.ptr, "\xFF\xFE", 2) == 0 ||
                           memcmp(bytes.ptr, "\xFE\xFF", 2) == 0))
        return "UTF-16";
    if (bytes.len % 2 != 0 || !memchr(bytes.ptr, 0, bytes.len))
        return NULL;

    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] == 0)
            nuls[i % 2]++;
    /* ASCII in UTF-16 has its NULs on one side only; a stray one is no sign. */
    if ((nuls[0] != 0 && nuls[1] != 0) || nuls[0] + nuls[1] < 2)
        return NULL;
    bool many = (nuls[0] + nuls[1]) * 8 >= bytes.len;
    if (!many && text_invalid(bytes) == SIZE_MAX)
        return NULL;
    return nuls[0] ? "UTF-16BE" : "UTF-16LE";
}

static bool between(unsigned char byte, unsigned char from, unsigned char to)
{
    return byte >= from && byte <= to;
}

/* The length of the GB18030 character at `at`: 1, 2 or 4; 0 for none. */
static size_t gb18030_length(const unsigned char *at, size_t left)
{
    if (at[0] < 0x80)
        return 1;
    if (!between(at[0], 0x81, 0xFE) || left < 2)
        return 0;
    if (between(at[1], 0x40, 0x7E) || between(at[1], 0x80, 0xFE))
        return 2;
    if (left >= 4 && between(at[1], 0x30, 0x39) && between(at[2], 0x81, 0xFE) &&
        between(at[3], 0x30, 0x39))
        return 4;
    return 0;
}

/* GB2312's punctuation and its first level: nearly all of ordinary Chinese. */
static bool gb18030_is_common(const unsigned char *at)
{
    return at[1] >= 0xA1 &&
           (between(at[0], 0xA1, 0xA3) || between(at[0], 0xB0, 0xD7));
}

/* True where most of the bytes beyond ASCII do stand in valid UTF-8. */
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
    return good > bad;
}

bool charset_is_gb18030(struct str bytes)
{
    const unsigned char *text = (const unsigned char *)bytes.ptr;
    size_t pairs = 0, common = 0;

    for (size_t at = 0, len; at < bytes.len; at += len) {
        len = gb18030_length(text + at, bytes.len - at);
        if (len == 0)
            return false;
        if (len == 2) {
            pairs++;
            common += gb18030_is_common(text + at);
        }
    }
    /* UTF-8 with one bad byte may read as GB18030 too, but as rare signs. */
    return pairs >= PAIRS_LEAST && common * 5 >= pairs * 3 &&
           !is_mostly_utf8(bytes);
}
