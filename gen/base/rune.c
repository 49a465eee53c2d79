#include "rune.h"

#include "rune_table.h"

#define LEN(array) (sizeof(array) / sizeof((array)[0]))

static bool in_ranges(uint32_t rune, const struct rune_range *range, size_t len)
{
    size_t low = 0, high = len;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rune > range[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < len && rune >= range[low].first;
}

size_t rune_encode(uint32_t rune, char out[4])
{
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune < 0x800) {
        out[0] = (char)(0xC0 | rune >> 6);
        out[1] = (char)(0x80 | (rune & 0x3F));
        return 2;
    }
    if (rune < 0x10000) {
        out[0] = (char)(0xE0 | rune >> 12);
        out[1] = (char)(0x80 | (rune >> 6 & 0x3F));
        out[2] = (char)(0x80 | (rune & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | rune >> 18);
    out[1] = (char)(0x80 | (rune >> 12 & 0x3F));
    out[2] = (char)(0x80 | (rune >> 6 & 0x3F));
    out[3] = (char)(0x80 | (rune & 0x3F));
    return 4;
}

/* Most of Chinese: wide, and no sign of any kind. */
static bool is_common(uint32_t rune)
{
    return rune >= 0x4E00 && rune <= 0x9FFF;
}

unsigned rune_width(uint32_t rune)
{
    if (rune < 0x80)
        return rune >= 0x20 && rune != 0x7F;
    if (is_common(rune))
        return 2;
    if (in_ranges(rune, zero_width, LEN(zero_width)))
        return 0;
    return in_ranges(rune, wide, LEN(wide)) ? 2 : 1;
}

bool rune_is_space(uint32_t rune)
{
    if (rune < 0x80)
        return rune == ' ' || (rune >= 0x09 && rune <= 0x0D);
    return rune == 0x85 || rune == 0xA0 || rune == 0x1680 ||
           (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2028 ||
           rune == 0x2029 || rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

bool rune_is_punct(uint32_t rune)
{
    if (rune < 0x80)
        return (rune > 0x20 && rune < '0') || (rune > '9' && rune < 'A') ||
               (rune > 'Z' && rune < 'a') || (rune > 'z' && rune < 0x7F);
    return !is_common(rune) && in_ranges(rune, punct, LEN(punct));
}

bool rune_is_cjk(uint32_t rune)
{
    if (rune < 0x2E80)
        return false;
    return rune_is_han(rune) ||
           (rune >= 0x2E80 && rune <= 0x303F) /* radicals, punctuation */ ||
           (rune >= 0x3041 && rune <= 0x312F) /* kana, bopomofo */ ||
           (rune >= 0x31A0 && rune <= 0x31FF) ||
           (rune >= 0x3200 && rune <= 0x33FF) /* enclosed, squared */ ||
           (rune >= 0xFE30 && rune <= 0xFE4F) ||
           (rune >= 0xFF01 && rune <= 0xFF9F) ||
           (rune >= 0xFFE0 && rune <= 0xFFE6);
}

bool rune_is_bidi(uint32_t rune)
{
    return rune == 0x061C || rune == 0x200E || rune == 0x200F ||
           (rune >= 0x202A && rune <= 0x202E) ||
           (rune >= 0x2066 && rune <= 0x2069);
}

bool rune_is_private(uint32_t rune)
{
    return (rune >= 0xE000 && rune <= 0xF8FF) ||
           (rune >= 0xF0000 && rune <= 0x10FFFD);
}
