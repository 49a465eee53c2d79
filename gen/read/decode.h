/*
 * decode - a text in any encoding that Chinese pages come in, as UTF-8.
 *
 * For import, and for looking into pages of others: what a site is built from
 * must be UTF-8 (loaded.h). Labels
 * are not believed: many pages that say gb2312 hold GBK or GB18030, and some
 * that say UTF-8 were never that. Controls, bidirectional marks and characters
 * that show nothing are left out, line ends become LF.
 */
#ifndef DECODE_H
#define DECODE_H

#include "../base/mem.h"
#include "../base/text.h"

struct decoded {
    struct str text; /* valid UTF-8 */
    const char *charset; /* UTF-8, GB18030, Big5, UTF-16LE, UTF-16BE */
    const char *why[2]; /* what it was told by, Chinese and English */
    size_t bad; /* bytes that are no character: each became U+FFFD */
    size_t first_bad; /* where the first of them stands in the file */
};

/* Decodes `bytes` into `arena`. Never fails. */
struct decoded decode(struct arena *arena, struct str bytes);

#endif
