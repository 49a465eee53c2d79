#include "print.h"

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

static const char digits[] = "0123456789abcdef";

static void write_half(uint64_t half, char *out)
{
    for (int i = 15; i >= 0; i--, half >>= 4)
        out[i] = digits[half & 15];
}

void print_write(struct print print, char out[33])
{
    write_half(print.high, out);
    write_half(print.low, out + 16);
    out[32] = '\0';
}

/* One more than a digit's value; 0 for what is none. */
static const unsigned char digit_value[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16};

static bool read_half(const char *text, uint64_t *out)
{
    uint64_t half = 0;
    unsigned strange = 0;

    for (int i = 0; i < 16; i++) {
        unsigned value = digit_value[(unsigned char)text[i]] - 1U;
        strange |= value;
        half = half << 4 | (value & 15);
    }
    *out = half;
    return strange < 16;
}

bool print_read(struct str text, struct print *out)
{
    return text.len == 32 && read_half(text.ptr, &out->high) &&
           read_half(text.ptr + 16, &out->low);
}
