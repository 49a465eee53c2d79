/*
 * qr - QR codes in pictures: what they say, and whether they ask for money.
 *
 * Pictures are unpacked and searched in a child with limits. Call it while no
 * other thread runs.
 */
#ifndef QR_H
#define QR_H

#include "../base/mem.h"
#include "../base/text.h"

#include <stdbool.h>

struct qr_codes {
    struct str *text; /* what each says, valid UTF-8 */
    size_t len;
    bool unread; /* the picture could not be unpacked */
    int error; /* the system's, where that could not be tried; else 0 */
};

/* Looks for codes in a picture; texts live in `arena`. */
void qr_find(struct arena *arena, struct str bytes, struct qr_codes *out);

/* The same without a child, for tests and for callers that are in one. */
void qr_find_here(struct arena *arena, struct str bytes, struct qr_codes *out);

/* Whose code for paying, tipping or red packets it is, for a message (BOTH in
 * diag.h); NULL for all others. */
const char *qr_payment(struct str text);

#endif
