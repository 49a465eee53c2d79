#include "sha256.h"

#include "late.h"
#include "sha256_fast.h"

#include <sodium.h>

/* clang-format off */
#define SODIUM(name) \
    name(crypto_hash_sha256) name(crypto_hash_sha256_final) \
    name(crypto_hash_sha256_init) name(crypto_hash_sha256_update)
/* clang-format on */
LATE_LIBRARY("sodium", SODIUM);

#include <string.h>

_Static_assert(SHA256_BYTES == crypto_hash_sha256_BYTES, "size of a sum");
_Static_assert(sizeof(((struct sha256_run *)0)->state) >=
                   sizeof(crypto_hash_sha256_state),
               "the library's state fits into ours");

static crypto_hash_sha256_state *state_of(struct sha256_run *run)
{
    return (crypto_hash_sha256_state *)(void *)run->state;
}

void sha256_prepare(void)
{
    late_load(&late_library);
}

struct sha256 sha256_of(struct str bytes)
{
    struct sha256 sum;

    /* A disc's worth of pages takes the library a second and a half. */
    if (sha256_fast_works())
        return sha256_fast(bytes);
    late_load(&late_library);
    late.crypto_hash_sha256(sum.byte, (const unsigned char *)bytes.ptr,
                            bytes.len);
    return sum;
}

void sha256_begin(struct sha256_run *run)
{
    late_load(&late_library);
    late.crypto_hash_sha256_init(state_of(run));
}

void sha256_add(struct sha256_run *run, struct str bytes)
{
    late.crypto_hash_sha256_update(state_of(run),
                                   (const unsigned char *)bytes.ptr, bytes.len);
}

struct sha256 sha256_end(struct sha256_run *run)
{
    struct sha256 sum;

    late.crypto_hash_sha256_final(state_of(run), sum.byte);
    return sum;
}

bool sha256_equal(const struct sha256 *a, const struct sha256 *b)
{
    return memcmp(a->byte, b->byte, SHA256_BYTES) == 0;
}

void sha256_write(const struct sha256 *sum, char out[65])
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < SHA256_BYTES; i++) {
        out[2 * i] = digits[sum->byte[i] >> 4];
        out[2 * i + 1] = digits[sum->byte[i] & 15];
    }
    out[2 * SHA256_BYTES] = '\0';
}

static int digit_of(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool sha256_read(struct str text, struct sha256 *out)
{
    if (text.len != (size_t)2 * SHA256_BYTES)
        return false;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        int high = digit_of(text.ptr[2 * i]);
        int low = digit_of(text.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->byte[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
