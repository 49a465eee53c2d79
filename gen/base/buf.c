#include "buf.h"

#include "format.h"
#include "mem.h"

#include <string.h>

bool buf_reserve(struct buf *buf, size_t more)
{
    size_t need;

    if (__builtin_add_overflow(buf->len, more, &need) || need == SIZE_MAX)
        mem_exhausted();
    if (buf->limit && need > buf->limit) {
        buf->full = true;
        return false;
    }
    if (need < buf->cap)
        return true;
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap <= need)
        cap = cap > SIZE_MAX / 2 ? SIZE_MAX : cap * 2;
    buf->data = mem_resize(buf->data, cap, 1);
    buf->cap = cap;
    return true;
}

void buf_add_slow(struct buf *buf, const void *bytes, size_t len)
{
    if (!buf_reserve(buf, len))
        return;
    if (len)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_rune(struct buf *buf, uint32_t rune)
{
    char bytes[4];

    buf_add(buf, bytes, rune_encode(rune, bytes));
}

void buf_number(struct buf *buf, size_t number)
{
    char digits[24];
    size_t at = sizeof(digits);

    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10));
    buf_add(buf, digits + at, sizeof(digits) - at);
}

void buf_count(struct buf *buf, size_t number, const char *thing)
{
    buf_number(buf, number);
    buf_char(buf, ' ');
    buf_text(buf, thing);
    if (number != 1)
        buf_char(buf, 's');
}

void buf_repeat(struct buf *buf, char byte, size_t count)
{
    if (!buf_reserve(buf, count))
        return;
    memset(buf->data + buf->len, byte, count);
    buf->len += count;
    buf->data[buf->len] = '\0';
}

void buf_format(struct buf *buf, const char *format, ...)
{
    size_t room = buf->data ? buf->cap - buf->len : 0;
    va_list args;

    va_start(args, format);
    int len =
        format_write(room ? buf->data + buf->len : NULL, room, format, args);
    va_end(args);
    if (len < 0 || !buf_reserve(buf, (size_t)len + 1)) {
        if (room)
            buf->data[buf->len] = '\0';
        return;
    }
    if ((size_t)len >= room) {
        va_start(args, format);
        format_write(buf->data + buf->len, (size_t)len + 1, format, args);
        va_end(args);
    }
    buf->len += (size_t)len;
}

void buf_cut(struct buf *buf, size_t len)
{
    if (len >= buf->len)
        return;
    buf->len = len;
    buf->data[len] = '\0';
    buf->full = false;
}

struct str buf_view(const struct buf *buf)
{
    return (struct str){buf->data ? buf->data : "", buf->len};
}

void buf_free(struct buf *buf)
{
    mem_free(buf->data);
    *buf = (struct buf){.limit = buf->limit};
}
