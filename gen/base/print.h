/*
 * print - fingerprints: two things with one print are taken to be the same.
 *
 * 128 bits (XXH3), not a defence against an attacker: archives carry SHA-256.
 */
#ifndef PRINT_H
#define PRINT_H

#include "text.h"

struct print {
    uint64_t low, high;
};

struct print print_of(struct str bytes);

/* Folds more into a print; the order matters. */
void print_add(struct print *print, struct str bytes);
void print_join(struct print *print, struct print other);
void print_number(struct print *print, uint64_t number);

bool print_equal(struct print a, struct print b);
bool print_is_zero(struct print a);

/* 32 hexadecimal digits and a NUL; and back, false where it is not one. */
void print_write(struct print print, char out[33]);
bool print_read(struct str text, struct print *out);

#endif
