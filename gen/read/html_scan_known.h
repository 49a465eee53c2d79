/*
 * html_scan_known - start tags that came before in the same bytes. Pages have
 * few different tags, and most of them hundreds of times: what one says is read
 * once, and shown once where the visitor has no more to do with it. Private to
 * html_scan.
 */
#ifndef HTML_SCAN_KNOWN_H
#define HTML_SCAN_KNOWN_H

#include "html_scan_part.h"

/* A tag as bytes, up to its first '>'. */
struct tag_bytes {
    const char *ptr;
    size_t len;
    uint64_t first, last; /* its first and its last eight bytes */
    struct html_dull_tag *slot; /* where it can be; NULL: nowhere */
};

/* The bytes of the tag at hand. */
static inline struct tag_bytes tag_bytes(const struct scan *scan)
{
    const char *at = scan->at;
    size_t left = (size_t)(scan->end - at);
    struct tag_bytes bytes = {.ptr = at};

    if (!scan->visitor->dull || left < 8)
        return bytes;
    const char *end = memchr(at, '>', left);
    bytes.len = end ? (size_t)(end + 1 - at) : 0;
    if (bytes.len == 0 || bytes.len > HTML_DULL_MOST)
        return bytes;
    bytes.first = eight_bytes(at);
    if (bytes.len < 8)
        bytes.first >>= 64 - 8 * bytes.len;
    else
        bytes.last = eight_bytes(end - 7);
    uint64_t mixed = (bytes.first ^ bytes.last * 31) * 0x9E3779B97F4A7C15U;
    bytes.slot = &scan->visitor->dull->tag[mixed >> 57];
    return bytes;
}

/* Passes the tag at hand if it is known. */
static inline bool tag_recall(struct scan *scan, const struct tag_bytes *bytes,
                              struct tag *tag)
{
    const struct html_dull_tag *known = bytes->slot;

    if (!known || known->len != bytes->len || known->first != bytes->first ||
        known->last != bytes->last ||
        (known->len > 16 &&
         memcmp(known->middle, bytes->ptr + 8, bytes->len - 16) != 0))
        return false;
    scan->at += bytes->len;
    tag->name = (struct name){{bytes->ptr + 1, known->name}, known->word};
    tag->traits = known->traits;
    tag->closes_itself = known->closes_itself;
    return true;
}

/* Keeps a tag that was just read, and needs not be shown again. */
static inline void tag_keep(const struct scan *scan,
                            const struct tag_bytes *bytes,
                            const struct tag *tag)
{
    struct html_dull_tag *slot = bytes->slot;

    /* More was read where a '>' is in a value; capitals are not in the name. */
    if (!slot || scan->at != bytes->ptr + bytes->len ||
        tag->name.text.ptr != bytes->ptr + 1)
        return;
    *slot = (struct html_dull_tag){.first = bytes->first,
                                   .last = bytes->last,
                                   .word = tag->name.word,
                                   .len = (uint8_t)bytes->len,
                                   .name = (uint8_t)tag->name.text.len,
                                   .traits = (uint8_t)tag->traits,
                                   .closes_itself = tag->closes_itself};
    if (bytes->len > 16)
        memcpy(slot->middle, bytes->ptr + 8, bytes->len - 16);
}

#endif
