/*
 * sha256 - SHA-256: what a file of an archive is held against years later, by
 * us or by nothing but `sha256sum -c`.
 *
 * Unlike a print it withstands somebody who tries.
 */
#ifndef SHA256_H
#define SHA256_H

#include "text.h"

#define SHA256_BYTES 32

struct sha256 {
    uint8_t byte[SHA256_BYTES];
};

/* Loads what it rests on, before a child is begun that needs it. */
void sha256_prepare(void);

struct sha256 sha256_of(struct str bytes);

/* One that is fed piece by piece: begun, fed, ended once. */
struct sha256_run {
    _Alignas(16) unsigned char state[128];
};

void sha256_begin(struct sha256_run *run);
void sha256_add(struct sha256_run *run, struct str bytes);
struct sha256 sha256_end(struct sha256_run *run);

bool sha256_equal(const struct sha256 *a, const struct sha256 *b);

/* 64 hexadecimal digits in lower case and a NUL; and back, false where it is
 * not one: sha256sum writes no others. */
void sha256_write(const struct sha256 *sum, char out[65]);
bool sha256_read(struct str text, struct sha256 *out);

#endif
