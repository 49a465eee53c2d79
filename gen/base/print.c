#include "print.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

struct print print_of(struct str bytes)
{
    XXH128_hash_t hash = XXH3_128bits(bytes.ptr, bytes.len);

    return (struct print){hash.low64, hash.high64};
}

void print_add(struct print *print, struct str bytes)
{
    print_join(print, print_of(bytes));
}

void print_join(struct print *print, struct print other)
{
    uint64_t four[4] = {print->low, print->high, other.low, other.high};

    *print = print_of((struct str){(const char *)four, sizeof(four)});
}

void print_number(struct print *print, uint64_t number)
{
    print_join(print, (struct print){number, 0});
}

bool print_equal(struct print a, struct print b)
{
    return a.low == b.low && a.high == b.high;
}

bool print_is_zero(struct print a)
{
    return a.low == 0 && a.high == 0;
}

void print_write(struct print print, char out[33])
{
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)print.high,
             (unsigned long long)print.low);
}

static bool read_half(const char *text, uint64_t *out)
{
    *out = 0;
    for (int i = 0; i < 16; i++) {
        const char *digits = "0123456789abcdef";
        const char *at = text[i] ? strchr(digits, text[i]) : NULL;
        if (!at)
            return false;
        *out = *out << 4 | (uint64_t)(at - digits);
    }
    return true;
}

bool print_read(struct str text, struct print *out)
{
    return text.len == 32 && read_half(text.ptr, &out->high) &&
           read_half(text.ptr + 16, &out->low);
}
