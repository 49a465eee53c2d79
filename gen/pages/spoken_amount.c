#include "spoken_amount.h"

#include <string.h>

#define GROUP 4
#define WHOLE_MOST 16 /* digits up to 千万亿 */

#define HAN_LEN 3 /* bytes of a Chinese character */

static const char words[][HAN_LEN + 1] = {"零", "一", "二", "三", "四",
                                          "五", "六", "七", "八", "九"};

static void say(const char word[HAN_LEN + 1], struct buf *out)
{
    buf_add(out, word, HAN_LEN);
}

void amount_singly(struct str digits, bool year, struct buf *out)
{
    for (size_t i = 0; i < digits.len; i++)
        if (digits.ptr[i] == '.')
            buf_text(out, "点");
        else if (digits.ptr[i] == '0' && year)
            buf_text(out, "〇");
        else
            say(words[digits.ptr[i] - '0'], out);
}

/* Four digits, zeros at the front dropped; true where any was said. */
static bool say_group(const char *group, bool first, bool liang,
                      struct buf *out)
{
    static const char places[][HAN_LEN + 1] = {"千", "百", "十"};
    bool said = false, gap = false;

    for (size_t i = 0; i < GROUP; i++) {
        int digit = group[i] - '0';
        if (digit == 0) {
            gap = true;
            continue;
        }
        if (gap && (said || !first))
            say(words[0], out);
        gap = false;
        bool leads = first && !said;
        if (digit == 2 && leads && (i == 0 || (i == 3 && liang)))
            buf_text(out, "两");
        else if (digit != 1 || i != 2 || !leads) /* 十五, but 一百一十五 */
            say(words[digit], out);
        if (i + 1 < GROUP)
            say(places[i], out);
        said = true;
    }
    return said;
}

/* Puts zeros before `digits`, so that they fill groups of four. */
static size_t fill(struct str digits, char out[WHOLE_MOST])
{
    size_t pad = (GROUP - digits.len % GROUP) % GROUP;

    memset(out, '0', pad);
    memcpy(out + pad, digits.ptr, digits.len);
    return (pad + digits.len) / GROUP;
}

static struct str without_zeros(struct str digits)
{
    while (digits.len > 1 && digits.ptr[0] == '0') {
        digits.ptr++;
        digits.len--;
    }
    return digits;
}

/* A whole number of at most WHOLE_MOST digits. */
static void say_whole(struct str digits, bool liang, struct buf *out)
{
    static const char *const scales[] = {"", "万", "亿", "万"};
    char padded[WHOLE_MOST];
    size_t groups = fill(digits, padded);
    bool first = true, skipped = false;

    if (digits.len == 1 && digits.ptr[0] == '0') {
        say(words[0], out);
        return;
    }
    for (size_t i = 0; i < groups; i++) {
        const char *group = padded + i * GROUP;
        size_t scale = groups - 1 - i;
        if (skipped && memcmp(group, "0000", GROUP) != 0 && group[0] != '0')
            say(words[0], out);
        /* 两万, 两亿: the 2 of a group that has only it */
        bool said = say_group(group, first, liang || scale > 0, out);
        skipped = !said && !first;
        if (said || (scale == 2 && !first))
            buf_text(out, scales[scale]);
        first = first && !said;
    }
}

void amount_read(struct str digits, bool liang, struct buf *out)
{
    const char *point = memchr(digits.ptr, '.', digits.len);
    struct str whole = {digits.ptr,
                        point ? (size_t)(point - digits.ptr) : digits.len};

    whole = without_zeros(whole);
    if (whole.len > WHOLE_MOST) {
        amount_singly(digits, false, out);
        return;
    }
    say_whole(whole, liang && !point, out);
    if (point)
        amount_singly(str_range(point, digits.ptr + digits.len), false, out);
}

bool amount_scaled(struct str digits, int zeros, struct buf *out)
{
    char whole[WHOLE_MOST];
    size_t len = 0;
    int left = zeros;
    bool decimal = false;

    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] == '.') {
            decimal = true;
            continue;
        }
        if (len == WHOLE_MOST || (decimal && left-- == 0))
            return false;
        whole[len++] = digits.ptr[i];
    }
    if (len + (size_t)left > WHOLE_MOST)
        return false;
    memset(whole + len, '0', (size_t)left);
    struct str all = {whole, len + (size_t)left};
    say_whole(without_zeros(all), true, out);
    return true;
}
