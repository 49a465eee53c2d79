/*
 * buf - bytes that grow: the only way text is put together.
 *
 * A buffer starts as {0}, may hold any bytes, and always has a NUL behind the
 * last one. One that has been given a limit stops taking bytes there and
 * remembers that it did, so that no input can make an output without end.
 */
#ifndef BUF_H
#define BUF_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data;
    size_t len, cap;
    size_t limit; /* 0: none */
    bool full; /* something did not fit under the limit */
};

/* Each of these adds to the end. */
static inline void buf_add(struct buf *buf, const void *bytes, size_t len);
static inline void buf_str(struct buf *buf, struct str text);
static inline void buf_text(struct buf *buf, const char *text);
static inline void buf_char(struct buf *buf, char byte);
void buf_rune(struct buf *buf, uint32_t rune); /* as UTF-8 */
void buf_number(struct buf *buf, size_t number); /* in decimal digits */
/* A number of things in English: "1 file", "0 files", "2 files". */
void buf_count(struct buf *buf, size_t number, const char *thing);
void buf_repeat(struct buf *buf, char byte, size_t count);
void buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Makes room for `more` bytes beyond the end; false where the limit forbids. */
bool buf_reserve(struct buf *buf, size_t more);

/* Forgets what lies beyond `len` bytes; the memory is kept for reuse. */
void buf_cut(struct buf *buf, size_t len);

/* The bytes as a string; valid until the buffer changes. */
struct str buf_view(const struct buf *buf);

void buf_free(struct buf *buf);

/* The same as buf_add where there is no room yet, or a limit. */
void buf_add_slow(struct buf *buf, const void *bytes, size_t len);

/*
 * Pages are put together from hundreds of thousands of short pieces, nearly
 * all of which fit: that case is here, where the compiler sees how long a
 * literal is.
 */
static inline void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    if (len >= buf->cap - buf->len || buf->limit) {
        buf_add_slow(buf, bytes, len);
        return;
    }
    if (len)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

static inline void buf_str(struct buf *buf, struct str text)
{
    buf_add(buf, text.ptr, text.len);
}

static inline void buf_text(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

static inline void buf_char(struct buf *buf, char byte)
{
    buf_add(buf, &byte, 1);
}

#endif
