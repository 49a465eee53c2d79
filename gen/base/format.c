#include "format.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct writer {
    char *to;
    size_t room, len;
};

/* One directive: %s %.*s %c %d %u %ld %lu %zu, numbers perhaps as %02u. */
struct directive {
    unsigned width;
    bool zeros, given; /* `given`: the precision is an argument */
    char size, kind; /* size: 'l', 'z' or 0 */
};

static void put(struct writer *out, const char *bytes, size_t len)
{
    if (out->len < out->room) {
        size_t left = out->room - out->len;
        memcpy(out->to + out->len, bytes, len < left ? len : left);
    }
    out->len += len;
}

/* Reads what stands behind a '%'; NULL where it is left to vsnprintf. */
static const char *read_directive(const char *at, struct directive *out)
{
    *out = (struct directive){0};
    if (*at == '0') {
        out->zeros = true;
        at++;
    }
    for (; *at >= '0' && *at <= '9' && out->width < 100; at++)
        out->width = out->width * 10 + (unsigned)(*at - '0');
    if (at[0] == '.' && at[1] == '*') {
        out->given = true;
        at += 2;
    }
    if (*at == 'l' || *at == 'z')
        out->size = *at++;
    out->kind = *at;
    bool number = *at == 'd' || *at == 'u';
    bool plain = !out->given && out->width == 0 && !out->size && !out->zeros;
    if (number && out->size == 'z' && *at == 'd')
        return NULL;
    if ((number && !out->given && (!out->width || out->zeros)) ||
        (*at == 's' && !out->width && !out->size && !out->zeros) ||
        ((*at == 'c' || *at == '%') && plain))
        return at + 1;
    return NULL;
}

static void put_number(struct writer *out, uint64_t value, bool negative,
                       unsigned width)
{
    char digits[128];
    size_t at = sizeof(digits), least = width;

    do
        digits[--at] = (char)('0' + value % 10);
    while ((value /= 10));
    if (negative && least)
        least--;
    while (sizeof(digits) - at < least && at > 1)
        digits[--at] = '0';
    if (negative)
        digits[--at] = '-';
    put(out, digits + at, sizeof(digits) - at);
}

static void put_signed(struct writer *out, int64_t value, unsigned width)
{
    bool negative = value < 0;

    put_number(out, negative ? -(uint64_t)value : (uint64_t)value, negative,
               width);
}

static void put_text(struct writer *out, const char *text, int most)
{
    if (!text)
        text = "(null)"; /* as the library has it */
    put(out, text, most < 0 ? strlen(text) : strnlen(text, (size_t)most));
}

static void put_argument(struct writer *out, const struct directive *d,
                         va_list *args)
{
    int most = d->given ? va_arg(*args, int) : -1;

    if (d->kind == 's')
        put_text(out, va_arg(*args, const char *), most);
    else if (d->kind == '%')
        put(out, "%", 1);
    else if (d->kind == 'c')
        put(out, &(char){(char)va_arg(*args, int)}, 1);
    else if (d->kind == 'd' && d->size)
        put_signed(out, va_arg(*args, long), d->width);
    else if (d->kind == 'd')
        put_signed(out, va_arg(*args, int), d->width);
    else if (d->size == 'z')
        put_number(out, va_arg(*args, size_t), false, d->width);
    else if (d->size)
        put_number(out, va_arg(*args, unsigned long), false, d->width);
    else
        put_number(out, va_arg(*args, unsigned), false, d->width);
}

/* False at the first directive that is left to vsnprintf. Formats are short: a
 * loop finds their marks at less cost than a call does. */
static bool put_all(struct writer *out, const char *format, va_list *args)
{
    struct directive directive;

    for (;;) {
        const char *mark = format;
        while (*mark && *mark != '%')
            mark++;
        if (mark > format)
            put(out, format, (size_t)(mark - format));
        if (!*mark)
            return true;
        if (mark[1] == 's') {
            put_text(out, va_arg(*args, const char *), -1);
            format = mark + 2;
            continue;
        }
        format = read_directive(mark + 1, &directive);
        if (!format)
            return false;
        put_argument(out, &directive, args);
    }
}

int format_write(char *to, size_t room, const char *format, va_list args)
{
    struct writer out = {to, room, 0};
    va_list ours;

    va_copy(ours, args); /* vsnprintf begins anew */
    bool whole = put_all(&out, format, &ours);
    va_end(ours);
    if (!whole)
        return vsnprintf(to, room, format, args);
    if (room)
        to[out.len < room ? out.len : room - 1] = '\0';
    return out.len > INT_MAX ? -1 : (int)out.len;
}
