/*
 * html_scan_known - start tags that came before in the same bytes. A page has
 * few different tags, and most of them hundreds of times: what one says is
 * read once, and shown once where the visitor has no more to do with it.
 * Private to html_scan.
 */
#ifndef HTML_SCAN_KNOWN_H
#define HTML_SCAN_KNOWN_H

#include "html_scan_part.h"

/* The tag at `scan->at` as bytes, up to the first '>'. */
struct tag_bytes {
    size_t from, len;
    uint64_t first, last; /* its first and its last eight bytes */
    struct known_tag *slot; /* the only one that it can be in; NULL: none */
};

/* Passes the tag at hand if it is known; NULL where it is not. */
static inline const struct tag *tag_recall(struct scan *scan,
                                           struct tag_bytes *bytes);

/* Keeps a tag that was just read, and needs not be shown again. */
static inline void tag_keep(const struct scan *scan,
                            const struct tag_bytes *bytes,
                            const struct tag *tag);

static inline void tag_measure(struct scan *scan, struct tag_bytes *bytes)
{
    const char *at = scan->text.ptr + scan->at;
    size_t left = scan->text.len - scan->at;
    const char *end = left < 8 ? NULL : memchr(at, '>', left);

    *bytes = (struct tag_bytes){.from = scan->at};
    if (!end)
        return;
    bytes->len = (size_t)(end + 1 - at);
    bytes->first = eight_bytes(at);
    if (bytes->len < 8)
        bytes->first >>= 64 - 8 * bytes->len;
    else
        bytes->last = eight_bytes(end - 7);
    uint64_t mixed = (bytes->first ^ bytes->last * 31) * 0x9E3779B97F4A7C15U;
    bytes->slot = &scan->known[mixed >> 57];
}

static inline const struct tag *tag_recall(struct scan *scan,
                                           struct tag_bytes *bytes)
{
    tag_measure(scan, bytes);
    const struct known_tag *known = bytes->slot;
    if (!known || known->len != bytes->len || known->first != bytes->first ||
        known->last != bytes->last)
        return NULL;
    const char *at = scan->text.ptr + bytes->from;
    if (bytes->len > 16 && memcmp(at + 8, known->ptr + 8, bytes->len - 16) != 0)
        return NULL;
    scan->at += bytes->len;
    return &known->tag;
}

static inline void tag_keep(const struct scan *scan,
                            const struct tag_bytes *bytes,
                            const struct tag *tag)
{
    /* A '>' in a value: more than these bytes were read. */
    if (!bytes->slot || scan->at != bytes->from + bytes->len)
        return;
    *bytes->slot = (struct known_tag){scan->text.ptr + bytes->from, bytes->len,
                                      bytes->first, bytes->last, *tag};
}

#endif
