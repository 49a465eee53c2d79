/*
 * privacy - identity, mobile and card numbers, and lists of households, which
 * must not be published (GB 11643-1999; Personal Information Protection Law).
 *
 * Digits are read as people write them: full-width, with blanks or hyphens,
 * over line ends and table cells. Numbers that only look alike (index numbers,
 * credit codes, filing numbers, hotlines, amounts) are told apart by check
 * digits, dates, bounds and what stands around them. Hits are told masked.
 */
#ifndef PRIVACY_H
#define PRIVACY_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

struct csv;
struct diags;
struct doc;
struct front;
struct html;
struct packed;
struct source;

enum privacy_kind { PRIVACY_ID, PRIVACY_PHONE, PRIVACY_CARD };

/* One number that was found. */
struct privacy_hit {
    enum privacy_kind kind;
    size_t from, to; /* bytes of the text */
    char digits[24]; /* half-width, without what stood between */
};

/* Between the cells of a row: only an identity number is read across it. */
#define PRIVACY_CELL '\x1F'

/* The next number in `text` from `*at` on; false where there is none. */
bool privacy_next(struct str text, size_t *at, struct privacy_hit *hit);

/* Shows a number as it may be told: 138****1234, 35*************123. */
void privacy_mask(const char *digits, enum privacy_kind kind, char out[24]);

/* Numbers that a site may publish, with the reasons for it. */
struct privacy_rules {
    struct str *number;
    size_t len;
};

/*
 * Reads the setting: "13805370000（镇便民服务热线）, …". False where an entry
 * has no number or no reason; `*bad` is that entry.
 */
bool privacy_rules_read(struct arena *arena, struct str setting,
                        struct privacy_rules *out, struct str *bad);

/* Looks through a text: its front matter (may be NULL), paragraphs, tables,
 * descriptions and addresses. */
void privacy_document(const struct doc *doc, const struct front *front,
                      const struct privacy_rules *rules, struct diags *diags);

/* Looks through a page that is to be shown: its text, tables, comments, and
 * what attributes say. */
void privacy_page(const struct source *source, const struct html *html,
                  const struct privacy_rules *rules, struct diags *diags);

/* Looks through a text of any kind, mark-up and all. */
void privacy_text(const struct source *source,
                  const struct privacy_rules *rules, struct diags *diags);

/* Looks through a table that is attached. */
void privacy_csv(const struct csv *csv, const struct privacy_rules *rules,
                 struct diags *diags);

/* Looks through an unpacked workbook or Word document at `path`. */
void privacy_package(const struct packed *packed, const char *path,
                     const struct privacy_rules *rules, struct diags *diags);

#endif
